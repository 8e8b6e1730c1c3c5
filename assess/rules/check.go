package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

// check is a condition on a file that data cannot express: the lines where it holds, 0 being the file as a whole.
type check struct {
	of    func(base string) bool // files that it looks at, by their base name
	lines func(text string) []int
}

// checks returns all checks by name.
func checks() map[string]check {
	return map[string]check{
		"csharp-idle":           {of: isCSharp, lines: idleServices},
		"csharp-development":    {of: isCSharp, lines: developmentLines},
		"csharp-windows-branch": {of: isCSharp, lines: windowsBranch},
		"go-socket-alone":       {of: isGo, lines: socketsAlone},
		"handed-path":           {of: func(base string) bool { return isGo(base) || isCSharp(base) }, lines: handedPaths},
		"image-root":            {of: isDockerfile, lines: imageRoot},
		"java-bean-off":         {of: isJava, lines: beanOff},
		"java-temp-path":        {of: isJava, lines: tempPaths},
		"python-optional":       {of: isPython, lines: pythonOptional},
	}
}

// imageRoot holds for the image of a Dockerfile that runs as root: at the USER that says so, else at the FROM of the
// final stage when nothing names another user. Of images that are not said to have a user of their own, root is assumed.
func imageRoot(text string) []int {
	res, err := parser.Parse(strings.NewReader(text))
	if err != nil || len(text) > maxDockerfile {
		return nil
	}
	final := finalStages(res.AST.Children)
	at, user, base := 0, "", ""
	for i, n := range res.AST.Children {
		if !final[i] || n.Next == nil {
			continue
		}
		switch strings.ToUpper(n.Value) {
		case "FROM":
			if at, base = n.StartLine, n.Next.Value; user != "" { // of the stage that it starts from
				base = user
			}
		case "USER":
			at, user = n.StartLine, n.Next.Value
		}
	}
	name, _, _ := strings.Cut(user, ":")
	switch {
	case at == 0, name == "" && ownUser(base), name != "" && name != "root" && name != "0":
		return nil
	}
	return []int{at}
}

// ownUser tells of base images that do not run as root, by their names.
func ownUser(base string) bool {
	if strings.Contains(base, "nonroot") || strings.Contains(base, "unprivileged") || strings.Contains(base, "rootless") {
		return true
	}
	name, _, _ := strings.Cut(base, "@")
	name, _, _ = strings.Cut(path.Base(name), ":")
	for _, maker := range []string{"bitnami/", "mssql/server", "chainguard", "payara/", "wildfly/", "jboss/", "jboss-eap", "open-liberty", "openliberty/", "websphere-liberty", "ubi8/openjdk", "ubi9/openjdk", "ubi8/nodejs", "ubi9/nodejs", "ubi8/python", "ubi9/python"} {
		if strings.Contains(base, maker) {
			return true
		}
	}
	return slices.Contains([]string{"jenkins", "grafana", "prometheus", "elasticsearch", "kibana", "logstash"}, name)
}
