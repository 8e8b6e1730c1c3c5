// Package syntax reads source code as far as readiness rules need it: which names
// of libraries a file uses, how, with which literal arguments, and which literals
// stand where. Names are resolved through the file's imports, so that a rule asks
// for java.io.FileWriter or os.Create and not for a line of text; comments are told
// from code. Reading is tolerant: what is not understood is left out, and nothing
// is an error.
package syntax

// Language is a programming language by the id that facts use.
type Language string

// The languages. TypeScript is JavaScript here, and Kotlin, Scala and Groovy are not read.
const (
	Java       Language = "java"
	JavaScript Language = "javascript"
	Python     Language = "python"
	Go         Language = "go"
	PHP        Language = "php"
	CSharp     Language = "csharp"
	Ruby       Language = "ruby"
)

// Kind tells how a name is used, or that the use is a literal.
type Kind string

// The kinds.
const (
	Import     Kind = "import"     // an import, using, require or use of the name
	Type       Kind = "type"       // the type of a variable, parameter, result, cast or a type argument
	New        Kind = "new"        // an object is made of the type
	Call       Kind = "call"       // a function or method is called
	Annotation Kind = "annotation" // Java annotation, Python decorator, C# and PHP attribute, TypeScript decorator
	Extends    Kind = "extends"    // the name is a base class, a mixin or an interface of a type of the file
	Read       Kind = "read"       // a field, constant, global or element (process.env.X, os.environ[X]) is read
	Write      Kind = "write"      // a field or global is assigned
	Literal    Kind = "literal"    // a string literal; Name is ""
	Declare    Kind = "declare"    // a function, method or type of the file itself, by its own name
)

// Use is one use of a name, or one string literal, in the order of the file.
//
// Name is the whole name as its language writes it, from the root of the library:
//
//	Java    java.io.FileWriter            New, Type, Import, Extends, Annotation
//	        java.nio.file.Files.write     Call of a static method
//	        java.io.File.createNewFile    Call on a variable of a declared or assigned type
//	        java.lang.Runtime.getRuntime().exec   Call on what another call returns
//	Go      os.Create, github.com/robfig/cron/v3.New   import path, dot, name
//	        net/http.Server               New of a composite literal
//	Python  builtins.open, os.path.join, flask.Flask, flask.Flask().run
//	JS      fs.writeFileSync (of "fs" and "node:fs" alike), fs/promises.writeFile,
//	        express, express().listen, process.env.PORT, setInterval
//	PHP     file_put_contents, Illuminate\Support\Facades\Cache::put, Redis (New)
//	C#      System.IO.File.WriteAllText, System.Threading.Timer (New)
//	Ruby    File.write, Sidekiq::Worker (Extends for include)
//
// What a call returns is NAME() as a receiver; an object of a type is the type's name in
// Java, Go, PHP and C#, TYPE() in Python and JavaScript. A receiver that is not known is
// "?", as in ?.close. With wildcard imports Also holds the other names that are possible.
type Use struct {
	Kind Kind
	Name string
	Also []string
	Args []Value // of a Call, New or Annotation, in order; named ones carry their Name; of a Write in the scripting languages, what is written
	Text string  // of a Literal: its value, escapes resolved, "{}" for each part that is computed
	Line int     // counts from 1
	// Within is the Name of the nearest call, construction or annotation that a Literal is an argument
	// of, however deep; "" when there is none.
	Within string
	// Target is the variable, field, constant, parameter, key of a map or named argument that
	// a Literal, a Call or a New is directly given to, by its last name; "" when there is none.
	Target string
	// Function is the innermost function or method of the file around it, with the type it belongs to
	// where there is one: Store.save, main. "" outside of all.
	Function string
}

// Value is an argument as far as it can be told without running anything.
type Value struct {
	Name string // of a named argument or the attribute of an annotation; what Java leaves unnamed there is "value"
	// Known tells whether Text is the whole value: a literal, literals put together, or a constant
	// of the file. Otherwise Text is what is known, "{}" for each part that is not: "/data/{}".
	Known bool
	Text  string
	Ref   string // the name that an argument refers to, resolved as Use.Name; "" for none
}

// Names calls f for every name that the use may have.
func (u Use) Names(f func(name string)) {
	f(u.Name)
	for _, n := range u.Also {
		f(n)
	}
}

// Comment is a comment that speaks to the tool; others are not kept.
type Comment struct {
	Line int // that it stands on
	Text string
}

// File is what was read of a file.
type File struct {
	Path     string
	Language Language
	Uses     []Use
	Comments []Comment // those with Marker in them
	// Generated tells that the file says of itself that a program wrote it.
	Generated bool
}

// Marker is the word by which a comment speaks to the tool.
const Marker = "gantry:"

// MaxFile is the largest file that is read, in bytes; larger ones are generated or data.
const MaxFile = 1 << 20
