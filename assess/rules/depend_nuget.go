package rules

import (
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/scan"
)

// nugetDependencies reads a project file or a packages.config. References to assemblies count as
// dependencies by their names, as System.Web does.
func nugetDependencies(tree *scan.Tree, name, text string) []dependency {
	doc := readXML(text)
	var out []dependency
	for i := range doc {
		e := &doc[i]
		d := dependency{line: e.line}
		switch e.name {
		case "PackageReference":
			d.name, d.version = first(e.attr("Include"), e.attr("Update")), first(e.attr("Version"), e.attr("VersionOverride"))
			private := e.attr("PrivateAssets")
			for j := i + 1; j < len(doc) && doc[j].parent == i; j++ {
				switch doc[j].name {
				case "Version":
					d.version = doc[j].text
				case "PrivateAssets":
					private = doc[j].text
				}
			}
			d.dev = strings.EqualFold(private, "all")
			if d.version == "" {
				d.version = centralVersion(tree, name, d.name)
			}
		case "Reference":
			d.name, d.version = assembly(e.attr("Include"))
		case "package":
			d.name, d.version, d.dev = e.attr("id"), e.attr("version"), e.attr("developmentDependency") == "true"
		case "FrameworkReference":
			d.name = e.attr("Include")
		}
		if d.name != "" {
			d.name = strings.ToLower(d.name)
			out = append(out, d)
		}
	}
	return out
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// assembly reads the name of a reference: "Foo, Version=1.2.0.0, Culture=neutral".
func assembly(include string) (name, version string) {
	name, rest, _ := strings.Cut(include, ",")
	if _, v, ok := strings.Cut(rest, "Version="); ok {
		version, _, _ = strings.Cut(v, ",")
	}
	return strings.TrimSpace(name), strings.TrimSpace(version)
}

// centralVersion looks a version up in the Directory.Packages.props nearest above a project.
func centralVersion(tree *scan.Tree, project, name string) string {
	for dir := path.Dir(project); ; dir = path.Dir(dir) {
		props := path.Join(dir, "Directory.Packages.props")
		if tree.Has(props) && tree.Size(props) <= maxPOM {
			text, err := tree.Text(props)
			if err != nil {
				return ""
			}
			for _, e := range readXML(text) {
				if e.name == "PackageVersion" && strings.EqualFold(e.attr("Include"), name) {
					return e.attr("Version")
				}
			}
			return ""
		}
		if dir == "." || dir == "/" {
			return ""
		}
	}
}
