package detect

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/fact"
)

// jarOf packs entries into an archive, in the order of their names.
func jarOf(t *testing.T, entries map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	names := make([]string, 0, len(entries))
	for n := range entries {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		w, err := z.Create(n)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(entries[n])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	java17Class = "\xca\xfe\xba\xbe\x00\x00\x00\x3d rest"
	bootJarMF   = "Manifest-Version: 1.0\r\nMain-Class: org.springframework.boot.loader.JarLauncher\r\nStart-Class: com.example.VeryLongName\r\n Application\r\nSpring-Boot-Version: 2.7.5\r\n\r\nName: x\r\nStart-Class: no\r\n"
)

func bootJar(t *testing.T) []byte {
	return jarOf(t, map[string]string{
		"META-INF/MANIFEST.MF": bootJarMF,
		"META-INF/maven/com.example/order-service/pom.properties":    "version=1",
		"BOOT-INF/classes/com/example/VeryLongNameApplication.class": java17Class,
		"BOOT-INF/classes/application.yml":                           "server: {port: 9100}\nspring: {datasource: {url: 'jdbc:mysql://db:3306/x', password: hunter2}}\n",
		"BOOT-INF/lib/spring-boot-2.7.5.jar":                         "x",
		"BOOT-INF/lib/spring-boot-starter-web-2.7.5.jar":             "x",
		"BOOT-INF/lib/spring-boot-starter-actuator-2.7.5.jar":        "x",
		"BOOT-INF/lib/mysql-connector-java-8.0.28.jar":               "x",
		"BOOT-INF/lib/lettuce-core-6.1.10.RELEASE.jar":               "x",
	})
}

// streamFS hides random access, as a file system over an archive or a network does.
type streamFS struct{ fs.FS }

type streamFile struct{ fs.File }

func (s streamFS) Open(name string) (fs.File, error) {
	f, err := s.FS.Open(name)
	if err != nil {
		return nil, err
	}
	if info, serr := f.Stat(); serr == nil && info.IsDir() {
		return f, nil
	}
	return streamFile{f}, nil
}

func TestJavaArchive(t *testing.T) {
	want := map[string]string{
		fact.Name: "order-service", fact.Deployable: "true", fact.Language: "java", fact.LanguageVersion: "17", fact.Framework: "spring-boot",
		fact.FrameworkVersion: "2.7.5", fact.Packaging: "jar", fact.MainClass: "com.example.VeryLongNameApplication", fact.Port: "9100/http",
		fact.Workload: "web", fact.BuildArtifact: "order.jar", fact.BuildRoot: "app", fact.Layered: "true", fact.Start: `["java","-jar","order.jar"]`,
		fact.ServiceAddress("mysql"): "db:3306", fact.BuildTool: "",
	}
	src := fstest.MapFS{"app/order.jar": {Data: bootJar(t)}, "app/start.sh": {Data: []byte("java -jar order.jar")}}
	for name, fsys := range map[string]fs.FS{"random access": src, "stream": streamFS{src}} {
		t.Run(name, func(t *testing.T) {
			out, err := runJava(t, fsys)
			if err != nil || len(out.Modules) != 1 || out.Modules[0].Path != "app" {
				t.Fatalf("modules %v, error %v", out.Modules, err)
			}
			fs := out.Modules[0].Facts
			for key, v := range want {
				if got := fs.Value(key); got != v {
					t.Errorf("%s = %q, want %q", key, got, v)
				}
			}
			if d := cmp.Diff([]string{"mysql"}, fs.Values(fact.Service)); d != "" {
				t.Error(d)
			}
			port, _ := fs.Best(fact.Port)
			if d := cmp.Diff([]fact.Evidence{{Path: "app/order.jar!/BOOT-INF/classes/application.yml", Line: 1}}, port.Evidence); d != "" {
				t.Error(d)
			}
			if strings.Contains(describeJava(out, nil), "hunter2") {
				t.Error("a secret is told")
			}
		})
	}
}

// TestJavaArchiveChoice holds which archives count as programs.
func TestJavaArchiveChoice(t *testing.T) {
	plain := jarOf(t, map[string]string{"META-INF/MANIFEST.MF": "Manifest-Version: 1.0\n", "p/A.class": java17Class})
	tool := jarOf(t, map[string]string{"META-INF/MANIFEST.MF": "Main-Class: p.A\n", "p/A.class": "\xca\xfe\xba\xbe\x00\x00\x00\x34"})
	war := jarOf(t, map[string]string{"WEB-INF/web.xml": "<web-app/>", "WEB-INF/lib/spring-webmvc-4.3.30.RELEASE.jar": "x", "WEB-INF/classes/A.class": "\xca\xfe\xba\xbe\x00\x00\x00\x33"})
	out, err := runJava(t, fstest.MapFS{
		"one.jar": {Data: tool}, "two.war": {Data: war}, "plain.jar": {Data: plain}, "one-sources.jar": {Data: tool},
		"lib/h2.jar": {Data: tool}, "svc/pom.xml": {Data: []byte("<project><artifactId>svc</artifactId></project>")}, "svc/tools/x.jar": {Data: tool},
		"broken.jar": {Data: []byte("PK\x03\x04 no archive")},
	})
	if err == nil || !strings.Contains(err.Error(), "reading broken.jar") || strings.Contains(err.Error(), "plain.jar") {
		t.Errorf("error %v", err)
	}
	var got []string
	for _, m := range out.Modules {
		if m.Facts.Value(fact.BuildTool) == "" {
			got = append(got, m.Path+" "+m.Facts.Value(fact.Packaging)+" "+m.Facts.Value(fact.LanguageVersion)+" "+m.Facts.Value(fact.Framework)+" "+m.Facts.Value(fact.Port))
		}
	}
	slices.Sort(got)
	if d := cmp.Diff([]string{"one.jar jar 8  ", "two.war war 7 spring-mvc 8080/http"}, got); d != "" {
		t.Error(d)
	}
}

// TestJavaEnterprise holds an ear to the programs in it.
func TestJavaEnterprise(t *testing.T) {
	war := jarOf(t, map[string]string{"WEB-INF/web.xml": "<web-app/>", "WEB-INF/lib/spring-webmvc-4.3.30.RELEASE.jar": "x", "WEB-INF/classes/A.class": "\xca\xfe\xba\xbe\x00\x00\x00\x33"})
	beans := jarOf(t, map[string]string{"META-INF/ejb-jar.xml": "<ejb-jar/>", "p/A.class": java17Class})
	ear := jarOf(t, map[string]string{"META-INF/application.xml": "<application/>", "crm-web.war": string(war), "crm-ejb.jar": string(beans), "lib/tool.jar": string(bootJar(t))})
	out, err := runJava(t, fstest.MapFS{"dist/crm.ear": {Data: ear}, "broken.ear": {Data: []byte("PK\x03\x04 no archive")}})
	if err == nil || !strings.Contains(err.Error(), "reading broken.ear") {
		t.Errorf("error %v", err)
	}
	if len(out.Modules) != 1 {
		t.Fatalf("modules %v", out.Modules)
	}
	m := out.Modules[0]
	version, _ := m.Facts.Best(fact.LanguageVersion)
	if m.Path != "dist/crm.ear!/crm-web.war" || m.Facts.Value(fact.Packaging) != "war" || m.Facts.Value(fact.BuildRoot) != "dist" ||
		version.Evidence[0].Path != "dist/crm.ear!/crm-web.war!/WEB-INF/classes/A.class" {
		t.Errorf("%s: %v", m.Path, m.Facts)
	}
}
