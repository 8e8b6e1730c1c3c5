package detect

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/scan"
)

func TestGenerated(t *testing.T) {
	for name, c := range map[string]struct {
		manifest string
		want     []string
	}{
		"object":   {`{"files":[{"path":"deploy/a.yaml","mode":420},{"path":"./b"},{"path":""}]}`, []string{"b", "deploy/a.yaml"}},
		"list":     {`[{"path":"a"}]`, []string{"a"}},
		"broken":   {`{"files":`, nil},
		"of other": {`"x"`, nil},
		"none":     {"", nil},
	} {
		t.Run(name, func(t *testing.T) {
			src := files(map[string]string{"x": ""})
			if c.manifest != "" {
				src = files(map[string]string{"x": "", manifestPath: c.manifest})
			}
			tree, err := scan.Walk(t.Context(), src, scan.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, slices.Sorted(maps.Keys(Generated(tree)))); d != "" {
				t.Errorf("paths (-want +got):\n%s", d)
			}
		})
	}
}

// TestDeployDetectorsOpenWhatTheyName holds each detector to the files that it is
// about and those that they point to.
func TestDeployDetectorsOpenWhatTheyName(t *testing.T) {
	src := files(map[string]string{
		"pom.xml":            "<project/>",
		"src/Main.java":      "class Main {}",
		"README.md":          "x",
		"Dockerfile":         "FROM java:8\nCOPY . .\n",
		"Dockerfile.dev":     "FROM java:8\n",
		"compose.yml":        "services:\n  a: {build: ., env_file: a.env}\n  b: {image: redis}\n",
		"a.env":              "A=1\n",
		"b.env":              "B=1\n",
		"Procfile":           "web: java -jar target/a.jar\n",
		"a.service":          "[Service]\nExecStart=/opt/a\n",
		"start.sh":           "java -jar a.jar\n",
		"build.sh":           "mvn package\n",
		"k8s/a.yaml":         "apiVersion: v1\nkind: Service\n",
		"locales/zh.yml":     "a: b\n",
		"config/app.yml":     "a: b\n",
		"old/deploy.yaml":    "apiVersion: v1\nkind: Service\n",
		"templates/x.html":   "x",
		"package-lock.json":  "{}",
		manifestPath:         `{"files":[{"path":"old/deploy.yaml"}]}`,
		"node_modules/a.yml": "apiVersion: v1\nkind: Service\n",
	})
	for _, c := range []struct {
		detector Detector
		want     []string
	}{
		{dockerfileDetector(), []string{manifestPath, "Dockerfile", "compose.yml"}},
		{composeDetector(), []string{manifestPath, "Dockerfile", "a.env", "compose.yml"}},
		{procfileDetector(), []string{manifestPath, "Procfile", "pom.xml"}},
		{systemdDetector(), []string{manifestPath, "a.service", "pom.xml"}},
		{scriptsDetector(), []string{manifestPath, "pom.xml", "start.sh"}},
		{kubernetesDetector(), []string{manifestPath, "compose.yml", "config/app.yml", "k8s/a.yaml"}},
	} {
		t.Run(c.detector.Name, func(t *testing.T) {
			if d := cmp.Diff(c.want, openedBy(t, src, c.detector)); d != "" {
				t.Errorf("opened (-want +got):\n%s", d)
			}
		})
	}
}

// FuzzDeployDetectors holds the detectors of deployment files to no panic on any
// text in any of their files.
func FuzzDeployDetectors(f *testing.F) {
	f.Add("FROM a AS b\nARG X=${Y:-1}\nCOPY --from=b /x/target/ ../..\nRUN <<E\nE\nENTRYPOINT [\"a\"]\n")
	f.Add("services:\n  a: {build: {context: ../../.., dockerfile: /x}, extends: a, ports: [\"::\"], volumes: [\":\"]}\n")
	f.Add("apiVersion: a\nkind: Deployment\nspec: {template: {spec: {containers: [{image: \":@\", ports: [{}]}]}}}\n")
	f.Add("[Service]\nExecStart=\\\n\nEnvironment='\n")
	f.Add("docker run -d -p\nexec java -jar $(x)/a.jar &\n* * * * * x\napps: [{script:''}]\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, d := range []struct {
			name     string
			detector Detector
		}{
			{"a/Dockerfile", dockerfileDetector()}, {"compose.yml", composeDetector()}, {"Procfile", procfileDetector()},
			{"a.service", systemdDetector()}, {"start.sh", scriptsDetector()}, {"supervisord.conf", scriptsDetector()},
			{"ecosystem.config.js", scriptsDetector()}, {"crontab", scriptsDetector()}, {"k.yaml", kubernetesDetector()},
		} {
			out, _ := runOn(t, files(map[string]string{d.name: text, "pom.xml": text}), d.detector)
			for _, n := range out.Notes {
				for _, x := range n.Facts {
					if len(x.Evidence) == 0 || x.Evidence[0].Path == "" || x.Evidence[0].Line < 1 {
						t.Errorf("%s: fact without a place: %+v", d.name, x)
					}
				}
			}
		}
	})
}
