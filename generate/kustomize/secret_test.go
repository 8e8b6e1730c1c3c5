package kustomize

import (
	"testing"

	"github.com/gantry-ack/gantry/generate"
)

// TestOptionalSecret holds that a pod waits for every secret but those that the
// program does without.
func TestOptionalSecret(t *testing.T) {
	w := generate.Workload{Name: "orders", Secrets: []generate.Secret{{Name: "DB_PASSWORD", Key: "DB_PASSWORD"}, {Name: "REDIS_PASSWORD", Key: "REDIS_PASSWORD", Optional: true}}}
	env := secretEnv(w)
	if len(env) != 2 || env[0].ValueFrom.SecretKeyRef.Optional != nil {
		t.Fatalf("%+v", env)
	}
	if o := env[1].ValueFrom.SecretKeyRef.Optional; o == nil || !*o {
		t.Errorf("the pod waits for %s", env[1].Name)
	}
}
