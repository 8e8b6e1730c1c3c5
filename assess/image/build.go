package image

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/gantry-ack/gantry/assess/internal/cmdline"
)

const (
	shownRemoved = 50
	maxLabels    = 100
)

// Report tells what the image is. Ages count up to now.
func (im *Image) Report(now time.Time) Report {
	c := im.config
	r := Report{
		Schema: Schema, Image: clip(cmp.Or(im.source.ref, im.Spec.String())), Kind: im.Spec.Kind, Digest: im.source.digest, Platform: im.platform(),
		Platforms: im.source.platforms, Base: im.aged(im.base(), now), OS: im.found.os, Config: im.configuration(),
		Programs: im.found.programs, Packages: im.found.packages, UnlistedBy: im.found.unlisted, Caches: im.found.caches, BuildTools: im.found.tools,
		Applications: im.apps, Secrets: im.found.secrets, BrokenLinks: im.tree.broken,
	}
	if dated(c.Created.Time) {
		r.Created = c.Created.UTC()
	}
	r.OS.Ends, r.OS.Source = endOf(systemEnds(), r.OS.ID, r.OS.Version), endSource(r.OS.ID)
	for _, rt := range im.found.runtimes {
		rt.Ends = endOf(runtimeEnds(), rt.ID, rt.Version)
		r.Runtimes = append(r.Runtimes, rt)
	}
	r.Layers = im.describedLayers(r.Base.Layers)
	for _, l := range r.Layers {
		r.Packed += max(0, l.Packed)
		r.Bytes += l.Bytes
		if l.Foreign {
			r.ForeignLayers++
		}
	}
	r.Removed, r.RemovedBytes = largest(im.tree.removed)
	im.tree.root.walk(".", func(_ string, n *node) bool {
		if n.file != nil {
			r.Files++
		}
		return true
	})
	return r
}

func (im *Image) platform() string {
	c := im.config
	out := cmp.Or(c.OS, "linux") + "/" + c.Architecture
	if c.Variant != "" {
		out += "/" + c.Variant
	}
	return clip(out)
}

// describedLayers adds to each layer the instruction that made it.
func (im *Image) describedLayers(base int) []Layer {
	out := slices.Clone(im.layers)
	for i := range out {
		out[i].Base = i < base
		if out[i].Digest == "" {
			out[i].Digest = im.source.layers[i].diffID
		}
	}
	for i, h := range im.config.History {
		if l := im.layerOf(i); l >= 0 {
			out[l].By = instruction(h.CreatedBy)
			if dated(h.Created.Time) {
				out[l].Created = h.Created.UTC()
			}
		}
	}
	return out
}

// instruction is how a Dockerfile has it, rather than how a builder notes it.
func instruction(by string) string {
	by = strings.TrimSpace(strings.TrimSuffix(by, "# buildkit"))
	if rest, ok := strings.CutPrefix(by, "/bin/sh -c #(nop)"); ok {
		by = strings.TrimSpace(rest)
	} else if rest, ok := strings.CutPrefix(by, "/bin/sh -c "); ok {
		by = "RUN " + strings.TrimSpace(rest)
	}
	return masked(strings.Join(strings.Fields(by), " "))
}

// largest sorts what is hidden by size, and adds all of it up.
func largest(all []Removed) (top []Removed, sum int64) {
	for _, r := range all {
		sum += r.Bytes
	}
	top = slices.Clone(all)
	slices.SortStableFunc(top, func(a, b Removed) int { return cmp.Or(cmp.Compare(b.Bytes, a.Bytes), cmp.Compare(a.Path, b.Path)) })
	return top[:min(len(top), shownRemoved)], sum
}

// configuration is how a container runs, without secrets.
func (im *Image) configuration() Config {
	c := im.config.Config
	entry, _ := cmdline.Args(c.Entrypoint)
	cmd, _ := cmdline.Args(c.Cmd)
	out := Config{
		User: clip(c.User), WorkDir: clip(c.WorkingDir), Entrypoint: clips(entry), Command: clips(cmd),
		Ports: keys(c.ExposedPorts), Volumes: keys(c.Volumes), StopSignal: clip(c.StopSignal),
	}
	if c.Healthcheck != nil {
		health, _ := cmdline.Args(c.Healthcheck.Test)
		out.Health = clips(health)
	}
	base := im.baseVariables()
	for _, kv := range c.Env {
		name, value, _ := strings.Cut(kv, "=")
		v := Variable{Name: clip(name), Base: base[name] || ofTheBase(name), Secret: secretValue(name, value)}
		if !v.Secret {
			v.Value = clip(cmdline.Value(name, value))
		}
		out.Env = append(out.Env, v)
	}
	for _, k := range keys(c.Labels)[:min(len(c.Labels), maxLabels)] {
		if out.Labels == nil {
			out.Labels = map[string]string{}
		}
		out.Labels[k] = clip(cmdline.Value(k, c.Labels[k]))
	}
	return out
}

func clips(in []string) []string {
	out := make([]string, 0, len(in))
	for _, s := range in {
		out = append(out, clip(s))
	}
	return out
}

// keys returns the keys of a map in order.
func keys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// ofTheBase tells of variables that the images of languages and servers set for themselves.
func ofTheBase(name string) bool {
	if slices.Contains([]string{
		"PATH", "HOME", "LANG", "LANGUAGE", "LC_ALL", "JAVA_HOME", "JAVA_VERSION", "GPG_KEY", "GPG_KEYS", "NODE_VERSION", "YARN_VERSION", "NGINX_VERSION", "NJS_VERSION", "NJS_RELEASE",
		"PKG_RELEASE", "DYNPKG_RELEASE", "GOLANG_VERSION", "GOPATH", "GOTOOLCHAIN", "PHPIZE_DEPS", "SSL_CERT_FILE", "ASPNET_VERSION", "DOTNET_VERSION", "DOTNET_RUNNING_IN_CONTAINER",
		"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "APP_UID", "container", "LD_LIBRARY_PATH", "TOMCAT_NATIVE_LIBDIR", "CATALINA_HOME", "BUNDLE_APP_CONFIG", "BUNDLE_SILENCE_ROOT_WARNING",
	}, name) {
		return true
	}
	for _, prefix := range []string{"PYTHON_", "PHP_", "TOMCAT_", "RUBY_", "GEM_", "JETTY_"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}
