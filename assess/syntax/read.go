package syntax

import (
	"path"
	"strings"
)

// LanguageOf returns the language of a file by its name.
func LanguageOf(name string) (Language, bool) {
	switch strings.ToLower(path.Ext(name)) {
	case ".java":
		return Java, true
	case ".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx", ".vue":
		return JavaScript, true
	case ".py":
		return Python, true
	case ".go":
		return Go, true
	case ".php", ".phtml", ".inc":
		return PHP, true
	case ".cs":
		return CSharp, true
	case ".rb", ".rake", ".ru":
		return Ruby, true
	}
	return "", false
}

// Parse reads a source file. It returns false for a language that is not read, and for a
// file that is too large. It is safe for concurrent use.
func Parse(name, text string) (File, bool) {
	lang, ok := LanguageOf(name)
	if !ok || len(text) > MaxFile {
		return File{}, false
	}
	reader := readers()[lang]
	if reader == nil {
		return File{}, false
	}
	f := reader(text)
	f.Path, f.Language = name, lang
	return f, true
}

// readers are the readers of the languages.
func readers() map[Language]func(text string) File {
	return map[Language]func(text string) File{
		Java:       readJava,
		Go:         readGo,
		CSharp:     readCSharp,
		JavaScript: readJavaScript,
		Python:     readPython,
		PHP:        readPHP,
		Ruby:       readRuby,
	}
}
