package rules

import (
	"path"
	"regexp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/syntax"
)

// setAside notes the components that a source has for its developers beside the programs that run: tools, stand-ins for
// services, and what only starts the others together. Where all of them are such, they are what is to be judged.
func (o *owners) setAside() {
	var aside []int
	others := 0
	for i, c := range o.all {
		switch {
		case !c.Deployable:
		case asideRE.MatchString(c.Path) || c.Language.ID == string(syntax.CSharp) && c.Workload != assess.Web && consoleRE.MatchString(c.Path) ||
			c.Language.ID == string(syntax.Go) && goToolRE.MatchString(c.Path) || partOf(path.Join(c.Path, "x")) == Tests:
			aside = append(aside, i)
		default:
			others++
		}
	}
	if others == 0 {
		return
	}
	for _, i := range aside {
		o.aside[i] = true
	}
}

var (
	asideRE = regexp.MustCompile(`(?:^|/)(?:[Tt]ools?|hack|dummy|desktop|electron)(?:/|$)|\.AppHost$`)

	// Programs of .NET that are run by hand by their names: nothing else parts them from workers.
	consoleRE = regexp.MustCompile(`(?i)(?:^|/)(?:build|i18n|scripts?|generators?|samples?)(?:/|$)|(?:generator|translator|packer|packager|tools?|cli|devtools|codegen)$|(?:^|/)generate\w*$`)

	// Modules of Go that build, check or start the others.
	goToolRE = regexp.MustCompile(`(?:^|/)(?:build|_?tools?|scripts?|ci|\.ci|dagger|e2e|sdk|magefiles?)(?:/|$)`)

	// Files in the directories of developers' tools that are no part of what runs; libraries and programs that lie there may be.
	toolFileRE = regexp.MustCompile(`(?:^|/)[Tt]ools?/.*\.(?:cs|vb|csproj|vbproj|ps1|resx)$`)
)
