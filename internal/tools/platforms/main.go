// Command platforms type-checks packages, with everything that they import, for
// each system that a consultant's laptop may have. It takes seconds where six full
// builds take minutes, and finds what they would find: a name, a file or a
// dependency that one of the systems does not have.
//
//	go run ./internal/tools/platforms ./cmd/gantry
package main

import (
	"fmt"
	"os"
	"time"

	"golang.org/x/tools/go/packages"
)

func main() {
	patterns := os.Args[1:]
	if len(patterns) == 0 {
		fmt.Fprintln(os.Stderr, "usage: platforms PACKAGE...")
		os.Exit(2)
	}
	failed := false
	for _, system := range []string{"linux", "darwin", "windows"} {
		for _, arch := range []string{"amd64", "arm64"} {
			start := time.Now()
			checked, problems := check(system, arch, patterns)
			fmt.Printf("%s/%s: %d packages in %.1fs\n", system, arch, checked, time.Since(start).Seconds())
			for _, p := range problems {
				fmt.Printf("  %s\n", p)
			}
			failed = failed || len(problems) > 0
		}
	}
	if failed {
		os.Exit(1)
	}
}

// check returns how many packages were type-checked and what does not hold.
func check(system, arch string, patterns []string) (int, []string) {
	config := &packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedDeps |
			packages.NeedTypes | packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedTypesSizes,
		Env: append(os.Environ(), "GOOS="+system, "GOARCH="+arch, "CGO_ENABLED=0"),
	}
	roots, err := packages.Load(config, patterns...)
	if err != nil {
		return 0, []string{err.Error()}
	}
	checked, problems := 0, []string(nil)
	packages.Visit(roots, nil, func(p *packages.Package) {
		checked++
		for _, e := range p.Errors {
			problems = append(problems, e.Error())
		}
	})
	return checked, problems
}
