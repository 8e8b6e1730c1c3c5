package detect

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/golang"
)

// What a name or a literal hints at. A declaration is read when it has the hints
// that a question asks for, and never when it has none.
const (
	goHintListen   golang.Mark = 1 << iota // a function or method that may listen
	goHintFrame                            // a package whose calls tell where it listens
	goHintServer                           // Server, as of net/http
	goHintHTTP                             // net/http
	goHintConsume                          // a queue consumer or scheduler
	goHintSignal                           // SIGTERM
	goHintCommand                          // a command of a command line
	goHintFlag                             // a literal of a flag
	goHintString                           // a call that may define a flag
	goHintRead                             // a function that may read configuration
	goHintFile                             // a name or literal of a file or folder
	goHintSearch                           // where configuration is searched
	goHintClient                           // the client of a backing service
	goHintConnect                          // a function that may open a database
	goHintEnv                              // the environment
	goHintRoute                            // a function that may register a route
	goHintHealth                           // a health path
	goHintAnswer                           // registers a gRPC health server
	goHintMetrics                          // promhttp
	goHintZone                             // a time zone
	goHintStop                             // a function that ends something
	goHintSchedule                         // a function that adds to a schedule
	goHintAdd                              // one that may
	goHintCron                             // a scheduler, or a schedule as text
	goHintOpen                             // a function that reads a file
	goHintCreate                           // a function of os that writes one
	goHintOS                               // os
	goHintSave                             // a function or package that writes a file
	goHintExec                             // a command that is run
	goHintFont                             // text that is drawn
)

// goHints lists the functions and methods whose call hints at something.
func goHints() map[string]golang.Mark {
	out := map[string]golang.Mark{}
	add := func(m golang.Mark, names ...string) {
		for _, n := range names {
			out[n] |= m
		}
	}
	for _, c := range goListenCalls() {
		if c.name != "Default" && c.name != "New" && c.name != "Addr" && c.name != "Address" { // by their package
			add(goHintListen, c.name)
		}
	}
	add(goHintListen, "ListenTCP", "ListenPacket", "MustNewServer", "NewServer", "Start", "Listen", "Serve", "ListenAndServe", "Run")
	for name := range goConsumers() {
		add(goHintConsume, name)
	}
	add(goHintConsume, "Start")
	add(goHintServer, "Server") // of GoFrame
	add(goHintString, "String", "StringVar", "StringP", "StringVarP")
	add(goHintSearch, "SetConfigName", "AddConfigPath")
	add(goHintConnect, "NewMysql", "NewSqlConn", "Open", "NewEngine", "RegisterDataBase", "Connect", "ApplyURI")
	add(goHintRoute, goRoutes()...)
	add(goHintRoute, "Route")
	add(goHintAnswer, "RegisterHealthServer")
	add(goHintZone, "LoadLocation")
	add(goHintStop, goStops()...)
	add(goHintSchedule, "AddFunc", "AddJob", "Cron", "AddSingleton", "AddOnce", "AddTaskByFunc")
	add(goHintAdd, "Register", "Add")
	add(goHintOpen, "LoadHTMLGlob", "LoadHTMLFiles", "ParseGlob", "ParseFiles", "Dir", "DirFS", "ReadDir", "ServeFile", "SendFile", "File", "OpenFile", "Open", "ReadFile",
		"HTML", "LoadFontFace", "Static", "StaticFile", "StaticFS", "HandleDir", "SetStaticPath", "AddStaticPath", "NewEnforcer", "SetServerRoot", "NewModelFromFile",
		"MustLoadMessageFile", "LoadMessageFile")
	add(goHintCreate, "MkdirAll", "Mkdir", "Create", "WriteFile", "OpenFile")
	add(goHintSave, "SaveUploadedFile", "SaveFile")
	add(goHintFont, "LoadFontFace")
	return out
}

// goInterest returns an Interest; hints are those of goHints, clients the import
// paths of clients of backing services.
func goInterest(hints map[string]golang.Mark, clients []string) *golang.Interest {
	return &golang.Interest{
		Name:    goNameHints,
		Call:    func(name string) golang.Mark { return hints[name] | goCallHints(name) },
		Literal: goLiteralHints,
		Tag: func(text string) golang.Mark {
			if strings.Contains(text, "env") {
				return goHintEnv
			}
			return 0
		},
		Import: func(path string) golang.Mark {
			m := goImportHints(path)
			if slices.ContainsFunc(clients, func(c string) bool { return goPathIs(path, c) }) {
				m |= goHintClient
			}
			return m
		},
	}
}

// goNameHints tells what a name hints at.
func goNameHints(name string) golang.Mark {
	var m golang.Mark
	switch name {
	case "Server":
		m |= goHintServer
	case "SIGTERM":
		m |= goHintSignal
	case "Command":
		m |= goHintCommand
	}
	if strings.HasSuffix(name, "Flag") {
		m |= goHintFlag
	}
	lower := strings.ToLower(name)
	if goContains(lower, "conf", "cfg", "setting", "file", "path", "dir", "flag") {
		m |= goHintFile
	}
	if goContains(lower, "health", "live", "ready", "readi", "ping") {
		m |= goHintHealth
	}
	return m
}

// goCallHints tells what the words in the name of a function hint at.
func goCallHints(name string) golang.Mark {
	var m golang.Mark
	if strings.Contains(strings.ToLower(name), "env") {
		m |= goHintEnv
	}
	if goReadsConfig(name) {
		m |= goHintRead
	}
	return m
}

func goContains(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// goLiteralHints tells what a string hints at.
func goLiteralHints(text string) golang.Mark {
	var m golang.Mark
	if len(text) > 200 {
		return 0
	}
	if strings.Contains(text, "conf") || strings.HasPrefix(text, "etc") || strings.Contains(text, "/etc") || strings.Contains(text, ".") && goConfigName(text) {
		m |= goHintFile
	}
	if goHealthy(text) && healthRE.MatchString(text) {
		m |= goHintHealth
	}
	if strings.HasPrefix(text, "@") || strings.Count(text, " ") >= 4 && strings.IndexByte(text, '*') >= 0 {
		m |= goHintCron
	}
	return m
}

// goHealthy tells quickly whether a text may match healthRE.
func goHealthy(text string) bool {
	for i := range len(text) - 3 {
		switch text[i] | 0x20 {
		case 'h', 'l', 'r', 'p':
			switch strings.ToLower(text[i : i+4]) {
			case "heal", "live", "read", "ping":
				return true
			}
		}
	}
	return false
}

// goImportHints tells what the use of a package hints at.
func goImportHints(path string) golang.Mark {
	switch path {
	case "os", "io/ioutil":
		return goHintOS
	case "net/http":
		return goHintHTTP
	case "os/exec":
		return goHintExec
	}
	var m golang.Mark
	for _, c := range goListenCalls() {
		if !c.method && c.pkg != "net/http" && goPathIs(path, c.pkg) {
			m |= goHintFrame
		}
	}
	switch {
	case strings.HasSuffix(path, "promhttp"):
		m |= goHintMetrics
	case strings.Contains(path, "rotatelogs"), strings.Contains(path, "lumberjack"), strings.Contains(path, "sqlite"):
		m |= goHintSave
	case goPathIs(path, "github.com/golang/freetype"):
		m |= goHintFont
	case goPathIs(path, "github.com/gogf/gf"):
		m |= goHintFrame
	}
	if slices.ContainsFunc(goSchedulers(), func(s string) bool { return goPathIs(path, s) }) {
		m |= goHintCron
	}
	return m
}

// goClients lists the import paths of all clients of backing services.
func goClients() []string {
	out := []string{"github.com/gogf/gf/contrib/drivers"}
	for _, s := range slices.Concat(goDatabases(), goStores(), goServices()) {
		out = append(out, s.paths...)
	}
	return out
}

// goTells tells whether a declaration will surely be asked for when it is reached.
func goTells(m golang.Mark) bool {
	for _, hints := range []golang.Mark{
		goHintListen, goHintFrame, goHintServer | goHintHTTP, goHintConsume, goHintSignal, goHintCommand, goHintRead | goHintFile, goHintSearch, goHintConnect,
		goHintEnv, goHintRoute | goHintHealth, goHintAnswer, goHintZone, goHintSchedule, goHintAdd | goHintCron, goHintOpen, goHintCreate | goHintOS, goHintSave, goHintExec, goHintFont,
	} {
		if m&hints == hints {
			return true
		}
	}
	return false
}
