package wording

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// list separates what decisions separate by commas as each language does.
func list(value string) i18n.Text {
	var items []string
	for item := range strings.SplitSeq(value, ",") {
		items = append(items, strings.TrimSpace(item))
	}
	return i18n.Text{ZH: strings.Join(items, "、"), EN: strings.Join(items, ", ")}
}

// duration reads 1m15s.
func duration(value string) i18n.Text {
	d, err := time.ParseDuration(value)
	if err != nil {
		return plain(value)
	}
	minutes, seconds := int(d/time.Minute), int(d%time.Minute/time.Second)
	switch {
	case minutes == 0:
		return i18n.Textf("%d 秒", "%d s", seconds)
	case seconds == 0:
		return i18n.Textf("%d 分钟", "%d min", minutes)
	}
	return i18n.Textf("%d 分 %d 秒", "%d min %d s", minutes, seconds)
}

// probeRE matches "http http /healthz, 5s x 24" and "tcp http, 10s x 3".
var probeRE = regexp.MustCompile(`^(http|grpc|tcp) (\S+)(?: (\S+))?, (\S+) x (\d+)$`)

func probe(value string) i18n.Text {
	m := probeRE.FindStringSubmatch(value)
	if m == nil {
		return plain(value)
	}
	how := map[string]i18n.Text{"http": plain("HTTP GET " + m[3]), "grpc": text("gRPC 健康检查", "gRPC health"), "tcp": text("TCP 连接", "TCP connect")}[m[1]]
	every := duration(m[4])
	return i18n.Text{
		ZH: fmt.Sprintf("%s（端口 %s），每 %s一次，连续失败 %s 次为准", how.ZH, m[2], every.ZH, m[5]),
		EN: fmt.Sprintf("%s (port %s), every %s, %s failures in a row count", how.EN, m[2], every.EN, m[5]),
	}
}

// volumes reads "/tmp scratch 1Gi; /data shared claim 50Gi".
func volumes(value string) i18n.Text {
	kinds := map[string]i18n.Text{"scratch": text("临时空间", "scratch space"), "claim": text("持久存储", "persistent storage"), "shared claim": text("共享持久存储", "shared persistent storage")}
	var zh, en []string
	for v := range strings.SplitSeq(value, "; ") {
		parts := strings.Fields(v)
		if len(parts) < 3 {
			return plain(value)
		}
		kind, ok := kinds[strings.Join(parts[1:len(parts)-1], " ")]
		if !ok {
			return plain(value)
		}
		zh = append(zh, fmt.Sprintf("%s %s %s", parts[0], kind.ZH, parts[len(parts)-1]))
		en = append(en, fmt.Sprintf("%s %s %s", parts[0], kind.EN, parts[len(parts)-1]))
	}
	return i18n.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}
}

var autoscaleRE = regexp.MustCompile(`^(\d+)-(\d+) at (\d+)% CPU$`)

func autoscale(value string) i18n.Text {
	m := autoscaleRE.FindStringSubmatch(value)
	if m == nil {
		return plain(value)
	}
	return i18n.Textf("%s 到 %s 个实例，CPU 用到申请量的 %s%% 时扩容", "%s to %s instances, more when the CPU passes %s%% of the request", m[1], m[2], m[3])
}

var resourcesRE = regexp.MustCompile(`^cpu ([^,\s-]+)(?:-([^,\s]+))?, memory (\S+)$`)

func resources(value string) i18n.Text {
	m := resourcesRE.FindStringSubmatch(value)
	switch {
	case m == nil:
		return plain(value)
	case m[2] != "":
		return i18n.Textf("CPU %s（上限 %s）、内存 %s", "CPU %s (at most %s), memory %s", m[1], m[2], m[3])
	}
	return i18n.Textf("CPU %s、内存 %s", "CPU %s, memory %s", m[1], m[3])
}

// network reads "suggest; in: a:80 b:80; out: none".
func network(value string) i18n.Text {
	parts := strings.Split(value, "; ")
	mode := networkMode(parts[0])
	zh, en := []string{mode.ZH}, []string{mode.EN}
	for _, part := range parts[1:] {
		side, peers, _ := strings.Cut(part, ": ")
		if peers == "none" {
			peers = ""
		}
		who := list(strings.ReplaceAll(peers, " ", ","))
		switch {
		case side == "in" && peers == "":
			zh, en = append(zh, "没有已知的调用方"), append(en, "no known callers")
		case side == "in":
			zh, en = append(zh, "被 "+who.ZH+" 调用"), append(en, "called by "+who.EN)
		case peers == "":
			zh, en = append(zh, "没有已知的依赖"), append(en, "calls nothing that is known")
		default:
			zh, en = append(zh, "调用 "+who.ZH), append(en, "calls "+who.EN)
		}
	}
	return i18n.Text{ZH: strings.Join(zh, "；"), EN: strings.Join(en, "; ")}
}

func networkMode(mode string) i18n.Text {
	switch mode {
	case "suggest":
		return text("只作为建议生成，不启用", "written as a suggestion, not enforced")
	case "enforce":
		return text("启用，其余一律拒绝", "enforced, all else is denied")
	}
	return plain(mode)
}
