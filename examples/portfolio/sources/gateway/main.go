// The gateway passes requests of the mobile bank on to the services behind it.
package main

import (
	"cmp"
	"context"
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func proxy(target string) http.Handler {
	u, err := url.Parse(target)
	if err != nil {
		log.Fatal(err)
	}
	return httputil.NewSingleHostReverseProxy(u)
}

func main() {
	mux := http.NewServeMux()
	mux.Handle("/m/", proxy(cmp.Or(os.Getenv("MOBILE_BFF_URL"), "http://mobile-bff.linjiang.internal:3000")))
	mux.Handle("/loan/", proxy(cmp.Or(os.Getenv("LOAN_URL"), "http://loan.linjiang.internal:8080")))
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	server := &http.Server{Addr: ":8000", Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	go func() {
		<-ctx.Done()
		_ = server.Shutdown(context.Background())
	}()
	log.Println(server.ListenAndServe())
}
