// Package architecture holds the shape of the source tree: which floor may import
// which, and a few limits that keep files readable. It reads source and compiles
// nothing, so that a wrong turn is refused within a second, without a linter.
package architecture

import (
	"slices"
	"strings"
)

const module = "github.com/gantry-ack/gantry"

// floors are the top-level directories from the ground up; "." is the root
// package. A floor imports itself and the floors before it.
func floors() []string {
	return []string{"internal", "engagement", "assess", "generate", "pipelines", "blueprints", ".", "tui", "cmd"}
}

// ban keeps packages out of the files below a directory.
type ban struct {
	below   string   // directory, "" for the whole tree
	imports []string // import paths, with everything below them
	except  []string // files, and directories with a slash at the end
	tests   bool     // whether tests are held to it too
	why     string
}

func bans() []ban {
	own := func(dirs ...string) []string {
		for i, d := range dirs {
			dirs[i] = module + "/" + d
		}
		return dirs
	}
	cluster := []string{"k8s.io", "sigs.k8s.io", "github.com/tektoncd"}
	return append(interviewBans(own), []ban{
		{below: "engagement/", imports: cluster, tests: true, why: "Kubernetes types begin at generate"},
		{below: "assess/", imports: cluster, tests: true, why: "Kubernetes types begin at generate"},
		{below: "assess/fact/", imports: own("assess", "engagement", "internal"), why: "facts are the words of every floor and know no other package"},
		{below: "generate/", imports: own("assess/scan", "assess/detect", "assess/resolve"), why: "a generator reads a Workload, never a source tree"},
		{below: "generate/", imports: []string{"github.com/tektoncd"}, tests: true, why: "Tekton types live in pipelines"},
		{imports: []string{"github.com/spf13/cobra"}, except: []string{"cmd/"}, tests: true, why: "commands live in cmd"},
		{imports: []string{"charm.land"}, except: []string{"cmd/", "tui/", "internal/terminal/program_test.go"}, tests: true, why: "screens live in tui"},
		{
			imports: []string{"net/http", "github.com/google/go-containerregistry/pkg/v1/remote"},
			except:  []string{"generate/images/registry.go", "assess/image/registry.go"},
			why:     "no package talks to a network unless it is named here",
		},
		{
			imports: []string{"os/exec"},
			except:  []string{"engagement/git.go", "assess/scan/git.go", "internal/terminal/session.go"},
			why:     "no package starts programs unless it is named here",
		},
	}...)
}

// interviewBans keep the engine of the interview apart from its log, and what a
// person types apart from where it is kept.
func interviewBans(own func(dirs ...string) []string) []ban {
	out := []ban{
		{imports: []string{"github.com/xuri/excelize"}, except: []string{"engagement/workbook/"}, why: "workbooks are made in engagement/workbook"},
		{imports: own("internal/terminal"), except: []string{"internal/terminal/"}, why: "a terminal to look at is for tests"},
		{imports: own("internal/contract"), except: []string{"internal/contract/"}, why: "schemas are held to types in tests"},
		{below: "tui/plain/", imports: []string{"charm.land"}, tests: true, why: "line mode reads lines and writes lines"},
		{below: "tui/frame/", imports: own("engagement", "assess"), why: "what screens stand on knows no word of theirs"},
		{below: "tui/field/", imports: own("engagement/interview", "assess"), why: "a field knows its question and nothing of the interview"},
	}
	for _, dir := range []string{
		"engagement/interview/", "engagement/survey/", "engagement/workbook/", "engagement/inventory/", "assess/prefill/", "assess/excerpt/",
		"assess/syntax/", "assess/rules/", "assess/classify/", "assess/portfolio/", "assess/report/", "assess/bundle/", "tui/",
	} {
		out = append(out, ban{below: dir, imports: []string{"os"}, why: "files come as readers, and the environment as arguments"})
	}
	out = append(out, ban{below: "assess/syntax/", imports: own("engagement", "assess"), tests: true, why: "source is read without a word about rules or detectors"})
	for _, dir := range []string{"assess/", "generate/", "pipelines/", "blueprints/", "tui/"} {
		out = append(out, ban{below: dir, imports: own("engagement/journal"), why: "the steps of an engagement open the log, and nobody else"})
	}
	return out
}

// wrongTurn tells why the file, by its slash path, must not import the package; "" when it may.
func wrongTurn(file, imported string) string {
	if above(floorOf(file), ownFloor(imported)) {
		return "a floor imports only floors below it"
	}
	for _, b := range bans() {
		if b.holds(file) && within(imported, b.imports) && !b.near(imported) {
			return b.why
		}
	}
	return ""
}

func (b ban) holds(file string) bool {
	return strings.HasPrefix(file, b.below) && (b.tests || !strings.HasSuffix(file, "_test.go")) &&
		!slices.ContainsFunc(b.except, func(e string) bool {
			return file == e || strings.HasSuffix(e, "/") && strings.HasPrefix(file, e)
		})
}

// near tells whether what is imported lies in the directory that the ban is
// about: its packages may see their neighbours.
func (b ban) near(imported string) bool {
	return b.below != "" && within(imported, []string{module + "/" + strings.TrimSuffix(b.below, "/")})
}

func within(imported string, paths []string) bool {
	return slices.ContainsFunc(paths, func(p string) bool {
		return imported == p || strings.HasPrefix(imported, p+"/")
	})
}

// above tells whether the floor of what is imported lies above the file's.
func above(file, imported string) bool {
	if imported == "" {
		return false
	}
	return slices.Index(floors(), imported) > slices.Index(floors(), file)
}

// floorOf is the floor of a file; every file outside of a directory is on the root's.
func floorOf(file string) string {
	dir, _, found := strings.Cut(file, "/")
	if !found {
		return "."
	}
	return dir
}

// ownFloor is the floor of an import path, "" when it is not ours.
func ownFloor(imported string) string {
	rest, ours := strings.CutPrefix(imported, module)
	switch {
	case !ours:
		return ""
	case rest == "":
		return "."
	}
	dir, _, _ := strings.Cut(strings.TrimPrefix(rest, "/"), "/")
	return dir
}
