// The gateway is the shop's front door: it sends each request to the service that answers it.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// Kept below the grace period of whoever stops us.
const shutdownTimeout = 20 * time.Second

func main() {
	log := slog.New(slog.NewJSONHandler(os.Stdout, nil))
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	if err := run(ctx, os.Getenv, log); err != nil {
		log.Error("gateway stopped", "error", err)
		os.Exit(1)
	}
}

// run serves until ctx is done, then lets open requests finish.
func run(ctx context.Context, getenv func(string) string, log *slog.Logger) error {
	cfg, err := readConfig(getenv)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", cfg.addr)
	if err != nil {
		return fmt.Errorf("listening on %s: %w", cfg.addr, err)
	}
	gateway := newGateway(cfg, log)
	server := &http.Server{Handler: gateway, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: 60 * time.Second}

	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	log.Info("gateway listens", "addr", listener.Addr().String())

	select {
	case err := <-served:
		return fmt.Errorf("serving on %s: %w", cfg.addr, err)
	case <-ctx.Done():
	}
	log.Info("gateway drains")
	gateway.drain()
	deadline, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
	defer cancel()
	if err := server.Shutdown(deadline); err != nil {
		return fmt.Errorf("finishing open requests: %w", err)
	}
	if err := <-served; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
