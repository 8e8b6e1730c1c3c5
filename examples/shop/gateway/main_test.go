package main

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestReadConfig(t *testing.T) {
	cfg, err := readConfig(func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	if cfg.addr != ":8080" || cfg.orders.Host != "localhost:8081" {
		t.Errorf("defaults: %+v", cfg)
	}

	_, err = readConfig(func(key string) string { return map[string]string{"BFF_URL": "bff:3000"}[key] })
	if err == nil || !strings.Contains(err.Error(), "BFF_URL") {
		t.Errorf("an address without a scheme: got %v", err)
	}
}

// announced is a log that tells the address on which the gateway listens.
type announced struct {
	slog.Handler
	addr chan<- string
}

func (a announced) Enabled(context.Context, slog.Level) bool { return true }

func (a announced) Handle(_ context.Context, record slog.Record) error {
	record.Attrs(func(attr slog.Attr) bool {
		if attr.Key == "addr" {
			a.addr <- attr.Value.String()
		}
		return true
	})
	return nil
}

// A request that is open when the gateway is told to stop still gets its answer.
func TestStopFinishesOpenRequests(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(entered)
		<-release
		w.WriteHeader(http.StatusTeapot)
	}))
	defer slow.Close()
	env := map[string]string{"GATEWAY_ADDR": "127.0.0.1:0", "BFF_URL": slow.URL}
	ctx, stop := context.WithCancel(t.Context())
	addr, stopped := make(chan string, 1), make(chan error, 1)
	go func() {
		stopped <- run(ctx, func(key string) string { return env[key] }, slog.New(announced{slog.DiscardHandler, addr}))
	}()

	status := make(chan int, 1)
	base := "http://" + <-addr
	go func() {
		response, err := http.Get(base + "/api/cart")
		if err != nil {
			status <- 0
			return
		}
		_ = response.Body.Close()
		status <- response.StatusCode
	}()
	<-entered
	stop()
	time.AfterFunc(50*time.Millisecond, func() { close(release) })

	if got := <-status; got != http.StatusTeapot {
		t.Errorf("the open request got %d", got)
	}
	if err := <-stopped; err != nil {
		t.Errorf("stopping: %v", err)
	}
}
