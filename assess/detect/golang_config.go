package detect

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/gantry-ack/gantry/assess/internal/ini"
	"github.com/gantry-ack/gantry/assess/internal/symbolic"
	"github.com/gantry-ack/gantry/internal/conf"
)

// goConfig is the configuration that a program reads, in the order of its files.
type goConfig struct {
	files    []goConfigFile
	settings []goSetting
	found    map[string]symbolic.Text // answers of find; nil for what is not there
}

// goConfigFile is a configuration file. Flag names the flag that the program must
// be given to find it, when its default points elsewhere.
type goConfigFile struct {
	path string
	flag string // with its dashes
	arg  string // the directory or file that the flag names, in the tree
	at   goPlace
}

type goSetting struct {
	conf.Setting
	file string
	norm []string // elements of the key, lower case and without separators
}

// loadConfig finds the files that calls name, and reads them.
func (p *goProgram) loadConfig() {
	for c := range p.calls(goHintRead | goHintFile) {
		if goReadsConfig(c.Name) {
			p.configFromCall(c)
		}
	}
	p.viperSearch()
	if len(p.config.files) == 0 {
		p.conventionalConfig()
	}
	p.config.found = map[string]symbolic.Text{}
	for _, f := range p.config.files {
		p.config.read(p.src, f.path)
	}
}

// maxConfigSteps bounds how many references an argument is followed over to a
// configuration file: a name is handed on, and not put together from many.
const maxConfigSteps = 40

// goReadsConfig tells whether a function may by its name read configuration.
func goReadsConfig(name string) bool {
	n := strings.ToLower(name)
	for _, word := range []string{"load", "read", "open", "decode", "parse", "config", "source", "string", "init"} {
		if strings.Contains(n, word) {
			return true
		}
	}
	return false
}

func (p *goProgram) configFromCall(c goCall) {
	only := goFlagDefault(c.Name, len(c.Args))
	for i := range c.Args {
		if only >= 0 && i != only {
			continue
		}
		for _, t := range p.resolveWithin(maxConfigSteps, c.at, c.Args[i]) {
			name := t.Default()
			if found, below := p.configAt(name); found != "" {
				p.addConfig(found, below, p.flagFor(name), c.at)
			}
		}
	}
}

// configAt finds a configuration file, or a directory of them, in the tree. Below
// tells that it was found from the folder of main, not from the module's.
func (p *goProgram) configAt(name string) (found string, below bool) {
	if name == "" || len(name) > 200 || path.IsAbs(name) || strings.ContainsAny(name, "*?\n ") {
		return "", false
	}
	for i, dir := range []string{p.mod.Dir, p.main.dir} {
		full := path.Join(dir, name)
		if p.src.tree.Has(full) && goConfigName(full) {
			return full, i == 1
		}
		base := strings.ToLower(path.Base(full))
		if (strings.Contains(base, "conf") || base == "etc") && full != "." && p.src.tree.HasDir(full) {
			return full, i == 1
		}
	}
	return "", false
}

func goConfigName(name string) bool {
	base := path.Base(name)
	if base == "package.json" || base == "tsconfig.json" || base == "swagger.json" || strings.HasSuffix(base, "swagger.yaml") {
		return false
	}
	switch path.Ext(name) {
	case ".yaml", ".yml", ".toml", ".ini", ".conf", ".properties", ".env":
		return true
	case ".json":
		return strings.Contains(base, "conf") || strings.Contains(base, "setting") || strings.Contains(base, "app")
	}
	return false
}

func (p *goProgram) addConfig(found string, below bool, flag string, at goPlace) {
	names := []string{found}
	if !p.src.tree.Has(found) {
		names = nil
		for _, e := range p.src.tree.Under(found) {
			if path.Dir(e.Path) == found && goConfigName(e.Path) {
				names = append(names, e.Path)
			}
		}
	}
	if !below {
		flag = ""
	}
	for _, n := range names {
		if len(p.config.files) < 20 && !slices.ContainsFunc(p.config.files, func(f goConfigFile) bool { return f.path == n }) {
			p.config.files = append(p.config.files, goConfigFile{path: n, flag: flag, arg: found, at: at})
		}
	}
}

// flagFor returns the flag whose default is the value, as it is given on a command line.
func (p *goProgram) flagFor(value string) string {
	for fc := range p.callsIn(p.hinting, goHintString|goHintFile) {
		if name, ok := goFlagNamed(fc.Name, goLiterals(fc.Args), value); ok {
			if fc.Pkg == "flag" {
				return "-" + name
			}
			return "--" + name
		}
	}
	return ""
}

func goFlagNamed(call string, args []string, value string) (string, bool) {
	def := goFlagDefault(call, len(args))
	if def < 1 {
		return "", false
	}
	first := 0
	if strings.Contains(call, "Var") {
		first = 1
	}
	return args[first], args[def] == value && args[first] != ""
}

// goFlagDefault returns which argument of a call that defines a string flag is its
// default, -1 when the call defines none.
func goFlagDefault(call string, args int) int {
	switch {
	case call == "String" && args == 3:
		return 1
	case (call == "StringVar" || call == "StringP") && args == 4:
		return 2
	case call == "StringVarP" && args == 5:
		return 3
	}
	return -1
}

// goLiterals returns the arguments that are plain literals, "" for the others.
func goLiterals(args [][]symbolic.Text) []string {
	out := make([]string, len(args))
	for i, a := range args {
		if len(a) == 1 {
			out[i], _ = a[0].Literal()
		}
	}
	return out
}

// viperSearch combines SetConfigName, SetConfigType and AddConfigPath.
func (p *goProgram) viperSearch() {
	var names, dirs []string
	var at goPlace
	for c := range p.calls(goHintSearch) {
		if c.Name != "SetConfigName" && c.Name != "AddConfigPath" {
			continue
		}
		for _, t := range p.resolve(c.at, c.Arg(0)) {
			if c.Name == "SetConfigName" {
				names, at = append(names, t.Default()), c.at
			} else {
				dirs = append(dirs, t.Default())
			}
		}
	}
	for _, n := range names {
		for _, d := range append(dirs, ".") {
			for _, ext := range []string{"", ".yaml", ".yml", ".toml", ".json", ".env", ".ini"} {
				if found, below := p.configAt(path.Join(d, n+ext)); found != "" && p.src.tree.Has(found) {
					p.addConfig(found, below, "", at)
				}
			}
		}
	}
}

// conventionalConfig takes the files that a configuration library looks for by itself.
func (p *goProgram) conventionalConfig() {
	var names []string
	at, ok := p.imported("github.com/spf13/viper", "github.com/gogf/gf", "github.com/knadh/koanf", "github.com/jinzhu/configor")
	if ok {
		names = []string{"config.yaml", "config.yml", "config.toml", "config/config.yaml", "configs/config.yaml", "conf/config.yaml",
			"config/config.toml", "manifest/config/config.yaml", "config/config.yml", "config.json"}
	}
	if place, bee := p.imported("github.com/astaxie/beego", "github.com/beego/beego"); bee {
		names, at = append(names, "conf/app.conf"), place
	}
	for _, n := range names {
		if found, below := p.configAt(n); found != "" {
			p.addConfig(found, below, "", at)
			return
		}
	}
}

func (c *goConfig) read(src *goSource, name string) {
	text, err := src.tree.Text(name)
	if err != nil {
		src.errs = append(src.errs, &FileError{Path: name, Err: err})
		return
	}
	settings, err := goSettings(name, text)
	if err != nil {
		src.errs = append(src.errs, &FileError{Path: name, Line: conf.LineOf(err), Err: err})
	}
	for _, s := range settings {
		c.settings = append(c.settings, goSetting{Setting: s, file: name, norm: normElems(s.Key)})
	}
}

func goSettings(name, text string) (conf.Settings, error) {
	switch path.Ext(name) {
	case ".yaml", ".yml":
		return conf.YAML(text)
	case ".toml":
		return conf.TOML(text)
	case ".json":
		return conf.JSON(text)
	case ".env":
		return conf.Dotenv(text)
	case ".properties":
		return conf.Properties(text)
	}
	return ini.Parse(text), nil
}

func normElems(key string) []string {
	var out []string
	for e := range strings.SplitSeq(key, ".") {
		out = append(out, normWord(e))
	}
	return out
}

func normWord(s string) string {
	if i := strings.IndexByte(s, '['); i > 0 {
		s = s[:i]
	}
	s = strings.Map(func(r rune) rune {
		if r == '-' || r == '_' {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
	for _, suffix := range []string{"config", "conf", "cfg", "settings", "setting"} {
		if rest, ok := strings.CutSuffix(s, suffix); ok && rest != "" {
			return rest
		}
	}
	return s
}

// find looks a path into configuration up, whether it is written as a key
// (server.port) or as fields of a struct (global.Config.Server.Port): the setting
// wins that shares the most elements at the end.
func (c *goConfig) find(pathText string) (symbolic.Text, bool) {
	if len(c.settings) == 0 {
		return nil, false
	}
	t, seen := c.found[pathText]
	if !seen {
		t = c.search(pathText)
		c.found[pathText] = t
	}
	return t, t != nil
}

func (c *goConfig) search(pathText string) symbolic.Text {
	want := normElems(pathText)
	best, score := -1, 0
	for i, s := range c.settings {
		n := commonEnd(want, s.norm)
		whole := n == len(s.norm) || n == len(want) && n >= 2
		if n > score && (whole || n >= 2) {
			best, score = i, n
		}
	}
	if best < 0 {
		return nil
	}
	s := c.settings[best]
	return placeholders(s.Value, s.file, s.Line)
}

func commonEnd(a, b []string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

var placeholderRE = regexp.MustCompile(`\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-?([^}]*))?\}`)

// placeholders turns ${NAME} and ${NAME:default} in a setting into variables.
func placeholders(value, file string, line int) symbolic.Text {
	var out symbolic.Text
	at := 0
	for _, m := range placeholderRE.FindAllStringSubmatchIndex(value, 16) {
		if m[0] > at {
			out = append(out, symbolic.Part{Text: value[at:m[0]], Path: file, Line: line})
		}
		part := symbolic.Part{Kind: symbolic.Env, Text: value[m[2]:m[3]], Path: file, Line: line}
		if m[4] >= 0 {
			part.Default = symbolic.Lit(value[m[4]:m[5]])
		}
		out = append(out, part)
		at = m[1]
	}
	if at < len(value) || len(out) == 0 {
		out = append(out, symbolic.Part{Text: value[at:], Path: file, Line: line})
	}
	return out
}
