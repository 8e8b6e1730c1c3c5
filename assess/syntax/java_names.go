package syntax

import "slices"

// javaNames resolves names by the imports of a Java file.
type javaNames struct {
	single      map[string]string // last name: type
	static      map[string]string // member: type.member
	stars       []string
	staticStars []string
	cache       map[string]ref
}

func (d *javaNames) resolve(p *curly, name string) ref {
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

func (d *javaNames) find(p *curly, name string) ref {
	if p.primitive(name) || name == "var" {
		return ref{name: p.names.keep(name)}
	}
	if full, ok := d.single[name]; ok {
		return ref{name: full}
	}
	if full, ok := d.static[name]; ok {
		return ref{name: full}
	}
	if p.declared[name] {
		return ref{name: p.qualified(name), own: true}
	}
	if hasType(jdkTypes, "java.lang", name) {
		return ref{name: p.names.join("java.lang", name)}
	}
	return d.starred(p, name)
}

// starred resolves a name that a star import may bring.
func (d *javaNames) starred(p *curly, name string) ref {
	var possible []string
	for _, pkg := range d.stars {
		switch {
		case hasType(jdkTypes, pkg, name):
			return ref{name: p.names.join(pkg, name)}
		case typesOf(jdkTypes, pkg) == "" && len(possible) < maxAlso:
			possible = append(possible, p.names.join(pkg, name))
		}
	}
	for _, holder := range d.staticStars { // nested types
		if len(possible) > 0 && len(possible) < maxAlso {
			possible = append(possible, p.names.join(holder, name))
		}
	}
	own := p.qualified(name)
	if len(possible) == 0 {
		return ref{name: own}
	}
	return ref{name: possible[0], also: append(slices.Clone(possible[1:]), own)}
}

func (d *javaNames) bare(p *curly, name string) ref {
	if full, ok := d.static[name]; ok {
		return ref{name: full}
	}
	if len(d.staticStars) == 0 {
		return ref{}
	}
	r := ref{name: p.names.join(d.staticStars[0], name)}
	for _, holder := range d.staticStars[1:] {
		if len(r.also) < maxAlso {
			r.also = append(r.also, p.names.join(holder, name))
		}
	}
	if s := p.superType(); s.name != "" {
		r.also = append(r.also, p.names.join(s.name, name))
	}
	return r
}

// root reads a whole name with its package: java.io.File.
func (d *javaNames) root(p *curly, i int) (string, int, bool) {
	j := i
	for p.isName(j) && p.is(j+1, ".") && lower(p.toks[j].text) && j-i < 40 {
		j += 2
	}
	if j == i || !p.isName(j) || lower(p.toks[j].text) || p.is(i, "this") || p.is(i, "super") {
		return "", i, false
	}
	if _, ok := d.single[p.toks[i].text]; ok {
		return "", i, false
	}
	name := p.names.keep(p.toks[i].text)
	for k := i + 2; k <= j; k += 2 {
		name = p.names.join(name, p.toks[k].text)
	}
	return name, j + 1, true
}

func lower(s string) bool { return 'a' <= s[0] && s[0] <= 'z' }

// returns knows methods through which much-asked types are had.
func (d *javaNames) returns(method string) string {
	switch method {
	case "java.lang.Runtime.getRuntime":
		return "java.lang.Runtime"
	case "java.lang.Runtime.exec", "java.lang.ProcessBuilder.start":
		return "java.lang.Process"
	case "java.lang.Thread.currentThread":
		return "java.lang.Thread"
	case "java.nio.file.Paths.get", "java.nio.file.Path.of", "java.io.File.toPath", "java.nio.file.Path.resolve", "java.nio.file.Path.getParent",
		"java.nio.file.Path.toAbsolutePath", "java.nio.file.Files.createTempFile", "java.nio.file.Files.createTempDirectory":
		return "java.nio.file.Path"
	case "java.nio.file.Path.toFile", "java.io.File.createTempFile", "java.io.File.getParentFile", "java.io.File.getAbsoluteFile":
		return "java.io.File"
	case "java.util.Calendar.getInstance":
		return "java.util.Calendar"
	case "java.net.InetAddress.getLocalHost", "java.net.InetAddress.getByName":
		return "java.net.InetAddress"
	case "java.util.logging.Logger.getLogger":
		return "java.util.logging.Logger"
	case "javax.servlet.http.HttpServletRequest.getSession":
		return "javax.servlet.http.HttpSession"
	case "jakarta.servlet.http.HttpServletRequest.getSession":
		return "jakarta.servlet.http.HttpSession"
	case "java.util.concurrent.Executors.newScheduledThreadPool", "java.util.concurrent.Executors.newSingleThreadScheduledExecutor":
		return "java.util.concurrent.ScheduledExecutorService"
	case "java.util.concurrent.Executors.newFixedThreadPool", "java.util.concurrent.Executors.newCachedThreadPool", "java.util.concurrent.Executors.newSingleThreadExecutor":
		return "java.util.concurrent.ExecutorService"
	case "java.security.KeyStore.getInstance":
		return "java.security.KeyStore"
	case "java.security.MessageDigest.getInstance":
		return "java.security.MessageDigest"
	}
	return ""
}

// generated tells whether the file wears the annotation of generated code.
func (d *javaNames) generated(p *curly) bool {
	for _, u := range p.uses {
		switch u.Kind {
		case Annotation:
			switch u.Name {
			case "javax.annotation.Generated", "jakarta.annotation.Generated", "javax.annotation.processing.Generated":
				return true
			}
		case Declare:
			return false
		}
	}
	return false
}
