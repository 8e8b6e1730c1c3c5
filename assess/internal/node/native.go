package node

import "github.com/gantry-ack/gantry/assess/fact"

// native is what a dependency with native code needs.
type native struct {
	build  []string // system packages to compile it
	run    []string // system packages at run time
	fonts  bool     // draws text with the fonts of the system
	module bool     // has native code
}

// nativeOf returns what a dependency needs of the system. Sources: the installation
// notes of each package.
func nativeOf(dep string) (native, bool) {
	compile := []string{"python3", "make", "g++"}
	switch dep {
	case "bcrypt", "argon2", "node-sass", "sqlite3", "better-sqlite3", "@louislam/sqlite3", "re2", "deasync", "bufferutil", "utf-8-validate", "node-pty", "leveldown", "farmhash",
		"microtime", "iconv", "node-expat", "sodium-native", "ref-napi", "ffi-napi", "node-gyp", "zeromq", "usb", "serialport", "cpu-features", "isolated-vm", "grpc", "pg-native", "heapdump", "node-libcurl":
		return native{build: compile, module: true}, true
	case "node-rdkafka":
		return native{build: append(compile, "librdkafka", "openssl"), run: []string{"librdkafka"}, module: true}, true
	case "canvas", "node-canvas", "chartjs-node-canvas":
		return native{build: append(compile, "pkg-config", "cairo", "pango", "libjpeg", "giflib", "librsvg"), run: []string{"cairo", "pango", "libjpeg", "giflib", "librsvg", "fontconfig"}, fonts: true, module: true}, true
	case "@napi-rs/canvas", "skia-canvas":
		return native{run: []string{"fontconfig"}, fonts: true, module: true}, true
	case "sharp":
		return native{module: true}, true
	case "oracledb":
		return native{run: []string{"libaio"}, module: true}, true
	case "puppeteer", "puppeteer-core", "playwright", "playwright-core", "chrome-launcher", "puppeteer-cluster":
		return native{run: []string{"chromium"}, fonts: true}, true
	case "gm", "imagemagick", "easyimage":
		return native{run: []string{"imagemagick"}}, true
	case "fluent-ffmpeg", "ffmpeg":
		return native{run: []string{"ffmpeg"}}, true
	case "html-pdf", "phantomjs", "phantomjs-prebuilt", "phantom":
		return native{run: []string{"fontconfig"}, fonts: true}, true
	case "wkhtmltopdf", "wkhtmltoimage":
		return native{run: []string{"wkhtmltopdf"}, fonts: true}, true
	case "libreoffice-convert", "awesome-unoconv":
		return native{run: []string{"libreoffice"}, fonts: true}, true
	case "simple-git", "nodegit":
		return native{run: []string{"git"}}, true
	}
	return native{}, false
}

// natives states the native modules, what they need to be compiled, and at run time.
// A front end is compiled with development dependencies too; a server runs
// without them.
func (st *statement) natives() {
	building := map[string]bool{}
	for _, q := range st.p.closure() {
		for _, d := range q.Dependencies {
			n, ok := nativeOf(d.Name)
			if !ok || d.Dev && d.Maybe || q != st.p && d.Dev || st.s.kind == static && !n.module {
				continue
			}
			at := fact.Evidence{Path: q.Path, Line: d.Line}
			if n.module {
				st.at(fact.NativeModule, d.Name, fact.FromBuild, at, fact.High)
			}
			for _, b := range n.build {
				if !building[b] {
					building[b] = true
					st.at(fact.BuildPackage, b, fact.FromBuild, at, fact.Medium)
				}
			}
			if st.s.kind == static || d.Dev {
				continue
			}
			for _, r := range n.run {
				st.at(fact.SystemPackage, r, fact.FromBuild, at, fact.High)
			}
			if n.fonts {
				st.at(fact.CJKFonts, "true", fact.FromBuild, at, fact.Medium)
			}
		}
	}
}
