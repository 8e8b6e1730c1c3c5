package plain

import (
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/field"
)

func TestChoose(t *testing.T) {
	f := survey.Field{Type: survey.Multi, Most: 3, Options: []survey.Option{
		{Key: "none", Text: i18n.Text{ZH: "没有", EN: "None"}, Exclusive: true},
		{Key: "redis", Text: i18n.Text{ZH: "Redis", EN: "Redis"}},
		{Key: "redis-cluster", Text: i18n.Text{ZH: "Redis 集群，三主三从", EN: "Redis cluster, three and three"}},
		{Key: "mq", Text: i18n.Text{ZH: "Kafka / RocketMQ", EN: "Kafka / RocketMQ"}},
	}}
	for line, want := range map[string]string{
		"2":                                  "redis",
		"２、４":                                "redis mq",
		"2 3,4":                              "redis redis-cluster mq",
		"redis，Redis 集群，三主三从":                "redis redis-cluster",
		"KAFKA / rocketmq redis":             "mq redis",
		"redis cluster, three and three, mq": "redis-cluster mq",
		"2,2;2":                              "redis",
		"2.":                                 "redis",
		"没有":                                 "none",
		"1 2":                                "!选了“没有”就不能再选其他",
		"5":                                  "!没有选项“5”：写 1 到 4 的序号，或选项的文字",
		"0":                                  "!没有选项“0”：写 1 到 4 的序号，或选项的文字",
		"redish":                             "!没有选项“redish”：写 1 到 4 的序号，或选项的文字",
		"2, what":                            "!没有选项“what”：写 1 到 4 的序号，或选项的文字",
		",,":                                 "!没有选",
		"1-3":                                "!没有选项“1-3”：写 1 到 4 的序号，或选项的文字",
	} {
		keys, problem := choose(f, line)
		got := strings.Join(keys, " ")
		if problem.Complete() {
			got = "!" + problem.ZH
		}
		if got != want {
			t.Errorf("%q: %s, want %s", line, got, want)
		}
	}
}

// TestEveryNameOfEveryOption: the number, key and words of every option of the bank
// mean that option.
func TestEveryNameOfEveryOption(t *testing.T) {
	check := func(where string, f survey.Field) {
		for i, o := range field.Options(f) {
			for _, s := range []string{o.Key, o.Text.ZH, o.Text.EN, strings.TrimSpace(strings.TrimSuffix(number(i), ". "))} {
				if keys, problem := choose(f, s); problem.Complete() || len(keys) != 1 || keys[0] != o.Key {
					t.Errorf("%s: %q is %v (%s), want %s", where, s, keys, problem.EN, o.Key)
				}
			}
		}
	}
	for _, q := range load(t).Questions() {
		check(q.ID, q.Field)
		for _, c := range q.Columns {
			check(q.ID+"."+c.Key, c.Field)
		}
	}
}

func TestSplitCells(t *testing.T) {
	for line, want := range map[string]string{
		"a | b|c":    "a/b/c",
		"a｜b":        "a/b",
		"a\tb | c\t": "a/b | c/",
		`a\|b | c`:   "a|b/c",
		"a":          "a",
		"| b":        "/b",
		"":           "",
	} {
		if got := strings.Join(splitCells(line), "/"); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}
