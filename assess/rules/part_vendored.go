package rules

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// vendored tells of code that others wrote and that lies in the tree nevertheless.
func vendored(name string) bool {
	lower := strings.ToLower(name)
	dirs := strings.Split(lower, "/")
	base := dirs[len(dirs)-1]
	dirs = dirs[:len(dirs)-1]
	for i, d := range dirs {
		switch d {
		case "third_party", "third-party", "thirdparty", "bower_components", "node_modules", "godeps", "jspm_packages", ".yarn", ".mvn":
			return true
		case "vendor", "vendors": // deeper, it may be a supplier
			if !jvmFile(base) && (i == 0 || served(dirs[:i])) {
				return true
			}
		case "lib", "libs", "plugin", "plugins", "third":
			if webFile(base) && served(dirs[:i]) {
				return true
			}
		}
		if webFile(base) && libraryDirRE.MatchString(d) {
			return true
		}
	}
	switch {
	case slices.Contains([]string{"mvnw", "mvnw.cmd", "gradlew", "gradlew.bat"}, base), strings.HasSuffix(lower, "gradle/wrapper/gradle-wrapper.properties"):
		return true
	case !webFile(base):
		return false
	}
	return builtRE.MatchString(base) || libraryFileRE.MatchString(base) && served(dirs)
}

func webFile(name string) bool {
	switch path.Ext(name) {
	case ".js", ".mjs", ".cjs", ".css", ".ts", ".html", ".htm", ".swf", ".json", ".xml", ".php", ".jsp", ".ashx":
		return true
	}
	return false
}

// served tells of directories whose files a browser gets as they are.
func served(dirs []string) bool {
	return slices.ContainsFunc(dirs, func(d string) bool {
		switch d {
		case "static", "public", "assets", "js", "javascript", "javascripts", "webapp", "webroot", "wwwroot", "htdocs", "dist", "content", "scripts", "resource", "lib", "libs":
			return true
		}
		return false
	})
}

// Names of libraries by which their directories and files are called.
var (
	libraryDirRE  = regexp.MustCompile(`^(?:ueditor|kindeditor|tinymce|ckeditor\d?|layui|zrender|echarts|bootstrap-[\d.]+|codemirror|ace-builds|pdfjs|swagger-ui|easyui|jquery[\w.-]*|fullcalendar|highcharts|mathjax|monaco-editor|font-awesome[\w.-]*|adminlte)$`)
	libraryFileRE = regexp.MustCompile(`^(?:jquery|bootstrap|vue|react|react-dom|angular|lodash|underscore|moment|echarts|d3|layui|layer|laydate|axios|backbone|ember|require|handlebars|mustache|knockout|popper|sweetalert2?|select2|summernote|ueditor|kindeditor|tinymce|ckeditor|wangeditor|highcharts|chart|zepto|swiper|modernizr|html5shiv|respond|polyfill|es5-shim|sockjs|stomp|swfobject|plupload|webuploader|dropzone|fullcalendar|ztree|datatables|pdf|highlight|prism|marked|codemirror|ace|three|fastclick|iscroll|mui|weui|element-ui|hls|video|qrcode|clipboard|md5|sha1|crypto-js|jsencrypt|base64|json2|template-web|art-template|jweixin)(?:[._-][\w.-]+)?\.(?:js|mjs|css)$`)
	builtRE       = regexp.MustCompile(`[.-](?:min|bundle|chunk|pack)\.(?:js|mjs|css)$|[.-][0-9a-f]{8,20}\.(?:js|css)$`)
)
