package syntax

import (
	"slices"
	"strings"
)

// csharpNames resolves names by the using directives of a C# file.
type csharpNames struct {
	usings  []string
	statics []string
	alias   map[string]string
	cache   map[string]ref
	unknown map[string]bool // names that the tables do not know
}

func (d *csharpNames) resolve(p *curly, name string) ref {
	if p.typeParameter(name) {
		return ref{}
	}
	if r, ok := d.cache[name]; ok {
		return r
	}
	r := d.find(p, name)
	d.cache[p.names.keep(name)] = r
	return r
}

func (d *csharpNames) find(p *curly, name string) ref {
	if p.primitive(name) || name == "var" {
		return ref{name: p.names.keep(name)}
	}
	if full, ok := d.alias[name]; ok {
		return ref{name: full}
	}
	if p.declared[name] {
		return ref{name: p.qualified(name), own: true}
	}
	known := d.known(p, name)
	if len(known) > 0 {
		return likeliest(known)
	}
	return d.guess(p, name)
}

// known are the types of well-known namespaces that the name may mean.
func (d *csharpNames) known(p *curly, name string) []string {
	var out []string
	for _, ns := range d.usings {
		if hasType(dotnetTypes, ns, name) {
			out = append(out, p.names.join(ns, name))
		}
	}
	for ns := p.pkg; ns != "" && len(out) == 0; ns = ns[:max(0, strings.LastIndexByte(ns, '.'))] {
		if hasType(dotnetTypes, ns, name) {
			out = append(out, p.names.join(ns, name))
		}
	}
	if len(out) > 0 || d.spelled() {
		return out
	}
	for _, ns := range implicitUsings() {
		if hasType(dotnetTypes, ns, name) {
			out = append(out, p.names.join(ns, name))
		}
	}
	return out
}

// spelled tells whether the file names namespaces that a project with implicit usings leaves out.
func (d *csharpNames) spelled() bool {
	return slices.Contains(d.usings, "System") || slices.Contains(d.usings, "System.IO")
}

// implicitUsings are the namespaces that the SDKs for programs and for the web bring.
func implicitUsings() []string {
	return []string{
		"System", "System.IO", "System.Collections.Generic", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
		"Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Hosting", "Microsoft.Extensions.Configuration",
		"Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
	}
}

// likeliest is a type by its likeliest name and the others.
func likeliest(all []string) ref {
	if len(all) == 1 {
		return ref{name: all[0]}
	}
	return ref{name: all[0], also: slices.Clip(all[1:])}
}

// guess names a type that the tables do not know. Those of others come first, then the
// project's own, then those of the platform.
func (d *csharpNames) guess(p *curly, name string) ref {
	d.unknown[p.names.keep(name)] = true
	var foreign, near, platform []string
	root, _, _ := strings.Cut(p.pkg, ".")
	for _, ns := range d.usings {
		full := p.names.join(ns, name)
		switch first, _, _ := strings.Cut(ns, "."); {
		case wellKnown(ns):
		case first == root:
			near = append(near, full)
		case first == "System" || first == "Microsoft":
			platform = append(platform, full)
		case akin(ns, name):
			foreign = slices.Insert(foreign, 0, full)
		default:
			foreign = append(foreign, full)
		}
	}
	near = append(near, p.qualified(name))
	if d.spelled() {
		for _, ns := range implicitUsings() {
			if hasType(dotnetTypes, ns, name) {
				platform = append(platform, p.names.join(ns, name))
			}
		}
	}
	all := slices.Concat(foreign, near, platform)
	return likeliest(all[:min(len(all), maxAlso+1)])
}

// wellKnown tells namespaces whose types are all in the table, or nearly so: a name that is not
// there comes from elsewhere.
func wellKnown(namespace string) bool {
	switch namespace {
	case "Microsoft.Win32", "System.Reflection", "System.Diagnostics", "System.Globalization", "System.ComponentModel", "System.Runtime.CompilerServices",
		"System.Net.Http.Headers", "System.Text.Json.Serialization", "System.Linq.Expressions", "System.Diagnostics.CodeAnalysis":
		return true
	}
	if strings.HasPrefix(namespace, "Microsoft.") || strings.HasPrefix(namespace, "System.Web") || strings.HasPrefix(namespace, "System.ServiceModel") {
		return false
	}
	return strings.HasPrefix(namespace, "System.") && typesOf(dotnetTypes, namespace) != "" || namespace == "System"
}

// akin tells whether the type is named after the namespace: NpgsqlConnection of Npgsql.
func akin(ns, name string) bool {
	last := ns[strings.LastIndexByte(ns, '.')+1:]
	first, _, _ := strings.Cut(ns, ".")
	return strings.HasPrefix(name, last) || strings.HasPrefix(name, first) || strings.HasPrefix(name, "I"+last)
}

// bare gives a function that using static brings; the base class comes first where there is one.
func (d *csharpNames) bare(p *curly, name string) ref {
	if len(d.statics) == 0 {
		return ref{}
	}
	var all []string
	if s := p.superType(); s.name != "" {
		all = append(all, p.names.join(s.name, name))
	}
	for _, s := range d.statics[:min(len(d.statics), maxAlso)] {
		all = append(all, p.names.join(s, name))
	}
	return likeliest(all)
}

// root tells the first name of a namespace: System, Microsoft, that of a using or the file's own.
func (d *csharpNames) root(p *curly, i int) (string, int, bool) {
	name := p.toks[i].text
	if name == "global" && p.is(i+1, "::") && p.isName(i+2) {
		return p.names.keep(p.toks[i+2].text), i + 3, true
	}
	if !p.is(i+1, ".") || p.declared[name] || d.alias[name] != "" {
		return "", i, false
	}
	if name == "System" || name == "Microsoft" {
		return p.names.keep(name), i + 1, true
	}
	for _, ns := range d.usings {
		if first, _, more := strings.Cut(ns, "."); first == name && more && strings.Contains(ns, p.tok(i+2).text) {
			return p.names.keep(name), i + 1, true
		}
	}
	return "", i, false
}

// attributeName resolves an attribute, which may be written without the word Attribute.
func (p *curly) attributeName(r ref, at int) ref {
	short := func(s string) string {
		if cut := strings.TrimSuffix(s, "Attribute"); !strings.HasSuffix(cut, ".") && cut != "" {
			return p.names.keep(cut)
		}
		return s
	}
	word := p.toks[at].text
	if d, ok := p.dialect.(*csharpNames); ok && d.unknown[word] && !p.is(at+1, ".") {
		if long := d.known(p, word+"Attribute"); len(long) > 0 {
			return ref{name: short(long[0])}
		}
	}
	r.name = short(r.name)
	r.also = slices.Clone(r.also)
	for i := range r.also {
		r.also[i] = short(r.also[i])
	}
	return r
}

// returns knows members through which much-asked types are had.
func (d *csharpNames) returns(method string) string {
	switch method {
	case "System.Diagnostics.Process.Start", "System.Diagnostics.Process.GetCurrentProcess":
		return "System.Diagnostics.Process"
	case "System.IO.File.Create", "System.IO.File.OpenWrite", "System.IO.File.OpenRead", "System.IO.File.Open":
		return "System.IO.FileStream"
	case "System.IO.File.CreateText", "System.IO.File.AppendText":
		return "System.IO.StreamWriter"
	case "System.IO.Directory.CreateDirectory":
		return "System.IO.DirectoryInfo"
	case "Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder":
		return "Microsoft.AspNetCore.Builder.WebApplicationBuilder"
	case "Microsoft.AspNetCore.Builder.WebApplicationBuilder.Build":
		return "Microsoft.AspNetCore.Builder.WebApplication"
	case "System.Environment.GetEnvironmentVariable", "System.IO.Path.Combine", "System.IO.Path.GetTempPath":
		return "string"
	}
	return ""
}
