package verify

import (
	"context"
	"slices"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// pods is an object that runs pods.
type pods struct {
	*Object

	path     string // of the template in the object; "" for a bare pod
	labels   map[string]string
	spec     corev1.PodSpec
	selector *metav1.LabelSelector // nil when the API sets it
	replicas *int32
	serves   bool                           // keeps running
	claims   []corev1.PersistentVolumeClaim // templates of a StatefulSet
}

// field is a field of the pod in the object, e.g. spec.template.spec.volumes.
func (p pods) field(name string) string {
	if p.path == "" {
		return name
	}
	return p.path + "." + name
}

// pods are the overlay's objects that run something.
func (o *Overlay) pods() []pods {
	var out []pods
	for _, obj := range o.Objects {
		switch v := obj.value.(type) {
		case *appsv1.Deployment:
			out = append(out, pods{Object: obj, path: "spec.template", labels: v.Spec.Template.Labels, spec: v.Spec.Template.Spec, selector: orEmpty(v.Spec.Selector), replicas: v.Spec.Replicas, serves: true})
		case *appsv1.StatefulSet:
			out = append(out, pods{Object: obj, path: "spec.template", labels: v.Spec.Template.Labels, spec: v.Spec.Template.Spec, selector: orEmpty(v.Spec.Selector), replicas: v.Spec.Replicas, serves: true, claims: v.Spec.VolumeClaimTemplates})
		case *appsv1.DaemonSet:
			out = append(out, pods{Object: obj, path: "spec.template", labels: v.Spec.Template.Labels, spec: v.Spec.Template.Spec, selector: orEmpty(v.Spec.Selector), serves: true})
		case *appsv1.ReplicaSet:
			out = append(out, pods{Object: obj, path: "spec.template", labels: v.Spec.Template.Labels, spec: v.Spec.Template.Spec, selector: orEmpty(v.Spec.Selector), replicas: v.Spec.Replicas, serves: true})
		case *batchv1.Job:
			out = append(out, pods{Object: obj, path: "spec.template", labels: v.Spec.Template.Labels, spec: v.Spec.Template.Spec})
		case *batchv1.CronJob:
			t := v.Spec.JobTemplate.Spec.Template
			out = append(out, pods{Object: obj, path: "spec.jobTemplate.spec.template", labels: t.Labels, spec: t.Spec})
		case *corev1.Pod:
			out = append(out, pods{Object: obj, labels: v.Labels, spec: v.Spec, serves: true})
		}
	}
	return out
}

func orEmpty(s *metav1.LabelSelector) *metav1.LabelSelector {
	if s == nil {
		return &metav1.LabelSelector{}
	}
	return s
}

// container is a container with its place in the object.
type container struct {
	corev1.Container

	field string
	init  bool
}

func (p pods) containers() []container {
	var out []container
	for _, c := range p.spec.InitContainers {
		out = append(out, container{Container: c, field: p.field("spec.initContainers[" + c.Name + "]"), init: true})
	}
	for _, c := range p.spec.Containers {
		out = append(out, container{Container: c, field: p.field("spec.containers[" + c.Name + "]")})
	}
	return out
}

// named tells whether a container of the pod declares a port of that name.
func (p pods) named(port string) bool {
	return slices.ContainsFunc(p.containers(), func(c container) bool {
		return slices.ContainsFunc(c.Ports, func(cp corev1.ContainerPort) bool { return cp.Name == port })
	})
}

// selected are the pods of a namespace that a selector matches.
func (o *Overlay) selected(namespace string, s *metav1.LabelSelector) []pods {
	sel, err := metav1.LabelSelectorAsSelector(s)
	if err != nil {
		return nil
	}
	var out []pods
	for _, p := range o.pods() {
		if p.Namespace == namespace && sel.Matches(labels.Set(p.labels)) {
			out = append(out, p)
		}
	}
	return out
}

// eachOverlay runs a check on every overlay that runs something. What holds in
// every one of them is said once; otherwise the message names the overlays.
func eachOverlay(check func(o *Overlay) []Finding) func(context.Context, *Tree) []Finding {
	return func(ctx context.Context, t *Tree) []Finding {
		var apps int
		var order []Finding
		in := map[Finding][]string{}
		for _, o := range t.overlays {
			if ctx.Err() != nil {
				break
			}
			if !o.App() || o.broken {
				continue
			}
			apps++
			for _, f := range sorted(check(o)) {
				if in[f] == nil {
					order = append(order, f)
				}
				in[f] = append(in[f], o.Dir)
			}
		}
		for i, f := range order {
			if dirs := in[f]; len(dirs) < apps && !strings.HasPrefix(f.Path, dirs[0]+"/") {
				order[i].Message = i18n.Textf("%[1]s（%[3]s）", "%[2]s (%[3]s)", f.Message.ZH, f.Message.EN, strings.Join(dirs, ", "))
			}
		}
		return order
	}
}

// inEveryOverlay runs a check whose message tells the environments apart itself.
func inEveryOverlay(check func(o *Overlay) []Finding) func(context.Context, *Tree) []Finding {
	return func(_ context.Context, t *Tree) []Finding {
		var out []Finding
		for _, o := range t.overlays {
			if o.App() && !o.broken {
				out = append(out, check(o)...)
			}
		}
		return out
	}
}

// eachPods runs a check on everything that runs pods.
func eachPods(check func(o *Overlay, p pods) []Finding) func(context.Context, *Tree) []Finding {
	return eachOverlay(func(o *Overlay) []Finding {
		var out []Finding
		for _, p := range o.pods() {
			out = append(out, check(o, p)...)
		}
		return out
	})
}
