package survey

import (
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // time zones are the same on every machine

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Format is a narrower form of text.
type Format string

// The formats. Without one, any single line is a text.
const (
	Label   Format = "label"     // name of an object or environment: lower case letters, digits, hyphens
	Host    Format = "host"      // host name, or IP address
	Address Format = "address"   // URL or host, optionally with port
	Path    Format = "path"      // directory or file
	URLPath Format = "url-path"  // /healthz
	Zone    Format = "time-zone" // Asia/Shanghai
	EnvName Format = "env-name"  // environment variable
	Cron    Format = "cron"      // five fields, or Quartz's six or seven
	GitURL  Format = "git-url"   // https://, ssh:// or git@host:path
)

var (
	labelRE    = regexp.MustCompile(`^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$`)
	hostRE     = regexp.MustCompile(`^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$`)
	envNameRE  = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*$`)
	gitURLRE   = regexp.MustCompile(`^((https?|ssh|git)://([A-Za-z0-9._-]+@)?[A-Za-z0-9.-]+(:[0-9]+)?/|[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:)[^\s:@]+$`)
	cronPartRE = regexp.MustCompile(`^[0-9A-Za-z*/,?#-]+$`)
)

// check tells what is wanted instead of a text that is not of the format.
func (f Format) check(s string) i18n.Text {
	switch f {
	case Label:
		if !labelRE.MatchString(s) {
			return i18n.Text{ZH: "小写字母、数字和连字符, 以字母开头, 最多 40 个字符", EN: "lower case letters, digits and hyphens, beginning with a letter, at most 40 characters"}
		}
	case Host:
		if _, err := netip.ParseAddr(s); err != nil && (len(s) > 253 || !hostRE.MatchString(s)) {
			return i18n.Text{ZH: "主机名, 如 shop.example.com, 不带协议和端口", EN: "a host name such as shop.example.com, without scheme or port"}
		}
	case Address:
		if strings.ContainsAny(s, " \t") || !isAddress(s) {
			return i18n.Text{ZH: "地址, 如 https://mirror.example.com/path 或 host:port, 不含用户名和口令", EN: "an address such as https://mirror.example.com/path or host:port, without user or password"}
		}
	case Path:
		if strings.ContainsAny(s, "\x00*?\"<>|") {
			return i18n.Text{ZH: "单个路径, 如 /data/upload 或 logs", EN: "one path, such as /data/upload or logs"}
		}
	case URLPath:
		if !strings.HasPrefix(s, "/") || strings.ContainsAny(s, " \t#") {
			return i18n.Text{ZH: "以 / 开头的路径, 如 /healthz", EN: "a path that begins with /, such as /healthz"}
		}
	case Zone:
		if _, err := time.LoadLocation(s); err != nil || s == "Local" {
			return i18n.Text{ZH: "IANA 时区名, 如 Asia/Shanghai", EN: "an IANA time zone such as Asia/Shanghai"}
		}
	case EnvName:
		if !envNameRE.MatchString(s) {
			return i18n.Text{ZH: "环境变量名, 如 LOG_LEVEL", EN: "the name of an environment variable, such as LOG_LEVEL"}
		}
	case GitURL:
		if !gitURLRE.MatchString(s) {
			return i18n.Text{ZH: "Git 地址, 如 https://git.example.com/shop/shop.git 或 git@git.example.com:shop/shop.git, 不含口令", EN: "a Git address such as https://git.example.com/shop/shop.git or git@git.example.com:shop/shop.git, without a password"}
		}
	case Cron:
		if !isCron(s) {
			return i18n.Text{ZH: "五段 cron 表达式, 如 0 2 * * * (或 Quartz 六段)", EN: "a cron expression of five fields, such as 0 2 * * * (or Quartz's six)"}
		}
	}
	return i18n.Text{}
}

func isAddress(s string) bool {
	for part := range strings.SplitSeq(s, ",") { // GOPROXY is a list
		if !strings.Contains(part, "://") {
			part = "//" + part
		}
		u, err := url.Parse(part)
		if err != nil || u.Host == "" || u.User != nil {
			return false
		}
	}
	return true
}

func isCron(s string) bool {
	fields := strings.Fields(s)
	if len(fields) < 5 || len(fields) > 7 {
		return false
	}
	for _, f := range fields {
		if !cronPartRE.MatchString(f) {
			return false
		}
	}
	return true
}

func formats() []Format {
	return []Format{"", Label, Host, Address, Path, URLPath, Zone, EnvName, Cron, GitURL}
}

// known is an error when a bank uses a format that does not exist.
func (f Format) known() error {
	if slices.Contains(formats(), f) {
		return nil
	}
	return fmt.Errorf("unknown format %q", f)
}
