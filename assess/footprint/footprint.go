// Package footprint tells what an instance of a component takes when nobody measured it, how amounts are written, and
// which directories must outlive it. Planning a portfolio and generating manifests both go by it, so that the plan
// counts what will be deployed.
package footprint

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// Mebi and Gibi are in bytes.
const (
	Mebi = int64(1) << 20
	Gibi = int64(1) << 30
)

// Need is what one instance needs.
type Need struct {
	CPU    int64 // thousandths of a core
	Memory int64 // bytes
	Least  int64 // bytes of memory with which it runs at all
}

// Stack is what usual needs go by: the language, or "static" and "ssr".
func Stack(w assess.Workload, language, framework string) string {
	switch {
	case w == assess.Static:
		return "static"
	case language == "javascript" && (framework == "next" || framework == "nuxt"):
		return "ssr"
	}
	return language
}

// Usual is what an instance of a stack needs when nobody measured it.
func Usual(stack string) Need {
	switch stack {
	case "java":
		return Need{500, Gibi, 512 * Mebi}
	case "ssr":
		return Need{200, 512 * Mebi, 256 * Mebi}
	case "javascript", "python":
		return Need{100, 256 * Mebi, 128 * Mebi}
	case "go":
		return Need{100, 128 * Mebi, 64 * Mebi}
	case "static":
		return Need{50, 64 * Mebi, 32 * Mebi}
	}
	return Need{200, 512 * Mebi, 256 * Mebi}
}

// CPU writes thousandths of a core as Kubernetes does.
func CPU(milli int64) string {
	if milli%1000 == 0 {
		return strconv.FormatInt(milli/1000, 10)
	}
	return strconv.FormatInt(milli, 10) + "m"
}

// Memory writes bytes as Kubernetes does, in whole Mi or Gi.
func Memory(bytes int64) string {
	if bytes%Gibi == 0 {
		return strconv.FormatInt(bytes/Gibi, 10) + "Gi"
	}
	return strconv.FormatInt(bytes/Mebi, 10) + "Mi"
}

// Steps rounds memory up to what manifests ask for: whole steps of 32Mi, of 16Mi up to 64Mi.
func Steps(bytes int64) int64 {
	step := 32 * Mebi
	if bytes <= 64*Mebi {
		step = 16 * Mebi
	}
	return (bytes + step - 1) / step * step
}

// Millicores reads an amount of CPU that the survey has checked; 0 means not given.
func Millicores(s string) int64 {
	n, err := survey.Millicores(s)
	if err != nil {
		return 0
	}
	return n
}

// Bytes reads an amount of memory or storage, as Millicores does.
func Bytes(s string) int64 {
	n, err := survey.Bytes(s)
	if err != nil {
		return 0
	}
	return n
}

// Keeps tells whether the content of a directory, as the source gives it and as it is in the container, must outlive
// the instance: today's deployment keeps it, or its name says that users or the program put there what nobody can
// make again.
func Keeps(facts fact.Set, given, at string) bool {
	if Scratch(given) {
		return false
	}
	if slices.Contains(facts.Values(fact.KeptMount), given) {
		return true
	}
	base := strings.ToLower(path.Base(strings.ReplaceAll(given, `\`, "/")))
	if slices.Contains([]string{"file", "files", "image", "images", "img", "doc", "docs", "document", "documents", "report", "reports", "export", "exports"}, base) || strings.HasSuffix(base, ".db") {
		return true
	}
	for _, dir := range []string{"/data/", "/srv/", "/mnt/", "/nas/", "/share/", "/storage/", "/var/lib/"} { // where machines keep data
		if strings.HasPrefix(at+"/", dir) {
			return true
		}
	}
	return slices.ContainsFunc([]string{"upload", "attach", "avatar", "media", "storage", "backup", "photo", "picture", "index", "sqlite"},
		func(word string) bool { return strings.Contains(base, word) })
}

// Scratch tells by its name a directory whose content nobody misses.
func Scratch(p string) bool {
	for word := range strings.FieldsFuncSeq(strings.ToLower(p), func(r rune) bool { return strings.ContainsRune(`/\-_.: `, r) }) {
		switch {
		case word == "log", word == "tmp", word == "temp", word == "temporary", word == "logging":
			return true
		case strings.HasSuffix(word, "blog"), strings.HasSuffix(word, "blogs"):
		case strings.HasSuffix(word, "logs"), strings.Contains(word, "cache"), strings.HasSuffix(word, "tmp"), strings.HasPrefix(word, "log"):
			return true
		}
	}
	return false
}
