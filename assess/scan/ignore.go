package scan

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// ignoredDir names folders that hold no source of the customer's, wherever they
// are: version control, fetched dependencies, caches, editors, and our own state.
func ignoredDir(name string) bool {
	switch name {
	case ".git", ".svn", ".hg", "CVS", ".gantry", ".idea", ".vscode", ".vs", ".settings", ".history",
		"node_modules", "bower_components", "jspm_packages", ".pnpm-store", ".m2",
		".gradle", ".terraform", ".angular", ".turbo", ".nx", ".parcel-cache", ".nyc_output",
		".next", ".nuxt", ".svelte-kit", ".umi", ".umi-production",
		"__pycache__", ".venv", "site-packages", ".tox", ".nox", ".eggs",
		".mypy_cache", ".pytest_cache", ".ruff_cache", ".ipynb_checkpoints", "__MACOSX":
		return true
	}
	return strings.HasSuffix(name, ".egg-info")
}

// outputDir tells whether a folder with a name that is used for build output and
// for source alike is output, by what lies beside it and in it. When in doubt it
// is source: a superfluous file costs little, a missed application costs trust.
// The name kept is that of a file in the output that still tells something.
func outputDir(dir string, beside, in listing) (kept string, output bool) {
	name, parent := path.Base(dir), path.Base(path.Dir(dir))
	if in.has("pyvenv.cfg") || in.has("conda-meta") {
		return "", true
	}
	switch name {
	case "target":
		return "", beside.has("pom.xml", "Cargo.toml", "build.sbt", "project.clj") ||
			in.has("maven-archiver", "maven-status", "classes")
	case "build":
		return "", gradleBuild(beside, in) || beside.has("package.json") && in.web() ||
			beside.has("setup.py", "pyproject.toml") && in.any("bdist.")
	case "dist":
		return "", beside.has("package.json") && !in.has("src") ||
			beside.has("setup.py", "pyproject.toml") && in.suffix(".whl", ".tar.gz")
	case "out":
		return "", in.has("_next") || in.has("production", "artifacts") && !in.has("src") ||
			beside.has("package.json") && in.web()
	case "bin":
		return "", dotnet(beside) && in.has("Debug", "Release", "debug", "release") ||
			beside.has("build.gradle", "build.gradle.kts", ".classpath") && in.has("main", "default", "test") && !in.suffix(".sh", ".bat")
	case "obj":
		return "", dotnet(beside)
	case "vendor":
		if in.has("modules.txt") {
			return "modules.txt", true // tells the Go detector that dependencies are committed
		}
		return "", beside.has("composer.json") && in.has("autoload.php", "composer")
	case "bundle":
		return "", parent == "vendor" && !in.has("Gemfile")
	case "venv", "env": // what virtualenv left before there was a pyvenv.cfg
		return "", in.has("Scripts", "bin") && in.has("Lib", "lib") && in.has("Include", "include")
	case "cache", "unplugged":
		return "", parent == ".yarn"
	case "coverage":
		return "", in.has("lcov.info", "lcov-report", "clover.xml")
	case ".output":
		return "", beside.has("package.json")
	}
	return "", false
}

// gradleBuild recognises the folder that Gradle leaves. Vue CLI 2 keeps its
// webpack scripts in a folder of the same name.
func gradleBuild(beside, in listing) bool {
	return beside.has("build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts", "pom.xml") &&
		in.has("classes", "libs", "tmp", "reports", "generated", "resources", "distributions", "test-results", "kotlin")
}

func dotnet(beside listing) bool { return beside.suffix(".csproj", ".fsproj", ".vbproj") }

// listing is what a folder holds, sorted by name.
type listing []fs.DirEntry

func (l listing) find(name string) (int, bool) {
	return slices.BinarySearchFunc(l, name, func(e fs.DirEntry, n string) int { return strings.Compare(e.Name(), n) })
}

// has tells whether one of the names is there.
func (l listing) has(names ...string) bool {
	return slices.ContainsFunc(names, func(n string) bool {
		_, ok := l.find(n)
		return ok
	})
}

// any tells whether a name starts with prefix.
func (l listing) any(prefix string) bool {
	i, _ := l.find(prefix)
	return i < len(l) && strings.HasPrefix(l[i].Name(), prefix)
}

// suffix tells whether a name ends in one of the suffixes.
func (l listing) suffix(ends ...string) bool {
	return slices.ContainsFunc(l, func(e fs.DirEntry) bool {
		return slices.ContainsFunc(ends, func(s string) bool { return strings.HasSuffix(e.Name(), s) })
	})
}

// web tells whether the folder looks like what a bundler leaves: a page beside
// its assets, and no source.
func (l listing) web() bool {
	return l.has("index.html", "asset-manifest.json", "manifest.json") &&
		l.has("assets", "static", "js", "css", "_next", "asset-manifest.json") && !l.has("src", "package.json")
}

func (l listing) only(name string) listing {
	if i, ok := l.find(name); ok {
		return l[i : i+1]
	}
	return nil
}
