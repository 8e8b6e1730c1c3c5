package interview

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// say is an answer in a place: "dev.release wanted=rolling", "app.root root,sysctl",
// "apps.shop state.files path=/data,shared=true;path=/tmp".
func say(t testing.TB, b *survey.Bank, s string) Event {
	t.Helper()
	words := strings.SplitN(s, " ", 3)
	at, isPlace := survey.ParsePlace(words[0])
	if !isPlace {
		at = survey.Place{}
		words = append([]string{"org"}, strings.SplitN(s, " ", 2)...)
	}
	q, ok := b.Question(words[1])
	if !ok || len(words) < 3 {
		t.Fatalf("%q names no question", s)
	}
	a := &Answer{State: survey.Known, Confidence: survey.Confirmed}
	switch q.Type {
	case survey.Multi, survey.List:
		a.List = strings.Split(words[2], ",")
	case survey.Table, survey.Record:
		for line := range strings.SplitSeq(words[2], ";") {
			row := map[string]string{}
			for cell := range strings.SplitSeq(line, ",") {
				key, text, _ := strings.Cut(cell, "=")
				row[key] = text
			}
			a.Rows = append(a.Rows, row)
		}
	default:
		a.Text = words[2]
	}
	return Event{Kind: Answered, Place: at, Question: q.ID, Answer: a, Origin: Person}
}

func contradictions(m *Machine, id string) []Conflict {
	var out []Conflict
	for _, c := range m.Conflicts() {
		if c.Kind == Contradiction && c.ID == id {
			out = append(out, c)
		}
	}
	return out
}

// ruleCases: sets of answers, apart by " | ", that a rule must find and that it
// must not.
func ruleCases() map[string]struct{ found, fine []string } {
	return map[string]struct{ found, fine []string }{
		"single-instance-target": {
			found: []string{"state.singleton single | goal.slo 99.9", "apps.shop state.singleton active-standby | envs.prod goal.slo 99.95"},
			fine:  []string{"state.singleton single | goal.slo 99.5", "state.singleton multiple | goal.slo 99.99", "state.singleton single", "apps.shop goal.slo 99 | apps.shop state.singleton single | envs.prod goal.slo 99.99"},
		},
		"single-instance-rolling": {
			found: []string{"apps.shop state.singleton single | dev.release wanted=rolling", "state.singleton active-standby | dev.release wanted=canary"},
			fine:  []string{"state.singleton single | dev.release wanted=stop", "state.singleton leader-election | dev.release wanted=rolling", "state.singleton single"},
		},
		"one-zone-target": {
			found: []string{"tgt.zones one | goal.slo 99.99", "envs.prod tgt.zones one | envs.prod goal.slo 99.99"},
			fine:  []string{"tgt.zones two | goal.slo 99.99", "tgt.zones one | goal.slo 99.9", "envs.dev tgt.zones one | envs.prod goal.slo 99.99"},
		},
		"recovery-target": {
			found: []string{"apps.shop goal.rto_rpo rto=4h | goal.slo 99.9", "apps.shop goal.rto_rpo rto=5m | apps.shop goal.slo 99.99"},
			fine:  []string{"apps.shop goal.rto_rpo rto=30m | goal.slo 99.9", "apps.shop goal.rto_rpo rto=4h | goal.slo 99", "apps.shop goal.rto_rpo rpo=4h | goal.slo 99.99"},
		},
		"backup-loss": {
			found: []string{"apps.shop goal.rto_rpo rpo=15m | apps.shop data.backup state=tested,interval=24h", "apps.shop goal.rto_rpo rpo=24h | apps.shop data.backup state=none"},
			fine:  []string{"apps.shop goal.rto_rpo rpo=24h | apps.shop data.backup state=tested,interval=24h", "apps.shop goal.rto_rpo rto=1h | apps.shop data.backup state=none", "apps.shop goal.rto_rpo rpo=15m | apps.shop data.backup state=tested"},
		},
		"on-call-target": {
			found: []string{"org.oncall hours=working-hours | goal.slo 99.9", "apps.shop org.oncall hours=none | goal.slo 99.99"},
			fine:  []string{"org.oncall hours=around-the-clock | goal.slo 99.99", "org.oncall hours=none | goal.slo 99"},
		},
		"no-rollback-core": {
			found: []string{"apps.shop mig.rollback need=impossible | apps.shop biz.criticality core"},
			fine:  []string{"apps.shop mig.rollback need=version | apps.shop biz.criticality core", "apps.shop mig.rollback need=impossible | apps.shop biz.criticality normal"},
		},
		"session-rolling": {
			found: []string{"apps.shop state.session memory-sticky | dev.release wanted=rolling", "state.session local-file | dev.release wanted=canary"},
			fine:  []string{"state.session shared | dev.release wanted=rolling", "state.session memory-sticky | dev.release wanted=stop", "state.session memory-replicated | dev.release wanted=rolling"},
		},
		"session-instances": {
			found: []string{"apps.shop state.session local-file | apps.shop cur.instances env=prod,count=3", "state.session local-file | state.singleton multiple"},
			fine:  []string{"apps.shop state.session local-file | apps.shop cur.instances env=prod,count=1", "apps.shop state.session memory-sticky | apps.shop cur.instances env=prod,count=3", "state.session local-file | state.singleton single | apps.shop cur.instances env=prod,count=3"},
		},
		"job-instances": {
			found: []string{"apps.shop state.jobs name=结算,reentrant=false | apps.shop state.singleton multiple", "apps.shop state.jobs name=a,reentrant=true;name=b,reentrant=false,framework=quartz | apps.shop cur.instances env=prod,count=2"},
			fine:  []string{"apps.shop state.jobs name=结算,reentrant=true | apps.shop state.singleton multiple", "apps.shop state.jobs name=结算 | apps.shop state.singleton multiple", "apps.shop state.jobs name=结算,reentrant=false,framework=xxl-job | apps.shop state.singleton multiple", "apps.shop state.jobs name=结算,reentrant=false | apps.shop state.singleton single"},
		},
		"licence-instances": {
			found: []string{"apps.shop app.license hardware-bound | apps.shop cur.instances env=prod,count=2", "apps.shop net.fixedip licence-bound | apps.shop state.singleton multiple"},
			fine:  []string{"apps.shop app.license supported | apps.shop cur.instances env=prod,count=2", "apps.shop net.fixedip licence-bound | apps.shop state.singleton single", "apps.shop app.license hardware-bound"},
		},
		"shared-files": {
			found: []string{"apps.shop.components.bff state.files path=/data,shared=true | tgt.storage class=alicloud-disk-essd,kind=disk", "state.files path=/data,shared=true,place=nfs | tgt.storage class=a,shared=false"},
			fine:  []string{"state.files path=/data,shared=true | tgt.storage class=alibabacloud-cnfs-nas,kind=nas", "state.files path=/data,shared=true | tgt.storage class=a,shared=true", "state.files path=/data,shared=true,place=object | tgt.storage class=a,kind=disk", "state.files path=/data,keep=true | tgt.storage class=a,kind=disk", "state.files path=/data,shared=true"},
		},
		"connections": {
			found: []string{"apps.shop data.conn pool=50,limit=100 | apps.shop cur.instances env=prod,count=4", "apps.shop data.conn pool=20,limit=100 | apps.shop cur.instances env=prod,count=3 | perf.peaks pattern=promotion,ratio=4"},
			fine:  []string{"apps.shop data.conn pool=20,limit=100 | apps.shop cur.instances env=prod,count=3", "apps.shop data.conn pool=20,limit=100 | apps.shop cur.instances env=prod,count=3 | perf.peaks pattern=steady,ratio=4", "apps.shop data.conn limit=100 | apps.shop cur.instances env=prod,count=300", "apps.shop data.conn pool=50,limit=10"},
		},
		"startup-peaks": {
			found: []string{"apps.shop perf.startup 5m | apps.shop perf.peaks pattern=unpredictable"},
			fine:  []string{"apps.shop perf.startup 2m | apps.shop perf.peaks pattern=unpredictable", "apps.shop perf.startup 5m | apps.shop perf.peaks pattern=daily"},
		},
		"offline-base-images": {
			found: []string{"net.egress build=isolated | sec.image bases=public"},
			fine:  []string{"net.egress build=isolated | sec.image bases=own", "net.egress build=proxy,run=isolated | sec.image bases=public"},
		},
		"offline-mirrors": {
			found: []string{"net.egress build=isolated | net.mirrors china", "apps.shop net.egress build=isolated | net.mirrors none"},
			fine:  []string{"net.egress build=isolated | net.mirrors custom", "net.egress build=proxy | net.mirrors china"},
		},
		"offline-constraint": {
			found: []string{"net.egress build=direct,run=isolated | biz.constraints no-internet"},
			fine:  []string{"net.egress build=proxy,run=isolated | biz.constraints no-internet", "net.egress build=direct,run=direct | biz.constraints data-residency"},
		},
		"native-architecture": {
			found: []string{"apps.shop app.native name=libpay,arch=amd64 | tgt.arch amd64,arm64", "apps.shop app.native name=libpay,arch=arm64,source=false | tgt.arch amd64", "apps.shop app.native name=libpay,arch=amd64 | envs.prod tgt.arch arm64"},
			fine:  []string{"apps.shop app.native name=libpay,arch=amd64 | tgt.arch amd64", "apps.shop app.native name=libpay,arch=both | tgt.arch arm64", "apps.shop app.native name=libpay,arch=amd64,source=true | tgt.arch arm64"},
		},
		"native-base": {
			found: []string{
				"apps.shop app.native name=libpay,arch=amd64,libc=glibc | sec.image bases=own,family=alpine", "apps.shop app.native name=libpay,arch=amd64,libc=musl | sec.image bases=own,family=debian",
				"apps.shop app.native name=libpay,arch=amd64,libc=glibc-old | sec.image bases=own,family=distroless", "apps.shop app.native name=libpay,arch=amd64 | cur.os centos-6 | sec.image bases=own,family=alpine",
			},
			fine: []string{
				"apps.shop app.native name=libpay,arch=amd64,libc=glibc | sec.image bases=own,family=debian", "apps.shop app.native name=libpay,arch=amd64,libc=glibc | sec.image bases=own,family=any", "apps.shop app.native name=libpay,arch=amd64,libc=none | sec.image bases=own,family=alpine",
				"apps.shop app.native name=libpay,arch=amd64,libc=glibc,source=true | sec.image bases=own,family=alpine", "apps.shop app.native name=libpay,arch=amd64 | cur.os centos-8 | sec.image bases=own,family=alpine",
			},
		},
		"domestic-base": {
			found: []string{"sec.localization os | sec.image bases=own,family=debian"},
			fine:  []string{"sec.localization os | sec.image bases=own,family=domestic", "sec.localization database | sec.image bases=own,family=debian", "sec.localization os | sec.image bases=own,family=alibaba-cloud-linux"},
		},
		"java-cgroup": {
			found: []string{"apps.shop app.stack language=java,version=8,full-version=8u202", "apps.shop app.stack language=java,version=11.0.9 | tgt.runtime cgroup=v2", "apps.shop app.stack language=java,version=8,full-version=1.8.0_191 | envs.prod tgt.runtime cgroup=v2"},
			fine:  []string{"apps.shop app.stack language=java,version=8,full-version=8u372", "apps.shop app.stack language=java,version=8", "apps.shop app.stack language=java,version=8,full-version=8u202 | tgt.runtime cgroup=v1", "apps.shop app.stack language=javascript,version=12.0.1", "apps.shop app.stack language=java,version=17.0.2"},
		},
		"pod-policy": {
			found: []string{"apps.shop app.root root | sec.podpolicy restricted", "apps.shop app.root host-path | sec.podpolicy baseline", "apps.shop app.root privileged | envs.prod sec.podpolicy baseline"},
			fine:  []string{"apps.shop app.root none | sec.podpolicy restricted", "apps.shop app.root root | sec.podpolicy baseline", "apps.shop app.root privileged | sec.podpolicy privileged", "apps.shop app.root root"},
		},
		"serverless-host": {
			found: []string{"apps.shop app.root host-path | tgt.platform ack-serverless"},
			fine:  []string{"apps.shop app.root host-path | tgt.platform ack-pro", "apps.shop app.root root | tgt.platform ack-serverless"},
		},
		"cloud-constraint": {
			found: []string{"biz.constraints no-public-cloud,source-stays | tgt.platform ack-pro"},
			fine:  []string{"biz.constraints no-public-cloud | tgt.platform self-managed", "biz.constraints none | tgt.platform ack-pro"},
		},
		"basic-nodes": {
			found: []string{"tgt.platform ack-basic | tgt.capacity pool=a,count=4,most=8;pool=b,count=3"},
			fine:  []string{"tgt.platform ack-basic | tgt.capacity pool=a,count=4,most=8", "tgt.platform ack-pro | tgt.capacity pool=a,count=40", "envs.dev tgt.platform ack-basic | envs.prod tgt.capacity pool=a,count=40"},
		},
		"new-cluster-version": {
			found: []string{"tgt.cluster none | tgt.version older"},
			fine:  []string{"tgt.cluster dedicated | tgt.version older", "tgt.cluster none | tgt.version v1-36", "envs.dev tgt.cluster none | envs.prod tgt.version older"},
		},
		"fixed-nodes": {
			found: []string{"tgt.burst none | goal.depth elastic"},
			fine:  []string{"tgt.burst node-pool | goal.depth elastic", "tgt.burst none | goal.depth automated"},
		},
		"memory-node": {
			found: []string{"apps.shop perf.memory heap=64Gi | tgt.capacity pool=a,memory=32", "apps.shop perf.memory peak=40Gi | tgt.capacity pool=a,memory=16;pool=b,memory=32"},
			fine:  []string{"apps.shop perf.memory heap=24Gi | tgt.capacity pool=a,memory=32", "apps.shop perf.memory heap=64Gi | tgt.capacity pool=a,count=3"},
		},
		"registry-production": {
			found: []string{"tgt.registry product=acr-personal", "tgt.registry product=acr-personal | tgt.envs name=live,production=true"},
			fine:  []string{"tgt.registry product=acr-ee", "tgt.registry product=acr-personal | tgt.envs name=demo"},
		},
		"namespace-twice": {
			found: []string{"tgt.envs name=dev,cluster=a,namespace=shop;name=test,cluster=a,namespace=shop", "tgt.envs name=dev,namespace=shop;name=test,namespace=shop"},
			fine:  []string{"tgt.envs name=dev,cluster=a,namespace=shop;name=test,cluster=b,namespace=shop", "tgt.envs name=dev,cluster=a;name=test,cluster=a"},
		},
		"address-ranges": {
			found: []string{"net.cidr cidr=10.0.0.0/8,use=in-use;cidr=10.1.0.0/16,use=pods", "net.cidr cidr=172.16.0.0/12,use=vpc;cidr=172.20.0.0/16,use=services", "net.cidr cidr=10.0.0.0/16,use=vpc;cidr=10.0.1.0/24,use=pods | tgt.cni flannel"},
			fine:  []string{"net.cidr cidr=10.0.0.0/16,use=in-use;cidr=10.1.0.0/16,use=pods", "net.cidr cidr=10.0.0.0/16,use=vpc;cidr=10.0.1.0/24,use=pods", "net.cidr cidr=10.0.0.0/8,use=in-use;cidr=10.1.0.0/16,use=in-use"},
		},
		"fixed-address-plugin": {
			found: []string{"apps.shop net.fixedip bound-ip | tgt.cni flannel"},
			fine:  []string{"apps.shop net.fixedip bound-ip | tgt.cni terway-shared", "apps.shop net.fixedip none | tgt.cni flannel"},
		},
		"policies-plugin": {
			found: []string{"apps.shop dep.complete true | tgt.cni flannel", "dep.complete true | envs.prod tgt.cni terway-exclusive"},
			fine:  []string{"apps.shop dep.complete false | tgt.cni flannel", "dep.complete true | tgt.cni terway-shared"},
		},
		"host-twice": {
			found: []string{"apps.shop net.hosts env=prod,host=shop.example.com;env=test,host=Shop.example.com", "apps.shop net.hosts env=prod,host=www.example.com | apps.crm net.hosts env=prod,host=www.example.com"},
			fine:  []string{"apps.shop net.hosts env=prod,host=a.example.com;env=test,host=b.example.com", "apps.shop net.hosts env=prod,host=a.example.com,component=x;env=prod,host=a.example.com,component=y"},
		},
		"freeze-copy": {
			found: []string{"apps.shop data.migrate plan=move,freeze=1h,bandwidth=100 | apps.shop data.volume store=orders,total=500", "apps.shop data.migrate plan=heterogeneous,freeze=1h | apps.shop data.volume store=orders,total=500 | net.links from=idc,to=aliyun,bandwidth=100"},
			fine:  []string{"apps.shop data.migrate plan=move,freeze=24h,bandwidth=100 | apps.shop data.volume store=orders,total=500", "apps.shop data.migrate plan=stay,freeze=1h,bandwidth=100 | apps.shop data.volume store=orders,total=500", "apps.shop data.migrate plan=move,freeze=1h | apps.shop data.volume store=orders,total=500", "apps.shop data.migrate plan=move,bandwidth=100 | apps.shop data.volume store=orders,total=500"},
		},
		"cutover-window": {
			found: []string{"apps.shop mig.window day=any,downtime=30m | apps.shop data.migrate plan=move,freeze=1h", "apps.shop mig.window day=any,downtime=30m | apps.shop mig.acceptance who=a,cases=b,minutes=45", "apps.shop mig.window day=any,downtime=2h | apps.shop data.migrate plan=move,bandwidth=100 | apps.shop data.volume store=orders,total=500"},
			fine:  []string{"apps.shop mig.window day=any,downtime=30m;day=weekend,downtime=4h | apps.shop data.migrate plan=move,freeze=1h", "apps.shop mig.window day=any,downtime=1h | apps.shop test.smoke kind=manual,minutes=30", "apps.shop mig.window day=any,downtime=10m"},
		},
		"deadline-freeze": {
			found: []string{"goal.deadline date=2027-02-10,event=机房退租 | dev.freeze from=2027-02-01,to=2027-02-20", "goal.deadline date=2027-02-20,event=上线 | apps.shop dev.freeze from=2027-02-01,to=2027-02-20"},
			fine:  []string{"goal.deadline date=2027-01-31,event=上线 | dev.freeze from=2027-02-01,to=2027-02-20"},
		},
		"freeze-order": {
			found: []string{"dev.freeze from=2027-02-20,to=2027-02-01"},
			fine:  []string{"dev.freeze from=2027-02-01,to=2027-02-01"},
		},
		"pilot-scope": {
			found: []string{"goal.pilot application=erp | biz.scope.apps name=shop", "goal.pilot application=erp | biz.scope.apps name=shop;name=erp,in-scope=false"},
			fine:  []string{"goal.pilot application=shop | biz.scope.apps name=shop", "goal.pilot application=erp"},
		},
		"lifecycle-depth": {
			found: []string{"apps.shop biz.lifecycle retire | goal.depth cloud-native"},
			fine:  []string{"apps.shop biz.lifecycle invest | goal.depth cloud-native", "apps.shop biz.lifecycle retire | goal.depth containerized"},
		},
		"log-retention": {
			found: []string{"ops.logs to=file-only,days=30 | sec.audit_months 6"},
			fine:  []string{"ops.logs to=sls,days=180 | sec.audit_months 6", "ops.logs to=file-only | sec.audit_months 6", "ops.logs to=file-only,days=30"},
		},
		"plain-http": {
			found: []string{"net.tls where=none | sec.regime mlps3"},
			fine:  []string{"net.tls where=gateway | sec.regime mlps3", "net.tls where=none | sec.regime iso27001"},
		},
		"raw-test-data": {
			found: []string{"apps.shop test.data raw | apps.shop data.sensitivity class=sensitive,personal=true"},
			fine:  []string{"apps.shop test.data masked | apps.shop data.sensitivity class=sensitive,personal=true", "apps.shop test.data raw | apps.shop data.sensitivity class=internal,personal=false"},
		},
	}
}

func TestRules(t *testing.T) {
	cases, b := ruleCases(), bank(t)
	for _, r := range rules() {
		c, ok := cases[r.id]
		if !ok || len(c.found) == 0 || len(c.fine) == 0 {
			t.Errorf("rule %s is not tested both ways", r.id)
		}
		delete(cases, r.id)
		for i, set := range slices.Concat(c.found, c.fine) {
			s, _ := session(t, "a", Options{Applications: []Application{{"shop", []string{"bff"}}, {"crm", nil}}})
			var drafts []Event
			for one := range strings.SplitSeq(set, " | ") {
				drafts = append(drafts, say(t, b, one))
			}
			do(t, s, drafts...)
			found := contradictions(s.Machine, r.id)
			if i >= len(c.found) && len(found) > 0 {
				t.Errorf("%s: %q is no conflict, but: %s", r.id, set, found[0].Text.EN)
			}
			if i < len(c.found) && checkConflict(t, s, r.id, set, found) {
				t.Logf("%s\n  %s\n  %s", r.id, found[0].Text.ZH, found[0].Text.EN)
			}
		}
	}
	for id := range cases {
		t.Errorf("there is no rule %s", id)
	}
}

// checkConflict holds a conflict to what every driver relies on: it is reported
// once, says everything in both languages, and is open again when it changes.
func checkConflict(t *testing.T, s *Session, id, set string, found []Conflict) bool {
	t.Helper()
	if len(found) != 1 {
		t.Errorf("%s: %q gives %d conflicts", id, set, len(found))
		return false
	}
	c := found[0]
	if !c.Text.Complete() || !c.Advice.Complete() || len(c.Questions) == 0 || strings.Contains(c.Text.ZH+c.Text.EN, "%!") {
		t.Errorf("%s: %q lacks something: %+v", id, set, c)
	}
	do(t, s, c.Accept("业务方知情"))
	if got := contradictions(s.Machine, id); len(got) != 1 || got[0].Accepted != "业务方知情" {
		t.Errorf("%s: accepted, but it is %+v", id, got)
	}
	return true
}

// TestRulesNameTheBank: a rule that names what the bank lacks would never fire.
func TestRulesNameTheBank(t *testing.T) {
	b := bank(t)
	for _, r := range rules() {
		for _, id := range r.reads {
			if _, ok := b.Question(id); !ok {
				t.Errorf("rule %s reads %s, which the bank lacks", r.id, id)
			}
		}
		if r.pair == nil {
			continue
		}
		for _, s := range r.pair.sides {
			q, _ := b.Question(s.id)
			field := q.Field
			if s.column != "" {
				c, ok := q.Column(s.column)
				if !ok {
					t.Errorf("rule %s: %s has no column %s", r.id, s.id, s.column)
				}
				field = c.Field
			}
			for _, key := range s.is {
				if _, ok := field.Option(key); !ok && field.Type != survey.Bool {
					t.Errorf("rule %s: %s %s has no option %s", r.id, s.id, s.column, key)
				}
			}
			if !slices.Contains(r.reads, s.id) {
				t.Errorf("rule %s does not declare %s", r.id, s.id)
			}
		}
	}
}

// TestKeysInRules: every word in the rules that looks like a key is one of the
// bank's.
func TestKeysInRules(t *testing.T) {
	known := map[string]bool{"none": true}
	for _, q := range bank(t).Questions() {
		known[q.ID] = true
		for _, o := range q.Options {
			known[o.Key] = true
		}
		for _, c := range q.Columns {
			known[c.Key] = true
			for _, o := range c.Options {
				known[o.Key] = true
			}
		}
	}
	for _, r := range rules() {
		known[r.id] = true
	}
	pairs := regexp.MustCompile(`^[a-z-]+ [a-z-]+$`)
	files, err := filepath.Glob("rules_*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if _, imports := n.(*ast.ImportSpec); imports {
				return false
			}
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			word, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			parts := []string{word}
			if pairs.MatchString(word) {
				parts = strings.Fields(word)
			}
			for _, p := range parts {
				if regexp.MustCompile(`^[a-z][a-z0-9._-]+$`).MatchString(p) && !known[p] && p != "true" {
					t.Errorf("%s: the bank has no %q", name, p)
				}
			}
			return true
		})
	}
}

// TestRulesReadWhatTheyDeclare: what is said of other questions changes nothing,
// or a cached conflict would be out of date.
func TestRulesReadWhatTheyDeclare(t *testing.T) {
	m, events := landscape(t, 3, 2)
	random := rand.New(rand.NewPCG(1, 2))
	fired := map[string]bool{}
	for range 10 {
		for i := range events {
			q, _ := m.bank.Question(events[i].Question)
			events[i].Answer = sample(q, random.IntN(1000))
		}
		full := New(Options{Bank: m.bank, Applications: m.subjects.declared})
		full.Replay(events)
		for _, r := range rules() {
			part := New(Options{Bank: m.bank, Applications: m.subjects.declared})
			part.Replay(slices.DeleteFunc(slices.Clone(events), func(e Event) bool { return !slices.Contains(r.reads, e.Question) }))
			want, got := fmt.Sprint(contradictions(full, r.id)), fmt.Sprint(contradictions(part, r.id))
			if want != got {
				t.Errorf("rule %s reads more than it declares:\n%s\n%s", r.id, want, got)
			}
			fired[r.id] = fired[r.id] || want != "[]"
		}
	}
	if len(fired) < len(rules())/3 {
		t.Errorf("only %d rules had something to find", len(fired))
	}
}
