package detect

import (
	"bytes"
	"context"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/image"
	"github.com/gantry-ack/gantry/assess/scan"
	"github.com/gantry-ack/gantry/internal/conf"
)

// kubernetesDetector notes what plain Kubernetes manifests say of the customer's
// own containers. Templates of Helm and what Gantry wrote itself are left out.
func kubernetesDetector() Detector {
	return Detector{Name: "kubernetes", Globs: []string{"**/*.yaml", "**/*.yml"}, Run: runKubernetes}
}

// maxManifest bounds the YAML files that are looked into, in bytes: manifests
// written by people are small, generated API descriptions are not.
const maxManifest = 256 << 10

func runKubernetes(ctx context.Context, in Input) (Output, error) {
	var out Output
	var errs []error
	generated := Generated(in.Tree)
	dirs := map[string]*kubeObjects{}
	var order []string
	for _, name := range in.Paths {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		if generated[name] || kubeAside(name) || in.Tree.Size(name) > maxManifest {
			continue
		}
		docs, err := manifests(in.Tree, name)
		if err != nil {
			errs = append(errs, fileError(name, err))
		}
		dir := path.Dir(name)
		for i := range docs {
			if dirs[dir] == nil {
				dirs[dir] = &kubeObjects{}
				order = append(order, dir)
			}
			dirs[dir].add(name, &docs[i])
		}
	}
	for _, dir := range order {
		out.Notes = append(out.Notes, dirs[dir].notes()...)
	}
	return out, errors.Join(errs...)
}

// manifests returns the objects in a YAML file, none for one that holds other
// things. Most YAML files do, so the bytes are looked at before they are parsed.
func manifests(t *scan.Tree, name string) ([]conf.Node, error) {
	b, err := t.Bytes(name, maxManifest)
	if err != nil {
		return nil, err
	}
	if !bytes.Contains(b, []byte("apiVersion:")) || !bytes.Contains(b, []byte("kind:")) || bytes.Contains(b, []byte("{{")) {
		return nil, nil
	}
	text, err := t.Text(name)
	if err != nil || generatedText(text) {
		return nil, err
	}
	docs, err := conf.YAMLNodes(text)
	if err != nil && !kubeFile(text) {
		return nil, nil // some other YAML that speaks of Kubernetes
	}
	var out []conf.Node
	for _, d := range docs {
		switch d.Text("kind") {
		case "List":
			if items := d.Get("items"); items != nil {
				out = append(out, items.Children...)
			}
		default:
			out = append(out, d)
		}
	}
	return out, err
}

// kubeFile tells whether a file starts as a manifest does.
func kubeFile(text string) bool {
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "apiVersion:") || strings.HasPrefix(line, "kind:") {
			return true
		}
	}
	return false
}

// kubeAside tells of folders whose YAML is not about deploying this source.
func kubeAside(name string) bool {
	for elem := range strings.SplitSeq(path.Dir(name), "/") {
		switch strings.ToLower(elem) {
		case ".github", ".gitlab", ".circleci", "i18n", "locales", "locale", "testdata", "fixtures", "__tests__", "crds", "crd", "swagger", "openapi", "tekton", "argocd":
			return true
		}
	}
	return false
}

// kubeObjects is the objects in the manifests of one directory.
type kubeObjects struct {
	workloads []kubeWorkload
	services  []kubeService
	configs   []kubeConfig
}

type kubeWorkload struct {
	file, kind, name string
	node             *conf.Node
	pod              *conf.Node // spec of the pod
	labels           *conf.Node
}

type kubeService struct {
	name     string
	selector *conf.Node
	ports    *conf.Node
}

type kubeConfig struct {
	file, name string
	data       *conf.Node
}

func (k *kubeObjects) add(file string, d *conf.Node) {
	name := d.Text("metadata", "name")
	switch kind := d.Text("kind"); kind {
	case "Deployment", "StatefulSet", "DaemonSet", "Job", "ReplicaSet", "Rollout", "CloneSet":
		k.workloads = append(k.workloads, kubeWorkload{file, kind, name, d, d.Get("spec", "template", "spec"), d.Get("spec", "template", "metadata", "labels")})
	case "CronJob":
		tpl := d.Get("spec", "jobTemplate", "spec", "template")
		k.workloads = append(k.workloads, kubeWorkload{file, kind, name, d, tpl.Get("spec"), tpl.Get("metadata", "labels")})
	case "Pod":
		k.workloads = append(k.workloads, kubeWorkload{file, kind, name, d, d.Get("spec"), d.Get("metadata", "labels")})
	case "Service":
		if d.Get("spec", "selector") != nil {
			k.services = append(k.services, kubeService{name, d.Get("spec", "selector"), d.Get("spec", "ports")})
		}
	case "ConfigMap":
		k.configs = append(k.configs, kubeConfig{file, name, d.Get("data")})
	}
}

// notes returns what the manifests say of the containers that are no backing services.
func (k *kubeObjects) notes() []Note {
	var out []Note
	for _, w := range k.workloads {
		if c := w.main(); c != nil {
			out = append(out, k.note(w, c))
		}
	}
	return out
}

// main returns the container that a pod is about: the only one, or the one called
// like the workload or its image, or the first. Backing services, images of the
// infrastructure and partial containers of patches are none.
func (w kubeWorkload) main() *conf.Node {
	containers := w.pod.Get("containers").Items()
	var own []*conf.Node
	for i := range containers {
		ref := image.Parse(containers[i].Text("image"))
		if _, backing := ref.BackingNamed(w.name); !backing && !ref.Infrastructure() && ref.Name != "" && ref.Name != "." {
			own = append(own, &containers[i])
		}
	}
	if len(own) == 0 {
		return nil
	}
	for _, c := range own {
		if c.Text("name") == w.name || image.Parse(c.Text("image")).Name == w.name {
			return c
		}
	}
	return own[0]
}

// backing returns the backing service that a workload is, by the name under which
// a service makes it known.
func (k *kubeObjects) backing() []kubeBacking {
	var out []kubeBacking
	for _, w := range k.workloads {
		for _, c := range w.pod.Get("containers").Items() {
			s, ok := image.Parse(c.Text("image")).BackingNamed(w.name)
			if !ok {
				continue
			}
			for _, svc := range k.services {
				if svc.selects(w.labels) {
					out = append(out, kubeBacking{svc.name, s})
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b kubeBacking) int { return strings.Compare(a.host, b.host) })
	return out
}

type kubeBacking struct {
	host    string
	service image.Service
}

// selects tells whether all labels of the selector are among those of a pod.
func (s kubeService) selects(labels *conf.Node) bool {
	for _, want := range s.selector.Items() {
		if got := labels.Get(want.Key); got == nil || got.Value != want.Value {
			return false
		}
	}
	return len(s.selector.Items()) > 0
}
