package main

import (
	"log/slog"
	"net/http"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

type gateway struct {
	http.Handler
	draining atomic.Bool
}

func newGateway(cfg config, log *slog.Logger) *gateway {
	g := &gateway{}
	orders, bff, storefront := proxyTo(cfg.orders, log), proxyTo(cfg.bff, log), proxyTo(cfg.storefront, log)

	r := chi.NewRouter()
	r.Get("/healthz", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, "ok") })
	r.Get("/readyz", g.ready)
	r.Group(func(r chi.Router) {
		r.Use(middleware.RequestID, accessLog(log), middleware.Recoverer)
		r.Handle("/api/orders", orders)
		r.Handle("/api/orders/*", orders)
		r.Handle("/api/*", bff)
		r.Handle("/*", storefront)
	})
	g.Handler = r
	return g
}

// drain makes the gateway unready, so that no new traffic is sent to it.
func (g *gateway) drain() { g.draining.Store(true) }

func (g *gateway) ready(w http.ResponseWriter, _ *http.Request) {
	if g.draining.Load() {
		answer(w, http.StatusServiceUnavailable, "draining")
		return
	}
	answer(w, http.StatusOK, "ready")
}

func answer(w http.ResponseWriter, status int, text string) {
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text + "\n"))
}

// proxyTo forwards to one upstream. X-Forwarded-For and -Proto of the proxy in front of us are kept.
func proxyTo(upstream *url.URL, log *slog.Logger) http.Handler {
	return &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(upstream)
			r.Out.Header["X-Forwarded-For"] = r.In.Header["X-Forwarded-For"]
			r.SetXForwarded()
			if proto := r.In.Header.Get("X-Forwarded-Proto"); proto != "" {
				r.Out.Header.Set("X-Forwarded-Proto", proto)
			}
			r.Out.Header.Set(middleware.RequestIDHeader, middleware.GetReqID(r.In.Context()))
		},
		ErrorHandler: func(w http.ResponseWriter, r *http.Request, err error) {
			log.Error("upstream does not answer", "upstream", upstream.Host, "path", r.URL.Path, "error", err)
			answer(w, http.StatusBadGateway, "bad gateway")
		},
	}
}

func accessLog(log *slog.Logger) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			start := time.Now()
			response := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
			next.ServeHTTP(response, r)
			log.Info("request", "method", r.Method, "path", r.URL.Path, "status", response.Status(),
				"bytes", response.BytesWritten(), "duration", time.Since(start), "id", middleware.GetReqID(r.Context()))
		})
	}
}
