package survey

import "testing"

// FuzzMayMatchSecret holds the words that are looked for first to the expression
// that they stand for.
func FuzzMayMatchSecret(f *testing.F) {
	for _, s := range []string{
		"-----BEGIN RSA PRIVATE KEY-----", "LTAI5tAbCdEfGhIjKl", "STS.NTAbCdEfGhIjKl", "AKIDabcdefghijkl", "AKIAABCDEFGHIJKLMNOP", "ASIAABCDEFGHIJKLMNOP",
		"ghp_abcdefghijklmnopqrstuv", "github_pat_abcdefghijklmnopqrstuv", "glpat-abcdefghijklmnopqr", "sk-abcdefghijklmnopqrstuv", "xoxb-0123456789ab",
		"eyJhbGciOiJI.eyJzdWIiOiIx", "mysql://root:hunter2@db/shop", "://:x@", "在机房 A 的堡垒机上",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if secretRE.MatchString(s) && !mayMatchSecret(s) {
			t.Errorf("%q is a secret that is passed over", s)
		}
	})
}
