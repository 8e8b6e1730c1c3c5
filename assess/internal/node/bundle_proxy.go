package node

import (
	"path"
	"regexp"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/node/js"
	"github.com/gantry-ack/gantry/internal/conf"
)

// proxies reads what the development server passes on: it tells which paths the
// web server of production must pass on, and to whom.
func (a *analysis) proxies(p *pkg, b *bundle) {
	if strings.HasPrefix(p.Proxy.Value, "http") {
		b.proxies = append(b.proxies, proxy{"/", p.Proxy.Value, fact.Evidence{Path: p.Path, Line: p.Proxy.Line}})
	}
	if b.config != "" && path.Ext(b.config) != ".json" {
		a.proxyConfig(p, b)
	}
	if len(b.proxies) == 0 && b.tool == "vite" {
		a.proxyList(p, b)
	}
	for _, n := range []string{"proxy.conf.json", "src/proxy.conf.json", "proxy.conf.js", "config/proxy.ts", "config/proxy.js", "src/setupProxy.js", "src/setupProxy.ts"} {
		f := a.file(p, n)
		switch {
		case f == "":
		case path.Ext(f) == ".json":
			if c := a.jsonModule(f); c != nil {
				a.proxyFields(p, b, c.Exported(), c.Exported())
			}
		case strings.Contains(f, "setupProxy"):
			a.setupProxy(b, f)
		default:
			if c := a.source(f); c != nil {
				v := c.Exported()
				if dev := v.Get("dev"); dev.Kind == js.Object {
					v = dev
				}
				a.proxyFields(p, b, v, v)
			}
		}
	}
}

// proxyList reads VITE_PROXY=[["/api","http://localhost:8080"]], the form of the Vben
// template, whose helper drops the prefix.
func (a *analysis) proxyList(p *pkg, b *bundle) {
	for _, n := range []string{".env.development", ".env"} {
		f := a.file(p, n)
		if f == "" {
			continue
		}
		s, ok := a.settings(f).Get("VITE_PROXY")
		if !ok {
			continue
		}
		pairs, err := conf.JSONNode(s.Value)
		if err != nil {
			return
		}
		for _, pair := range pairs.Items() {
			if x := pair.Items(); len(x) == 2 && strings.HasPrefix(x[0].Value, "/") && schemeRE.MatchString(x[1].Value) {
				b.proxies = append(b.proxies, proxy{x[0].Value, strings.TrimRight(x[1].Value, "/") + "/", fact.Evidence{Path: f, Line: s.Line}})
			}
		}
		return
	}
}

// proxyConfig reads the proxy of vite, vue-cli, webpack and umi. Prefixes are those
// of the production build, targets those of development.
func (a *analysis) proxyConfig(p *pkg, b *bundle) {
	find := func(mode string) js.Value {
		c := a.parse(b.config, a.dotenv(p, mode))
		if c == nil {
			return js.Value{}
		}
		v := c.Exported()
		for _, keys := range [][]string{{"server", "proxy"}, {"vite", "server", "proxy"}, {"devServer", "proxy"}, {"proxy"}, {"dev", "proxyTable"}} {
			if w := v.Get(keys...); w.Kind == js.Object || w.Kind == js.List {
				return w
			}
		}
		return js.Value{}
	}
	a.proxyFields(p, b, find("production"), find("development"))
}

// proxyFields reads prefix: target, prefix: { target }, and the list form with context.
func (a *analysis) proxyFields(p *pkg, b *bundle, production, development js.Value) {
	if development.Kind == js.List {
		for _, item := range development.Items() {
			for _, c := range append(item.Get("context").Items(), item.Get("context")) {
				b.proxy(c.Text, c.Text, item, item.Line)
			}
		}
		return
	}
	prefixes, fields := production.Fields(), development.Fields()
	for i, fl := range fields {
		prefix := fl.Key
		if len(prefixes) == len(fields) {
			prefix = or(prefixes[i].Key, prefix)
		}
		prefix = a.inProduction(p, prefix)
		b.proxy(prefix, fl.Key, fl.Value, fl.Line)
	}
}

// inProduction returns the prefix that the production build uses in the place of one that
// the environment file of development gives to a variable (/dev-api for /prod-api).
func (a *analysis) inProduction(p *pkg, prefix string) string {
	dev := a.file(p, ".env.development")
	prod := a.file(p, ".env.production")
	if dev == "" || prod == "" {
		return prefix
	}
	for _, s := range a.settings(dev) {
		if strings.Trim(s.Value, `'"`) != prefix || prefix == "/" {
			continue
		}
		if v, ok := a.settings(prod).Get(s.Key); ok && strings.HasPrefix(strings.Trim(v.Value, `'"`), "/") {
			return strings.Trim(v.Value, `'"`)
		}
	}
	return prefix
}

var regexPrefixRE = regexp.MustCompile(`^\^?\(?/?[\w/-]+`)

// proxy adds one rule. A target that ends with a slash drops the prefix, as nginx
// has it; rewriting is recognised by the usual forms.
func (b *bundle) proxy(prefix, key string, v js.Value, line int) {
	target := v
	if v.Kind == js.Object {
		target = v.Get("target")
	}
	t := strings.TrimRight(target.Text, "/")
	if strings.HasPrefix(prefix, "^") {
		prefix = strings.TrimPrefix(regexPrefixRE.FindString(prefix), "^")
	}
	if prefix == "" || !strings.HasPrefix(prefix, "/") || !schemeRE.MatchString(t) || strings.Contains(target.Form, "${}") || target.File == nil {
		return
	}
	if v.Kind == js.Object && rewrites(v, key) {
		t += "/"
	}
	b.proxies = append(b.proxies, proxy{prefix, t, fact.Evidence{Path: target.File.Path, Line: line}})
}

// rewrites tells whether a rule drops its prefix: a rewrite that replaces it by
// nothing, or a map with an empty value.
func rewrites(v js.Value, key string) bool {
	if m := v.Get("pathRewrite"); m.Kind == js.Object {
		for _, fl := range m.Fields() {
			if fl.Value.Kind == js.Text && (fl.Value.Text == "" || fl.Value.Text == "/") && key != "/" {
				return true
			}
		}
	}
	r := v.Get("rewrite")
	if r.Kind != js.Function || r.File == nil {
		return false
	}
	i := r.At()
	end := r.File.ExprEnd(i)
	for ; i < end; i++ {
		if r.File.At(i).Is("replace") && r.File.At(i+1).Is("(") {
			args := r.File.Args(i + 1)
			return len(args) > 1 && r.File.At(args[1]).Kind == js.String && (r.File.At(args[1]).Text == "" || r.File.At(args[1]).Text == "/")
		}
	}
	return false
}

// setupProxy reads createProxyMiddleware('/api', { target }) and
// app.use('/api', createProxyMiddleware({ target })).
func (a *analysis) setupProxy(b *bundle, name string) {
	f := a.source(name)
	if f == nil {
		return
	}
	prefix := ""
	for i, t := range f.Tokens {
		if t.Is("use") && f.At(i+1).Is("(") && f.At(i+2).Kind == js.String {
			prefix = f.At(i + 2).Text
		}
		if (t.Is("createProxyMiddleware") || t.Is("proxy")) && f.At(i+1).Is("(") {
			args := f.Args(i + 1)
			switch {
			case len(args) > 1:
				b.proxy(f.Eval(args[0]).Text, "", f.Eval(args[1]), t.Line)
			case len(args) == 1:
				b.proxy(prefix, "", f.Eval(args[0]), t.Line)
			}
		}
	}
}
