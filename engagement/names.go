package engagement

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
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
func CheckName(name string) error {
	if len(name) <= maxName && dnsLabelRE.MatchString(name) {
		return nil
	}
	return fmt.Errorf("checking name %s: use at most %d lower-case letters, digits and hyphens, with a letter or digit at both ends%s",
		quoteShort(name), maxName, nameSuggestion(name))
}

// nameSuggestion turns a name into an allowed one, where something is left.
func nameSuggestion(name string) string {
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
	if s := strings.Trim(b.String(), "-"); s != "" {
		return fmt.Sprintf(", for example %q", s)
	}
	return ""
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

// checkSource never prints the source: it may hold a credential.
func checkSource(source string) error {
	switch {
	case strings.TrimSpace(source) == "":
		return errors.New("checking source: it is empty; give a directory, an archive or a git address")
	case len(source) > maxSource || !utf8.ValidString(source) || !isPrintable(source):
		return fmt.Errorf("checking source: use at most %d bytes of printable UTF-8", maxSource)
	case source[0] == '-':
		return errors.New("checking source: it begins with a hyphen and would be taken for an option; write ./ before it")
	case httpUserRE.MatchString(source) || passwordRE.MatchString(source):
		return errors.New("checking source: the address holds a user or password; leave it out and let git's credential helper give it")
	}
	return nil
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
