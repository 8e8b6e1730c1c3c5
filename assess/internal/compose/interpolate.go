package compose

import "regexp"

// variableRE is $$, $NAME, ${NAME} and ${NAME:-default} with its relatives.
var variableRE = regexp.MustCompile(`\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-?+])([^{}]*))?\})`)

// value replaces the variables in a text. One without a value and without a
// default stays as ${NAME}.
func (r reader) value(s string) string {
	return variableRE.ReplaceAllStringFunc(s, func(m string) string {
		p := variableRE.FindStringSubmatch(m)
		name := p[1] + p[2]
		v, ok := r.env[name]
		switch {
		case m == "$$":
			return "$"
		case p[3] == ":+" || p[3] == "+":
			if ok && v != "" {
				return p[4]
			}
			return ""
		case ok && v != "":
			return v
		case p[3] == ":-" || p[3] == "-":
			return p[4]
		}
		return "${" + name + "}"
	})
}
