package classify

import (
	"strings"

	"github.com/gantry-ack/gantry/internal/i18n"
)

func text(zh, en string) i18n.Text { return i18n.Text{ZH: zh, EN: en} }

func textf(zh, en string, args ...any) i18n.Text { return i18n.Textf(zh, en, args...) }

// StyleText puts an architecture style in words.
func StyleText(value string) i18n.Text {
	switch value {
	case "monolith":
		return text("单体", "monolith")
	case "modular-monolith":
		return text("模块化单体", "modular monolith")
	case "layered":
		return text("前后端分离", "front end and back end apart")
	case "microservice":
		return text("微服务", "microservices")
	case "frontend":
		return text("静态前端", "static front end")
	case "batch":
		return text("批处理、后台任务", "batch and background work")
	case "gateway":
		return text("网关", "gateway")
	case "vendor":
		return text("商业套装软件", "vendor's product")
	}
	return unknownText()
}

// StateText puts a kind of state in words.
func StateText(value string) i18n.Text {
	switch value {
	case "stateless":
		return text("无状态", "stateless")
	case "session":
		return text("会话在进程内或本地", "sessions in the process or on its disk")
	case "local-files":
		return text("本地文件要保留", "files on the local disk that must stay")
	case "embedded-database":
		return text("内嵌数据库", "embedded database")
	case "cluster-member":
		return text("集群成员，有固定身份", "member of a cluster with an identity")
	}
	return unknownText()
}

// CouplingText puts a degree of coupling in words.
func CouplingText(value string) i18n.Text {
	switch value {
	case "loose":
		return text("松耦合", "loose")
	case "moderate":
		return text("有耦合", "moderate")
	case "tight":
		return text("紧耦合", "tight")
	}
	return unknownText()
}

// WorkloadText puts a kind of workload in words.
func WorkloadText(value string) i18n.Text {
	switch value {
	case "web":
		return text("接口或页面服务", "web service")
	case "worker":
		return text("后台常驻进程", "background process")
	case "job":
		return text("一次性任务", "one-off job")
	case "cron":
		return text("定时任务", "scheduled job")
	case "static":
		return text("静态前端", "static front end")
	case "gateway":
		return text("网关", "gateway")
	}
	return unknownText()
}

// Text puts the level of risk in words.
func (l Level) Text() i18n.Text {
	switch l {
	case HighRisk:
		return text("高", "high")
	case MediumRisk:
		return text("中", "medium")
	}
	return text("低", "low")
}

// Text puts the status of a factor in words.
func (s Status) Text() i18n.Text {
	switch s {
	case Met:
		return text("符合", "met")
	case Partly:
		return text("部分符合", "partly met")
	case NotMet:
		return text("不符合", "not met")
	}
	return unknownText()
}

func unknownText() i18n.Text { return text("未知", "unknown") }

// joined puts texts into one, with the commas of each language.
func joined(texts []i18n.Text) i18n.Text {
	zh, en := make([]string, len(texts)), make([]string, len(texts))
	for i, t := range texts {
		zh[i], en[i] = t.ZH, t.EN
	}
	return i18n.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}
}

// short is a text without what follows a colon, for use within a sentence.
func short(t i18n.Text) i18n.Text {
	zh, _, _ := strings.Cut(t.ZH, "：")
	en, _, _ := strings.Cut(t.EN, ":")
	return i18n.Text{ZH: zh, EN: en}
}
