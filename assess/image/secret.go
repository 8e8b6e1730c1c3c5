package image

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/cmdline"
)

// maxSecret is the largest file that is looked at for secrets, in bytes.
const maxSecret = 256 << 10

// examineSecrets finds secrets in the environment, in the instructions that built the image and in files, those
// that later layers hide included. It keeps their places and never their values.
func (im *Image) examineSecrets() {
	for _, kv := range im.config.Config.Env {
		name, value, _ := strings.Cut(kv, "=")
		if secretValue(name, value) {
			im.found.secrets = append(im.found.secrets, Secret{Path: ConfigPath, What: clip(name), where: inEnv})
		}
	}
	for i, h := range im.config.History {
		for _, name := range buildSecrets(h.CreatedBy) {
			im.found.secrets = append(im.found.secrets, Secret{Path: ConfigPath, What: clip(name), Layer: im.layerOf(i), where: inHistory})
		}
	}
	im.tree.root.walk(".", func(name string, n *node) bool {
		if n.file != nil && secretName(name) {
			im.secretFile(name, n.file, false)
		}
		return true
	})
	for _, r := range im.tree.removed {
		if secretName(r.Path) {
			im.secretFile(r.Path, r.file, true)
		}
	}
}

const maxSecrets = 200

func (im *Image) secretFile(name string, f *file, gone bool) {
	if len(im.found.secrets) >= maxSecrets {
		return
	}
	if what, line := secretIn(name, im.content(f, maxSecret)); what != "" {
		im.found.secrets = append(im.found.secrets, Secret{Path: name, Line: line, What: what, Layer: f.layer, Gone: gone, where: inFile})
	}
}

// secretName tells by its name whether a file may hold a secret. What distributions and libraries bring for their
// tests is none.
func secretName(name string) bool {
	base := strings.ToLower(path.Base(name))
	for part := range strings.SplitSeq(path.Dir(name), "/") {
		switch part {
		case "test", "tests", "testdata", "node_modules", "site-packages", "dist-packages", "examples", "doc", "docs", "pkg", "mod", "testing":
			return false
		}
		if strings.HasPrefix(part, "python3.") || strings.HasPrefix(part, "python2.") {
			return false
		}
	}
	if strings.HasPrefix(name, "usr/share/") || strings.HasPrefix(name, "usr/lib/") || strings.Contains(base, "snakeoil") || strings.Contains(base, "example") || strings.Contains(base, "sample") {
		return false
	}
	switch base {
	case "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", ".npmrc", ".pypirc", ".netrc", ".git-credentials", ".dockercfg", "kubeconfig", ".htpasswd", ".pgpass", ".my.cnf":
		return true
	case "config":
		dir := path.Base(path.Dir(name))
		return dir == ".kube"
	case "config.json":
		return path.Base(path.Dir(name)) == ".docker"
	case "credentials":
		return path.Base(path.Dir(name)) == ".aws"
	case "settings.xml":
		return path.Base(path.Dir(name)) == ".m2"
	case "pip.conf":
		return true
	}
	return base == ".env" || strings.HasPrefix(base, ".env.") || path.Ext(base) == ".pem" || path.Ext(base) == ".key"
}

var (
	privateKeyRE = regexp.MustCompile(`-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----`)
	loginRE      = regexp.MustCompile(`(?i)(_authToken|_auth|_password|"auth"|"identitytoken"|client-key-data|\btoken|aws_secret_access_key|\bpassword|<password>)["']?\s*[:=>]\s*["']?([^\s"'<]{4,})`)
	urlLoginRE   = regexp.MustCompile(`[a-z]+://[^/\s:@]+:([^/\s@]+)@`)
)

// secretIn tells what secret a file holds and on which line; "" when it holds none.
func secretIn(name string, b []byte) (what string, line int) {
	if len(b) == 0 || bytes.IndexByte(b, 0) >= 0 {
		return "", 0
	}
	at := func(offset int) int { return 1 + bytes.Count(b[:offset], []byte("\n")) }
	if m := privateKeyRE.FindIndex(b); m != nil {
		return "PRIVATE KEY", at(m[0])
	}
	base := strings.ToLower(path.Base(name))
	if strings.HasPrefix(base, ".env") {
		return envSecret(string(b))
	}
	if ext := path.Ext(base); ext == ".pem" || ext == ".key" {
		return "", 0 // a certificate or a public key
	}
	if base == ".htpasswd" || base == ".pgpass" || base == ".git-credentials" {
		return base, 1
	}
	if m := loginRE.FindSubmatchIndex(b); m != nil && !placeholder(string(b[m[4]:m[5]])) {
		return strings.Trim(string(b[m[2]:m[3]]), `"<>`), at(m[0])
	}
	if m := urlLoginRE.FindSubmatchIndex(b); m != nil && !placeholder(string(b[m[2]:m[3]])) {
		return "URL", at(m[0])
	}
	return "", 0
}

// envSecret finds the first secret among NAME=VALUE lines.
func envSecret(text string) (string, int) {
	n := 0
	for line := range strings.Lines(text) {
		n++
		name, value, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "export "), "=")
		if ok && !strings.HasPrefix(name, "#") && secretValue(strings.TrimSpace(name), strings.Trim(strings.TrimSpace(value), `"'`)) {
			return clip(strings.TrimSpace(name)), n
		}
	}
	return "", 0
}

// secretValue tells whether a variable holds a secret in plain text, by its name, or by its value where that is a
// login inside an address or a key of a cloud.
func secretValue(name, value string) bool {
	if value == "" || placeholder(value) {
		return false
	}
	if cmdline.Value("x", value) != value {
		return true
	}
	upper := strings.ToUpper(name)
	for _, known := range []string{"GPG_KEY", "GPGKEY", "_SHA256", "_SHA512", "_CHECKSUM", "PUBLIC_KEY", "_FILE", "_PATH", "_URL", "_URI", "_ENDPOINT"} {
		if strings.Contains(upper, known) {
			return false
		}
	}
	switch strings.ToLower(value) {
	case "true", "false", "yes", "no", "none", "null", "enabled", "disabled", "on", "off":
		return false
	}
	return fact.Sensitive(name) && len(value) >= 3 && !strings.HasPrefix(value, "/")
}

// placeholder tells of a value that somebody else fills in.
func placeholder(value string) bool {
	return strings.ContainsAny(value, "$<") || strings.HasPrefix(value, "{{") || strings.Trim(value, "*xX.") == "" ||
		strings.HasPrefix(strings.ToLower(value), "your")
}

// buildArgRE is how builders note the arguments that an instruction was given: |2 NAME=value OTHER=value /bin/sh -c ...
var (
	buildArgRE = regexp.MustCompile(`^(?:RUN )?\|\d+ (.*?)(?:/bin/(?:ba|a)?sh -[a-z]+ |/bin/sh -c |$)`)
	assignRE   = regexp.MustCompile(`(?:^|[\s;&])([A-Za-z_][A-Za-z0-9_]*)=("[^"]*"|'[^']*'|[^\s"']+)`)
)

// buildSecrets returns the names of the secrets that an instruction holds: arguments of the build and variables that it
// sets. What ENV sets is in the environment and told there.
func buildSecrets(by string) []string {
	var out []string
	by = by[:min(len(by), 64<<10)]
	text := by
	if m := buildArgRE.FindStringSubmatch(by); m != nil {
		text = m[1]
	} else if !strings.Contains(by, "ARG ") {
		return nil
	}
	for _, m := range assignRE.FindAllStringSubmatch(text, 100) {
		if secretValue(m[1], strings.Trim(m[2], `"'`)) && !slices.Contains(out, m[1]) {
			out = append(out, m[1])
		}
	}
	return out
}

// masked is an instruction as it may be shown.
func masked(by string) string {
	by = assignRE.ReplaceAllStringFunc(clip(by), func(m string) string {
		name, value, _ := strings.Cut(m, "=")
		bare := strings.TrimLeft(name, " \t\n;&")
		if secretValue(bare, strings.Trim(value, `"'`)) {
			return name + "=" + cmdline.Masked
		}
		return m
	})
	return cmdline.Value("", by)
}
