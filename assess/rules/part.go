package rules

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// partOf tells the part of a file by its path below the directory of its component; "" for vendored files,
// which belong to none.
func partOf(name string) Part {
	dir, base := path.Split(name)
	lower := strings.ToLower(base)
	if vendored(name) {
		return ""
	}
	if testFile(base) || certainTest(name) || developerFileRE.MatchString(lower) {
		return Tests
	}
	dirs := strings.Split(strings.Trim(strings.ToLower(dir), "/"), "/")
	for i, d := range dirs {
		if d == "" || packageDir(dirs[:i], lower) { // com.example.demo is no demo
			break
		}
		switch {
		case i == 0 && maintainerDirRE.MatchString(d):
			return Docs
		case slices.Contains(testDirs(), d) || testDirRE.MatchString(d):
			return Tests
		case slices.Contains(docDirs(), d):
			return Docs
		}
	}
	if docFileRE.MatchString(lower) || sampleRE.MatchString(lower) {
		return Docs
	}
	return Main
}

// packageDir tells whether what follows the directories is the name of a package or a part of the program, which
// may be called test or example.
func packageDir(above []string, base string) bool {
	for i, d := range above {
		if d == "main" && i > 0 && above[i-1] == "src" {
			return true
		}
		if (d == "src" || d == "java" || d == "source") && jvmFile(base) {
			return true
		}
	}
	return false
}

func jvmFile(base string) bool {
	switch path.Ext(base) {
	case ".java", ".kt", ".scala", ".groovy":
		return true
	}
	return false
}

// certainTest tells of files that are tests whatever component they may belong to, so that they need not be
// read for rules on what runs.
func certainTest(name string) bool {
	return certainTestRE.MatchString(name) || testFile(path.Base(name))
}

var certainTestRE = regexp.MustCompile(`(?:^|/)(?:src/(?:test|it|integrationTest|integration-test|testFixtures|androidTest)/|__tests__/|__mocks__/|__snapshots__/|__fixtures__/|testdata/|cypress/)`)

// testFile tells tests by the names that their tools look for.
func testFile(base string) bool {
	return testFileRE.MatchString(base)
}

var (
	testFileRE = regexp.MustCompile(`(?:_test\.(?:go|py|rb|exs)|^(?:samples?|fixtures?|mocks?|fakes?|test|testing|dummy)\.go|^(?:Fake|Mock|Stub)[A-Z]\w*\.cs|_spec\.rb|^test_\w*\.py|^tests?\.py|^conftest\.py|[.-](?:test|spec|tests|e2e|e2e-spec|cy|mock|mocks)\.[cm]?[jt]sx?|(?:Test|Tests|TestCase|IT|ITCase|Spec)\.(?:java|kt|groovy|scala)|^Test[A-Z]\w*\.java|Tests?\.(?:cs|php)|^(?:jest|vitest|karma|playwright|cypress|phpunit|protractor|wdio)[\w.-]*\.(?:[cm]?[jt]s|json|xml|xml\.dist)|^(?:docker-)?compose[._-](?:dev|test|tests|e2e|ci)\.ya?ml|^\.(?:test|testing|ci)\.env|^[Dd]ockerfile[._-](?:e2e|tests?|dev|development|ci|debug|cypress|compose)|^(?:e2e|tests?|dev|debug|ci)\.[Dd]ockerfile|^pytest\.ini|^tox\.ini|^noxfile\.py)$`)
	// Images and stacks for developers' machines.
	developerFileRE = regexp.MustCompile(`^(?:docker-)?compose[-._](?:[\w-]+[-._])?(?:dev|devel|development|local|override|test|tests|ci)(?:[-._][\w-]+)?\.ya?ml$|^[\w-]+-ci\.ya?ml$|^dockerfile[-._](?:[\w-]+[-._])?(?:dev|devel|development|local|deb|rpm)(?:[-._][\w.-]+)?$|^(?:dev|development|local)[-._]dockerfile$`)

	// What its makers have at the top to release it, and to pack it for systems other than containers.
	maintainerDirRE = regexp.MustCompile(`^(?:releases|snap|snapcraft|sandstorm[\w-]*|flatpak|appimage|homebrew|packer|dev-?tools)$`)

	testDirRE = regexp.MustCompile(`^(?:.*[._-])?(?:tests?|unittests?|integrationtests?|functionaltests?|e2e|testing|benchmarks?|fuzz)$|^test[_-]?(?:project|app|site|bed)$|^(?:unit|integration|functional|acceptance|e2e|load|perf|performance)-?_?tests?$`)
	docFileRE = regexp.MustCompile(`^(?:readme|changelog|changes|history|contributing|license|licence|notice|authors|security|code_of_conduct|upgrading|todo)(?:\.(?:txt|html?|pdf|docx?|zh|cn|en|zh[-_]cn|en[-_]us|ja|ko))?$|\.(?:md|mdx|rst|adoc|asciidoc|markdown|textile)$|\.stories\.[cm]?[jt]sx?$`)
	sampleRE  = regexp.MustCompile(`[._-](?:example|sample|template|tmpl|tpl|dist|default)$|\.(?:example|sample|template|dist)\.[a-z]+$|^(?:example|sample)[._-]`)
)

func testDirs() []string {
	return []string{
		"test", "tests", "spec", "specs", "e2e", "testing", "testdata", "test-data", "test_data", "fixtures", "fixture", "mocks", "mock", "stubs", "fakes", "dummy", "unittest", "unittests",
		"bench", "benchmark", "benchmarks", "jmeter", "loadtest", "load-test", "k6", "cypress", "fuzz", "step_definitions",
	}
}

func docDirs() []string {
	return []string{
		"docs", "doc", "documentation", "document", "example", "examples", "sample", "samples", "demo", "demos", "tutorial", "tutorials", "playground", "storybook", ".storybook", "contrib",
		".github", ".gitlab", ".circleci", ".gitee", ".devcontainer", ".travis", ".agents", ".claude", ".cursor", "文档", "说明文档", "说明", "教程", "示例",
	}
}

// minified tells of a text that no person wrote: hardly any lines for its size.
func minified(text string) bool {
	const long = 400 // bytes of an average line
	if len(text) < 4*long {
		return false
	}
	return len(text)/(strings.Count(text, "\n")+1) > long
}
