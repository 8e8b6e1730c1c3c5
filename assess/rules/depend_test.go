package rules

import (
	"fmt"
	"path"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/scan"
)

// TestDependencies holds the readers of manifests to what each declares: name, version, line, and whether it is for
// development only.
func TestDependencies(t *testing.T) {
	for name, c := range map[string]struct {
		file, text string
		beside     map[string]string
		want       []string
	}{
		"maven": {"app/pom.xml", `<project>
<parent><groupId>g</groupId><artifactId>p</artifactId><version>3</version></parent>
<properties><own.version>1.2</own.version></properties>
<dependencyManagement><dependencies><dependency><groupId>x</groupId><artifactId>managed-only</artifactId><version>9</version></dependency></dependencies></dependencyManagement>
<dependencies>
  <dependency>
    <groupId>a</groupId>
    <artifactId>b</artifactId>
    <version>${own.version}</version>
  </dependency>
  <!-- <dependency><groupId>c</groupId><artifactId>gone</artifactId></dependency> -->
  <dependency><groupId>c</groupId><artifactId>from-parent</artifactId></dependency>
  <dependency><groupId>c</groupId><artifactId>junit</artifactId><scope>test</scope></dependency>
</dependencies>
<build><plugins><plugin><dependencies><dependency><groupId>p</groupId><artifactId>of-plugin</artifactId></dependency></dependencies></plugin></plugins></build>
</project>`, map[string]string{"pom.xml": `<project><version>3</version><properties><v>4.5</v></properties><dependencyManagement><dependencies>
<dependency><groupId>c</groupId><artifactId>from-parent</artifactId><version>${v}</version></dependency></dependencies></dependencyManagement></project>`},
			[]string{"a:b 1.2 :8", "c:from-parent 4.5 :12", "c:junit  :13 dev"}},
		"gradle": {"build.gradle", `
def v = '1.5'
dependencies {
  implementation 'a:b:1.0'
  // implementation 'c:gone:1'
  implementation("c:d:$v")
  runtimeOnly group: 'e', name: 'f', version: '2'
  testImplementation 'g:h:3'
  implementation platform('i:bom:4')
  implementation project(':x')
}`, nil, []string{"a:b 1.0 :4", "c:d 1.5 :6", "e:f 2 :7", "g:h 3 :8 dev", "i:bom 4 :9"}},
		"catalogue": {"gradle/libs.versions.toml", `[versions]
x = "1.1"
[libraries]
a = { module = "a:b", version.ref = "x" }
c = "c:d:2"
e = { group = "e", name = "f", version = "3" }
`, nil, []string{"a:b 1.1 :4", "c:d 2 :5", "e:f 3 :6"}},
		"npm": {"package.json", `{"dependencies": {
"express": "^4.1.0"},
"devDependencies": {
"jest": "29"}}`, nil, []string{"express ^4.1.0 :2", "jest 29 :4 dev"}},
		"requirements":     {"requirements.txt", "Django>=3.2,<4\n# gone\nFlask_Login==1.0 ; python_version<'3'\n", nil, []string{"django >=3.2,<4 :1", "flask-login ==1.0 :3"}},
		"dev requirements": {"requirements-dev.txt", "pytest\n", nil, []string{"pytest  :1 dev"}},
		"go": {"go.mod", "module m\n\ngo 1.24\n\nrequire (\n\tgithub.com/a/b v1.2.0\n\tgithub.com/c/d v1.0.0 // indirect\n)\n", nil,
			[]string{"github.com/a/b v1.2.0 :6"}},
		"composer": {"composer.json", "{\"require\": {\n\"Laravel/framework\": \"^9.0\"},\n\"require-dev\": {\"a/b\": \"1\"}}", nil, []string{"laravel/framework ^9.0 :2", "a/b 1 :3 dev"}},
		"nuget": {"a/a.csproj", `<Project>
<ItemGroup>
<PackageReference Include="Hangfire" Version="1.7" />
<PackageReference Include="Central" />
<PackageReference Include="Analyzer"><Version>2</Version><PrivateAssets>all</PrivateAssets></PackageReference>
<Reference Include="System.Web, Version=4.0.0.0, Culture=neutral" />
</ItemGroup></Project>`, map[string]string{"Directory.Packages.props": `<Project><PackageVersion Include="central" Version="3.3"/></Project>`},
			[]string{"hangfire 1.7 :3", "central 3.3 :4", "analyzer 2 :5 dev", "system.web 4.0.0.0 :6"}},
		"packages.config": {"packages.config", "<packages>\n<package id=\"A\" version=\"1\" />\n</packages>", nil, []string{"a 1 :2"}},
		"gem": {"Gemfile", `
gem 'rails', '~> 6.1'
gem "puma" # gem 'gone'
# gem 'gone'
group :development, :test do
  gem 'rspec', '3'
  if true
    gem 'byebug'
  end
end
group :production do
  gem 'pg'
end
gem 'web', group: :development
`, nil, []string{"rails ~> 6.1 :2", "puma  :3", "rspec 3 :6 dev", "byebug  :8 dev", "pg  :12", "web  :14 dev"}},
		"gemspec": {"a.gemspec", "Gem::Specification.new do |s|\n  s.add_dependency 'a', '>= 1'\n  s.add_development_dependency 'b'\nend\n", nil, []string{"a >= 1 :2", "b  :3 dev"}},
	} {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{c.file: {Data: []byte(c.text)}}
			for n, text := range c.beside {
				files[n] = &fstest.MapFile{Data: []byte(text)}
			}
			tree, err := scan.Walk(t.Context(), files, scan.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			l := looker{scanner: &scanner{tree: tree}}
			var got []string
			for _, d := range l.declared(manifestOf(path.Base(c.file)), c.file, c.text) {
				line := fmt.Sprintf("%s %s :%d", d.name, d.version, d.line)
				if d.dev {
					line += " dev"
				}
				got = append(got, line)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
}

// TestArchiveNames holds jars in the tree to being told by their names.
func TestArchiveNames(t *testing.T) {
	for name, want := range map[string][2]string{
		"lib/fastjson-1.2.47.jar":              {"fastjson", "1.2.47"},
		"lib/spring-core-5.3.20.RELEASE.jar":   {"spring-core", "5.3.20.RELEASE"},
		"lib/log4j-1.2-api-2.17.1.jar":         {"log4j-1.2-api", "2.17.1"},
		"lib/ojdbc6.jar":                       {"ojdbc6", ""},
		"lib/mysql-connector-java-5.1-bin.jar": {"mysql-connector-java-5.1-bin", ""},
	} {
		m := archiveRE.FindStringSubmatch(path.Base(name))
		if m == nil || m[1] != want[0] || m[2] != want[1] {
			t.Errorf("%s: %q", name, m)
		}
	}
}
