package container

import (
	"strconv"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/image"
)

// AddService adds a backing service that the container needs, reached under a host name.
func (b *Builder) AddService(c fact.Confidence, s image.Service, host string, line int) {
	b.AddAs(c, fact.Service, s.Kind, line)
	if host == "" {
		return
	}
	if s.Port > 0 {
		host += ":" + strconv.Itoa(s.Port)
	}
	b.AddAs(c, fact.ServiceAddress(s.Kind), host, line)
}
