package syntax

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// golang reads a Go source file from its tree.
type golang struct {
	file  *token.File
	names interner
	uses  []Use

	imports map[string]ref            // by the name that they have in the file
	dots    []string                  // paths of dot imports
	fields  map[string]map[string]ref // of the structs of the file
	embeds  map[string][]string       // and what they embed
	results map[string]ref            // of functions and, as Type.method, of methods
	own     map[string]bool
	vars    scopes
	params  map[string]bool // type parameters

	function string
	within   string
	target   string
	depth    int
}

// readGo reads a Go source file. One that does not parse is read as far as it does.
func readGo(text string) File {
	mode := parser.SkipObjectResolution
	marked := strings.Contains(text, Marker)
	if marked {
		mode |= parser.ParseComments
	}
	set := token.NewFileSet()
	tree, _ := parser.ParseFile(set, "", text, mode) // what could be read is in the tree
	out := File{Generated: goGenerated(text)}
	if tree == nil || !tree.Package.IsValid() {
		return out
	}
	g := &golang{
		file: set.File(tree.Package), names: newInterner(), imports: map[string]ref{}, fields: map[string]map[string]ref{}, embeds: map[string][]string{},
		results: map[string]ref{}, own: map[string]bool{}, vars: newScopes(), params: map[string]bool{},
	}
	g.importsOf(tree)
	g.outline(tree)
	for _, d := range tree.Decls {
		g.declaration(d)
	}
	out.Uses = g.uses
	if marked {
		out.Comments = g.comments(tree)
	}
	return out
}

var generatedRE = regexp.MustCompile(`(?m)^// Code generated .* DO NOT EDIT\.\r?$`)

// goGenerated tells whether the file says so before its package clause, as tools agreed.
func goGenerated(text string) bool {
	head := text[:min(len(text), 16<<10)]
	if i := strings.Index(head, "\npackage "); i >= 0 {
		head = head[:i]
	}
	return strings.Contains(head, "Code generated") && generatedRE.MatchString(head)
}

func (g *golang) line(pos token.Pos) int {
	if !pos.IsValid() || int(pos) < g.file.Base() || int(pos) > g.file.Base()+g.file.Size() {
		return g.file.LineCount()
	}
	return g.file.PositionFor(pos, false).Line
}

func (g *golang) comments(tree *ast.File) []Comment {
	var out []Comment
	for _, group := range tree.Comments {
		for _, c := range group.List {
			if !strings.Contains(c.Text, Marker) {
				continue
			}
			for n, line := range strings.Split(c.Text, "\n") {
				if strings.Contains(line, Marker) {
					out = append(out, Comment{Line: g.line(c.Pos()) + n, Text: strings.Trim(line, "/* \t\r")})
				}
			}
		}
	}
	return out
}

func (g *golang) emit(kind Kind, r ref, pos token.Pos) int {
	g.uses = append(g.uses, Use{Kind: kind, Name: r.name, Also: r.also, Line: g.line(pos), Function: g.function})
	return len(g.uses) - 1
}

// importsOf notes the imports and the names that they have in the file.
func (g *golang) importsOf(tree *ast.File) {
	for _, spec := range tree.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil || name == "" {
			continue
		}
		name = g.names.keep(name)
		g.emit(Import, ref{name: name}, spec.Path.Pos())
		switch {
		case spec.Name == nil:
			for _, local := range localNames(name) {
				if _, taken := g.imports[local]; !taken {
					g.imports[local] = ref{name: name, static: true}
				}
			}
		case spec.Name.Name == ".":
			g.dots = append(g.dots, name)
		case spec.Name.Name != "_":
			g.imports[spec.Name.Name] = ref{name: name, static: true}
		}
	}
}

// localNames are the names that a package of that path may have, the likeliest first: Go does
// not write it into the importing file.
func localNames(name string) []string {
	base := path.Base(name)
	if isVersion(base) && strings.Contains(name, "/") {
		base = path.Base(path.Dir(name))
	}
	if i := strings.LastIndex(base, ".v"); i > 0 && isVersion(base[i+1:]) { // gopkg.in/yaml.v3
		base = base[:i]
	}
	out := []string{base}
	add := func(s string) {
		if s != "" && s != base {
			out = append(out, s)
		}
	}
	add(strings.TrimPrefix(base, "go-"))
	add(strings.TrimSuffix(strings.TrimSuffix(base, "-go"), ".go"))
	add(strings.TrimSuffix(strings.TrimPrefix(base, "go."), "-sdk"))
	add(strings.ReplaceAll(base, "-", ""))
	add(strings.ReplaceAll(base, "-", "_"))
	add(base[strings.LastIndexAny(base, "-.")+1:])
	if i := strings.IndexAny(base, "-."); i > 0 {
		add(base[:i])
	}
	return out
}

func isVersion(s string) bool {
	if len(s) < 2 || s[0] != 'v' {
		return false
	}
	_, err := strconv.Atoi(s[1:])
	return err == nil
}
