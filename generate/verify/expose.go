package verify

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// exposed checks that the ports of the image are those of the containers that run it.
func exposed(t *Tree, d *dockerfile) []Finding {
	has, where, ok := d.exposes()
	if !ok {
		return nil
	}
	for _, b := range d.builds {
		if b.Name == "" || b.Target != "" {
			continue
		}
		want, runs := t.containerPorts(b.Name)
		if !runs || slices.Equal(has, want) {
			continue
		}
		return []Finding{where.problem(
			i18n.Textf("EXPOSE %[1]s 与 %[3]s 的容器端口 %[2]s 不一致", "EXPOSE %[1]s does not agree with the container ports %[2]s of %[3]s", portList(has), portList(want), b.Name),
			i18n.Text{ZH: "以程序真正监听的端口为准，改正其中一处", EN: "find out where the program listens, and correct the other place"})}
	}
	return nil
}

func portList(ports []string) string {
	if len(ports) == 0 {
		return "∅"
	}
	return strings.Join(ports, " ")
}

// exposes are the ports of the final stage as 8080/tcp, sorted; false when they
// cannot be told.
func (d *dockerfile) exposes() (ports []string, where place, ok bool) {
	final := d.final()
	where = place{d.path, final.line}
	for _, s := range d.chain(final) {
		for _, c := range s.Commands {
			e, isExpose := c.(*instructions.ExposeCommand)
			if !isExpose {
				continue
			}
			where = d.at(c)
			for _, word := range e.Ports {
				number, proto, _ := strings.Cut(strings.ToLower(d.word(word, s)), "/")
				if _, err := strconv.Atoi(number); err != nil {
					return nil, where, false
				}
				if proto == "" {
					proto = "tcp"
				}
				ports = append(ports, number+"/"+proto)
			}
		}
	}
	slices.Sort(ports)
	return slices.Compact(ports), where, true
}

// containerPorts are the ports of the containers that run an image.
func (t *Tree) containerPorts(image string) (ports []string, runs bool) {
	for _, o := range t.overlays {
		for _, p := range o.pods() {
			for _, c := range p.containers() {
				if repository, _, _ := imageName(c.Image); path.Base(repository) != image || c.init {
					continue
				}
				runs = true
				for _, cp := range c.Ports {
					ports = append(ports, intstrText(cp.ContainerPort)+"/"+strings.ToLower(string(protocol(cp.Protocol))))
				}
			}
		}
	}
	slices.Sort(ports)
	return slices.Compact(ports), runs
}
