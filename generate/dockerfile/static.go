package dockerfile

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/dockerfile/ast"
	"github.com/gantry-ack/gantry/internal/i18n"
)

const siteRoot = "/usr/share/nginx/html"

// staticSite serves files, built or as they are.
func staticSite(b *builder) error {
	c, err := b.table.Runtime("static", "", "")
	if err != nil {
		return err
	}
	from, site := "", "."
	if b.w.Component.Language.ID == "javascript" && (b.value(fact.BuildCommand) != "" || len(b.w.Build.Command) > 0 || b.value(fact.BuildArtifact) != "") {
		m := b.manager()
		s, err := b.nodeBuild(m)
		if err != nil {
			return err
		}
		s.Platform = buildPlatform
		b.add(s)
		b.test(s.Name, ast.Run{Mounts: m.mounts, Commands: []string{b.nodeTest(m)}})
		from, site = s.Name, path.Join(workDir, b.artifactOr("dist"))
	} else if m := b.module(); m != "." {
		site = m
	}
	base := b.contextPath()
	s := b.from(RuntimeStage, c)
	b.prepare(s, c, nil)
	dropWorkdir(s)
	s.Add(ast.CopyText{Dst: "/etc/nginx/nginx.conf", Lines: b.nginx(base)}, b.text("以普通用户运行，可写的只有 /tmp", "runs as an ordinary user and writes below /tmp only"))
	s.AddApart(ast.Copy{From: from, Src: []string{strings.TrimSuffix(site, "/") + "/"}, Dst: siteRoot + base + "/"})
	b.proxies()
	b.user(s)
	s.Add(ast.Expose(b.exposed()))
	b.explain(RuntimeStage+".EXPOSE", b.id(generate.AspectPorts))
	s.Add(ast.StopSignal("SIGQUIT"), b.text("SIGQUIT 让 nginx 处理完现有请求再退出", "SIGQUIT lets nginx finish the requests at hand"))
	s.Add(ast.Entrypoint{"nginx", "-g", "daemon off;"})
	b.add(s)
	return nil
}

// dropWorkdir: files are served by absolute paths.
func dropWorkdir(s *ast.Stage) {
	s.Steps = slices.DeleteFunc(s.Steps, func(st ast.Step) bool { return st.Do == ast.Instruction(ast.Workdir(workDir)) })
}

func (b *builder) artifactOr(usual string) string {
	if a := b.value(fact.BuildArtifact); a != "" {
		return a
	}
	return path.Join(b.module(), usual)
}

// proxies records what becomes of calls that the development server passes on to a
// backend: the rules come from outside, where they can change without a new image.
func (b *builder) proxies() {
	all := b.facts.All(fact.StaticProxy)
	if len(all) == 0 {
		return
	}
	if len(b.w.Routes) > 0 {
		b.decide(AspectProxy, "mounted", i18n.Textf(
			"转发规则挂载到 %[1]s，镜像不含后端地址", "the routes are mounted at %[1]s, so that the image holds no address of a backend", generate.RoutesDir), fact.StaticProxy)
		return
	}
	var prefixes []string
	for _, f := range all {
		prefix, _, _ := strings.Cut(f.Value, "=")
		prefixes = append(prefixes, prefix)
	}
	slices.Sort(prefixes)
	b.decide(AspectProxy, "ingress", i18n.Textf(
		"开发服务器转发的路径 %[1]s 在生产里由 Ingress 或网关路由到后端，镜像只提供静态文件",
		"the paths that the development server passes on, %[1]s, are routed to the backend by the Ingress or the gateway; the image serves files only", strings.Join(prefixes, " ")), fact.StaticProxy)
}

// nginx is the whole configuration: no includes that a base image might change.
func (b *builder) nginx(base string) []string {
	lines := []string{
		"worker_processes auto;",
		"pid /tmp/nginx.pid;",
		"error_log /dev/stderr warn;",
		"",
		"events {",
		"    worker_connections 1024;",
		"}",
		"",
		"http {",
		"    include /etc/nginx/mime.types;",
		"    default_type application/octet-stream;",
		"    access_log /dev/stdout;",
		"    charset utf-8;",
		"    server_tokens off;",
		"    sendfile on;",
		"    tcp_nopush on;",
		"    absolute_redirect off;",
		"",
		"    client_body_temp_path /tmp/client_body;",
		"    proxy_temp_path /tmp/proxy;",
		"    fastcgi_temp_path /tmp/fastcgi;",
		"    uwsgi_temp_path /tmp/uwsgi;",
		"    scgi_temp_path /tmp/scgi;",
		"",
		"    gzip on;",
		"    gzip_vary on;",
		"    gzip_proxied any;",
		"    gzip_min_length 1024;",
		"    gzip_types text/css text/plain application/javascript application/json application/manifest+json application/wasm image/svg+xml;",
		"",
		"    server {",
		fmt.Sprintf("        listen %d;", b.sitePort()),
		"        root " + siteRoot + ";",
		"",
	}
	if base != "" {
		lines = append(lines, "        location = / {", "            return 302 "+base+"/;", "        }", "")
	}
	lines = append(lines,
		"        # "+b.text("转发规则由部署挂载，没有也可以", "routes that the deployment mounts, if any"),
		"        include "+generate.RoutesDir+"/*.conf;",
		"")
	lines = append(lines, b.hashedFiles(base)...)
	return append(lines,
		"        # "+b.text("入口页每次都要核对，路由由前端处理", "the page itself is checked every time, and routes are the front end's"),
		"        location "+base+"/ {",
		`            add_header Cache-Control "no-cache";`,
		"            try_files $uri $uri/ "+base+"/index.html;",
		"        }",
		"    }",
		"}",
	)
}

func (b *builder) sitePort() int {
	if len(b.w.Ports) > 0 {
		return b.w.Ports[0].Number
	}
	return 8080
}

// hashedFiles are those whose names change with their content, which browsers may
// keep for good: a folder where the bundler puts only such, else names with a hash.
func (b *builder) hashedFiles(base string) []string {
	location := `~ "[.-][0-9a-f]{8,}\.[0-9a-z]+$"`
	if slices.Contains(b.facts.Values(fact.Transpiler), "vite") {
		location = base + "/assets/"
	}
	return []string{
		"        # " + b.text("文件名带内容哈希，可以一直缓存", "names with a hash of the content never change"),
		"        location " + location + " {",
		`            add_header Cache-Control "public, max-age=31536000, immutable";`,
		"            try_files $uri =404;",
		"        }",
		"",
	}
}
