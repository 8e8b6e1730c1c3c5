package java

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/internal/spring"
)

// TestGuards holds the reading of security rules to what they let pass.
func TestGuards(t *testing.T) {
	wrap := func(body string) string {
		return "package p;\nimport org.springframework.security.web.SecurityFilterChain;\nclass C {\n" + body + "\n}\n"
	}
	for name, c := range map[string]struct {
		code   string
		health bool // nobody needs to log in for /actuator/health
		groups bool // nor for /actuator/health/readiness
	}{
		"nothing": {"class A {}", true, true},
		"only the start page": {wrap(`void f() { http.authorizeRequests().antMatchers("/" , "/demo").permitAll()
			.anyRequest().authenticated(); }`), false, false},
		"all of the actuator": {wrap(`void f() { http.authorizeHttpRequests(a -> a.requestMatchers("/actuator/**").permitAll().anyRequest().authenticated()); }`), true, true},
		"health alone":        {wrap(`void f() { http.authorizeHttpRequests(a -> a.requestMatchers(HttpMethod.GET, "/actuator/health").permitAll().anyRequest().authenticated()); }`), true, false},
		"endpoint request":    {wrap(`void f() { http.authorizeHttpRequests(a -> a.requestMatchers(EndpointRequest.to("health")).permitAll().anyRequest().hasRole("A")); }`), true, true},
		"a chain of the endpoints": {wrap(`void f() { http.securityMatcher(EndpointRequest.toAnyEndpoint()).authorizeHttpRequests(a -> a.anyRequest().permitAll()); }
			void g() { http.authorizeHttpRequests(a -> a.anyRequest().authenticated()); }`), true, true},
		"a chain of other paths": {wrap(`void f() { http.securityMatcher("/public/**").authorizeHttpRequests(a -> a.anyRequest().permitAll()); }
			void g() { http.authorizeHttpRequests(a -> a.anyRequest().authenticated()); }`), false, false},
		"endpoints need a role":     {wrap(`void f() { http.authorizeHttpRequests(a -> a.requestMatchers(EndpointRequest.toAnyEndpoint()).hasRole("OPS").anyRequest().permitAll()); }`), false, false},
		"rest is open":              {wrap(`void f() { http.authorizeHttpRequests(a -> a.requestMatchers("/admin/**").hasRole("A").anyRequest().permitAll()); }`), true, true},
		"ignored":                   {wrap(`void f() { web.ignoring().antMatchers("/css/**", "/actuator/**"); } void g() { http.authorizeRequests().anyRequest().authenticated(); }`), true, true},
		"only a comment opens":      {wrap("// .antMatchers(\"/actuator/**\").permitAll()\nvoid f() { http.authorizeRequests().anyRequest().authenticated(); }"), false, false},
		"patterns that are unknown": {wrap(`void f() { http.authorizeRequests().antMatchers(WHITE).permitAll().anyRequest().authenticated(); }`), false, false},
		"legacy resource server":    {"package p;\n@EnableResourceServer\nclass A { }", false, false},
		"kotlin":                    {wrap(`fun f() { http { authorizeHttpRequests { authorize("/actuator/**", permitAll); authorize(anyRequest, authenticated) } } }`), true, true},
		"kotlin, closed":            {wrap(`fun f() { http { authorizeHttpRequests { authorize("/", permitAll); authorize(anyRequest, authenticated) } } }`), false, false},
		"shiro, closed":             {`class S { ShiroFilterFactoryBean f() { m.put("/login", "anon"); m.put("/**", "jwt"); } }`, false, false},
		"shiro, open":               {`class S { ShiroFilterFactoryBean f() { m.put("/actuator/**", "anon"); m.put("/**", "jwt"); } }`, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			v := &view{code: marks("src/C.java", c.code), conf: &spring.Config{}, p: &Project{}}
			_, closed := v.guarded("/actuator/health")
			_, closedGroups := v.guarded("/actuator/health/readiness")
			if d := cmp.Diff([]bool{c.health, c.groups}, []bool{!closed, !closedGroups}); d != "" {
				t.Errorf("health and its groups are open (-want +got):\n%s", d)
			}
		})
	}
}

func TestCovers(t *testing.T) {
	for _, c := range []struct {
		pattern, path string
		want          bool
	}{
		{"/**", "/actuator/health", true}, {"/actuator/**", "/actuator/health", true}, {"/actuator/**", "/actuator", true},
		{"/actuator/*", "/actuator/health", true}, {"/actuator/*", "/actuator/health/liveness", false},
		{"/actuator/health*", "/actuator/health", true}, {"/**/health", "/actuator/health", true}, {"/actuator/info", "/actuator/health", false},
		{"/", "/actuator/health", false}, {"http://x/**", "/actuator/health", false}, {"classpath:/**", "/actuator/health", false}, {"/[", "/a", false},
	} {
		if got := covers(c.pattern, c.path); got != c.want {
			t.Errorf("covers(%q, %q) = %t", c.pattern, c.path, got)
		}
	}
}
