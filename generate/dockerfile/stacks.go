package dockerfile

import (
	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/generate"
)

// stack is a way to build images.
type stack struct {
	name string
	fits func(c assess.Component) bool
	plan func(b *builder) error
}

// stacks is every stack; the first that fits is taken. Another one is another line.
func stacks() []stack {
	return []stack{
		{"maven", tool("java", "maven"), maven},
		{"gradle", tool("java", "gradle"), gradle},
		{"java-archive", language("java"), javaArchive},
		{"static-site", isStatic, staticSite},
		{"node", language("javascript"), nodeServer},
		{"python", language("python"), python},
		{"go", language("go"), golang},
	}
}

// Builds tells whether there is a way to build an image of the component.
func Builds(c assess.Component) bool {
	_, ok := stackOf(generate.Workload{Component: c})
	return ok
}

func stackOf(w generate.Workload) (stack, bool) {
	for _, s := range stacks() {
		if s.fits(w.Component) {
			return s, true
		}
	}
	return stack{}, false
}

func language(id string) func(assess.Component) bool {
	return func(c assess.Component) bool { return c.Language.ID == id }
}

func tool(lang, id string) func(assess.Component) bool {
	return func(c assess.Component) bool { return c.Language.ID == lang && c.BuildTool.ID == id }
}

func isStatic(c assess.Component) bool {
	return c.Workload == assess.Static || c.Packaging == "static"
}
