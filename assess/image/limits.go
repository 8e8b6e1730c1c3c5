package image

import "errors"

// Limits bounds what an image may make us read, download and keep.
type Limits struct {
	Document int64 // bytes of a manifest, an index or a configuration
	Layers   int
	Packed   int64 // bytes of all layers as they are transferred
	Unpacked int64 // bytes of all layers unpacked, headers included
	Ratio    int64 // unpacked bytes for each packed one, once they are many
	RatioOf  int64 // how many unpacked bytes of a layer are many: small layers of text pack well beyond it
	Entries  int   // entries of all layers together
	Depth    int   // directories below each other
	Kept     int64 // bytes of the files whose content is kept
	KeptFile int64 // bytes of one of them
	Files    int   // files whose content is kept
}

// DefaultLimits lets every image through that people deploy.
func DefaultLimits() Limits {
	return Limits{
		Document: 8 << 20, Layers: 512, Packed: 16 << 30, Unpacked: 48 << 30, Ratio: 250, RatioOf: 256 << 20, Entries: 700_000, Depth: 128,
		Kept: 3 << 30, KeptFile: 1 << 30, Files: 100_000,
	}
}

// steps is how much work the removal of files by later layers may cause, as a multiple of the entries.
const steps = 40

// RegistryError is what a registry says, or that it says nothing.
type RegistryError struct {
	Host string
	Err  error
}

// Error tells which registry and what to do.
func (e *RegistryError) Error() string { return "asking " + e.Host + ": " + e.Err.Error() }

// Unwrap returns the cause.
func (e *RegistryError) Unwrap() error { return e.Err }

// Errors that callers tell apart.
var (
	ErrLimit     = errors.New("larger than any image to deploy")
	ErrHostile   = errors.New("the image is built to do harm or damaged beyond use")
	ErrDamaged   = errors.New("the image is damaged or cut off, copy it again")
	ErrDigest    = errors.New("the content does not match its digest, copy it again")
	ErrNoImage   = errors.New("not a container image")
	ErrNotFound  = errors.New("no such image")
	ErrPlatform  = errors.New("no such platform")
	ErrAmbiguous = errors.New("there are several images")
	ErrNotKept   = errors.New("its content was not kept")
	ErrNotHTTPS  = errors.New("registries other than on this machine are asked over HTTPS only")
)
