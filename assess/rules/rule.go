// Package rules holds the readiness rules: what in a source, its configuration, its
// dependencies, scripts and images stands in the way of running in containers, why,
// and what to do about it. A rule is data with both languages side by side; the
// engine reads the tree once and raises findings with the places that say so.
package rules

import (
	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/syntax"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Rule is one readiness rule, in the form of the files of the bank and of custom
// rules. Its id is permanent.
type Rule struct {
	ID        string           `yaml:"id"` // lower-kebab, the technology or dimension first: java-local-file
	Dimension assess.Dimension `yaml:"dimension"`
	Severity  assess.Severity  `yaml:"severity"`
	Action    assess.Action    `yaml:"action"` // what to do about it, by which findings are grouped
	By        assess.Party     `yaml:"by"`     // who does it
	Effort    Effort           `yaml:"effort"`
	Title     i18n.Text        `yaml:"title"`     // what is the matter, one line
	Rationale i18n.Text        `yaml:"rationale"` // why it matters in a container
	Remedy    i18n.Text        `yaml:"remedy"`    // what to do
	Example   Example          `yaml:"example"`
	Links     []Link           `yaml:"links"`
	// Languages limit code conditions, and the components that fact conditions look at; empty means all.
	Languages []syntax.Language `yaml:"languages"`
	Match     []Condition       `yaml:"match"`  // each place where one of them holds is evidence
	Unless    []Condition       `yaml:"unless"` // a place where one of these holds too is none
	// Requires must all hold somewhere in the component, and Excluding nowhere; of
	// their conditions no place is shown.
	Requires  []Condition `yaml:"requires"`
	Excluding []Condition `yaml:"excluding"`
	// In are the parts of a tree that it looks at; empty means main only.
	In []Part `yaml:"in"`
	// Replaces lets a custom rule take the place of the one in the bank that has its id.
	Replaces bool `yaml:"replaces"`
	// Konveyor are the ids of the rules of Konveyor's cloud-readiness set that it stands for.
	Konveyor []string `yaml:"konveyor"`
}

// Effort is what a remedy costs in person-hours, each as least and most: Once for the component,
// Each for every place, and Most at most for all places of a component together ({0, 0} is
// no limit).
type Effort struct {
	Once assess.Hours `yaml:"once"`
	Each assess.Hours `yaml:"each"`
	Most assess.Hours `yaml:"most"`
}

// Example shows the remedy.
type Example struct {
	Language string `yaml:"language"` // of the code fence: java, yaml, dockerfile ...
	Before   string `yaml:"before"`
	After    string `yaml:"after"`
}

// Link is a page to read on.
type Link struct {
	Title string `yaml:"title"`
	URL   string `yaml:"url"`
}

// Part is a part of a source tree, told by where a file lies and what it says of itself.
type Part string

// The parts. Vendored and generated files belong to none.
const (
	Main  Part = "main"  // what is built and runs
	Tests Part = "tests" // tests and their data
	Docs  Part = "docs"  // documentation, examples, samples, demos
)

// Condition is a test; exactly one of its fields is set.
type Condition struct {
	Code        *Code        `yaml:"code"`
	Config      *Config      `yaml:"config"`
	Element     *Element     `yaml:"element"`
	Dependency  *Dependency  `yaml:"dependency"`
	File        *File        `yaml:"file"`
	Instruction *Instruction `yaml:"instruction"`
	Command     *Command     `yaml:"command"`
	Fact        *Fact        `yaml:"fact"`
	Check       string       `yaml:"check"` // name of a check that is code, of checks()
}

// Code holds for a use of a name, or a string literal, in source code. All that is set must hold.
type Code struct {
	Languages []syntax.Language `yaml:"languages"` // those of the rule when empty
	Kinds     []syntax.Kind     `yaml:"kinds"`     // any when empty
	Names     []string          `yaml:"names"`     // one of them, see Name patterns below
	Args      []Arg             `yaml:"args"`      // all of them
	Value     *Value            `yaml:"value"`     // of a literal
	Within    []string          `yaml:"within"`    // names of the call around a literal
	Target    string            `yaml:"target"`    // regular expression for what it is given to
	Function  string            `yaml:"function"`  // regular expression for the function around it
	// Temporary, of unless only and alone: what the line writes lies in a place for temporary files, by its
	// name or by the names that it is made of in the lines above.
	Temporary bool `yaml:"temporary"`
	// Unplaced, of unless only and alone: nothing around the line says where the file lies that it writes, as its
	// path was handed in by a caller.
	Unplaced bool `yaml:"unplaced"`
}

// A pattern for a name is the name itself, or has * for any run of characters, dots included:
// java.io.FileWriter, javax.ejb.*, *.getRuntime().exec. Patterns are compared with every name that a use
// may have, and case counts.

// Arg is a test on an argument. An argument that is not there fails it.
type Arg struct {
	At    int    `yaml:"at"`   // counts from 0
	Name  string `yaml:"name"` // of a named argument, instead of At
	Ref   string `yaml:"ref"`  // regular expression for the name that it refers to, NAME() for what a call returned
	Value `yaml:",inline"`
}

// Value is a test on a text. All that is set must hold. A text that is known in part only
// passes Matches and Is when what is known suffices.
type Value struct {
	Matches string `yaml:"matches"` // regular expression (RE2), not anchored
	Not     string `yaml:"not"`     // regular expression that must not match
	Is      []Sort `yaml:"is"`      // one of them
	Known   *bool  `yaml:"known"`   // whether the whole value must be (un)known
}

// Sort is a sort of text that rules ask for and that a regular expression would get wrong.
type Sort string

// The sorts.
const (
	AbsolutePath   Sort = "absolute-path"    // /data/x; not a URL path as it stands in routes: first element is a system or data directory
	WindowsPath    Sort = "windows-path"     // C:\x, D:/x, \\server\share
	TempPath       Sort = "temp-path"        // below /tmp, /var/tmp, or the system's place for temporary files
	IPAddress      Sort = "ip-address"       // a host with or without port, scheme and path that is an IPv4 or IPv6 address; neither loopback, wildcard, netmask, version number nor documentation range
	LoopbackURL    Sort = "loopback-url"     // a URL, JDBC URL or host:port of this machine
	PlainSecret    Sort = "plain-secret"     // looks like a secret in plain text: no placeholder, no example, no empty value
	Cron           Sort = "cron"             // a cron expression
	URL            Sort = "url"              // an http(s) URL with a host
	InternalDomain Sort = "internal-address" // a URL or host in a private domain (.local, .internal, .corp, .lan, .intra) or without any dot
)

// Config holds for an entry of a configuration file: properties, YAML, JSON, TOML, INI, .env, and .NET's
// appSettings. Keys are dotted paths, as Spring writes them, compared without regard to case, dash and
// underscore; * stands for any run of characters.
type Config struct {
	Files []string `yaml:"files"` // doublestar globs; every configuration file of the tree when empty
	Keys  []string `yaml:"keys"`
	Value *Value   `yaml:"value"` // any value when nil
}

// Element holds for an element of an XML file.
type Element struct {
	Files     []string `yaml:"files"` // doublestar globs
	Path      string   `yaml:"path"`  // local names from the root or, starting with //, anywhere: //appender
	Attribute string   `yaml:"attribute"`
	Value     *Value   `yaml:"value"` // of the attribute, else of the text of the element; any when nil
}

// Dependency holds for a declared dependency, at the line that declares it. Archives in the tree
// count as dependencies of the ecosystem maven by their file name.
type Dependency struct {
	Ecosystem string   `yaml:"ecosystem"` // maven npm pypi go composer nuget gem
	Names     []string `yaml:"names"`     // group:artifact for maven, else the name; patterns with *
	Version   string   `yaml:"version"`   // constraint: <3, >=1.2 <2; a version that is not known fails it
	Dev       bool     `yaml:"dev"`       // looks at development and test dependencies, too
}

// File holds for a file that is there or, with Content, for each of its lines that matches.
type File struct {
	Globs   []string `yaml:"globs"`
	Content string   `yaml:"content"` // regular expression for one line
	Not     string   `yaml:"not"`     // regular expression that the line must not match
}

// Instruction holds for an instruction of a Dockerfile; of the final stage only, unless All is set.
type Instruction struct {
	Names []string `yaml:"names"` // USER, RUN, ENV ...
	Value *Value   `yaml:"value"` // of the words behind the name, continued lines joined
	All   bool     `yaml:"all"`
}

// Command holds for a command of a shell script, a Dockerfile's RUN, CMD and ENTRYPOINT, a Procfile, a package.json
// script or a unit file.
type Command struct {
	Names []string `yaml:"names"` // base names of the program: crontab, sudo
	Args  string   `yaml:"args"`  // regular expression for the arguments, joined with blanks
}

// Fact holds for a fact of a component, at its evidence.
type Fact struct {
	Keys  []string `yaml:"keys"` // of package fact; patterns with *
	Value *Value   `yaml:"value"`
}
