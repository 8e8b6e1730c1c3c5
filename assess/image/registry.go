package image

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
)

// Transport carries requests to a registry.
type Transport = http.RoundTripper

// registry asks a registry for documents and layers. Layers are downloaded once, into temp; where a manifest says that
// a layer may be had elsewhere, nobody is asked.
type registry struct {
	repo name.Repository
	pull *remote.Puller
	opt  Options
	temp string
}

const (
	dialTimeout   = 15 * time.Second
	headerTimeout = 60 * time.Second
	stallTimeout  = 90 * time.Second // without a byte
)

// fromRegistry resolves a reference and reads the documents of its image.
func fromRegistry(ctx context.Context, ref string, opt Options, temp string) (source, error) {
	parsed, err := name.ParseReference(ref)
	if err != nil {
		return source{}, fmt.Errorf("reading the image reference: %w", err)
	}
	r := registry{repo: parsed.Context(), opt: opt, temp: temp}
	r.pull, err = remote.NewPuller(
		remote.WithContext(ctx), remote.WithTransport(guarded(opt)), remote.WithUserAgent("gantry"), remote.WithAuthFromKeychain(opt.Keychain))
	if err != nil {
		return source{}, err
	}
	d, err := r.pull.Get(ctx, parsed)
	if err != nil {
		return source{}, r.failed(err)
	}
	if int64(len(d.Manifest)) > opt.Limits.Document {
		return source{}, &RegistryError{r.repo.RegistryStr(), fmt.Errorf("%w: a manifest of %d bytes", ErrLimit, len(d.Manifest))}
	}
	if d.MediaType.IsIndex() {
		return fromIndex(ctx, r, d.Manifest, opt, 0)
	}
	return fromManifest(ctx, r, d.Manifest, d.Descriptor, opt.Limits)
}

// failed adds what to do to what a registry says.
func (r registry) failed(err error) error {
	host := r.repo.RegistryStr()
	var said *transport.Error
	switch {
	case errors.As(err, &said) && said.StatusCode == http.StatusNotFound:
		err = fmt.Errorf("%w: %w; check name and tag, there is no such path here either", ErrNotFound, err)
	case errors.As(err, &said) && (said.StatusCode == http.StatusUnauthorized || said.StatusCode == http.StatusForbidden):
		err = fmt.Errorf("%w; log in with docker login %s, whose logins are used", err, host)
	default:
		err = fmt.Errorf("%w; without a way to it, save the image (docker save) and give the file", err)
	}
	return &RegistryError{host, err}
}

func (r registry) document(ctx context.Context, d v1.Descriptor) ([]byte, error) {
	if d.Size > r.opt.Limits.Document {
		return nil, fmt.Errorf("reading %s: %w: %d bytes", d.Digest, ErrLimit, d.Size)
	}
	ref := r.repo.Digest(d.Digest.String())
	if d.MediaType.IsImage() || d.MediaType.IsIndex() {
		got, err := r.pull.Get(ctx, ref)
		if err != nil {
			return nil, r.failed(err)
		}
		return got.Manifest, checkDocument(got.Manifest, d)
	}
	body, err := r.blob(ctx, ref)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	b, err := io.ReadAll(io.LimitReader(body, d.Size+1))
	if err != nil {
		return nil, r.failed(err)
	}
	return b, checkDocument(b, d)
}

func (r registry) blob(ctx context.Context, ref name.Digest) (io.ReadCloser, error) {
	l, err := r.pull.Layer(ctx, ref)
	if err != nil {
		return nil, r.failed(err)
	}
	body, err := l.Compressed()
	if err != nil {
		return nil, r.failed(err)
	}
	return body, nil
}

// layer downloads a layer when it is opened for the first time.
func (r registry) layer(d v1.Descriptor) func(context.Context) (io.ReadCloser, error) {
	at := ""
	return func(ctx context.Context) (io.ReadCloser, error) {
		if at == "" {
			var err error
			if at, err = r.download(ctx, d); err != nil {
				return nil, err
			}
		}
		return os.Open(at)
	}
}

func (r registry) download(ctx context.Context, d v1.Descriptor) (string, error) {
	body, err := r.blob(ctx, r.repo.Digest(d.Digest.String()))
	if err != nil {
		return "", err
	}
	defer body.Close()
	f, err := spool(r.temp)
	if err != nil {
		return "", err
	}
	n, err := io.Copy(f, io.LimitReader(&counted{ctx: ctx, r: body}, d.Size+1))
	if err == nil && n != d.Size {
		err = ErrDigest
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return "", r.failed(fmt.Errorf("downloading %s: %w", d.Digest, err))
	}
	return f.Name(), nil
}

// guarded is the transport with time limits, over HTTPS unless the registry is on this machine.
func guarded(opt Options) http.RoundTripper {
	next := opt.Transport
	if next == nil {
		next = &http.Transport{
			Proxy:       http.ProxyFromEnvironment,
			DialContext: (&net.Dialer{Timeout: dialTimeout, KeepAlive: 30 * time.Second}).DialContext,

			TLSHandshakeTimeout: dialTimeout, ResponseHeaderTimeout: headerTimeout, IdleConnTimeout: headerTimeout, ForceAttemptHTTP2: true,
		}
	}
	return guard{next, opt.Insecure}
}

type guard struct {
	next     http.RoundTripper
	insecure bool
}

// RoundTrip refuses what would go over the network in the clear, and ends an answer that has stalled.
func (g guard) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Scheme != "https" && !g.insecure && !loopback(req.URL.Hostname()) {
		return nil, fmt.Errorf("%w: %s", ErrNotHTTPS, req.URL.Host)
	}
	ctx, cancel := context.WithCancel(req.Context())
	resp, err := g.next.RoundTrip(req.WithContext(ctx))
	if err != nil {
		cancel()
		return nil, err
	}
	resp.Body = &alive{ReadCloser: resp.Body, timer: time.AfterFunc(stallTimeout, cancel), cancel: cancel}
	return resp, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// alive is the body of an answer that is given up when nothing comes any more.
type alive struct {
	io.ReadCloser
	timer  *time.Timer
	cancel context.CancelFunc
}

// Read puts off the end.
func (a *alive) Read(p []byte) (int, error) {
	a.timer.Reset(stallTimeout)
	return a.ReadCloser.Read(p)
}

// Close ends the request.
func (a *alive) Close() error {
	a.timer.Stop()
	a.cancel()
	return a.ReadCloser.Close()
}
