package gradle

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/java"
)

const maxApplied = 8

// run reads statements inside the block ctx ("" at the top of a script).
func (e *evaluator) run(stmts []stmt, ctx string) {
	for _, s := range stmts {
		e.statement(s, ctx)
	}
}

func (e *evaluator) statement(s stmt, ctx string) {
	c := s.call()
	switch {
	case ctx == "plugins":
		e.usePlugin(s)
	case ctx == "ext":
		e.extra(c)
	case ctx == "manifest":
		e.manifest(c)
	case ctx == "dependencies" && c.name != "if" && c.name != "else":
		e.dependency(s, c)
	case ctx == "imports":
		if c.name == "mavenBom" {
			e.bom(e.value(c.args))
		}
	case ctx == "sourceSets":
		e.sourceSet(s)
	case c.name == "allprojects" || c.name == "subprojects" || c.name == "configure":
		e.spread(s, c)
	case c.name == "project" && len(s.body) > 0:
		e.other(s, c)
	case c.name == "apply" || c.name == "plugins.apply" || c.name == "pluginManager.apply":
		e.apply(s, c)
	case c.name == "buildscript":
		e.buildscript(s.body)
	case e.knownBlock(s, c):
	case e.property(c, ctx):
	case len(s.body) > 0:
		e.run(s.body, blockName(ctx, c))
	case c.isSet || len(c.args) > 0 && (c.args[0].val == "by" || c.args[0].is("[")):
		e.variable(c)
	}
}

// knownBlock enters the blocks whose statements have a meaning of their own.
func (e *evaluator) knownBlock(s stmt, c call) bool {
	if len(s.body) == 0 {
		return false
	}
	switch c.name {
	case "plugins", "ext", "dependencies", "imports", "manifest", "sourceSets":
		e.run(s.body, c.name)
	case "dependencyManagement", "if", "else", "afterEvaluate":
		e.run(s.body, "")
	case "repositories", "publishing", "configurations", "constraints", "buildCache", "signing", "checkstyle", "spotless":
	default:
		return false
	}
	return true
}

// blockName tells for a nested block which task or extension it is about.
func blockName(ctx string, c call) string {
	name := c.name
	switch last := name[strings.LastIndexByte(name, '.')+1:]; last {
	case "named", "register", "getByName", "withType", "create", "configure", "configureEach":
		for _, t := range c.args {
			if t.kind == text || t.kind == word && t.val != "Task" {
				name = t.val
				break
			}
		}
	}
	if name == "task" && len(c.args) > 0 {
		name = c.args[0].val
	}
	if name == "" {
		return ctx
	}
	return strings.ToLower(name[:1]) + name[1:]
}

// spread runs a block on behalf of all projects or of those below the root.
func (e *evaluator) spread(s stmt, c call) {
	if e.project != e.build.projects[0] || len(s.body) == 0 {
		return
	}
	targets := e.build.projects
	if c.name != "allprojects" {
		targets = targets[1:]
	}
	if c.name == "configure" {
		targets = e.selected(c, targets)
	}
	if c.name == "allprojects" && len(targets) == 1 {
		targets = e.build.projects
	}
	for _, p := range targets {
		sub := &evaluator{build: e.build, project: p, path: e.path, applied: e.applied}
		sub.run(s.body, "")
	}
}

// selected follows configure(subprojects.findAll{...}) only where it lists
// projects; a filter that is code selects all, as a guess would.
func (e *evaluator) selected(c call, all []*project) []*project {
	var out []*project
	for _, t := range literals(c.args) {
		if p := e.build.project(t.val); p != nil && strings.HasPrefix(t.val, ":") {
			out = append(out, p)
		}
	}
	if len(out) > 0 {
		return out
	}
	return all
}

// other runs project(':x') { ... } on behalf of that project.
func (e *evaluator) other(s stmt, c call) {
	for _, t := range literals(c.args) {
		if p := e.build.project(t.val); p != nil {
			sub := &evaluator{build: e.build, project: p, path: e.path, applied: e.applied}
			sub.run(s.body, "")
			return
		}
	}
}

// apply reads apply plugin: 'x', apply(plugin = "x") and apply from: 'y'.
func (e *evaluator) apply(s stmt, c call) {
	from := hasWord(c.args, "from")
	for _, t := range literals(c.args) {
		if from {
			e.applyScript(e.interpolate(t))
		} else {
			e.addPlugin(e.interpolate(t), pluginUse{applied: true, at: e.at(t.line)})
		}
	}
	for _, inner := range s.body { // apply { plugin("x") }
		for _, t := range literals(inner.toks) {
			e.addPlugin(e.interpolate(t), pluginUse{applied: true, at: e.at(t.line)})
		}
	}
}

func (e *evaluator) applyScript(name string) {
	for _, prefix := range []string{"${rootDir}/", "${rootProject.projectDir}/", "${project.rootDir}/", "${projectDir}/"} {
		name = strings.TrimPrefix(name, prefix)
	}
	for _, base := range []string{e.build.root, e.project.dir, path.Dir(e.path)} {
		if p, ok := java.Inside(base, name); ok && e.build.tree.Has(p) {
			e.include(p)
			return
		}
	}
}

// include runs another script as part of this one.
func (e *evaluator) include(p string) {
	if e.applied >= maxApplied || p == e.path {
		return
	}
	sub := &evaluator{build: e.build, project: e.project, path: p, applied: e.applied + 1}
	sub.run(e.build.script(p), "")
}

// buildscript gives variables, and versions of plugins by their artifacts.
func (e *evaluator) buildscript(stmts []stmt) {
	for _, s := range stmts {
		switch c := s.call(); {
		case c.name == "ext" && len(s.body) > 0:
			e.run(s.body, "ext")
		case c.name == "dependencies":
			for _, d := range s.body {
				e.classpath(d.call())
			}
		case c.isSet:
			e.define(c)
		}
	}
}

func (e *evaluator) classpath(c call) {
	v := e.value(c.args)
	parts := strings.Split(v.val, ":")
	if len(parts) < 3 || parts[2] == "" {
		return
	}
	if parts[1] == "spring-boot-gradle-plugin" {
		e.build.plugins[bootPlugin] = versioned{parts[2], v.at}
	}
}

func (e *evaluator) extra(c call) {
	if c.name == "set" {
		if args := items(c.args); len(args) == 2 && len(args[0]) == 1 {
			e.set(args[0][0].val, e.value(args[1]), c.line)
		}
		return
	}
	e.variable(c)
}

// variable reads x = ..., val x by extra("...") and extra["x"] = ....
func (e *evaluator) variable(c call) {
	switch {
	case c.isSet:
		e.define(c)
	case len(c.args) > 1 && c.args[0].val == "by":
		e.set(c.name, e.value(c.args[1:]), c.line)
	case len(c.args) > 4 && c.args[0].is("[") && c.args[2].is("]") && c.args[3].is("=") && slices.Contains([]string{"ext", "extra"}, c.name):
		e.set(c.args[1].val, e.value(c.args[4:]), c.line)
	}
}

// manifest reads attributes 'Main-Class': 'x', also in the forms of Kotlin.
func (e *evaluator) manifest(c call) {
	lits := literals(c.args)
	for i := 0; i+1 < len(lits); i++ {
		if lits[i].val == "Main-Class" {
			e.project.manifestMain = versioned{e.interpolate(lits[i+1]), e.at(lits[i+1].line)}
			return
		}
	}
	if len(lits) == 1 && lits[0].val == "Main-Class" { // attributes["Main-Class"] = mainClassName
		e.project.manifestMain = versioned{strings.TrimPrefix(e.eval(c.args), "Main-Class"), e.at(c.line)}
	}
}

// sourceSet reads srcDirs of the main source set.
func (e *evaluator) sourceSet(s stmt) {
	c := s.call()
	if c.name == "test" || strings.Contains(strings.ToLower(c.name), "test") {
		return
	}
	if strings.Contains(c.name, "srcDir") {
		for _, t := range literals(c.args) {
			e.project.sources = append(e.project.sources, e.interpolate(t))
		}
		return
	}
	for _, inner := range s.body {
		e.sourceSet(inner)
	}
}
