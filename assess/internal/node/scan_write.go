package node

import (
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/node/js"
)

// write reads where the program writes files.
func (r *reader) write(i int, t js.Token) {
	switch t.Text {
	case "writeFile", "writeFileSync", "appendFile", "appendFileSync", "createWriteStream", "outputFile", "outputFileSync", "writeJson", "writeJSON",
		"mkdir", "mkdirSync", "mkdirp", "ensureDir", "ensureDirSync", "ensureFile", "ensureFileSync":
		if r.called(i) && r.f.Imports("fs", "node:fs", "fs/promises", "node:fs/promises", "fs-extra", "mkdirp", "mz/fs") {
			r.written(r.argument(i, 0), t.Line)
		}
	case "dest", "destination", "uploadDir", "tempFileDir":
		if r.property(i) && r.f.Imports("multer", "formidable", "koa-body", "express-fileupload", "@nestjs/platform-express", "koa-multer", "@koa/multer") {
			r.written(r.f.Eval(i+2), t.Line)
		}
	case "cb", "callback":
		if r.called(i) && r.f.Imports("multer", "@koa/multer", "koa-multer", "@nestjs/platform-express") && r.argument(i, 0).Kind == js.Unknown && r.inside(i, "destination") {
			r.written(r.argument(i, 1), t.Line)
		}
	case "filename", "dirname", "file":
		if r.property(i) && r.f.Imports("log4js", "winston", "winston-daily-rotate-file", "nest-winston", "file-stream-rotator", "rotating-file-stream") {
			v := r.f.Eval(i + 2)
			if t.Text == "file" && !strings.HasSuffix(v.Text, ".log") {
				return
			}
			r.written(v, t.Line)
		}
	case "log_dir", "logDir", "logs_dir", "logPath", "log_path", "upload_dir", "uploadPath", "upload_path", "uploadsDir", "uploadFolder":
		if v := r.f.Eval(i + 2); r.property(i) && v.Path {
			r.written(v, t.Line)
		}
	case "path", "dir":
		if v := r.f.Eval(i + 2); r.property(i) && v.Path && (r.inside(i, "upload") || r.inside(i, "uploads")) {
			r.written(v, t.Line)
		}
	case "storage", "database":
		if v := r.f.At(i + 2); r.property(i) && v.Kind == js.String && databaseFile(v.Text) {
			r.written(r.f.Eval(i+2), t.Line)
		}
	case "Database":
		if v := r.f.At(i + 2); r.called(i) && r.f.Imports("sqlite3", "better-sqlite3", "sqlite", "node:sqlite") && v.Kind == js.String && v.Text != ":memory:" {
			r.written(r.argument(i, 0), t.Line)
		}
	}
}

func databaseFile(s string) bool {
	switch path.Ext(s) {
	case ".db", ".sqlite", ".sqlite3":
		return true
	}
	return false
}

// inside tells whether token i stands in the value of a property or function of the name.
func (r *reader) inside(i int, name string) bool {
	for n := 0; n < 4 && i >= 0; n++ {
		i = r.f.Around(i)
		for j := i - 1; j > 0 && j > i-12; j-- {
			if r.f.At(j).Is(name) {
				return true
			}
		}
	}
	return false
}

// written records a path that is written to, relative to the package; what is made
// of parts that are not known is left out.
func (r *reader) written(v js.Value, line int) {
	s := strings.TrimSpace(v.Text)
	if v.Kind != js.Text || s == "" || len(s) > 200 || strings.ContainsAny(s, "\n*<>{}") || strings.Contains(v.Form, "${}") {
		return
	}
	if v.Path && v.Name != "cwd" && !path.IsAbs(s) {
		s = relative(r.p.dir, path.Clean(s))
	}
	if strings.Contains(s, "%") { // the date in the name of a log
		s = path.Dir(s)
	}
	s = path.Clean(s)
	if sourceExtRE.MatchString(s) || path.Base(s) == "package.json" || path.Ext(s) == ".md" || path.Ext(s) == ".vue" { // written by a tool
		return
	}
	if s == "." || s == "/" || strings.HasPrefix(s, "../../..") {
		return
	}
	r.add(fact.LocalWrite, s, line)
}
