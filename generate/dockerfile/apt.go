package dockerfile

import (
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/dockerfile/ast"
	"github.com/gantry-ack/gantry/generate/images"
)

// runtimePackages installs what the workload needs beside its program: packages
// by decision, fonts and the locale, and what the stack itself needs.
func (b *builder) runtimePackages(s *ast.Stage, c images.Choice, own []string) {
	packages := slices.Clone(own)
	var comment, after []string
	if len(b.w.Build.Packages) > 0 {
		packages = append(packages, debianNames(runtimeNames(), b.w.Build.Packages, c)...)
		if absent := unpackaged(b.w.Build.Packages, c); len(absent) > 0 {
			comment = append(comment, b.text("发行版仓库里没有，需另行放入镜像: %s", "not among the distribution's packages, to be put into the image by other means: %s", strings.Join(absent, " ")))
		}
		b.explain(s.Name+".RUN.packages", b.id(generate.AspectPackages))
		comment = append(comment, b.assumed(b.id(generate.AspectPackages))...)
	}
	if b.w.Build.CJKFonts {
		packages = append(packages, "fontconfig", "fonts-noto-cjk")
		b.explain(s.Name+".RUN.fonts", b.id(generate.AspectFonts))
		comment = append(comment, b.assumed(b.id(generate.AspectFonts))...)
	}
	if lang, charset, ok := strings.Cut(b.w.Build.Locale, "."); ok && lang != "C" {
		packages = append(packages, "locales")
		after = []string{"localedef -i " + shellWord(lang) + " -f " + shellWord(charset) + " " + shellWord(b.w.Build.Locale)}
	}
	if len(packages) == 0 || c.System() == images.Alpine {
		return
	}
	comment = append(comment, b.text("运行时需要的系统包", "system packages that the program needs"))
	b.apt(s, c, packages, after, comment)
}

// apt installs packages. Neither package lists nor archives stay in the layer.
func (b *builder) apt(s *ast.Stage, c images.Choice, packages, after, comment []string) {
	slices.Sort(packages)
	b.arg(s, ArgApt)
	script := []string{
		"set -eu",
		"export DEBIAN_FRONTEND=noninteractive",
		"rm -f /etc/apt/apt.conf.d/docker-clean",
		`if [ -n "$` + ArgApt + `" ]; then`,
		`    find /etc/apt -name sources.list -o -name '*.sources' | xargs sed -i -E "s#https?://` + aptHosts(c) + `#http://$` + ArgApt + `#"`,
		"fi",
		"apt-get update",
		"apt-get install -y --no-install-recommends " + strings.Join(slices.Compact(packages), " "),
	}
	s.Add(ast.Run{
		Mounts: []ast.Mount{{Type: ast.Cache, Target: "/var/cache/apt", Locked: true}, {Type: ast.Cache, Target: "/var/lib/apt/lists", Locked: true}},
		Script: append(script, after...),
	}, comment...)
}

// aptHosts is a pattern for the hosts in the image's own package sources.
func aptHosts(c images.Choice) string {
	if c.System() == images.Ubuntu {
		return `(archive|security|ports)\.ubuntu\.com`
	}
	return `(deb|security)\.debian\.org`
}

var packageRE = regexp.MustCompile(`^[a-z0-9][a-z0-9.+-]+$`)

// debianNames translates neutral names. A name that the table lacks is taken for a
// package's own; what is no name at all is left out.
func debianNames(table map[string]string, neutral []string, c images.Choice) []string {
	var out []string
	for _, n := range neutral {
		name, ok := table[n]
		if !ok {
			name = n
		}
		if slices.Contains(unpackaged([]string{n}, c), n) {
			continue
		}
		for p := range strings.FieldsSeq(name) {
			if packageRE.MatchString(p) {
				out = append(out, suiteName(p, c.Suite()))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// unpackaged returns the names that the distribution has no package for: what is not
// free software, and browsers on Ubuntu, which come as snaps that no container runs.
func unpackaged(neutral []string, c images.Choice) []string {
	return slices.DeleteFunc(slices.Clone(neutral), func(n string) bool {
		return n != "oracle-instantclient" && (n != "chromium" || c.System() != images.Ubuntu)
	})
}

// suiteName follows the renaming of libraries for 64-bit time, which Ubuntu 24.04 and
// Debian 13 carry.
func suiteName(p, suite string) string {
	if suite == "bullseye" {
		switch p {
		case "libldap-2.5-0":
			return "libldap-2.4-2"
		case "libffi8":
			return "libffi7"
		}
		return p
	}
	if suite != "noble" && suite != "trixie" {
		return p
	}
	switch p {
	case "libaio1", "libmagic1", "libglib2.0-0", "libmemcached11":
		return p + "t64"
	case "libldap-2.5-0":
		return "libldap2"
	case "libjpeg62-turbo":
		if suite == "noble" {
			return "libjpeg-turbo8"
		}
	}
	return p
}

// runtimeNames maps neutral names to packages that a program needs while it runs.
// Names that are the same everywhere are not listed.
func runtimeNames() map[string]string {
	return map[string]string{
		"libreoffice":       "libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui",
		"libaio":            "libaio1",
		"libpq":             "libpq5",
		"mysqlclient":       "libmariadb3",
		"mysql-client":      "default-mysql-client",
		"poppler":           "poppler-utils",
		"tesseract":         "tesseract-ocr",
		"ssh":               "openssh-client",
		"exiftool":          "libimage-exiftool-perl",
		"libmagic":          "libmagic1",
		"libgl":             "libgl1",
		"glib":              "libglib2.0-0",
		"gdk-pixbuf":        "libgdk-pixbuf-2.0-0",
		"openldap":          "libldap-2.5-0",
		"libmemcached":      "libmemcached11",
		"xmlsec":            "libxmlsec1-openssl",
		"giflib":            "libgif7",
		"librsvg":           "librsvg2-2",
		"libjpeg":           "libjpeg62-turbo",
		"librdkafka":        "librdkafka1",
		"libglib":           "libglib2.0-0",
		"opencv":            "libgl1 libglib2.0-0",
		"cairo":             "libcairo2",
		"libcairo":          "libcairo2",
		"pango":             "libpango-1.0-0 libpangoft2-1.0-0",
		"weasyprint":        "libpango-1.0-0 libpangoft2-1.0-0",
		"libxslt":           "libxslt1.1",
		"libffi":            "libffi8",
		"ldap":              "libldap-2.5-0",
		"libldap":           "libldap-2.5-0",
		"gdal":              "gdal-bin",
		"geos":              "libgeos-c1v5",
		"proj":              "libproj25",
		"libzbar":           "libzbar0",
		"zbar":              "libzbar0",
		"unixodbc":          "unixodbc",
		"libsndfile":        "libsndfile1",
		"libgomp":           "libgomp1",
		"cjk-fonts":         "fonts-noto-cjk",
		"libmysqlclient":    "libmariadb3",
		"postgresql-client": "postgresql-client",
	}
}

// buildNames maps neutral names to packages that compiling a dependency needs.
func buildNames() map[string]string {
	return map[string]string{
		"gcc":          "gcc libc6-dev",
		"g++":          "g++",
		"python":       "python3",
		"libpq":        "libpq-dev",
		"mysqlclient":  "default-libmysqlclient-dev pkg-config",
		"libxml2":      "libxml2-dev libxslt1-dev",
		"libxslt":      "libxslt1-dev",
		"libffi":       "libffi-dev",
		"openssl":      "libssl-dev",
		"libssl":       "libssl-dev",
		"libjpeg":      "libjpeg-dev zlib1g-dev",
		"pillow":       "libjpeg-dev zlib1g-dev",
		"openldap":     "libldap2-dev libsasl2-dev",
		"xmlsec":       "libxmlsec1-dev",
		"pango":        "libpango1.0-dev",
		"giflib":       "libgif-dev",
		"librsvg":      "librsvg2-dev",
		"libmemcached": "libmemcached-dev",
		"zlib":         "zlib1g-dev",
		"ldap":         "libldap2-dev libsasl2-dev",
		"libldap":      "libldap2-dev libsasl2-dev",
		"cairo":        "libcairo2-dev pkg-config",
		"libcairo":     "libcairo2-dev pkg-config",
		"krb5":         "libkrb5-dev",
		"unixodbc":     "unixodbc-dev",
		"librdkafka":   "librdkafka-dev",
		"sqlite":       "libsqlite3-dev",
		"libvips":      "libvips-dev",
		"gdal":         "libgdal-dev",
		"geos":         "libgeos-dev",
		"rust":         "cargo rustc",
		"libxmlsec1":   "libxmlsec1-dev pkg-config",
		"portaudio":    "portaudio19-dev",
		"protobuf":     "protobuf-compiler",
		"snappy":       "libsnappy-dev",
	}
}

// linked names what a dependency compiled against a library needs at run time.
func linked(build []string) []string {
	var out []string
	for _, n := range build {
		switch n {
		case "libpq", "mysqlclient", "libxml2", "libxslt", "ldap", "libldap", "openldap", "cairo", "libcairo", "unixodbc", "geos", "gdal", "librdkafka", "libmemcached", "xmlsec":
			out = append(out, n)
		}
	}
	return out
}
