package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/symbolic"
)

// assets tells the configuration files and the other files that the program opens
// while it runs, and that its image must hold therefore.
func (p *goProgram) assets() fact.Set {
	facts := fact.Set{}
	seen := map[string]bool{}
	runtime := func(target string, at goPlace, sure fact.Confidence) {
		if !seen[target] && target != p.mod.Dir && !strings.HasSuffix(target, ".go") {
			seen[target] = true
			facts = append(facts, fact.New(fact.RuntimeFile, p.belowRoot(target), fact.FromCode, at.file, at.line).With(sure))
		}
	}
	for _, f := range p.config.files {
		facts = append(facts, fact.New(fact.ConfigFile, f.path, fact.FromCode, f.at.file, f.at.line))
		runtime(f.path, f.at, fact.High)
	}
	for c := range p.calls(goHintOpen) {
		for _, i := range goOpened(c) {
			for _, t := range p.resolve(c.at, c.Arg(i)) {
				if target, sure := p.assetAt(t); target != "" {
					runtime(target, c.at, sure)
				}
			}
		}
	}
	facts = append(facts, p.beegoAssets()...)
	facts = collapseRuntime(facts, func(dir string) bool { return p.src.pkgs[path.Join(p.mod.Dir, dir)] == nil })
	return append(facts, p.commands()...)
}

// collapseRuntime puts the folder in the place of three files or more in it, when it
// holds no code.
func collapseRuntime(facts fact.Set, plain func(dir string) bool) fact.Set {
	count := map[string]int{}
	top := func(value string) string {
		dir, _, below := strings.Cut(value, "/")
		if !below {
			return ""
		}
		return dir
	}
	for _, f := range facts {
		if f.Key == fact.RuntimeFile {
			count[top(f.Value)]++
		}
	}
	var out fact.Set
	for _, f := range facts {
		dir := top(f.Value)
		if f.Key == fact.RuntimeFile && dir != "" && dir != ".." && count[dir] >= 3 && plain(dir) {
			f.Value = dir + "/"
			if slices.ContainsFunc(out, func(o fact.Fact) bool { return o.Key == f.Key && o.Value == f.Value }) {
				continue
			}
		}
		out = append(out, f)
	}
	return out
}

// goOpened returns which arguments of a call are files or folders that it reads.
func goOpened(c goCall) []int {
	switch c.Name {
	case "LoadHTMLGlob", "LoadHTMLFiles", "ParseGlob", "ParseFiles", "Dir", "DirFS", "ReadDir", "ServeFile", "SendFile", "File", "OpenFile", "Open", "ReadFile", "HTML", "LoadFontFace":
		switch c.Pkg {
		case "net/http":
			if c.Name == "ServeFile" {
				return []int{2}
			}
			return []int{0}
		case "", "os", "io/ioutil", "html/template", "text/template":
			if c.Name == "File" && len(c.Args) > 1 {
				return []int{1}
			}
			return []int{0}
		}
		if strings.Contains(c.Pkg, "excelize") || strings.Contains(c.Pkg, "xlsx") || strings.Contains(c.Pkg, "iris") {
			return []int{0}
		}
	case "Static", "StaticFile", "StaticFS", "HandleDir", "SetStaticPath", "AddStaticPath", "NewEnforcer":
		return []int{0, 1}
	case "SetServerRoot", "NewModelFromFile", "MustLoadMessageFile", "LoadMessageFile":
		return []int{0}
	}
	return nil
}

// assetAt finds what a text names in the tree, looking from the module and from the
// folder of main. A pattern, and a path that ends in something unknown, stand for
// their folder.
func (p *goProgram) assetAt(t symbolic.Text) (string, fact.Confidence) {
	name := leadingPath(t)
	if name == "" || strings.HasPrefix(name, "/") || strings.Contains(name, "://") {
		return "", ""
	}
	if i := strings.IndexAny(name, "*?["); i >= 0 {
		name = path.Dir(name[:i] + "x")
	}
	name = path.Clean(name)
	if name == "." || name == ".." {
		return "", ""
	}
	for i, dir := range []string{p.mod.Dir, p.main.dir} {
		full := path.Join(dir, name)
		if full == "." || strings.HasPrefix(full, "..") {
			continue
		}
		if p.src.tree.Has(full) && path.Ext(full) != ".mod" || p.src.tree.HasDir(full) && p.src.pkgs[full] == nil {
			return full, []fact.Confidence{fact.High, fact.Medium}[i]
		}
	}
	return "", ""
}

// leadingPath returns the path that a text starts with: all of it when it is known,
// else the folders before what is unknown. One below a folder that is not
// configured is unknown.
func leadingPath(t symbolic.Text) string {
	var b strings.Builder
	if len(t) > 1 && t[0].Kind == symbolic.Literal && t[0].Text == "" {
		return ""
	}
	for _, part := range t {
		switch {
		case part.Kind == symbolic.Literal:
			b.WriteString(part.Text)
		case part.Kind == symbolic.Env && part.Default != nil:
			b.WriteString(part.Default.Default())
		default:
			s := b.String()
			return s[:strings.LastIndexByte(s, '/')+1]
		}
	}
	return b.String()
}

// belowRoot returns a path of the tree relative to the build root.
func (p *goProgram) belowRoot(target string) string {
	root := p.src.buildRoot(p.mod).Value(fact.BuildRoot)
	rel := relTo(root, target)
	if p.src.tree.Has(target) {
		return rel
	}
	return rel + "/"
}

// beegoAssets adds the folders that Beego serves without being told.
func (p *goProgram) beegoAssets() fact.Set {
	at, ok := p.imported("github.com/astaxie/beego", "github.com/beego/beego/v2/server/web")
	if !ok {
		return nil
	}
	var facts fact.Set
	for _, dir := range []string{"views", "static", "conf"} {
		if full := path.Join(p.mod.Dir, dir); p.src.tree.HasDir(full) {
			facts = append(facts, fact.New(fact.RuntimeFile, p.belowRoot(full), fact.FromDefault, at.file, at.line))
		}
	}
	return facts
}

// commands finds programs that are run, and libraries that draw text or drive a browser.
func (p *goProgram) commands() fact.Set {
	var facts fact.Set
	for c := range p.calls(goHintExec) {
		if c.Pkg != "os/exec" || c.Name != "Command" && c.Name != "CommandContext" && c.Name != "LookPath" {
			continue
		}
		i := 0
		if c.Name == "CommandContext" {
			i = 1
		}
		for _, t := range p.resolve(c.at, c.Arg(i)) {
			if pkg := systemPackage(t.Default()); pkg != "" {
				facts = append(facts, fact.New(fact.SystemPackage, pkg, fact.FromCode, c.at.file, c.at.line))
			}
		}
	}
	if at, ok := p.imported("github.com/chromedp/chromedp", "github.com/go-rod/rod"); ok {
		facts = append(facts, fact.New(fact.SystemPackage, "chromium", fact.FromCode, at.file, at.line),
			fact.New(fact.CJKFonts, "true", fact.FromCode, at.file, at.line).With(fact.Medium))
	}
	for c := range p.callsIn(p.hinting, goHintFont) {
		if c.Name == "LoadFontFace" && c.Pkg == "" || c.Name == "ParseFont" && c.Pkg == "github.com/golang/freetype" || c.Name == "Parse" && c.Pkg == "github.com/golang/freetype/truetype" {
			facts = append(facts, fact.New(fact.CJKFonts, "true", fact.FromCode, c.at.file, c.at.line).With(fact.Medium))
			break
		}
	}
	return facts
}

// systemPackage maps a command to the neutral name of the package that holds it.
func systemPackage(command string) string {
	switch path.Base(command) {
	case "ffmpeg", "ffprobe":
		return "ffmpeg"
	case "convert", "magick", "identify", "mogrify":
		return "imagemagick"
	case "soffice", "libreoffice":
		return "libreoffice"
	case "chromium", "chromium-browser", "google-chrome":
		return "chromium"
	case "pdftotext", "pdftoppm", "pdfinfo":
		return "poppler"
	case "gs":
		return "ghostscript"
	case "psql", "pg_dump":
		return "postgresql-client"
	case "mysqldump":
		return "mysql-client"
	case "git", "curl", "wkhtmltopdf", "tesseract", "pandoc", "graphviz", "unzip", "zip", "openssl", "ssh", "rsync", "exiftool":
		return path.Base(command)
	case "dot":
		return "graphviz"
	}
	return ""
}

// writes tells the paths that the program writes to.
func (p *goProgram) writes() fact.Set {
	var facts fact.Set
	seen := map[string]bool{}
	add := func(texts []symbolic.Text, at goPlace) {
		for _, t := range p.resolve(at, texts) {
			name := leadingPath(t)
			if !writable(name) || seen[path.Clean(name)] {
				continue
			}
			seen[path.Clean(name)] = true
			facts = append(facts, fact.New(fact.LocalWrite, path.Clean(name), fact.FromCode, at.file, at.line).With(fact.Medium))
		}
	}
	for c := range p.calls(goHintCreate|goHintOS, goHintSave) {
		switch {
		case (c.Pkg == "os" || c.Pkg == "io/ioutil") && slices.Contains([]string{"MkdirAll", "Mkdir", "Create", "WriteFile"}, c.Name):
			add(c.Arg(0), c.at)
		case c.Pkg == "os" && c.Name == "OpenFile" && slices.ContainsFunc(c.Refs, func(r string) bool { return r == "os.O_CREATE" || r == "os.O_WRONLY" || r == "os.O_RDWR" }):
			add(c.Arg(0), c.at)
		case c.Name == "SaveUploadedFile" || c.Name == "SaveFile":
			add(c.Arg(1), c.at)
		case strings.Contains(c.Pkg, "rotatelogs") && c.Name == "New":
			add(c.Arg(0), c.at)
		case strings.Contains(c.Pkg, "sqlite") && c.Name == "Open":
			add(c.Arg(0), c.at)
		}
	}
	for lit := range p.literals(goHintSave) {
		if strings.Contains(lit.Pkg, "lumberjack") {
			add(lit.Field("Filename"), lit.at)
		}
	}
	return facts
}

// writable tells whether a path is one that is worth a volume or a question.
func writable(name string) bool {
	clean := path.Clean(name)
	if name == "" || clean == "." || strings.HasPrefix(clean, "../") || clean == "/" || clean == ".." || strings.ContainsAny(name, "\n*:?%") || len(name) > 200 {
		return false
	}
	for _, prefix := range []string{"/dev/", "/tmp", "/proc", "/sys"} {
		if strings.HasPrefix(clean, prefix) {
			return false
		}
	}
	return true
}
