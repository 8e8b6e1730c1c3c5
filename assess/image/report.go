package image

import "time"

// Schema names the JSON contract of Report.
const Schema = "gantry.image/v1"

// Report is what an image is, without a judgement.
type Report struct {
	Schema        string    `json:"schema"`
	Image         string    `json:"image"`
	Kind          Kind      `json:"kind"`
	Digest        string    `json:"digest,omitempty"` // of the manifest
	Platform      string    `json:"platform"`
	Platforms     []string  `json:"platforms,omitempty"` // of the index that it was chosen from
	Created       time.Time `json:"created,omitzero"`
	Packed        int64     `json:"packed"` // bytes of all layers as they are transferred; 0 when an archive does not tell
	Bytes         int64     `json:"bytes"`  // of the files of all layers
	Files         int       `json:"files"`  // that a container sees
	Base          Base      `json:"base"`
	OS            OS        `json:"os"`
	Config        Config    `json:"config"`
	Runtimes      []Runtime `json:"runtimes,omitempty"`
	Programs      []Program `json:"programs,omitempty"`
	Packages      []Package `json:"packages,omitempty"`
	UnlistedBy    []string  `json:"unlistedPackages,omitempty"` // package databases that are there and are not read
	Layers        []Layer   `json:"layers"`
	Removed       []Removed `json:"removed,omitempty"` // the largest first
	RemovedBytes  int64     `json:"removedBytes,omitempty"`
	Caches        []Weight  `json:"caches,omitempty"`
	BuildTools    []Weight  `json:"buildTools,omitempty"`
	Applications  []string  `json:"applications,omitempty"` // paths that hold the application
	Secrets       []Secret  `json:"secrets,omitempty"`
	ForeignLayers int       `json:"foreignLayers,omitempty"` // kept elsewhere and not read
	BrokenLinks   int       `json:"brokenLinks,omitempty"`   // hard links to nothing
}

// Base is the image that this one was built on, as far as can be told.
type Base struct {
	Name    string    `json:"name,omitempty"` // as a label has it, or a guess in words
	Digest  string    `json:"digest,omitempty"`
	From    string    `json:"from,omitempty"`   // label, history or system: what tells so
	Layers  int       `json:"layers,omitempty"` // the first of the image; 0 when not known
	Created time.Time `json:"created,omitzero"` // of the newest of them
	Days    int       `json:"days,omitempty"`   // its age
}

// OS is the distribution inside.
type OS struct {
	ID      string    `json:"id,omitempty"` // debian, alpine ... as os-release has it
	Version string    `json:"version,omitempty"`
	Name    string    `json:"name,omitempty"`
	Libc    string    `json:"libc,omitempty"` // glibc 2.36, musl 1.2.4
	Ends    time.Time `json:"ends,omitzero"`  // of its free support
	Source  string    `json:"source,omitempty"`
	at      string
}

// Config is how a container of the image runs. Values of secrets are left out.
type Config struct {
	User       string            `json:"user,omitempty"`
	WorkDir    string            `json:"workDir,omitempty"`
	Entrypoint []string          `json:"entrypoint,omitempty"`
	Command    []string          `json:"command,omitempty"`
	Env        []Variable        `json:"env,omitempty"`
	Ports      []string          `json:"ports,omitempty"`
	Volumes    []string          `json:"volumes,omitempty"`
	Health     []string          `json:"health,omitempty"`
	StopSignal string            `json:"stopSignal,omitempty"`
	Labels     map[string]string `json:"labels,omitempty"`
}

// Variable is an environment variable. Secret ones have no value.
type Variable struct {
	Name   string `json:"name"`
	Value  string `json:"value,omitempty"`
	Secret bool   `json:"secret,omitempty"`
	Base   bool   `json:"base,omitempty"` // comes with the base image
}

// Runtime is a language that programs of the image run in.
type Runtime struct {
	ID      string    `json:"id"` // java python javascript php ruby dotnet
	Version string    `json:"version,omitempty"`
	Vendor  string    `json:"vendor,omitempty"`
	Kit     bool      `json:"kit,omitempty"` // of Java: it has the compiler
	Path    string    `json:"path"`
	Ends    time.Time `json:"ends,omitzero"` // of its support
}

// Program is an executable that the application brings.
type Program struct {
	Path         string   `json:"path"`
	Format       string   `json:"format"` // elf pe macho
	Architecture string   `json:"architecture,omitempty"`
	Language     string   `json:"language,omitempty"` // go dotnet
	Version      string   `json:"version,omitempty"`  // of the language
	Module       string   `json:"module,omitempty"`   // main package of Go
	Libraries    []string `json:"libraries,omitempty"`
	Loader       string   `json:"loader,omitempty"` // that starts it
	Glibc        string   `json:"glibc,omitempty"`  // the oldest that will do
	Missing      []string `json:"missing,omitempty"`
	Modules      []Module `json:"modules,omitempty"` // of Go
}

// Module is a module that a Go program was built with.
type Module struct {
	Path    string `json:"path"`
	Version string `json:"version"`
}

// Package is an installed package.
type Package struct {
	Manager string `json:"manager"` // dpkg apk python npm jar
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
}

// Layer is a layer of the image.
type Layer struct {
	Index     int       `json:"index"`
	Digest    string    `json:"digest,omitempty"`
	MediaType string    `json:"mediaType,omitempty"`
	Packed    int64     `json:"packed"` // bytes as it is transferred
	Bytes     int64     `json:"bytes"`  // of its files
	Files     int       `json:"files"`
	Base      bool      `json:"base,omitempty"`
	Foreign   bool      `json:"foreign,omitempty"`
	Created   time.Time `json:"created,omitzero"`
	By        string    `json:"by,omitempty"` // the instruction, secrets masked
}

// Weight is what something takes in the image.
type Weight struct {
	Path  string `json:"path"`
	Name  string `json:"name,omitempty"`
	Bytes int64  `json:"bytes"`
}

// Secret is the place of a secret. Its value is nowhere.
type Secret struct {
	Path  string `json:"path"` // of a file, or image/config.json
	Line  int    `json:"line,omitempty"`
	What  string `json:"what"`            // name of the variable or the setting, or the kind of key
	Layer int    `json:"layer,omitempty"` // of a file that a later layer hides
	Gone  bool   `json:"gone,omitempty"`  // a later layer hides it, and anyone who has the image can read it
	where place
}

// place is where a secret is.
type place int

const (
	inEnv place = iota
	inHistory
	inFile
)

// ConfigPath is the path by which evidence speaks of the configuration of an image.
const ConfigPath = "image/config.json"
