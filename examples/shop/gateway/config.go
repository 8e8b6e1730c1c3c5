package main

import (
	"cmp"
	"fmt"
	"net/url"
)

type config struct {
	addr                    string
	orders, bff, storefront *url.URL
}

// readConfig reads the addresses of everything behind the gateway; the defaults are those of one machine.
func readConfig(getenv func(string) string) (config, error) {
	cfg := config{addr: cmp.Or(getenv("GATEWAY_ADDR"), ":8080")}
	for _, upstream := range []struct {
		key, fallback string
		to            **url.URL
	}{
		{"ORDER_SERVICE_URL", "http://localhost:8081", &cfg.orders},
		{"BFF_URL", "http://localhost:3000", &cfg.bff},
		{"STOREFRONT_URL", "http://localhost:8090", &cfg.storefront},
	} {
		address := cmp.Or(getenv(upstream.key), upstream.fallback)
		parsed, err := url.Parse(address)
		if err != nil {
			return config{}, fmt.Errorf("reading %s: %w", upstream.key, err)
		}
		if parsed.Scheme == "" || parsed.Host == "" {
			return config{}, fmt.Errorf("reading %s: %q is not an address like http://host:port", upstream.key, address)
		}
		*upstream.to = parsed
	}
	return cfg, nil
}
