package engagement

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gantry-ack/gantry/internal/i18n"
)

const (
	// maxName leaves room in the 63 characters of a DNS label for suffixes.
	maxName     = 40
	maxCustomer = 100 // characters
	maxSource   = 1024
)

var (
	dnsLabelRE = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`)
	// scpRE is the short form of a git address, git@host:path. A single letter
	// before the colon is a Windows drive.
	scpRE    = regexp.MustCompile(`^([A-Za-z0-9._-]+@)?[A-Za-z0-9._-]{2,}:[^\\]`)
	schemeRE = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]+://`)
	// httpUserRE and passwordRE find credentials inside an address.
	httpUserRE = regexp.MustCompile(`^(?i:https?)://[^/?#]*@`)
	passwordRE = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]+://[^/?#@]*:[^/?#]*@`)
)

// CheckName tells whether a name may be that of an application or component: a
// DNS-1123 label of at most 40 characters.
func CheckName(name string) error { return asError(nameProblem(name)) }

// asError is a problem as an error; nil when there is none.
func asError(problem i18n.Text) error {
	if problem == (i18n.Text{}) {
		return nil
	}
	return errors.New(problem.EN)
}

func nameProblem(name string) i18n.Text {
	if len(name) <= maxName && dnsLabelRE.MatchString(name) {
		return i18n.Text{}
	}
	var zh, en string
	if other := allowedName(name); other != "" {
		zh, en = fmt.Sprintf("，例如 %q", other), fmt.Sprintf(", for example %q", other)
	}
	return i18n.Textf("名称 %[1]s：最多 %[2]d 个小写字母、数字和连字符，首尾是字母或数字%[3]s",
		"checking name %[1]s: use at most %[2]d lower-case letters, digits and hyphens, with a letter or digit at both ends%[4]s",
		quoteShort(name), maxName, zh, en)
}

// allowedName turns a name into an allowed one, where something is left.
func allowedName(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		default:
			if b.Len() > 0 && !strings.HasSuffix(b.String(), "-") {
				b.WriteByte('-')
			}
		}
		if b.Len() >= maxName {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}

func checkCustomer(name string) error {
	switch {
	case strings.TrimSpace(name) == "":
		return errors.New("checking customer: the name is empty")
	case !utf8.ValidString(name):
		return errors.New("checking customer: the name is not UTF-8")
	case utf8.RuneCountInString(name) > maxCustomer:
		return fmt.Errorf("checking customer: the name is longer than %d characters", maxCustomer)
	case !isPrintable(name):
		return errors.New("checking customer: the name holds control or invisible characters")
	case name != strings.TrimSpace(name):
		return errors.New("checking customer: the name begins or ends with a space")
	}
	return nil
}

func checkSource(source string) error { return asError(sourceProblem(source)) }

// sourceProblem never prints the source: it may hold a credential.
func sourceProblem(source string) i18n.Text {
	switch {
	case strings.TrimSpace(source) == "":
		return i18n.Text{ZH: "源代码位置是空的：填写目录、压缩包或 git 地址",
			EN: "checking source: it is empty; give a directory, an archive or a git address"}
	case len(source) > maxSource || !utf8.ValidString(source) || !isPrintable(source):
		return i18n.Textf("源代码位置：最多 %d 字节可显示的 UTF-8 文字", "checking source: use at most %d bytes of printable UTF-8", maxSource)
	case source[0] == '-':
		return i18n.Text{ZH: "源代码位置以连字符开头，会被当作选项：前面写上 ./",
			EN: "checking source: it begins with a hyphen and would be taken for an option; write ./ before it"}
	case httpUserRE.MatchString(source) || passwordRE.MatchString(source):
		return i18n.Text{ZH: "源代码地址里有用户名或口令：去掉它，由 git 的凭据助手提供",
			EN: "checking source: the address holds a user or password; leave it out and let git's credential helper give it"}
	}
	return i18n.Text{}
}

// IsRemote tells whether a source is an address that git fetches, not a path.
func IsRemote(source string) bool {
	return schemeRE.MatchString(source) || scpRE.MatchString(source)
}

func isPrintable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}

// quoteShort quotes a name that may be hostile: no control character, bounded.
func quoteShort(s string) string {
	const longest = 60
	if len(s) > longest {
		return fmt.Sprintf("%.*q...", longest, s)
	}
	return fmt.Sprintf("%q", s)
}
