package image

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/detect"
	"github.com/gantry-ack/gantry/assess/internal/cmdline"
	"github.com/gantry-ack/gantry/assess/internal/java"
)

// explodedDetector finds programs of Java that lie unpacked in an image: layers of Spring Boot, classes and libraries as
// Jib puts them, wars that a server has unpacked.
func explodedDetector(im *Image) detect.Detector {
	return detect.Detector{Name: "image-java", Globs: []string{"**/*.jar", "**/*.class", "**/WEB-INF/web.xml"}, Run: func(ctx context.Context, in detect.Input) (detect.Output, error) {
		var out detect.Output
		var errs error
		main := im.mainClass()
		for _, dir := range unpackedDirs(in.Paths, main != "") {
			title := path.Base(dir)
			if slices.Contains([]string{"app", "workspace", "application", "ROOT", "opt", "deployments"}, title) {
				title = im.Spec.AppName()
			}
			m, err := java.Directory(ctx, in.Tree, dir, title, main)
			switch {
			case err == nil:
				out.Modules = append(out.Modules, detect.Module{Path: m.Dir, Facts: m.Facts})
			case !errors.Is(err, java.ErrPlainLibrary):
				errs = errors.Join(errs, &detect.FileError{Path: dir, Err: err})
			}
		}
		return out, errs
	}}
}

// mainClass is the class that the start command names.
func (im *Image) mainClass() string {
	args := behindInit(im.argv())
	c := cmdline.Analyze(cmdline.Line{Args: args})
	if c.Program != "java" || strings.HasPrefix(c.Class, "org.springframework.boot.loader.") {
		return ""
	}
	return c.Class
}

// unpackedDirs are the directories that hold a program by what is below them; with loose set, one with libraries in lib or
// libs, too.
func unpackedDirs(paths []string, loose bool) []string {
	var out []string
	for _, p := range paths {
		for _, mark := range []string{"BOOT-INF/", "WEB-INF/"} {
			if before, _, ok := strings.Cut("/"+p, "/"+mark); ok {
				out = append(out, orRoot(before))
			}
		}
		if dir := path.Dir(p); loose && path.Ext(p) == ".jar" && !strings.Contains(p, "-INF/") {
			if base := path.Base(dir); base == "lib" || base == "libs" {
				dir = path.Dir(dir)
			}
			out = append(out, dir)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func orRoot(dir string) string {
	if dir = strings.TrimPrefix(dir, "/"); dir == "" {
		return "."
	}
	return dir
}
