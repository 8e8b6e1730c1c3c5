package rules

import (
	"path"
	"regexp"
	"strings"

	"github.com/gantry-ack/gantry/assess/scan"
)

// bundled returns the directories of libraries and frameworks that were copied into the tree: those below a
// directory for libraries that have a licence or a manifest of their own, such as libs/swiftmailer, and those of
// PHP frameworks, by a file that only they have.
func bundled(tree *scan.Tree) map[string]bool {
	out := map[string]bool{}
	for _, e := range tree.Entries() {
		if dir, ok := strings.CutSuffix(e.Path, "vendor/autoload.php"); ok && (dir == "" || strings.HasSuffix(dir, "/")) {
			out[dir+vendorDir] = true
			continue
		}
		if m := frameworkRE.FindString(e.Path); m != "" {
			out[strings.TrimSuffix(e.Path, m)] = true
			continue
		}
		base := strings.ToLower(path.Base(e.Path))
		stem, _, _ := strings.Cut(base, ".")
		if !strings.HasSuffix(stem, "license") && stem != "licence" && stem != "copying" && base != "composer.json" && !strings.HasSuffix(base, ".gemspec") {
			continue
		}
		if dir := path.Dir(e.Path); libraryDir(path.Dir(dir)) || base == "composer.json" && dir != "." && saysLibrary(tree, e.Path) {
			out[dir] = true
		}
	}
	return out
}

// saysLibrary tells whether a manifest of Composer says that it is one of a library.
func saysLibrary(tree *scan.Tree, name string) bool {
	text, err := tree.Text(name)
	return err == nil && libraryTypeRE.MatchString(text)
}

var libraryTypeRE = regexp.MustCompile(`"type"\s*:\s*"library"`)

// frameworkRE finds what is left of a path behind the directory of a framework: ThinkPHP, CodeIgniter, Yii and the
// core of WordPress.
var frameworkRE = regexp.MustCompile(`(?:/(?:ThinkPHP\.php|library/think/App\.php|core/CodeIgniter\.php|YiiBase\.php|BaseYii\.php|class-wpdb\.php|class-wp-screen\.php))$`)

// libraryDir tells of directories that libraries are copied to, perhaps below the name of their maker.
func libraryDir(dir string) bool {
	for range 2 {
		switch strings.ToLower(path.Base(dir)) {
		case "lib", "libs", "library", "libraries", "extend", "third", "sdk", "vendor", "vendors", "include", "includes":
			return true
		}
		dir = path.Dir(dir)
	}
	return false
}

// inBundled tells whether a file is part of a library that was copied into the tree: any of those that Composer put
// there, and source in a language of which applications carry libraries along.
func inBundled(dirs map[string]bool, name string) bool {
	ext := path.Ext(name)
	code := ext == ".php" || ext == ".rb" || ext == ".inc"
	if code && phpLibraryFileRE.MatchString(path.Base(name)) {
		return true
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		base := path.Base(dir)
		if dirs[dir] && (code || base == vendorDir) || code && phpLibraryRE.MatchString(base) {
			return true
		}
	}
	return false
}

// vendorDir is where Composer puts libraries.
const vendorDir = "vendor"

// phpLibraryFileRE finds libraries for PHP of one file, by their names.
var phpLibraryFileRE = regexp.MustCompile(`(?i)^(?:class\.)?(?:phpmailer|smtp|pop3|phpqrcode|pclzip(?:\.lib)?|simple_html_dom|adminer[\w.-]*|nusoap|fpdf|tcpdf|snoopy(?:\.class)?|timthumb|upload\.class|class\.upload|tinyfilemanager|uploadhandler)(?:\.class)?\.php$`)

// phpLibraryRE finds directories of libraries for PHP that are handed on as archives, by their names.
var phpLibraryRE = regexp.MustCompile(`(?i)^(?:pear|zend(?:framework)?|lotusphp_runtime|phpqrcode|phpexcel(?:_\w+)?|php-?mailer[\d.]*|tcpdf[\d_.]*|e?fpdf[\d_.]*|mpdf[\d_.]*|smarty(?:-?[\d.]+)?|swiftmailer|getid3|adodb[\d.]*|nusoap|simplepie|htmlpurifier|phpass|aliyun-[\w-]*sdk[\w-]*|alipay-sdk[\w-]*|taobao-sdk[\w-]*|wxpayapi[\w.-]*|qiniu-[\w-]*sdk[\w-]*|qqconnect[\w.]*|ueditor)$`)
