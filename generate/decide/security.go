package decide

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

const (
	appUID    = 10001 // above the range of system users in every base image
	staticUID = 101   // the user of the unprivileged web server image
)

// user decides as whom the process runs.
func user(q *inquiry, c component) (uid, gid int64, d generate.Decision) {
	needs := q.ask("app.root").Value
	today, _ := q.fact(fact.RunUser)
	switch {
	case needs.Has("root"), needs.Has("privileged"):
		return 0, 0, q.decide("0", i18n.Textf("按答案以 root 运行，受限的安全级别不允许", "root, as answered; the restricted security level forbids it"))
	case c.role == assess.Static:
		q.byDefault("static.user", "101")
		return staticUID, staticUID, q.decide("101", i18n.Textf("静态服务器镜像自带的普通用户", "the ordinary user of the web server's image"))
	}
	q.byDefault("app.root", "10001")
	var why because
	why.add("普通用户，不与系统用户重叠", "an ordinary user apart from those of the system")
	if today.Value == "root" {
		why.add("现在以 root 运行，没有必须的答案，容器里不沿用", "today it runs as root; nobody said that it must, so the container does not")
	}
	return appUID, appUID, q.decide("10001", why.text())
}

// privileged decides what the process may do beyond an ordinary user; only an
// answer gives it anything.
func privileged(q *inquiry) (bool, []string, generate.Decision) {
	needs := q.ask("app.root").Value
	var caps []string
	if needs.Has("net-admin") {
		caps = []string{"NET_ADMIN"}
	}
	switch {
	case needs.Has("privileged"):
		return true, caps, q.decide("privileged", i18n.Textf("按答案需要特权容器", "a privileged container, as answered"))
	case len(caps) > 0:
		return false, caps, q.decide(strings.Join(caps, ", "), i18n.Textf("按答案只增加这些能力", "these capabilities only, as answered"))
	}
	if len(q.inputs) == 0 {
		q.byDefault("app.root", none)
	}
	return false, nil, q.decide("", i18n.Textf("不需要特权", "no privileges are needed"))
}

// readOnlyRoot decides whether the root file system is read-only. It is, unless
// something is written where no volume can be.
func readOnlyRoot(q *inquiry, c component, written []writtenDir, sec *generate.Security) (bool, generate.Decision) {
	needs := q.ask("app.root").Value
	_, answered := q.rows("state.files")
	for _, w := range written {
		if w.fact.Key != "" {
			q.use(w.fact)
		}
	}
	writable := func(zh, en string, args ...any) (bool, generate.Decision) {
		return false, q.decide("false", i18n.Textf(zh, en, args...))
	}
	if sec.UID == 0 || needs.Has("host-path") {
		return writable("按答案以 root 运行或挂宿主机目录", "root or a directory of the host was answered")
	}
	if i := slices.IndexFunc(written, func(w writtenDir) bool { return w.why.Complete() }); i >= 0 {
		return writable("写入 %[1]s，那里不能挂卷", "it writes to %[1]s, where no volume can be mounted", written[i].given)
	}
	if !answered && (c.Packaging == "war" || c.Framework.ID == "next") {
		q.assume("state.files", "false")
		return writable("应用服务器或框架会写自己的目录，写入路径未知", "the application server or framework writes below its own directory, and where is unknown")
	}
	if c.role == assess.Static {
		q.byDefault("static.read-only-root", "true")
	} else if !answered {
		q.assume("state.files", "true")
	}
	return true, q.decide("true", i18n.Textf("写入的目录都有卷，其余只读", "every directory that is written to has a volume, and the rest is read-only"))
}
