package java

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// Kinds of marks about who may ask for what. The value is in brackets.
const (
	Guards MarkKind = "guards" // requests must be authenticated by a rule of the program's own
	Opens  MarkKind = "opens"  // anybody may ask (pattern of paths, or ofActuator)
	Closes MarkKind = "closes" // only who is logged in may ask (the same)
)

// ofActuator stands for the paths of all endpoints that Spring's EndpointRequest names.
const ofActuator = "actuator"

var (
	guardRE    = regexp.MustCompile(`\.\s*(?:authenticated|fullyAuthenticated|denyAll|has(?:Any)?(?:Role|Authority)|access)\s*\(|\bauthorize\s*\([^)\n]*,\s*(?:authenticated|denyAll|has\w+)`)
	resourceRE = regexp.MustCompile(`@EnableResourceServer\b`)
	matcherRE  = regexp.MustCompile(`\b(?:requestMatchers|antMatchers|mvcMatchers|pathMatchers|anyRequest|anyExchange|securityMatcher|matchers)\s*\(`)
	closeRE    = regexp.MustCompile(`^\s*\.\s*(?:authenticated|fullyAuthenticated|denyAll|has(?:Any)?(?:Role|Authority)|access)\b`)
	permitRE   = regexp.MustCompile(`^\s*\.\s*permitAll\b`)
	kotlinRE   = regexp.MustCompile(`\bauthorize\s*\(\s*(?:"([^"\n]*)"|(anyRequest|anyExchange))\s*,\s*permitAll\b`)
	literalRE  = regexp.MustCompile(`"([^"\n]*)"`)
	shiroRE    = regexp.MustCompile(`\.\s*(?:put|addPathDefinition)\s*\(\s*"(/[^"\n]*)"\s*,\s*"([^"\n]*)"\s*\)`)
)

// guards reads the rules of Spring Security and of Shiro.
func (s *source) guards() []Mark {
	var out []Mark
	if s.has("SecurityFilterChain", "SecurityWebFilterChain", "WebSecurityConfigurerAdapter", "ResourceServerConfigurerAdapter", "WebSecurityCustomizer") {
		out = append(out, s.first(Guards, guardRE, "")...)
		out = append(out, s.opened()...)
	}
	if s.has("@EnableResourceServer") {
		out = append(out, s.first(Guards, resourceRE, "")...)
	}
	if s.has("ShiroFilterFactoryBean", "ShiroFilterChainDefinition") {
		for _, m := range shiroRE.FindAllStringSubmatchIndex(s.code, 200) {
			pattern, rule := s.code[m[2]:m[3]], s.code[m[4]:m[5]]
			switch {
			case s.bare[m[0]] != '.':
			case rule == "anon":
				out = append(out, Mark{Opens, pattern, s.at(m[0])})
			case pattern == "/**":
				out = append(out, Mark{Guards, "", s.at(m[0])})
			}
		}
	}
	return out
}

// opened finds the paths that need no login, which are matchers followed by
// permitAll and what security leaves out, and those that need one. A pattern that is no literal is
// unknown and says nothing.
func (s *source) opened() []Mark {
	var out []Mark
	for _, m := range kotlinRE.FindAllStringSubmatchIndex(s.code, 100) {
		pattern := "/**"
		if m[2] >= 0 {
			pattern = s.code[m[2]:m[3]]
		}
		out = append(out, Mark{Opens, pattern, s.at(m[0])})
	}
	for _, m := range matcherRE.FindAllStringIndex(s.bare, 200) {
		end := closing(s.bare, m[1]-1)
		rest := s.bare[min(end+1, len(s.bare)):]
		before := s.bare[statement(s.bare, m[0]):m[0]]
		all := strings.HasPrefix(s.bare[m[0]:], "any")
		kind := Opens
		switch {
		case permitRE.MatchString(rest), strings.Contains(before, "ignoring"):
		case closeRE.MatchString(rest) && !all:
			kind = Closes
		default:
			continue
		}
		for _, p := range patterns(s.code[m[1]:min(end, len(s.code))], before, all) {
			out = append(out, Mark{kind, p, s.at(m[0])})
		}
	}
	return out
}

// patterns are the paths that the arguments of a matcher name. One for any request
// is about the paths of its chain.
func patterns(args, before string, all bool) []string {
	var out []string
	switch {
	case strings.Contains(args, "EndpointRequest"), all && strings.Contains(before, "EndpointRequest"):
		out = append(out, ofActuator)
	case all && !strings.Contains(before, "securityMatcher"):
		out = append(out, "/**")
	}
	for _, l := range literalRE.FindAllStringSubmatch(args, 100) {
		out = append(out, l[1])
	}
	return out
}

// closing is the offset of the parenthesis that closes the one at open.
func closing(text string, open int) int {
	depth := 0
	for i := open; i < len(text); i++ {
		switch text[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(text)
}

// statement is the offset at which the statement around i starts.
func statement(text string, i int) int {
	return strings.LastIndexAny(text[:i], ";{}") + 1
}

// guarded tells what keeps a request to a path of the program, without its context
// path, from being answered to somebody who is not logged in. Without rules of the
// program's own Spring Boot lets health requests pass, unless it protects the program
// as a resource server (ManagementWebSecurityAutoConfiguration).
func (v *view) guarded(urlPath string) (fact.Evidence, bool) {
	by, ok := v.mark(Guards)
	at := by.At
	if !ok {
		d, server := v.dep("spring-boot-starter-oauth2-resource-server", "spring-boot-starter-security-oauth2-resource-server")
		if !server || !AtLeast(v.boot().Value, 2, 0) {
			return fact.Evidence{}, false
		}
		at = d.At
	}
	for _, m := range v.code { // the first rule that fits holds
		if (m.Kind == Opens || m.Kind == Closes) && (m.Value == ofActuator || covers(m.Value, urlPath)) {
			return at, m.Kind == Closes
		}
	}
	for _, h := range v.conf.All() { // lists of open paths that the program reads itself
		if h.Active && slices.ContainsFunc(strings.Split(v.conf.Resolve(h.Value), ","), func(p string) bool { return covers(strings.TrimSpace(p), urlPath) }) {
			return at, false
		}
	}
	return at, true
}

// covers tells whether a pattern as Spring's and Shiro's matchers have it holds for
// a path: * within an element, ** for any number of them.
func covers(pattern, urlPath string) bool {
	if !strings.HasPrefix(pattern, "/") && !strings.HasPrefix(pattern, "*") || strings.Contains(pattern, "://") {
		return false
	}
	return coversAll(strings.Split(strings.Trim(pattern, "/"), "/"), strings.Split(strings.Trim(urlPath, "/"), "/"))
}

func coversAll(pattern, elements []string) bool {
	for i, p := range pattern {
		if p == "**" {
			for from := i; from <= len(elements); from++ {
				if coversAll(pattern[i+1:], elements[from:]) {
					return true
				}
			}
			return false
		}
		if i >= len(elements) {
			return false
		}
		if ok, err := path.Match(p, elements[i]); err != nil || !ok {
			return false
		}
	}
	return len(pattern) == len(elements)
}
