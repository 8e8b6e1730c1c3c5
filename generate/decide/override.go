package decide

import (
	"regexp"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

var (
	propertyRE = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*(?:\[0\])?$`)
	otherRE    = regexp.MustCompile(`[^A-Za-z0-9]`)
)

// relaxed is the environment variable by which Spring Boot takes a property over
// (https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.typesafe-configuration-properties.relaxed-binding.environment-variables):
// dots become underscores, dashes go, all is upper case, and a list is given as one value.
// False for what no variable replaces: an entry in a list of objects, since a list is taken from
// one source as a whole, a key in brackets, and an import, to which a variable only adds.
func relaxed(property string) (string, bool) {
	if !propertyRE.MatchString(property) || property == "spring.config.import" {
		return "", false
	}
	return strings.ToUpper(strings.NewReplacer(".", "_", "-", "", "[0]", "").Replace(property)), true
}

// microprofile is the variable by which MicroProfile Config takes a property over: whatever
// is no letter or digit becomes an underscore. Quarkus writes a profile in front (%prod.x).
func microprofile(property string) (string, bool) {
	if strings.HasPrefix(property, "%") {
		_, property, _ = strings.Cut(property, ".")
	}
	if !propertyRE.MatchString(property) {
		return "", false
	}
	return strings.ToUpper(otherRE.ReplaceAllString(property, "_")), true
}

// variableFor is the environment variable that takes over the property of a fact.
// False when the program's framework has none, or when what stands in that file wins.
func (c component) variableFor(f fact.Fact) (string, bool) {
	for _, e := range f.Evidence {
		for _, served := range c.Facts.All(fact.ConfigServed) {
			if served.Value == e.Path {
				return "", false
			}
		}
	}
	property, _ := fact.Property(f.Value)
	switch c.Facts.Value(fact.ConfigOverride) {
	case "relaxed":
		return relaxed(property)
	case "microprofile":
		return microprofile(property)
	}
	return "", false
}
