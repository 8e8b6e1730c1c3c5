package images_test

import (
	"context"
	"io"
	"log"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	"github.com/google/go-containerregistry/pkg/v1/random"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"github.com/gantry-ack/gantry/generate/images"
)

func TestPinAtRegistry(t *testing.T) {
	server := httptest.NewServer(registry.New(registry.Logger(log.New(io.Discard, "", 0))))
	defer server.Close()
	host := strings.TrimPrefix(server.URL, "http://")
	index, err := random.Index(64, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	ref, err := name.ParseReference(host + "/library/node:22.23.2-bookworm-slim")
	if err != nil {
		t.Fatal(err)
	}
	if err := remote.WriteIndex(ref, index); err != nil {
		t.Fatal(err)
	}
	digest, err := index.Digest()
	if err != nil {
		t.Fatal(err)
	}
	got, err := images.Pin(context.Background(), images.Registry{}, []string{ref.String(), images.Scratch, ref.String()})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{images.Scratch: images.Scratch, ref.String(): ref.String() + "@" + digest.String()}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestPinNamesAllThatFail(t *testing.T) {
	server := httptest.NewServer(registry.New(registry.Logger(log.New(io.Discard, "", 0))))
	defer server.Close()
	host := strings.TrimPrefix(server.URL, "http://")
	_, err := images.Pin(context.Background(), images.Registry{}, []string{host + "/a:1", host + "/b:2", "Not A Reference"})
	if err == nil {
		t.Fatal("no error")
	}
	for _, part := range []string{"/a:1", "/b:2", "Not A Reference"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the error does not name %s: %v", part, err)
		}
	}
}
