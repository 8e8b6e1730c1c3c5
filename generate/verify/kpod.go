package verify

import (
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// selectors checks that a workload selects its own pods.
func selectors(_ *Overlay, p pods) []Finding {
	if p.selector == nil {
		return nil
	}
	sel, err := metav1.LabelSelectorAsSelector(p.selector)
	if err == nil && !sel.Empty() && sel.Matches(labels.Set(p.labels)) {
		return nil
	}
	return []Finding{p.place("spec.selector").problem(
		i18n.Textf("%[1]s %[2]s 的 selector 与 Pod 模板的标签不符", "the selector of the %[1]s %[2]s does not match the labels of its pods", p.Kind, p.Name),
		i18n.Text{ZH: "让 selector 中的标签都出现在 template.metadata.labels 中", EN: "give template.metadata.labels every label of the selector"})}
}

// ports checks the names and numbers of container ports.
func ports(_ *Overlay, p pods) []Finding {
	var out []Finding
	seen := map[string]bool{}
	for _, c := range p.containers() {
		numbers := map[string]bool{}
		for _, cp := range c.Ports {
			where := p.place(c.field + ".ports[" + cp.Name + "]")
			if cp.Name == "" {
				where = p.place(c.field + ".ports")
			}
			key := intstr.FromInt32(cp.ContainerPort).StrVal + string(cp.Protocol) + "/" + intstrText(cp.ContainerPort)
			switch {
			case cp.ContainerPort < 1 || cp.ContainerPort > 65535:
				out = append(out, where.problem(i18n.Textf("端口 %[1]d 不在 1 到 65535 之间", "the port %[1]d is not between 1 and 65535", cp.ContainerPort),
					i18n.Text{ZH: "改正端口号", EN: "correct the number"}))
			case numbers[key]:
				out = append(out, where.problem(i18n.Textf("端口 %[1]d 声明了两次", "the port %[1]d is declared twice", cp.ContainerPort), i18n.Text{ZH: "只保留一个", EN: "keep one of them"}))
			}
			numbers[key] = true
			if cp.Name == "" {
				continue
			}
			for _, e := range validation.IsValidPortName(cp.Name) {
				out = append(out, where.problem(i18n.Textf("端口名 %[1]q 无效：%[2]s", "the port name %[1]q is not valid: %[2]s", cp.Name, e),
					i18n.Text{ZH: "最多 15 个字符，小写字母、数字和连字符", EN: "at most 15 characters: lower-case letters, digits and hyphens"}))
			}
			if seen[cp.Name] {
				out = append(out, where.problem(i18n.Textf("端口名 %[1]s 重复", "the port name %[1]s occurs twice", cp.Name), i18n.Text{ZH: "改成不同的名字", EN: "use different names"}))
			}
			seen[cp.Name] = true
		}
	}
	return out
}

func intstrText(n int32) string { v := intstr.FromInt32(n); return v.String() }

// probePorts checks that every probe asks a port that the container declares.
func probePorts(_ *Overlay, p pods) []Finding {
	var out []Finding
	for _, c := range p.containers() {
		for _, probe := range probes(c) {
			port, ok := probe.port()
			if !ok {
				out = append(out, p.place(c.field+"."+probe.name).problem(
					i18n.Textf("%[1]s 没有写检查方式", "the %[1]s does not say how to ask", probe.name),
					i18n.Text{ZH: "写 httpGet、tcpSocket、grpc 或 exec 之一", EN: "give it one of httpGet, tcpSocket, grpc and exec"}))
				continue
			}
			if port == nil || declares(c, *port) {
				continue
			}
			out = append(out, p.place(c.field+"."+probe.name).problem(
				i18n.Textf("%[1]s 检查端口 %[2]s，容器 %[3]s 没有声明它", "the %[1]s asks the port %[2]s, which the container %[3]s does not declare", probe.name, port.String(), c.Name),
				i18n.Text{ZH: "改成容器声明的端口名或端口号", EN: "use the name or number of a port that the container declares"}))
		}
	}
	return out
}

type namedProbe struct {
	*corev1.Probe

	name string
}

func probes(c container) []namedProbe {
	all := []namedProbe{{c.StartupProbe, "startupProbe"}, {c.ReadinessProbe, "readinessProbe"}, {c.LivenessProbe, "livenessProbe"}}
	return slices.DeleteFunc(all, func(p namedProbe) bool { return p.Probe == nil })
}

// port is the port that the probe asks, nil for exec; false when it asks nothing.
func (p namedProbe) port() (*intstr.IntOrString, bool) {
	switch {
	case p.HTTPGet != nil:
		return &p.HTTPGet.Port, true
	case p.TCPSocket != nil:
		return &p.TCPSocket.Port, true
	case p.GRPC != nil:
		v := intstr.FromInt32(p.GRPC.Port)
		return &v, true
	}
	return nil, p.Exec != nil
}

func declares(c container, port intstr.IntOrString) bool {
	return slices.ContainsFunc(c.Ports, func(cp corev1.ContainerPort) bool {
		if port.Type == intstr.String {
			return cp.Name == port.StrVal
		}
		return cp.ContainerPort == port.IntVal
	})
}

// readiness asks for a readiness probe where requests arrive.
func readiness(_ *Overlay, p pods) []Finding {
	if !p.serves {
		return nil
	}
	var out []Finding
	for _, c := range p.containers() {
		if c.init || len(c.Ports) == 0 || c.ReadinessProbe != nil {
			continue
		}
		out = append(out, p.place(c.field).caution(
			i18n.Textf("容器 %[1]s 提供端口但没有就绪探针，发布时请求会打到未就绪的实例", "the container %[1]s has ports but no readiness probe, so requests reach it before it is ready", c.Name),
			i18n.Text{ZH: "加上 readinessProbe", EN: "add a readinessProbe"}))
	}
	return out
}

// variables checks the names of environment variables.
func envNames(_ *Overlay, p pods) []Finding {
	var out []Finding
	for _, c := range p.containers() {
		seen := map[string]bool{}
		for _, e := range c.Env {
			where := p.place(c.field + ".env[" + e.Name + "]")
			if len(validation.IsEnvVarName(e.Name)) > 0 {
				out = append(out, where.problem(i18n.Textf("环境变量名 %[1]q 无效", "the variable name %[1]q is not valid", e.Name),
					i18n.Text{ZH: "用字母、数字、下划线、点和连字符，不以数字开头", EN: "use letters, digits, underscores, dots and hyphens, no digit first"}))
			}
			if seen[e.Name] {
				out = append(out, where.problem(i18n.Textf("环境变量 %[1]s 出现两次", "the variable %[1]s occurs twice", e.Name), i18n.Text{ZH: "只保留一个", EN: "keep one of them"}))
			}
			seen[e.Name] = true
		}
	}
	return out
}

// images checks that every image is named with a version.
func images(_ *Overlay, p pods) []Finding {
	var out []Finding
	for _, c := range p.containers() {
		repository, tag, digest := imageName(c.Image)
		where := p.place(c.field + ".image")
		switch {
		case c.Image == "" || strings.ContainsAny(c.Image, " \t$"):
			out = append(out, where.problem(i18n.Textf("容器 %[1]s 的镜像 %[2]q 无效", "the image %[2]q of the container %[1]s is not valid", c.Name, c.Image), i18n.Text{ZH: "写出镜像名", EN: "name the image"}))
		case digest == "" && (tag == "" || tag == "latest"):
			out = append(out, where.problem(i18n.Textf("容器 %[1]s 的镜像 %[2]s 没有固定版本", "the image %[2]s of the container %[1]s is not pinned to a version", c.Name, c.Image),
				i18n.Textf("在 overlay 的 images 列表中为 %[1]s 写 newName 与 newTag 或 digest", "give %[1]s a newName and a newTag or digest in the overlay's list of images", repository)))
		}
	}
	return out
}
