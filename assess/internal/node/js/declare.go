package js

import "strings"

// declare records what a statement at token i declares.
func (f *File) declare(i int) {
	t := f.Tokens[i]
	if t.Kind != Ident {
		return
	}
	if f.At(i - 1).Is(".") {
		return
	}
	switch t.Text {
	case "const", "let", "var":
		f.declareVar(i + 1)
	case "function":
		if n := f.At(i + 1); n.Kind == Ident {
			f.bind(n.Text, binding{expr: i, fallback: -1, function: true})
		}
	case "import":
		f.declareImport(i)
	case "require":
		if m := f.At(i + 2); f.At(i+1).Is("(") && m.Kind == String {
			f.Modules = append(f.Modules, Module{m.Text, m.Line, f.conditional(i)})
		}
	case "export":
		f.declareExport(i)
	default:
		f.declareAssign(i)
	}
}

// maxType bounds how far the end of a type annotation is looked for.
const maxType = 60

// initial returns the start of the expression after "=" and an optional type
// annotation, or -1.
func (f *File) initial(i int) int {
	if f.At(i).Is("!") {
		i++
	}
	if f.At(i).Is(":") {
		for j := i; j < i+maxType && j < len(f.Tokens); j++ {
			switch t := f.Tokens[j]; {
			case t.Is("("), t.Is("["), t.Is("{"):
				j = f.Close(j)
			case t.Is("="):
				return j + 1
			case t.Is(";"), t.Is(")"), t.Is("}"), t.Is("=>"):
				return -1
			}
		}
		return -1
	}
	if f.At(i).Is("=") {
		return i + 1
	}
	return -1
}

func (f *File) declareVar(i int) {
	t := f.At(i)
	switch {
	case t.Kind == Ident:
		if e := f.initial(i + 1); e >= 0 {
			f.bind(t.Text, binding{expr: e, fallback: -1})
		}
	case t.Is("{"):
		if e := f.initial(f.Close(i) + 1); e >= 0 {
			f.destructure(i, e, "")
		}
	}
}

// destructure binds the names of an object pattern that starts at i.
func (f *File) destructure(i, expr int, module string) {
	end := min(f.Close(i), i+maxImport)
	for j := i + 1; j < end; j++ {
		name := f.Tokens[j]
		if name.Kind != Ident && name.Kind != String {
			continue
		}
		key, local, fallback := name.Text, name.Text, -1
		if (f.At(j+1).Is(":") || f.At(j+1).Is("as")) && f.At(j+2).Kind == Ident {
			local = f.At(j + 2).Text
			j += 2
		}
		if f.At(j + 1).Is("=") {
			fallback = j + 2
			j = f.ExprEnd(j+2) - 1
		}
		f.bind(local, binding{expr: expr, key: key, fallback: fallback, module: module})
	}
}

// conditional tells whether a token stands in a block, which may never run, or is
// an operand that may never be evaluated.
func (f *File) conditional(i int) bool {
	if prev := f.At(i - 1); prev.Is("&&") || prev.Is("||") || prev.Is("??") || prev.Is("?") || prev.Is("else") {
		return true
	}
	for n := 0; i >= 0 && n < maxStray; n++ {
		i = f.Around(i)
		if i < 0 || !f.At(i).Is("{") {
			continue
		}
		switch prev := f.At(i - 1); {
		case prev.Is(")"), prev.Is("=>"), prev.Kind == Ident && !prev.Is("return") && !prev.Is("default"):
			return true
		}
	}
	return false
}

func (f *File) declareImport(i int) {
	if f.At(i + 1).Is("(") { // dynamic import
		if m := f.At(i + 2); m.Kind == String {
			f.Modules = append(f.Modules, Module{m.Text, m.Line, true})
		}
		return
	}
	from := i + 1
	for from < len(f.Tokens) && from < i+maxImport && f.Tokens[from].Kind != String {
		if t := f.Tokens[from]; t.Kind == Punct && t.Text != "{" && t.Text != "}" && t.Text != "," && t.Text != "*" {
			return
		}
		from++
	}
	if from >= len(f.Tokens) || f.Tokens[from].Kind != String {
		return
	}
	module := f.Tokens[from].Text
	typed := f.At(i+1).Text == "type" && (f.At(i+2).Is("{") || f.At(i+2).Kind == Ident && !f.At(i+2).Is("from"))
	f.Modules = append(f.Modules, Module{module, f.Tokens[from].Line, typed})
	for j := i + 1; j < from; j++ {
		switch t := f.Tokens[j]; {
		case t.Is("{"):
			f.destructure(j, -1, module)
			j = f.Close(j)
		case t.Is("*"):
			f.bind(f.At(j+2).Text, binding{expr: -1, fallback: -1, module: module})
			j += 2
		case t.Kind == Ident && t.Text != "from" && t.Text != "type":
			f.bind(t.Text, binding{expr: -1, fallback: -1, module: module})
		}
	}
}

func (f *File) declareExport(i int) {
	if f.At(i+1).Is("default") || f.At(i+1).Is("=") {
		f.exports[""] = i + 2
	}
}

// declareAssign records NAME.NAME = expression.
func (f *File) declareAssign(i int) {
	j := f.afterName(i)
	if f.At(j).Is("[") && f.At(j+1).Kind == String && f.At(j+2).Is("]") && f.At(j+3).Is("=") {
		f.assign(f.dotted(i, j)+"."+f.At(j+1).Text, j+4)
		return
	}
	if !f.At(j).Is("=") {
		return
	}
	name := f.dotted(i, j)
	if name == "module.exports" {
		f.exports[""] = j + 1
	} else if name == "exports" {
		if _, ok := f.exports[""]; !ok {
			f.exports[""] = j + 1
		}
	} else if key, ok := strings.CutPrefix(strings.TrimPrefix(name, "module."), "exports."); ok {
		f.exports[key] = j + 1
	}
	f.assign(name, j+1)
}

func (f *File) assign(name string, start int) {
	if f.assigns[name] == nil {
		f.assigned = append(f.assigned, name)
	}
	f.assigns[name] = append(f.assigns[name], start)
}

// afterName returns the index after a name with dots that starts at i.
func (f *File) afterName(i int) int {
	j := i + 1
	for f.At(j).Is(".") && f.At(j+1).Kind == Ident {
		j += 2
	}
	return j
}

// dotted returns the name in the tokens from i to j.
func (f *File) dotted(i, j int) string {
	if j == i+1 {
		return f.Tokens[i].Text
	}
	var b strings.Builder
	for ; i < j; i++ {
		b.WriteString(f.Tokens[i].Text)
	}
	return b.String()
}
