package verify

import (
	"regexp"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batchv1 "k8s.io/api/batch/v1"
	coordinationv1 "k8s.io/api/coordination/v1"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	networkingv1 "k8s.io/api/networking/v1"
	nodev1 "k8s.io/api/node/v1"
	policyv1 "k8s.io/api/policy/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/runtime"
	kjson "sigs.k8s.io/json"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Object is one object that an overlay builds.
type Object struct {
	Overlay                           *Overlay
	APIVersion, Kind, Name, Namespace string

	json     []byte
	value    runtime.Object // nil when the kind is not known or the object does not fit it
	problems []decodeProblem
}

// JSON is the object as it would be sent to the API server.
func (o *Object) JSON() []byte { return o.json }

// Place is where a field of the object comes from: the file of the overlay
// that holds most of its path.
func (o *Object) Place(field string) (file string, line int) {
	p := o.place(field)
	return p.path, p.line
}

func (o *Object) place(field string) place {
	deepest := -1
	best := place{o.Overlay.kustomization.path, 0}
	for _, d := range o.Overlay.docs {
		if d.Kind != o.Kind || d.Name != o.Name {
			continue
		}
		// Of two that hold as much, the later one is the base that the earlier one patches.
		if line, depth := d.locate(field); depth >= deepest {
			deepest, best = depth, place{d.Path, line}
		}
	}
	if deepest < 0 {
		return o.Overlay.kustomization.place(o.Name)
	}
	return best
}

// decodeProblem is one way in which an object does not fit its type.
type decodeProblem struct {
	field   string // "" when it is not known
	message i18n.Text
}

// newValue makes an empty object of a kind; nil when the kind is not known.
func newValue(apiVersion, kind string) runtime.Object {
	if value, ok := values()[apiVersion+"/"+kind]; ok {
		return value()
	}
	return nil
}

func of[T any, P interface {
	*T
	runtime.Object
}]() func() runtime.Object {
	return func() runtime.Object { return P(new(T)) }
}

// values are the kinds that a release of Kubernetes knows and a tree may hold.
func values() map[string]func() runtime.Object {
	return map[string]func() runtime.Object{
		"v1/ConfigMap": of[corev1.ConfigMap](), "v1/Secret": of[corev1.Secret](), "v1/Service": of[corev1.Service](),
		"v1/ServiceAccount": of[corev1.ServiceAccount](), "v1/PersistentVolumeClaim": of[corev1.PersistentVolumeClaim](),
		"v1/PersistentVolume": of[corev1.PersistentVolume](), "v1/Pod": of[corev1.Pod](), "v1/Namespace": of[corev1.Namespace](),
		"v1/ResourceQuota": of[corev1.ResourceQuota](), "v1/LimitRange": of[corev1.LimitRange](), "v1/Endpoints": of[corev1.Endpoints](), //nolint:staticcheck // deprecated, still served
		"apps/v1/Deployment": of[appsv1.Deployment](), "apps/v1/StatefulSet": of[appsv1.StatefulSet](),
		"apps/v1/DaemonSet": of[appsv1.DaemonSet](), "apps/v1/ReplicaSet": of[appsv1.ReplicaSet](),
		"batch/v1/Job": of[batchv1.Job](), "batch/v1/CronJob": of[batchv1.CronJob](),
		"autoscaling/v2/HorizontalPodAutoscaler": of[autoscalingv2.HorizontalPodAutoscaler](),
		"autoscaling/v1/HorizontalPodAutoscaler": of[autoscalingv1.HorizontalPodAutoscaler](),
		"policy/v1/PodDisruptionBudget":          of[policyv1.PodDisruptionBudget](),
		"networking.k8s.io/v1/Ingress":           of[networkingv1.Ingress](), "networking.k8s.io/v1/IngressClass": of[networkingv1.IngressClass](),
		"networking.k8s.io/v1/NetworkPolicy": of[networkingv1.NetworkPolicy](),
		"rbac.authorization.k8s.io/v1/Role":  of[rbacv1.Role](), "rbac.authorization.k8s.io/v1/RoleBinding": of[rbacv1.RoleBinding](),
		"rbac.authorization.k8s.io/v1/ClusterRole": of[rbacv1.ClusterRole](), "rbac.authorization.k8s.io/v1/ClusterRoleBinding": of[rbacv1.ClusterRoleBinding](),
		"scheduling.k8s.io/v1/PriorityClass": of[schedulingv1.PriorityClass](), "storage.k8s.io/v1/StorageClass": of[storagev1.StorageClass](),
		"discovery.k8s.io/v1/EndpointSlice": of[discoveryv1.EndpointSlice](), "coordination.k8s.io/v1/Lease": of[coordinationv1.Lease](),
		"node.k8s.io/v1/RuntimeClass": of[nodev1.RuntimeClass](),
	}
}

func (o *Object) decode() {
	v := newValue(o.APIVersion, o.Kind)
	if v == nil {
		return
	}
	var fits bool
	if o.problems, fits = strict(o.json, v); fits {
		o.value = v
	}
}

var strictFieldRE = regexp.MustCompile(`^(unknown|duplicate) field "(.*)"$`)

// strict decodes as the API server does with fieldValidation=Strict.
func strict(raw []byte, v runtime.Object) (problems []decodeProblem, fits bool) {
	unknown, err := kjson.UnmarshalStrict(raw, v)
	for _, e := range unknown {
		m := strictFieldRE.FindStringSubmatch(e.Error())
		if m == nil {
			problems = append(problems, decodeProblem{message: i18n.Text{ZH: brief(e.Error()), EN: brief(e.Error())}})
			continue
		}
		text := i18n.Textf("字段 %[1]s 不存在", "there is no field %[1]s", m[2])
		if m[1] == "duplicate" {
			text = i18n.Textf("字段 %[1]s 重复", "the field %[1]s occurs twice", m[2])
		}
		problems = append(problems, decodeProblem{field: m[2], message: text})
	}
	if err != nil {
		return append(problems, decodeProblem{field: typeField(err.Error()), message: i18n.Textf("类型不符：%[1]s", "it does not fit the type: %[1]s", brief(err.Error()))}), false
	}
	return problems, true
}

var typeFieldRE = regexp.MustCompile(`Go struct field \w+\.([\w.]+)`)

// typeField is the field that the decoder names; quantities name none.
func typeField(message string) string {
	m := typeFieldRE.FindStringSubmatch(message)
	if m == nil {
		return ""
	}
	return strings.TrimPrefix(m[1], ".")
}

// objects are the overlay's objects of one type.
func objects[T runtime.Object](o *Overlay) []typed[T] {
	var out []typed[T]
	for _, obj := range o.Objects {
		if v, ok := obj.value.(T); ok {
			out = append(out, typed[T]{Object: obj, v: v})
		}
	}
	return out
}

// typed is an object with its value.
type typed[T runtime.Object] struct {
	*Object

	v T
}
