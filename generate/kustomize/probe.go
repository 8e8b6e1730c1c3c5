package kustomize

import (
	"math"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/gantry-ack/gantry/generate"
)

func probe(w generate.Workload, p *generate.Probe) *corev1.Probe {
	if p == nil {
		return nil
	}
	return &corev1.Probe{
		ProbeHandler:     handler(w, *p),
		PeriodSeconds:    seconds(p.Period),
		TimeoutSeconds:   seconds(p.Timeout),
		FailureThreshold: int32(min(p.Threshold, math.MaxInt32)), //nolint:gosec // bounded
	}
}

func handler(w generate.Workload, p generate.Probe) corev1.ProbeHandler {
	switch p.Type {
	case generate.HTTPProbe:
		return corev1.ProbeHandler{HTTPGet: &corev1.HTTPGetAction{Path: p.Path, Port: intstr.FromString(p.Port)}}
	case generate.GRPCProbe:
		return corev1.ProbeHandler{GRPC: &corev1.GRPCAction{Port: portNumber(w, p.Port)}}
	}
	return corev1.ProbeHandler{TCPSocket: &corev1.TCPSocketAction{Port: intstr.FromString(p.Port)}}
}

// seconds rounds up to the whole seconds that the API takes.
func seconds(d time.Duration) int32 {
	return int32(min(math.Ceil(d.Seconds()), math.MaxInt32))
}

// portNumber looks a port up by its name; gRPC probes take no names.
func portNumber(w generate.Workload, name string) int32 {
	for _, p := range w.Ports {
		if p.Name == name {
			return int32(p.Number) //nolint:gosec // at most 65535
		}
	}
	return 0
}
