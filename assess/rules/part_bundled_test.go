package rules

import (
	"testing"
	"testing/fstest"

	"github.com/gantry-ack/gantry/assess/scan"
)

func TestBundled(t *testing.T) {
	tree, err := scan.Walk(t.Context(), fstest.MapFS{
		"LICENSE": {}, "app/LICENSE": {}, "libs/LICENSE": {}, "libs/swift/LICENSE": {}, "libs/maker/parse/composer.json": {}, "lib/plugins/tree/MIT-LICENSE": {}, "lib/own.php": {}, "thinkphp/library/think/App.php": {}, "server/vendor/autoload.php": {}, "kit/composer.json": {Data: []byte(`{"type": "library"}`)}, "shop/composer.json": {Data: []byte(`{"type": "project"}`)},
	}, scan.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	dirs := bundled(tree)
	for name, want := range map[string]bool{
		"libs/swift/classes/Mail.php": true, "libs/maker/parse/P.php": true, "libs/swift/a.go": false, "lib/plugins/tree/lib/t.rb": true, "thinkphp/helper.php": true, "app/helper.php": false, "server/vendor/guzzle/Dockerfile": true, "thinkphp/Dockerfile": false, "kit/src/Mail.php": true, "shop/src/Mail.php": false, "include/lib/class.phpmailer.php": true, "app/Mail/SmtpTest.php": false, "lib/alipay/lotusphp_runtime/Cache.php": true,
		"app/a.php": false, "libs/own/a.php": false, "lib/own.php": false, "a.php": false,
	} {
		if got := inBundled(dirs, name); got != want {
			t.Errorf("%s: bundled is %v, want %v", name, got, want)
		}
	}
}
