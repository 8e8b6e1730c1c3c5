package container

import (
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/cmdline"
)

var zoneRE = regexp.MustCompile(`zoneinfo/([A-Z][A-Za-z_]+/[A-Z][A-Za-z_]+)`)

// Install reads a command that builds the final stage of an image: the packages
// that it installs and the time zone that it sets. The line is where the
// instruction stands.
func (b *Builder) Install(script string, line int) {
	if m := zoneRE.FindStringSubmatch(script); m != nil {
		b.Add(fact.TimeZone, m[1], line)
	}
	s, _ := cmdline.Parse(script) // what could not be read is left out
	for _, l := range s.Lines {
		for _, r := range pipInstalled(l.Args) {
			b.Add(fact.PythonInstalled, r, line)
		}
		names, ok := installed(l.Args)
		if !ok {
			continue
		}
		build := slices.ContainsFunc(l.Args, func(a string) bool { return strings.HasPrefix(a, "--virtual") || a == "-t" && l.Args[0] == "apk" })
		for _, n := range names {
			b.pkg(n, build, line)
		}
	}
}

// InstallBuild reads a command of a stage that the final one copies from: what is
// installed there compiles, but packages of Python are what is copied.
func (b *Builder) InstallBuild(script string, line int) {
	s, _ := cmdline.Parse(script) // what could not be read is left out
	for _, l := range s.Lines {
		for _, r := range pipInstalled(l.Args) {
			b.Add(fact.PythonInstalled, r, line)
		}
		names, _ := installed(l.Args)
		for _, n := range names {
			if needed, ok := compilers()[n]; ok {
				b.Add(fact.BuildPackage, needed, line)
			} else if neutral, known := neutralName(n); known && header(n) {
				b.Add(fact.BuildPackage, neutral, line)
			}
		}
	}
}

func header(name string) bool {
	return strings.HasSuffix(name, "-dev") || strings.HasSuffix(name, "-devel") || strings.HasSuffix(name, "-headers")
}

var requirementRE = regexp.MustCompile(`^[A-Za-z0-9][\w.-]*(\[[\w,.-]+\])?((==|~=|>=|<=|<|>|!=)[\w.*,<>=!~-]+)?$`)

// pipInstalled returns the requirements that a command of pip names, without the
// tools that install and lists, paths and addresses.
func pipInstalled(args []string) []string {
	if len(args) > 2 && strings.HasPrefix(args[0], "python") && args[1] == "-m" || len(args) > 1 && args[0] == "uv" {
		args = args[slices.IndexFunc(args, func(a string) bool { return a == "-m" || a == "uv" })+1:]
	}
	if len(args) < 3 || args[0] != "pip" && args[0] != "pip3" || args[1] != "install" {
		return nil
	}
	var out []string
	for i, a := range args[2:] {
		name := strings.ToLower(a[:len(a)-len(strings.TrimLeft(a, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"))])
		option := i > 0 && slices.Contains([]string{
			"-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-i", "--index-url", "--extra-index-url", "-f", "--find-links", "--trusted-host",
			"-t", "--target", "--prefix", "--root", "--proxy", "--timeout", "--retries", "--cache-dir", "--python", "--platform", "--no-binary", "--only-binary", "--cert",
		}, args[i+1])
		if option || !requirementRE.MatchString(a) || slices.Contains([]string{"pip", "setuptools", "wheel", "poetry", "poetry-core", "pipenv", "uv", "virtualenv", "pip-tools", "cython", "pytest", "tox", "coverage"}, name) {
			continue
		}
		out = append(out, a)
	}
	return out
}

// installed returns the packages that a command of a distribution installs.
func installed(args []string) ([]string, bool) {
	for len(args) > 0 && (args[0] == "sudo" || args[0] == "exec") {
		args = args[1:]
	}
	if len(args) < 2 {
		return nil, false
	}
	verb := "install"
	switch args[0] {
	case "apk":
		verb = "add"
	case "apt", "apt-get", "aptitude", "yum", "dnf", "microdnf", "tdnf", "zypper":
	default:
		return nil, false
	}
	i := slices.Index(args, verb)
	if i < 0 {
		return nil, false
	}
	var names []string
	for j, a := range args {
		name, _, _ := strings.Cut(a, "=")
		name, _, _ = strings.Cut(name, ">")
		if j == 0 || j == i || strings.HasPrefix(a, "-") || strings.ContainsAny(name, "$/*:`(") ||
			slices.Contains([]string{"-t", "--virtual", "-o", "-c", "--repository", "--target-release", "--repo"}, args[j-1]) {
			continue
		}
		names = append(names, strings.ToLower(name))
	}
	return names, true
}

// pkg adds a package by its neutral name. One that is not known keeps the name
// that the distribution gives it, as a guess.
func (b *Builder) pkg(name string, build bool, line int) {
	if needed, ok := compilers()[name]; ok {
		b.Add(fact.BuildPackage, needed, line)
		return
	}
	if cjkFont(name) {
		b.Add(fact.CJKFonts, "true", line)
		return
	}
	neutral, known := neutralName(name)
	dev := header(name)
	switch {
	case known && (dev || build):
		b.Add(fact.BuildPackage, neutral, line)
		if !build {
			b.Add(fact.SystemPackage, neutral, line)
		}
	case known:
		b.Add(fact.SystemPackage, neutral, line)
	case !dev && !build && !convenience(name):
		b.AddAs(fact.Low, fact.SystemPackage, name, line)
	}
}

func compilers() map[string]string {
	return map[string]string{
		"gcc": "gcc", "g++": "gcc", "gcc-c++": "gcc", "build-essential": "gcc", "build-base": "gcc", "make": "gcc", "cmake": "gcc", "autoconf": "gcc", "automake": "gcc",
		"libc-dev": "gcc", "musl-dev": "gcc", "libc6-dev": "gcc", "linux-headers": "gcc", "pkg-config": "gcc", "pkgconf": "gcc",
		"python3-dev": "gcc", "python-dev": "gcc", "python3-devel": "gcc", "libffi-dev": "libffi", "libffi-devel": "libffi",
	}
}

func cjkFont(name string) bool {
	for _, part := range []string{"wqy", "noto-cjk", "arphic", "noto-sans-cjk", "droid-fallback"} {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

// convenience tells of what people install to look around, or to install more.
func convenience(name string) bool {
	return strings.HasPrefix(name, "glibc-") || slices.Contains([]string{
		"apt-utils", "apt-transport-https", "software-properties-common", "epel-release", "gnupg", "gnupg2", "lsb-release", "sudo",
		"vim", "vim-tiny", "nano", "less", "net-tools", "telnet", "iputils-ping", "iproute2", "procps", "procps-ng", "lsof", "htop", "dnsutils", "bind-tools",
		"bash", "busybox-extras", "coreutils", "findutils", "which", "strace", "tcpdump", "dos2unix", "psmisc", "man", "tree", "nodemon", "git-lfs",
		"openjdk-8-jdk", "openjdk-8-jre", "openjdk8", "openjdk8-jre", "openjdk-11-jdk", "openjdk-11-jre", "openjdk11", "openjdk-17-jdk", "openjdk17", "openjdk-17-jre",
		"java-1.8.0-openjdk", "java-11-openjdk", "nodejs", "npm", "yarn", "python3", "python", "python3-pip", "py3-pip", "python3-venv", "go", "golang", "nginx", "supervisor",
		"wget", "tar", "gzip", "openntpd", "libstdc++", "libgcc", "redis", "mysql-community-server", "mysql-server",
	}, name)
}

// neutralName maps the names that distributions give a package to the one that
// facts use.
func neutralName(name string) (string, bool) {
	for _, p := range []struct{ prefix, neutral string }{
		{"libreoffice", "libreoffice"}, {"wkhtmltopdf", "wkhtmltopdf"}, {"ffmpeg", "ffmpeg"}, {"chromium", "chromium"}, {"google-chrome", "chromium"},
		{"imagemagick", "imagemagick"}, {"graphicsmagick", "graphicsmagick"}, {"ghostscript", "ghostscript"}, {"tesseract-ocr", "tesseract"}, {"tesseract", "tesseract"},
		{"poppler", "poppler"}, {"pandoc", "pandoc"}, {"graphviz", "graphviz"}, {"libaio", "libaio"},
		{"libpq", "libpq"}, {"postgresql-libs", "libpq"}, {"postgresql-dev", "libpq"}, {"postgresql-client", "postgresql-client"},
		{"default-libmysqlclient", "mysqlclient"}, {"libmysqlclient", "mysqlclient"}, {"mariadb-dev", "mysqlclient"}, {"mariadb-connector-c", "mysqlclient"}, {"libmariadb", "mysqlclient"},
		{"mysql-devel", "mysqlclient"}, {"default-mysql-client", "mysql-client"}, {"mysql-client", "mysql-client"}, {"mariadb-client", "mysql-client"},
		{"libxml2", "libxml2"}, {"libxslt", "libxslt"}, {"libssl", "openssl"}, {"openssl", "openssl"}, {"libldap", "libldap"}, {"unixodbc", "unixodbc"}, {"freetds", "freetds"},
		{"libgdiplus", "libgdiplus"}, {"libmagic", "libmagic"}, {"libgl1", "libgl"}, {"mesa-gl", "libgl"}, {"libsm6", "libgl"}, {"libxext6", "libgl"}, {"libxrender1", "libgl"}, {"libglib2.0", "glib"},
		{"libvips", "libvips"}, {"vips", "libvips"}, {"gdal", "gdal"}, {"libgdal", "gdal"}, {"libgeos", "geos"}, {"geos", "geos"}, {"libsndfile", "libsndfile"}, {"libzbar", "zbar"}, {"zbar", "zbar"},
		{"fontconfig", "fontconfig"}, {"libfontconfig", "fontconfig"}, {"ttf-dejavu", "fontconfig"}, {"font-dejavu", "fontconfig"}, {"fonts-dejavu", "fontconfig"}, {"libfreetype", "fontconfig"}, {"freetype", "fontconfig"},
		{"tini", "tini"}, {"dumb-init", "dumb-init"}, {"gettext", "gettext"}, {"tzdata", "tzdata"}, {"ca-certificates", "ca-certificates"},
		{"openssh-client", "ssh"}, {"rsync", "rsync"}, {"libimage-exiftool-perl", "exiftool"}, {"exiftool", "exiftool"}, {"p7zip", "p7zip"}, {"cron", "cron"}, {"xvfb", "xvfb"},
	} {
		if strings.HasPrefix(name, p.prefix) {
			return p.neutral, true
		}
	}
	if slices.Contains([]string{"git", "curl", "zip", "unzip", "jq", "sqlite3", "sqlite"}, name) {
		return strings.TrimSuffix(name, "3"), true
	}
	return "", false
}
