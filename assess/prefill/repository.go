package prefill

import (
	"strings"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// Repository is where the source of an application comes from.
type Repository struct {
	URL, Branch string
	Evidence    string // place that says so
}

// SuggestRepository suggests the answer to dev.vcs. A login in the address is left
// out; a branch is one for releases when it has the name of one.
func SuggestRepository(bank *survey.Bank, app string, r Repository) []interview.Suggestion {
	q, ok := bank.Question("dev.vcs")
	url := withoutLogin(r.URL)
	if !ok || url == "" {
		return nil
	}
	branch := ""
	if r.Branch == "main" || r.Branch == "master" {
		branch = r.Branch
	}
	value, problems := q.Check(record(cell("url", url), cell("branch", branch), cell("product", product(url))))
	if len(problems) > 0 {
		return nil
	}
	return []interview.Suggestion{{
		Place: survey.Place{App: app}, Question: q.ID, Value: value, Evidence: []string{r.Evidence}, By: "git", Confidence: survey.Estimated,
	}}
}

// withoutLogin drops a user of https, and of every scheme a user with a password.
func withoutLogin(url string) string {
	scheme, rest, ok := strings.Cut(url, "://")
	if !ok {
		return url // git@host:path
	}
	host, path, _ := strings.Cut(rest, "/")
	at := strings.LastIndexByte(host, '@')
	if at >= 0 && (strings.HasPrefix(scheme, "http") || strings.Contains(host[:at], ":")) {
		host = host[at+1:]
	}
	return scheme + "://" + host + "/" + path
}

// product is the option of dev.vcs by the host of the address.
func product(url string) string {
	for _, p := range []struct{ host, option string }{
		{"codeup.aliyun.com", "codeup"}, {"github.com", "github"}, {"gitee.com", "gitee"}, {"gitlab.", "gitlab"},
	} {
		if strings.Contains(url, "://"+p.host) || strings.Contains(url, "@"+p.host) {
			return p.option
		}
	}
	return ""
}
