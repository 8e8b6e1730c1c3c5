// Package ast holds a Dockerfile as typed instructions and prints it the way a
// person would write it: one blank line between thoughts, long lines broken after
// options, commands of a RUN below each other.
package ast

// File is a Dockerfile.
type File struct {
	Header string // first line, without the comment sign
	Stages []Stage
}

// Stage is a FROM with its instructions.
type Stage struct {
	Comment  []string // lines above FROM, without the comment sign
	From     string   // image, or the name of an earlier stage
	Name     string   // "" for a stage that nothing refers to
	Platform string   // "" for the platform that is built for
	Steps    []Step
}

// Step is an instruction and what is said about it.
type Step struct {
	Comment []string // lines above it, without the comment sign
	Apart   bool     // a blank line stands before it even without a comment
	Do      Instruction
}

// Add appends a step; comments stand above it.
func (s *Stage) Add(do Instruction, comment ...string) {
	s.Steps = append(s.Steps, Step{Do: do, Comment: comment})
}

// AddApart appends a step after a blank line.
func (s *Stage) AddApart(do Instruction, comment ...string) {
	s.Steps = append(s.Steps, Step{Do: do, Comment: comment, Apart: true})
}

// Instruction is one of the types of this package.
type Instruction interface {
	// text is the instruction as it stands in the file, without the last line end.
	text() string
}

// Arg declares a build argument. Its default may be empty.
type Arg struct {
	Name    string
	Default string
	// Given by BuildKit, as TARGETARCH is: declared without a default.
	Predefined bool
}

// Env sets variables, in the order given.
type Env []Variable

// Variable is a name and its value; a $ in the value refers to another variable
// if Expand is set.
type Variable struct {
	Name, Value string
	Expand      bool
}

// Run runs commands in a shell: all must succeed. Commands are joined with &&;
// Script is written as a here-document instead and should begin with set -e.
type Run struct {
	Mounts   []Mount
	Commands []string
	Script   []string
}

// MountType is the kind of a mount.
type MountType string

// The mount types in use.
const (
	Cache  MountType = "cache"
	Secret MountType = "secret"
	Bind   MountType = "bind"
)

// Mount is what a RUN sees beside the image, and which leaves no trace in it.
type Mount struct {
	Type   MountType
	ID     string // of a secret
	Target string
	Source string // of a bind
	Locked bool   // of a cache: one build at a time
}

// Copy copies from the context, or from a stage.
type Copy struct {
	From  string
	Chown string
	Chmod string
	Link  bool // the layer does not depend on those before it
	Src   []string
	Dst   string
}

// CopyText writes a file whose text stands in the Dockerfile.
type CopyText struct {
	Dst    string
	Lines  []string
	Expand bool // ${NAME} in the text refers to build arguments and variables
	Chmod  string
}

// Workdir is the directory of what follows.
type Workdir string

// User is whom the process runs as, UID:GID.
type User string

// Expose names the ports that the program listens on.
type Expose []string

// StopSignal is the signal that ends the program in good order.
type StopSignal string

// Entrypoint is the program, without a shell.
type Entrypoint []string

// Cmd is the default arguments, or the program when there is no entry point.
type Cmd []string

// Instructions calls f with every instruction of the file, in order.
func (f File) Instructions(do func(stage Stage, i Instruction)) {
	for _, s := range f.Stages {
		for _, step := range s.Steps {
			do(s, step.Do)
		}
	}
}
