package kustomize

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/kustomize/api/types"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/fileset"
)

const (
	routesFile   = "routes.conf"
	routesVolume = "routes"
)

func routesName(w generate.Workload) string { return w.Name + "-routes" }

// routes tells the web server of a static front end which paths other components
// answer. The image includes what is mounted there, so that it stays the same
// wherever the components are.
func (g *generator) routes(w generate.Workload, k *types.Kustomization) ([]fileset.Why, error) {
	if len(w.Routes) == 0 {
		return nil, nil
	}
	decision := w.DecisionID(generate.AspectRoutes)
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", g.print.Header(titled(w, "转发规则", "The routes")))
	for _, r := range w.Routes {
		if err := location(&b, r); err != nil {
			return nil, fmt.Errorf("routes of %s: %w", w.Name, err)
		}
	}
	g.files = append(g.files, fileset.File{
		Path: path.Join(Root, "base", w.Name, routesFile), Mode: fs.FileMode(0o644), Content: []byte(b.String()),
		Why: []fileset.Why{why("", decision)},
	})
	args := types.ConfigMapArgs{GeneratorArgs: types.GeneratorArgs{Name: routesName(w), KvPairSources: types.KvPairSources{FileSources: []string{routesFile}}}}
	k.ConfigMapGenerator = append(k.ConfigMapGenerator, args)
	return []fileset.Why{why(index("configMapGenerator", len(k.ConfigMapGenerator)-1), decision)}, nil
}

// location prints one nginx location. With a path behind the address, nginx puts
// it in place of the prefix; without one it passes the path on as it is
// (https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass).
func location(b *strings.Builder, r generate.Route) error {
	if strings.ContainsAny(r.Prefix, " \t\r\n;{}'\"$\\#") || !strings.HasPrefix(r.Prefix, "/") {
		return fmt.Errorf("prefix %q: use a plain path such as /api", r.Prefix)
	}
	prefix := strings.TrimSuffix(r.Prefix, "/") + "/"
	target := fmt.Sprintf("http://%s:%d", r.Component, r.Port)
	if r.Strip {
		target += "/"
	}
	fmt.Fprintf(b, `
location ^~ %s {
    proxy_pass %s;
    proxy_http_version 1.1;
    proxy_set_header Host $host;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $http_connection;
    proxy_set_header X-Real-IP $remote_addr;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;
}
`, prefix, target)
	return nil
}

func routesMount() corev1.VolumeMount {
	return corev1.VolumeMount{Name: routesVolume, MountPath: generate.RoutesDir, ReadOnly: true}
}

func routesSource(w generate.Workload) corev1.Volume {
	return corev1.Volume{Name: routesVolume, VolumeSource: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{
		LocalObjectReference: corev1.LocalObjectReference{Name: routesName(w)}}}}
}
