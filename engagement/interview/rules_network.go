package interview

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func networkRules() []rule {
	return []rule{
		{
			id: "address-ranges", reads: []string{"net.cidr", "tgt.cni"}, check: addressRanges,
			advice: i18n.Text{ZH: "由网络组重新分配集群网段；VPC 建好后改不了，必须在开通前定下。", EN: "Let the network team allocate the cluster's ranges anew, before anything is set up: those of a VPC cannot be changed afterwards."},
		},
		{
			id: "fixed-address-plugin", reads: []string{"net.fixedip", "tgt.cni"},
			pair:   both(side{id: "net.fixedip", is: []string{"bound-ip"}}, side{id: "tgt.cni", is: []string{"flannel"}}, "应用依赖固定地址（%s），网络插件却是 %s：没有固定 IP", "the application relies on a fixed address (%s), yet the network plug-in is %s, which has none"),
			advice: i18n.Text{ZH: "改为从环境变量读取 Pod IP；必须固定的，集群用 Terway。", EN: "Read the pod's address from the environment; where it must be fixed, use Terway."},
		},
		{
			id: "policies-plugin", reads: []string{"tgt.cni", "dep.complete"},
			pair:   both(side{id: "tgt.cni", is: []string{"flannel", "terway-exclusive"}}, side{id: "dep.complete", is: []string{"true"}}, "网络插件“%[1]s”不支持网络策略，依赖清单却已写全，策略要强制执行", "the network plug-in %[1]q has no network policies, yet the dependencies are complete and policies are to be enforced"),
			advice: i18n.Text{ZH: "用 Terway 共享网卡，或改用安全组隔离。", EN: "Use Terway with shared ENIs, or separate with security groups instead."},
		},
		{
			id: "host-twice", reads: []string{"net.hosts"}, overall: true, check: hostTwice,
			advice: i18n.Text{ZH: "给每个环境、每个应用单独的域名；确实共用的，按路径分给一个网关。", EN: "Give each environment and application a host name of its own; where one is shared, let a gateway divide it by path."},
		},
	}
}

// apart tells whether ranges for two uses must not overlap. Nodes and pods lie
// within the VPC, except pods of Flannel; services never do.
func apart(a, b string, flannel bool) bool {
	uses := []string{a, b}
	slices.Sort(uses)
	switch strings.Join(uses, " ") {
	case "in-use nodes", "in-use pods", "in-use services", "in-use vpc", "nodes pods", "nodes services", "pods services", "services vpc":
		return true
	case "pods vpc":
		return flannel
	}
	return false
}

// showPairs is how many overlapping pairs a text lists.
const showPairs = 3

func addressRanges(v *view) (finding, bool) {
	plan, ok := v.one("net.cidr")
	if !ok {
		return finding{}, false
	}
	facts := []fact{plan}
	flannel, is := first(v.all("tgt.cni"), func(f fact) bool { return f.value.Text == "flannel" })
	use, _ := plan.question.Column("use")
	var pairs i18n.Text
	n := 0
	for i, a := range plan.value.Rows {
		for _, b := range plan.value.Rows[:i] {
			if !overlap(a, b) || !apart(a.Get("use"), b.Get("use"), is) {
				continue
			}
			if is && !apart(a.Get("use"), b.Get("use"), false) && len(facts) == 1 {
				facts = append(facts, flannel)
			}
			if n++; n <= showPairs {
				pairs.ZH = join(pairs.ZH, b.Get("cidr")+"（"+use.Show(b.Get("use"), i18n.ZH)+"）与 "+a.Get("cidr")+"（"+use.Show(a.Get("use"), i18n.ZH)+"）", "；")
				pairs.EN = join(pairs.EN, b.Get("cidr")+" ("+use.Show(b.Get("use"), i18n.EN)+") and "+a.Get("cidr")+" ("+use.Show(a.Get("use"), i18n.EN)+")", "; ")
			}
		}
	}
	if n == 0 {
		return finding{}, false
	}
	return tell(facts, "%s 对网段重叠：%s", "%s overlapping address ranges: %s", plain("%d", n), pairs)
}

func overlap(a, b survey.Row) bool {
	x, errX := netip.ParsePrefix(a.Get("cidr"))
	y, errY := netip.ParsePrefix(b.Get("cidr"))
	return errX == nil && errY == nil && x.Overlaps(y)
}

// hostTwice: a host name leads to one environment of one application.
func hostTwice(v *view) (finding, bool) {
	type use struct {
		fact  fact
		where string
	}
	i, seen := v.m.bank.Index("net.hosts"), map[string]use{}
	places := []survey.Place{{}}
	for _, a := range v.m.subjects.current.Applications {
		places = append(places, survey.Place{App: a.Name})
	}
	for _, p := range places {
		c := chain{at: p, n: 1}
		c.sites[0] = v.m.sites[p]
		f, ok := v.at(i, &c)
		if !ok {
			continue
		}
		for _, r := range f.value.Rows {
			host, where := strings.ToLower(r.Get("host")), strings.TrimPrefix(p.App+" "+r.Get("env"), " ")
			if other, twice := seen[host]; twice && other.where != where {
				return tell([]fact{other.fact, f}, "域名 %s 用了两次：%s，%s", "the host name %s is used twice: by %s and by %s", plain("%s", host), plain("%s", other.where), plain("%s", where))
			}
			seen[host] = use{f, where}
		}
	}
	return finding{}, false
}
