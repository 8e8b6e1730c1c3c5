package image

import (
	"regexp"
	"strings"
	"time"
)

// Labels by which builders say what an image is based on
// (https://github.com/opencontainers/image-spec/blob/main/annotations.md).
const (
	baseName   = "org.opencontainers.image.base.name"
	baseDigest = "org.opencontainers.image.base.digest"
)

// base tells what the image was built on: by its labels, else by its history, else by the system inside. How many
// layers are of the base is a guess by the history.
func (im *Image) base() Base {
	b := Base{Layers: im.baseLayers()}
	for i, h := range im.config.History {
		if l := im.layerOf(i); l >= 0 && l < b.Layers && h.Created.After(b.Created) && dated(h.Created.Time) {
			b.Created = h.Created.UTC()
		}
	}
	for _, m := range []map[string]string{im.source.notes, im.config.Config.Labels} {
		if m[baseName] != "" {
			b.Name, b.Digest, b.From = clip(m[baseName]), clip(m[baseDigest]), "label"
			return b
		}
	}
	if guess := im.historyBase(b.Layers); guess != "" {
		b.Name, b.From = guess, "history"
	}
	return b
}

// dated tells of a time that is one: builds that can be repeated put the begin of an epoch.
func dated(t time.Time) bool { return t.Year() > 2000 }

// layerOf returns the layer that an entry of the history made; -1 for none.
func (im *Image) layerOf(entry int) int {
	layer := -1
	for _, h := range im.config.History[:entry+1] {
		if !h.EmptyLayer {
			layer++
		}
	}
	if im.config.History[entry].EmptyLayer || layer >= len(im.source.layers) {
		return -1
	}
	return layer
}

var (
	cmdRE  = regexp.MustCompile(`(?i)^(?:/bin/sh -c #\(nop\)\s+)?CMD\s`)
	fromRE = regexp.MustCompile(`(?i)^(?:/bin/sh -c #\(nop\)\s+)?(?:ADD file:|ADD rootfs|COPY / /|bazel build|jib-|# debian|debuerreotype)`)
)

// baseLayers counts the layers of the base. A base image ends with its CMD, so that the last one that has layers behind
// it is the border. Without one, the first layer counts when it is a root file system.
func (im *Image) baseLayers() int {
	history := im.config.History
	count, best := 0, 0
	total := 0
	for _, h := range history {
		if !h.EmptyLayer {
			total++
		}
	}
	if total != len(im.source.layers) {
		return 0 // written by hand, or flattened
	}
	for _, h := range history {
		if !h.EmptyLayer {
			count++
		}
		if h.EmptyLayer && cmdRE.MatchString(h.CreatedBy) && count > 0 && count < total {
			best = count
		}
	}
	if best == 0 && total > 1 && len(history) > 0 && !history[0].EmptyLayer && fromRE.MatchString(history[0].CreatedBy) {
		best = 1
		for _, h := range history[1:] { // of distroless images
			if h.EmptyLayer || !fromRE.MatchString(h.CreatedBy) || !strings.HasPrefix(h.CreatedBy, "bazel") {
				break
			}
			best++
		}
	}
	return min(best, total)
}

// historyBase guesses the name of the base by the variables that well-known images set.
func (im *Image) historyBase(layers int) string {
	upto := im.historyEntries(layers)
	set := func(name string) string {
		for _, h := range im.config.History[:upto] {
			if m := envOf(h.CreatedBy, name); m != "" {
				return m
			}
		}
		return ""
	}
	for _, g := range []struct{ image, variable string }{
		{"tomcat", "TOMCAT_VERSION"}, {"jetty", "JETTY_VERSION"}, {"node", "NODE_VERSION"}, {"python", "PYTHON_VERSION"}, {"php", "PHP_VERSION"}, {"golang", "GOLANG_VERSION"},
		{"ruby", "RUBY_VERSION"}, {"nginx", "NGINX_VERSION"}, {"dotnet/aspnet", "ASPNET_VERSION"}, {"dotnet/runtime", "DOTNET_VERSION"}, {"java", "JAVA_VERSION"},
	} {
		if v := set(g.variable); v != "" {
			return clip(g.image + ":" + v)
		}
	}
	return ""
}

// historyEntries returns how many entries of the history belong to the first layers; all of it when it is not
// known how many layers are of the base.
func (im *Image) historyEntries(layers int) int {
	if layers == 0 {
		return len(im.config.History)
	}
	count := 0
	for i, h := range im.config.History {
		if !h.EmptyLayer {
			count++
		}
		if count > layers {
			return i
		}
	}
	return len(im.config.History)
}

func envOf(by, name string) string {
	_, after, ok := strings.Cut(by, "ENV "+name+"=")
	if !ok {
		return ""
	}
	value, _, _ := strings.Cut(after, " ")
	return strings.Trim(value, `"'`)
}

// baseVariables are the variables that the base sets, as far as the history tells.
func (im *Image) baseVariables() map[string]bool {
	out := map[string]bool{}
	layers := im.baseLayers()
	if layers == 0 {
		return out
	}
	border := im.borderEntry(layers)
	for _, h := range im.config.History[:border] {
		if _, after, ok := strings.Cut(h.CreatedBy, "ENV "); ok {
			for _, m := range assignRE.FindAllStringSubmatch(" "+after, 100) {
				out[m[1]] = true
			}
		}
	}
	return out
}

// borderEntry is the entry of the history behind the CMD that ends the base.
func (im *Image) borderEntry(layers int) int {
	last := 0
	for i, h := range im.config.History[:im.historyEntries(layers)] {
		if !h.EmptyLayer || cmdRE.MatchString(h.CreatedBy) {
			last = i + 1
		}
	}
	return last
}

// aged adds the age in days, and where the history tells none, that of the list of packages.
func (im *Image) aged(b Base, now time.Time) Base {
	if b.Created.IsZero() {
		for _, name := range []string{"var/lib/dpkg/status", "lib/apk/db/installed", "usr/lib/apk/db/installed", "var/lib/rpm/rpmdb.sqlite", "var/lib/rpm/Packages"} {
			if n := im.tree.root.find(name, true); n != nil && n.file != nil && dated(n.file.time()) {
				b.Created = n.file.time()
				break
			}
		}
	}
	if !b.Created.IsZero() && now.After(b.Created) {
		b.Days = int(now.Sub(b.Created).Hours() / 24)
	}
	if b.Name == "" && im.found.os.Name != "" {
		b.Name, b.From = strings.TrimSpace(im.found.os.Name), "system"
	}
	return b
}
