package verify

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
	"k8s.io/apimachinery/pkg/api/resource"
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
				if p.field == "" && obj.misfits() {
					continue // said of the file, with its line
				}
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
			if p.field == "" {
				p.field = badQuantity(d.root, "")
			}
			if strings.HasPrefix(lastStep(p.field), "$") {
				continue // a directive of a patch
			}
			out = append(out, d.place(p.field).problem(
				i18n.Textf("%[1]s %[2]s：%[3]s", "%[1]s %[2]s: %[4]s", d.Kind, d.Name, p.message.ZH, p.message.EN), fixField()))
		}
	}
	return out
}

// misfits tells whether a file that the object comes from does not fit its type either.
func (o *Object) misfits() bool {
	return slices.ContainsFunc(o.Overlay.docs, func(d *Document) bool {
		if d.Kind != o.Kind || d.Name != o.Name || d.APIVersion != o.APIVersion {
			return false
		}
		raw, err := d.JSON()
		if err != nil {
			return true
		}
		_, fits := strict(raw, newValue(d.APIVersion, d.Kind))
		return !fits
	})
}

// badQuantity finds the quantity that cannot be parsed: the error names none.
func badQuantity(n *yaml.Node, field string) string {
	n = resolve(n)
	for i := range n.Content {
		step := "[" + strconv.Itoa(i) + "]"
		if n.Kind == yaml.MappingNode {
			if i%2 == 0 {
				continue
			}
			step = "[" + n.Content[i-1].Value + "]"
		}
		c := resolve(n.Content[i])
		if c.Kind == yaml.ScalarNode && quantity(field) {
			if _, err := resource.ParseQuantity(c.Value); err != nil {
				return field + step
			}
		}
		if found := badQuantity(c, field+step); found != "" {
			return found
		}
	}
	return ""
}

// quantity tells whether the values of a map are quantities.
func quantity(field string) bool {
	for _, name := range []string{"limits", "requests", "capacity", "hard"} {
		if strings.HasSuffix(field, "["+name+"]") {
			return true
		}
	}
	return false
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
			out = append(out, obj.place(field+"["+key+"]").problem(
				i18n.Textf("标签 %[1]s=%[2]s 无效：%[3]s", "the label %[1]s=%[2]s is not valid: %[3]s", key, value, e),
				i18n.Text{ZH: "标签值最多 63 个字符，用字母、数字、-、_ 和 .", EN: "a value has at most 63 characters: letters, digits, -, _ and ."}))
		}
	}
	return out
}

// namespaces checks that an environment's objects all go into its namespace.
func namespaces(o *Overlay) []Finding {
	var out []Finding
	var without []string
	for _, obj := range o.Objects {
		if clusterScoped(obj.Kind) {
			continue
		}
		switch {
		case obj.Namespace == "":
			without = append(without, obj.Kind+" "+obj.Name)
		case o.Namespace != "" && obj.Namespace != o.Namespace:
			out = append(out, obj.place("metadata.namespace").problem(
				i18n.Textf("%[1]s %[2]s 在命名空间 %[3]s，overlay 在 %[4]s", "the %[1]s %[2]s is in the namespace %[3]s, the overlay in %[4]s", obj.Kind, obj.Name, obj.Namespace, o.Namespace),
				i18n.Text{ZH: "去掉对象自己的命名空间", EN: "remove the object's own namespace"}))
		}
	}
	if len(without) > 0 {
		out = append(out, place{o.kustomization.path, 0}.problem(
			i18n.Textf("%[1]d 个对象没有命名空间，会装到 kubectl 当前的命名空间（%[2]s 等）", "%[1]d objects have no namespace and go wherever kubectl points (%[2]s ...)", len(without), without[0]),
			i18n.Text{ZH: "在 overlay 的 kustomization 中设置 namespace", EN: "set namespace in the overlay's kustomization"}))
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

// listNames finds elements of one list that have the same name: a patch would
// merge them, and which one wins depends on the tool.
func listNames(_ context.Context, t *Tree) []Finding {
	var out []Finding
	for _, d := range t.docs {
		if newValue(d.APIVersion, d.Kind) != nil {
			out = append(out, d.sameNames(d.root, "")...)
		}
	}
	return out
}

func (d *Document) sameNames(n *yaml.Node, list string) []Finding {
	var out []Finding
	n = resolve(n)
	seen := map[string]bool{}
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode {
			if i%2 == 1 {
				out = append(out, d.sameNames(c, n.Content[i-1].Value)...)
			}
			continue
		}
		name := text(c, "name")
		if seen[name] && name != "" && merged(list) {
			out = append(out, place{d.Path, resolve(c).Line + d.offset}.problem(
				i18n.Textf("%[1]s 中 %[2]s 出现两次", "%[2]s occurs twice in %[1]s", list, name), i18n.Text{ZH: "只保留一个", EN: "keep one of them"}))
		}
		seen[name] = true
		out = append(out, d.sameNames(c, "")...)
	}
	return out
}

// merged tells the lists whose elements are told apart by their name.
func merged(list string) bool {
	switch list {
	case "env", "containers", "initContainers", "volumes", "imagePullSecrets":
		return true
	}
	return false
}
