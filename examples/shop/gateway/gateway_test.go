package main

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

// upstream answers with its own name, the path it saw and the protocol the browser used.
func upstream(t *testing.T, name string) *url.URL {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, name+" "+r.URL.Path+" "+r.Header.Get("X-Forwarded-Proto"))
	}))
	t.Cleanup(server.Close)
	parsed, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

func newTestGateway(t *testing.T) *gateway {
	t.Helper()
	cfg := config{orders: upstream(t, "orders"), bff: upstream(t, "bff"), storefront: upstream(t, "storefront")}
	return newGateway(cfg, slog.New(slog.DiscardHandler))
}

func get(handler http.Handler, path string) *httptest.ResponseRecorder {
	recorder := httptest.NewRecorder()
	request := httptest.NewRequest(http.MethodGet, path, nil)
	request.Header.Set("X-Forwarded-Proto", "https")
	handler.ServeHTTP(recorder, request)
	return recorder
}

func TestRoutes(t *testing.T) {
	gateway := newTestGateway(t)
	for path, want := range map[string]string{
		"/api/orders":             "orders /api/orders https",
		"/api/orders/o-1/payment": "orders /api/orders/o-1/payment https",
		"/api/ordersx":            "bff /api/ordersx https",
		"/api/cart":               "bff /api/cart https",
		"/":                       "storefront / https",
		"/orders/o-1":             "storefront /orders/o-1 https",
	} {
		if got := get(gateway, path).Body.String(); got != want {
			t.Errorf("GET %s = %q, want %q", path, got, want)
		}
	}
}

func TestDrainingIsAliveButNotReady(t *testing.T) {
	gateway := newTestGateway(t)
	if got := get(gateway, "/readyz").Code; got != http.StatusOK {
		t.Errorf("ready at first: got %d", got)
	}

	gateway.drain()

	if got := get(gateway, "/readyz").Code; got != http.StatusServiceUnavailable {
		t.Errorf("ready while draining: got %d", got)
	}
	if got := get(gateway, "/healthz").Code; got != http.StatusOK {
		t.Errorf("alive while draining: got %d", got)
	}
}

func TestUpstreamAway(t *testing.T) {
	away := httptest.NewServer(http.NotFoundHandler())
	parsed, err := url.Parse(away.URL)
	if err != nil {
		t.Fatal(err)
	}
	away.Close()
	gateway := newGateway(config{orders: parsed, bff: parsed, storefront: parsed}, slog.New(slog.DiscardHandler))

	if got := get(gateway, "/api/cart").Code; got != http.StatusBadGateway {
		t.Errorf("got %d, want 502", got)
	}
}
