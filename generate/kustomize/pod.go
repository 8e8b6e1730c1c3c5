package kustomize

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/fileset"
)

// podTemplate is the pod as every environment runs it.
func (g *generator) podTemplate(w generate.Workload) (corev1.PodTemplateSpec, []fileset.Why) {
	no, grace := false, int64(w.Grace.Seconds())
	pod := corev1.PodSpec{
		ServiceAccountName:           w.Name,
		AutomountServiceAccountToken: &no,
		EnableServiceLinks:           &no,
		SecurityContext:              podSecurity(w),
		Containers:                   []corev1.Container{g.container(w)},
		Volumes:                      volumes(w),
	}
	if grace > 0 {
		pod.TerminationGracePeriodSeconds = &grace
	}
	t := corev1.PodTemplateSpec{ObjectMeta: metav1.ObjectMeta{Labels: g.labels(w)}, Spec: pod}
	return t, podReasons(w, pod)
}

func podReasons(w generate.Workload, pod corev1.PodSpec) []fileset.Why {
	p, c := podPath(w)+".spec.", podPath(w)+".spec.containers[0]."
	var out []fileset.Why
	add := func(present bool, field, aspect string) {
		if present {
			out = append(out, why(field, w.DecisionID(aspect)))
		}
	}
	add(pod.TerminationGracePeriodSeconds != nil, p+"terminationGracePeriodSeconds", generate.AspectGrace)
	add(true, p+"securityContext", generate.AspectUser)
	add(len(pod.Volumes) > 0, p+"volumes", generate.AspectVolumes)
	add(len(w.Ports) > 0, c+"ports", generate.AspectPorts)
	add(w.Probes.Startup != nil, c+"startupProbe", generate.AspectProbeStartup)
	add(w.Probes.Readiness != nil, c+"readinessProbe", generate.AspectProbeReadiness)
	add(w.Probes.Liveness != nil, c+"livenessProbe", generate.AspectProbeLiveness)
	add(len(w.Secrets) > 0, c+"env", generate.AspectSecrets)
	add(true, c+"securityContext.readOnlyRootFilesystem", generate.AspectReadOnlyRoot)
	return out
}

func (g *generator) container(w generate.Workload) corev1.Container {
	c := corev1.Container{
		Name:            w.Name,
		Image:           w.Name,
		Ports:           containerPorts(w),
		EnvFrom:         envFrom(w),
		Env:             secretEnv(w),
		VolumeMounts:    mounts(w),
		StartupProbe:    probe(w, w.Probes.Startup),
		ReadinessProbe:  probe(w, w.Probes.Readiness),
		LivenessProbe:   probe(w, w.Probes.Liveness),
		SecurityContext: containerSecurity(w),
	}
	if s := int64(w.PreStop.Seconds()); s > 0 {
		// The sleep action needs no shell in the image (Kubernetes 1.30 and later).
		c.Lifecycle = &corev1.Lifecycle{PreStop: &corev1.LifecycleHandler{Sleep: &corev1.SleepAction{Seconds: s}}}
	}
	return c
}

func containerPorts(w generate.Workload) []corev1.ContainerPort {
	var out []corev1.ContainerPort
	for _, p := range w.Ports {
		out = append(out, corev1.ContainerPort{Name: p.Name, ContainerPort: int32(p.Number), Protocol: transport(p)}) //nolint:gosec // at most 65535
	}
	return out
}

func transport(p generate.Port) corev1.Protocol {
	if p.Protocol == "udp" {
		return corev1.ProtocolUDP
	}
	return corev1.ProtocolTCP
}

func envFrom(w generate.Workload) []corev1.EnvFromSource {
	if len(w.Env) == 0 && !hasOwnEnv(w) {
		return nil
	}
	return []corev1.EnvFromSource{{ConfigMapRef: &corev1.ConfigMapEnvSource{LocalObjectReference: corev1.LocalObjectReference{Name: configName(w)}}}}
}

func secretEnv(w generate.Workload) []corev1.EnvVar {
	var out []corev1.EnvVar
	for _, s := range w.Secrets {
		key := &corev1.SecretKeySelector{LocalObjectReference: corev1.LocalObjectReference{Name: w.SecretName()}, Key: s.Key}
		if s.Optional {
			key.Optional = &s.Optional
		}
		out = append(out, corev1.EnvVar{Name: s.Name, ValueFrom: &corev1.EnvVarSource{SecretKeyRef: key}})
	}
	return out
}

// podSecurity holds what the restricted pod security standard asks of a pod
// (https://kubernetes.io/docs/concepts/security/pod-security-standards/).
func podSecurity(w generate.Workload) *corev1.PodSecurityContext {
	yes := w.Security.UID != 0
	s := &corev1.PodSecurityContext{
		RunAsNonRoot:   &yes,
		RunAsUser:      &w.Security.UID,
		RunAsGroup:     &w.Security.GID,
		SeccompProfile: &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault},
	}
	if w.Security.LowPorts {
		s.Sysctls = []corev1.Sysctl{{Name: "net.ipv4.ip_unprivileged_port_start", Value: "0"}}
	}
	for _, v := range w.Volumes {
		if v.Claim != nil {
			change := corev1.FSGroupChangeOnRootMismatch
			s.FSGroup, s.FSGroupChangePolicy = &w.Security.GID, &change
		}
	}
	return s
}

func containerSecurity(w generate.Workload) *corev1.SecurityContext {
	s := &corev1.SecurityContext{
		AllowPrivilegeEscalation: &w.Security.Privileged,
		ReadOnlyRootFilesystem:   &w.Security.ReadOnlyRoot,
		Capabilities:             &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}},
	}
	for _, c := range w.Security.Capabilities {
		s.Capabilities.Add = append(s.Capabilities.Add, corev1.Capability(c))
	}
	if w.Security.Privileged {
		s.Privileged, s.Capabilities = &w.Security.Privileged, nil
	}
	return s
}

func index(field string, i int) string { return fmt.Sprintf("%s[%d]", field, i) }
