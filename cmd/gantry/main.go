// Command gantry moves a customer's applications into containers on Alibaba
// Cloud ACK: it assesses, decides, generates, verifies and explains.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() { os.Exit(start()) }

// start runs until the work is done or a person interrupts it.
func start() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return run(ctx, streams{in: os.Stdin, out: os.Stdout, err: os.Stderr, now: time.Now}, os.Args[1:])
}
