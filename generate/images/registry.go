package images

import (
	"context"
	"fmt"
	"net/http"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote"
)

// Registry resolves references at the registries that they name. The digest is
// that of the index where an image has several platforms, so that one Dockerfile
// serves them all.
type Registry struct {
	Transport http.RoundTripper // nil is the usual one
	Keychain  authn.Keychain    // nil is anonymous
}

// Digest asks for the manifest's head only: nothing is downloaded.
func (r Registry) Digest(ctx context.Context, ref string) (string, error) {
	parsed, err := name.ParseReference(ref)
	if err != nil {
		return "", fmt.Errorf("reading the image reference: %w", err)
	}
	opts := []remote.Option{remote.WithContext(ctx)}
	if r.Transport != nil {
		opts = append(opts, remote.WithTransport(r.Transport))
	}
	if r.Keychain != nil {
		opts = append(opts, remote.WithAuthFromKeychain(r.Keychain))
	}
	d, err := remote.Head(parsed, opts...)
	if err != nil {
		return "", fmt.Errorf("asking %s: %w", parsed.Context().RegistryStr(), err)
	}
	return d.Digest.String(), nil
}
