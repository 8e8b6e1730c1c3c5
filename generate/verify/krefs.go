package verify

import (
	"slices"
	"strings"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation"

	appsv1 "k8s.io/api/apps/v1"

	"github.com/gantry-ack/gantry/internal/i18n"
)

func (o *Overlay) has(kind, namespace, name string) bool {
	return slices.ContainsFunc(o.Objects, func(obj *Object) bool {
		return obj.Kind == kind && obj.Namespace == namespace && obj.Name == name
	})
}

// serviceAccounts checks that the identities of pods are built, too.
func serviceAccounts(o *Overlay, p pods) []Finding {
	name := p.spec.ServiceAccountName
	if name == "" || name == "default" || o.has("ServiceAccount", p.Namespace, name) {
		return nil
	}
	return []Finding{p.place(p.field("spec.serviceAccountName")).problem(
		i18n.Textf("ServiceAccount %[1]s 不存在，Pod 无法创建", "there is no ServiceAccount %[1]s, so no pod can be created", name),
		i18n.Text{ZH: "补上该 ServiceAccount 并加入 resources", EN: "add the ServiceAccount and list it in resources"})}
}

// configMaps checks that what pods read from ConfigMaps is built, with its keys.
func configMaps(o *Overlay, p pods) []Finding {
	var out []Finding
	need := func(field, name, key string, optional *bool) {
		if name == "" || yes(optional) {
			return
		}
		for _, m := range objects[*corev1.ConfigMap](o) {
			if m.Name != name || m.Namespace != p.Namespace {
				continue
			}
			_, text := m.v.Data[key]
			_, binary := m.v.BinaryData[key]
			if key != "" && !text && !binary {
				out = append(out, p.place(field).problem(i18n.Textf("ConfigMap %[1]s 没有键 %[2]s", "the ConfigMap %[1]s has no key %[2]s", name, key), i18n.Text{ZH: "改正键名或补上它", EN: "correct the key, or add it"}))
			}
			return
		}
		out = append(out, p.place(field).problem(i18n.Textf("ConfigMap %[1]s 不存在，容器无法启动", "there is no ConfigMap %[1]s, so the container does not start", name),
			i18n.Text{ZH: "在 configMapGenerator 中生成它，或改正名字", EN: "make it with configMapGenerator, or correct the name"}))
	}
	for _, c := range p.containers() {
		for _, e := range c.EnvFrom {
			if e.ConfigMapRef != nil {
				need(c.field+".envFrom", e.ConfigMapRef.Name, "", e.ConfigMapRef.Optional)
			}
		}
		for _, e := range c.Env {
			if e.ValueFrom != nil && e.ValueFrom.ConfigMapKeyRef != nil {
				r := e.ValueFrom.ConfigMapKeyRef
				need(c.field+".env["+e.Name+"]", r.Name, r.Key, r.Optional)
			}
		}
	}
	for _, v := range p.spec.Volumes {
		if v.ConfigMap != nil {
			need(p.field("spec.volumes["+v.Name+"]"), v.ConfigMap.Name, "", v.ConfigMap.Optional)
		}
	}
	return out
}

// claims checks that the storage of pods is built, too.
func claims(o *Overlay, p pods) []Finding {
	var out []Finding
	for _, v := range p.spec.Volumes {
		if v.PersistentVolumeClaim == nil || o.has("PersistentVolumeClaim", p.Namespace, v.PersistentVolumeClaim.ClaimName) {
			continue
		}
		out = append(out, p.place(p.field("spec.volumes["+v.Name+"]")).problem(
			i18n.Textf("PersistentVolumeClaim %[1]s 不存在，Pod 会一直等待", "there is no PersistentVolumeClaim %[1]s, so the pods wait for ever", v.PersistentVolumeClaim.ClaimName),
			i18n.Text{ZH: "补上该 PVC，或改正名字", EN: "add the claim, or correct the name"}))
	}
	for _, s := range objects[*appsv1.StatefulSet](o) {
		if p.Object == s.Object && s.v.Spec.ServiceName != "" && !o.has("Service", p.Namespace, s.v.Spec.ServiceName) {
			out = append(out, p.place("spec.serviceName").problem(i18n.Textf("StatefulSet %[1]s 的服务 %[2]s 不存在", "the service %[2]s of the StatefulSet %[1]s does not exist", p.Name, s.v.Spec.ServiceName),
				i18n.Text{ZH: "补上该无头服务", EN: "add that headless service"}))
		}
	}
	return out
}

// mounts checks that volumes and their mounts fit together.
func mounts(_ *Overlay, p pods) []Finding {
	var out []Finding
	volumes, used := map[string]bool{}, map[string]bool{}
	for _, v := range p.spec.Volumes {
		if volumes[v.Name] || len(validation.IsDNS1123Label(v.Name)) > 0 {
			out = append(out, p.place(p.field("spec.volumes["+v.Name+"]")).problem(i18n.Textf("卷名 %[1]q 重复或无效", "the volume name %[1]q occurs twice or is not valid", v.Name), i18n.Text{ZH: "改成不同的小写名字", EN: "use lower-case names that differ"}))
		}
		volumes[v.Name] = true
	}
	for _, v := range p.claims {
		volumes[v.Name] = true
	}
	for _, c := range p.containers() {
		paths := map[string]bool{}
		for _, m := range c.VolumeMounts {
			where := p.place(c.field + ".volumeMounts[" + m.Name + "]")
			used[m.Name] = true
			switch {
			case !volumes[m.Name]:
				out = append(out, where.problem(i18n.Textf("容器 %[1]s 挂载的卷 %[2]s 不存在", "the container %[1]s mounts the volume %[2]s, which does not exist", c.Name, m.Name), i18n.Text{ZH: "在 volumes 中声明它", EN: "declare it in volumes"}))
			case m.MountPath == "" || paths[m.MountPath]:
				out = append(out, where.problem(i18n.Textf("容器 %[1]s 的挂载目录 %[2]q 为空或重复", "the mount path %[2]q of the container %[1]s is empty or occurs twice", c.Name, m.MountPath), i18n.Text{ZH: "每个卷挂到不同的目录", EN: "mount every volume elsewhere"}))
			}
			paths[m.MountPath] = true
		}
	}
	for _, v := range p.spec.Volumes {
		if !used[v.Name] {
			out = append(out, p.place(p.field("spec.volumes["+v.Name+"]")).caution(i18n.Textf("卷 %[1]s 没有被挂载", "the volume %[1]s is not mounted", v.Name), i18n.Text{ZH: "挂载它，或去掉它", EN: "mount it, or remove it"}))
		}
	}
	return out
}

// schedules checks the cron expression and time zone of CronJobs.
func schedules(o *Overlay) []Finding {
	var out []Finding
	for _, j := range objects[*batchv1.CronJob](o) {
		if why, ok := validCron(j.v.Spec.Schedule); !ok {
			out = append(out, j.place("spec.schedule").problem(i18n.Textf("定时表达式 %[1]q 无效：%[2]s", "the schedule %[1]q is not valid: %[3]s", j.v.Spec.Schedule, why.ZH, why.EN),
				i18n.Text{ZH: "五个字段：分 时 日 月 周（没有秒）", EN: "five fields: minute hour day month weekday, no seconds"}))
		}
		if z := j.v.Spec.TimeZone; z != nil && (*z == "" || *z == "Local" || strings.ContainsAny(*z, " .")) {
			out = append(out, j.place("spec.timeZone").problem(i18n.Textf("时区 %[1]q 无效", "the time zone %[1]q is not valid", *z), i18n.Text{ZH: "用 IANA 名称，例如 Asia/Shanghai", EN: "use an IANA name, e.g. Asia/Shanghai"}))
		}
	}
	return out
}
