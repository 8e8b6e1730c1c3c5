package verify

import (
	"context"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"
	sigsyaml "sigs.k8s.io/yaml"

	"github.com/gantry-ack/gantry/internal/i18n"
)

func fixField() i18n.Text {
	return i18n.Text{ZH: "按 Kubernetes API 文档改正字段名、层级和类型", EN: "correct the field's name, level and type to the Kubernetes API"}
}

// schema checks every object strictly against its type: those that overlays
// build, and those that stand in files.
func schema(_ context.Context, t *Tree) []Finding {
	var out []Finding
	for _, o := range t.overlays {
		for _, obj := range o.Objects {
			for _, p := range obj.problems {
				out = append(out, obj.place(p.field).problem(
					i18n.Textf("%[1]s %[2]s：%[3]s", "%[1]s %[2]s: %[4]s", obj.Kind, obj.Name, p.message.ZH, p.message.EN), fixField()))
			}
		}
	}
	for _, d := range t.docs {
		v := newValue(d.APIVersion, d.Kind)
		if v == nil {
			continue
		}
		raw, err := d.JSON()
		if err != nil {
			continue // a key that occurs twice, which has a check of its own
		}
		problems, _ := strict(raw, v)
		for _, p := range problems {
			if strings.HasPrefix(lastStep(p.field), "$") {
				continue // a directive of a patch
			}
			out = append(out, d.place(p.field).problem(
				i18n.Textf("%[1]s %[2]s：%[3]s", "%[1]s %[2]s: %[4]s", d.Kind, d.Name, p.message.ZH, p.message.EN), fixField()))
		}
	}
	return out
}

func lastStep(field string) string { return field[strings.LastIndexByte(field, '.')+1:] }

// unknownKinds lists the objects that nothing here can check.
func unknownKinds(_ context.Context, t *Tree) []Finding {
	var out []Finding
	for _, o := range t.overlays {
		for _, obj := range o.Objects {
			if newValue(obj.APIVersion, obj.Kind) != nil || strings.HasPrefix(obj.APIVersion, "tekton.dev/") {
				continue
			}
			if group, _, ok := strings.Cut(obj.APIVersion, "/"); !ok || isBuiltIn(group) {
				out = append(out, obj.place("apiVersion").problem(
					i18n.Textf("Kubernetes 没有 %[1]s %[2]s", "Kubernetes has no %[1]s %[2]s", obj.APIVersion, obj.Kind),
					i18n.Text{ZH: "改正 apiVersion 或 kind（旧版本可能已被移除）", EN: "correct apiVersion or kind; an old version may have been removed"}))
				continue
			}
			out = append(out, obj.place("kind").caution(
				i18n.Textf("%[1]s %[2]s 没有内置结构，字段未检查", "there is no schema for %[1]s %[2]s here; its fields are not checked", obj.APIVersion, obj.Kind),
				i18n.Text{ZH: "在测试集群上用 kubectl apply --dry-run=server 检查", EN: "check it on a test cluster with kubectl apply --dry-run=server"}))
		}
	}
	return out
}

// isBuiltIn tells whether a group belongs to Kubernetes itself.
func isBuiltIn(group string) bool {
	switch group {
	case "apps", "batch", "autoscaling", "policy", "extensions":
		return true
	}
	// CRDs that the Kubernetes projects themselves install live in *.x-k8s.io and the like.
	switch group {
	case "networking.k8s.io", "rbac.authorization.k8s.io", "scheduling.k8s.io", "storage.k8s.io", "discovery.k8s.io", "coordination.k8s.io", "node.k8s.io":
		return true
	}
	return false
}

// names checks what the API server asks of names and labels.
func names(_ context.Context, t *Tree) []Finding {
	var out []Finding
	remedy := i18n.Text{ZH: "用小写字母、数字和连字符，首尾为字母或数字", EN: "use lower-case letters, digits and hyphens, with a letter or digit at both ends"}
	for _, o := range t.overlays {
		for _, obj := range o.Objects {
			if obj.Name == "" && generateName(obj.json) {
				continue
			}
			for _, e := range validName(obj.Kind, obj.Name) {
				out = append(out, obj.place("metadata.name").problem(i18n.Textf("%[1]s 的名字 %[2]q 无效：%[3]s", "the name %[2]q of the %[1]s is not valid: %[3]s", obj.Kind, obj.Name, e), remedy))
			}
			if obj.Namespace != "" {
				for _, e := range validation.IsDNS1123Label(obj.Namespace) {
					out = append(out, obj.place("metadata.namespace").problem(i18n.Textf("命名空间 %[1]q 无效：%[2]s", "the namespace %[1]q is not valid: %[2]s", obj.Namespace, e), remedy))
				}
			}
		}
	}
	return out
}

func generateName(raw []byte) bool {
	var m struct {
		Metadata struct {
			GenerateName string `json:"generateName"`
		} `json:"metadata"`
	}
	return sigsyaml.Unmarshal(raw, &m) == nil && m.Metadata.GenerateName != ""
}

// validName follows the API: names that become part of a host name are labels.
func validName(kind, name string) []string {
	switch kind {
	case "Service":
		return validation.IsDNS1035Label(name)
	case "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding":
		if name == "" {
			return []string{"it is empty"}
		}
		return nil // path segments
	case "CronJob":
		if len(name) > 52 {
			return []string{"a CronJob's name has at most 52 characters"}
		}
	case "Namespace", "StatefulSet":
		return validation.IsDNS1123Label(name)
	}
	return validation.IsDNS1123Subdomain(name)
}

// labelsValid checks the labels and annotations of objects and pod templates.
func labelsValid(_ context.Context, t *Tree) []Finding {
	var out []Finding
	for _, o := range t.overlays {
		for _, obj := range o.Objects {
			var m struct {
				Metadata struct {
					Labels map[string]string `json:"labels"`
				} `json:"metadata"`
			}
			if sigsyaml.Unmarshal(obj.json, &m) == nil {
				out = append(out, badLabels(obj, "metadata.labels", m.Metadata.Labels)...)
			}
		}
		for _, p := range o.pods() {
			out = append(out, badLabels(p.Object, p.field("metadata.labels"), p.labels)...)
		}
	}
	return sorted(out)
}

func badLabels(obj *Object, field string, labels map[string]string) []Finding {
	var out []Finding
	for key, value := range labels {
		for _, e := range append(validation.IsQualifiedName(key), validation.IsValidLabelValue(value)...) {
			out = append(out, obj.place(field+"."+key).problem(
				i18n.Textf("标签 %[1]s=%[2]s 无效：%[3]s", "the label %[1]s=%[2]s is not valid: %[3]s", key, value, e),
				i18n.Text{ZH: "标签值最多 63 个字符，用字母、数字、-、_ 和 .", EN: "a value has at most 63 characters: letters, digits, -, _ and ."}))
		}
	}
	return out
}

// namespaces checks that an environment's objects all go into its namespace.
func namespaces(o *Overlay) []Finding {
	var out []Finding
	for _, obj := range o.Objects {
		if clusterScoped(obj.Kind) {
			continue
		}
		switch {
		case obj.Namespace == "":
			out = append(out, place{o.kustomization.path, 0}.problem(
				i18n.Textf("%[1]s %[2]s 没有命名空间，会装到 kubectl 当前的命名空间", "the %[1]s %[2]s has no namespace and goes wherever kubectl points", obj.Kind, obj.Name),
				i18n.Text{ZH: "在 overlay 的 kustomization 中设置 namespace", EN: "set namespace in the overlay's kustomization"}))
		case o.Namespace != "" && obj.Namespace != o.Namespace:
			out = append(out, obj.place("metadata.namespace").problem(
				i18n.Textf("%[1]s %[2]s 在命名空间 %[3]s，overlay 在 %[4]s", "the %[1]s %[2]s is in the namespace %[3]s, the overlay in %[4]s", obj.Kind, obj.Name, obj.Namespace, o.Namespace),
				i18n.Text{ZH: "去掉对象自己的命名空间", EN: "remove the object's own namespace"}))
		}
	}
	return out
}

func clusterScoped(kind string) bool {
	switch kind {
	case "Namespace", "ClusterRole", "ClusterRoleBinding", "PersistentVolume", "StorageClass", "PriorityClass", "IngressClass",
		"RuntimeClass", "CustomResourceDefinition", "GatewayClass", "ClusterIssuer", "ClusterSecretStore":
		return true
	}
	return false
}
