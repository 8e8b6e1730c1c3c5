package handbook

import (
	"net/url"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/document"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/pipelines/tekton"
)

// prerequisites is what must be there before anything is deployed, and who sees to it.
func (h book) prerequisites() document.Document {
	items := append(h.namespaces(), h.pipelineNeeds()...)
	items = append(items, h.databases()...)
	if hosts := h.outside(); len(hosts) > 0 {
		items = append(items, h.say("集群要能访问的外部地址：", "Addresses outside that the cluster must reach: ")+h.join(hosts))
	}
	doc := document.Document{h.heading("部署之前", "Before deploying"), document.List{Items: items}}
	if keys := h.secretTable(); len(keys.Rows) > 0 {
		doc = append(doc, document.Paragraph{Text: h.say("各环境的命名空间中要有下列 Secret，值不进仓库（用 KMS 或 kubectl create secret 创建）。缺少必需的键，容器不会启动。",
			"Every environment's namespace needs these Secrets; their values are in no repository (make them from KMS or with kubectl create secret). Without a required key the container does not start.")}, keys)
	}
	return doc
}

func (h book) join(items []string) string { return strings.Join(items, h.say("、", ", ")) }

func (h book) pipelines() string { return h.App.Name + "-pipelines" }

func (h book) namespaces() []string {
	var spaces []string
	for _, env := range h.App.Environments {
		spaces = append(spaces, document.Verbatim(env.Namespace))
	}
	return []string{h.say("命名空间 ", "The namespaces ") + h.join(spaces) + h.say("，以及流水线的 ", ", and for the pipelines ") + document.Verbatim(h.pipelines())}
}

func (h book) pipelineNeeds() []string {
	apply := document.Verbatim("kubectl apply -k " + tekton.PlatformRoot + " -n " + h.pipelines())
	return []string{
		h.say("镜像仓库 ", "The registry ") + document.Verbatim(h.App.Registry.Host.String()+"/"+h.App.Registry.Namespace) +
			h.say("，集群节点能从中拉取镜像", ", from which the nodes may pull"),
		h.say("集群中装好 Tekton Pipelines", "Tekton Pipelines in the cluster"),
		h.say("流水线用到的共享任务：", "The shared tasks that the pipelines use: ") + document.Verbatim("gantry migrate … --platform DIR") +
			h.say(" 写进平台仓库 DIR，在其中执行 ", " writes them into the platform repository DIR; there, run ") + apply,
		h.say("命名空间 ", "In the namespace ") + document.Verbatim(h.pipelines()) + h.say(" 中的 Secret ", " the Secrets ") +
			document.Verbatim(tekton.RegistrySecret) + h.say("（可推送镜像）、", " (may push images) and ") + document.Verbatim(tekton.GitSecret) +
			h.say("（可拉取源代码）", " (may read the source)"),
	}
}

// secretTable lists the keys of every component's Secret by whether it starts without.
func (h book) secretTable() document.Table {
	t := document.Table{Head: []string{"Secret", h.say("必需的键", "Required keys"), h.say("可选的键", "Optional keys")}}
	for _, w := range h.App.Workloads {
		if len(w.Secrets) > 0 {
			t.Rows = append(t.Rows, []string{document.Verbatim(w.SecretName()), h.keys(w, false), h.keys(w, true)})
		}
	}
	return t
}

func (h book) keys(w generate.Workload, optional bool) string {
	var keys []string
	for _, s := range w.Secrets {
		if s.Optional == optional {
			keys = append(keys, document.Verbatim(s.Key))
		}
	}
	slices.Sort(keys)
	if keys = slices.Compact(keys); len(keys) == 0 {
		return "–"
	}
	return h.join(keys)
}

// databases says who makes the databases and what makes the tables in them.
func (h book) databases() []string {
	var all []gathered
	for _, w := range h.App.Workloads {
		for _, s := range w.Component.Services {
			if s.Optional || !isDatabase(s.Kind) {
				continue
			}
			text := i18n.Text{ZH: "没有发现维护表结构的工具，表和初始数据要先导入", EN: "nothing was found that keeps its tables, so load tables and first data beforehand"}
			if f, ok := w.Component.Facts.Best(fact.SchemaMigration); ok {
				text = i18n.Textf("表结构由 %[1]s 维护，账号要有建表权限", "%[1]s keeps its tables, so the account may create them", f.Value)
			}
			all = gather(all, w.Name, i18n.Text{ZH: " " + s.Kind, EN: s.Kind}, text)
		}
	}
	var out []string
	for _, g := range all {
		out = append(out, of(h.App, g.components, g.topic).In(h.App.Lang)+
			h.say("：库和账号由数据库管理员建立；", ": the administrators create database and account; ")+g.text.In(h.App.Lang))
	}
	return out
}

func isDatabase(kind string) bool {
	return slices.Contains([]string{"mysql", "mariadb", "postgresql", "oracle", "sqlserver", "mongodb", "dameng", "oceanbase", "tidb", "clickhouse"}, kind)
}

// outside are the addresses in the internet that the components use as they are configured.
func (h book) outside() []string {
	var out []string
	for _, w := range h.App.Workloads {
		for _, s := range w.Component.Services {
			if host := publicHost(s); host != "" && !s.Optional {
				out = append(out, document.Verbatim(host)+h.say("（"+w.Name+" 的 "+s.Kind+"）", " ("+s.Kind+" of "+w.Name+")"))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// publicHost is the host of a service of a kind that is mostly in the internet, "" for others.
func publicHost(s assess.Service) string {
	if !slices.Contains([]string{"git", "smtp", "oss", "s3"}, s.Kind) || strings.ContainsAny(s.Address, "${} ,") {
		return ""
	}
	address := s.Address
	if !strings.Contains(address, "://") {
		address = "//" + address
	}
	u, err := url.Parse(address)
	if err != nil || !strings.Contains(u.Hostname(), ".") || strings.HasPrefix(u.Hostname(), "127.") {
		return ""
	}
	return u.Host
}
