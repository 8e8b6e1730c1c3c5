package inventory

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey/typed"
	"github.com/gantry-ack/gantry/engagement/workbook/sheets"
)

// field is what a column is about.
type field int

const (
	fieldNone field = iota
	fieldName
	fieldCode // a short name in Latin letters
	fieldPurpose
	fieldOwner
	fieldDepartment
	fieldInScope
	fieldCriticality
	fieldRepository
	fieldBranch
	fieldLanguage
	fieldVersion
	fieldFramework
	fieldOS
	fieldEnv
	fieldCount
	fieldCPU
	fieldMemory
	fieldDisk
	fieldDatabase
	fieldMiddleware
	fieldDependsOn
	fieldCalledBy
	fieldDirection // of Konveyor's dependency
	fieldRecord    // 1 is an application, 2 a dependency
)

// titles are the words for the fields, as titleKey leaves them, parted by blanks.
func titles() map[field]string {
	return map[field]string{
		fieldName: "应用名称 应用名 应用 应用系统 应用系统名称 系统名称 系统名 系统 项目名称 项目名 服务名称 服务名 业务系统 业务系统名称 " +
			"applicationname application appname app systemname system servicename service name 名称",
		fieldCode: "应用编码 应用代码 系统编码 系统代码 英文名 英文名称 英文简称 应用英文名 系统英文名 简称 缩写 应用标识 标识 " +
			"applicationcode appcode applicationid appid code shortname abbreviation",
		fieldPurpose:    "用途 描述 应用描述 系统描述 功能 功能说明 功能描述 简介 系统简介 description purpose function",
		fieldOwner:      "负责人 应用负责人 系统负责人 联系人 技术负责人 责任人 owner contact applicationowner technicalowner responsible",
		fieldDepartment: "部门 所属部门 归属部门 业务部门 业务线 所属业务 department team businessunit businessservice",
		fieldInScope:    "本期范围 本期范围内 范围内 是否迁移 是否容器化 是否在范围内 inscope scope migrate",
		fieldCriticality: "重要性 重要程度 业务重要性 系统级别 应用级别 系统等级 应用等级 重要等级 业务影响 等级 " +
			"criticality businesscriticality importance tier",
		fieldRepository: "代码仓库 代码仓库地址 仓库地址 代码地址 源码地址 源代码地址 git地址 git仓库 代码库 仓库 " +
			"repositoryurl repository repo repourl git giturl scm sourceurl source",
		fieldBranch:     "分支 发布分支 主分支 代码分支 repositorybranch branch",
		fieldLanguage:   "语言 开发语言 编程语言 技术栈 language programminglanguage techstack technology",
		fieldVersion:    "语言版本 jdk版本 java版本 运行时版本 languageversion runtimeversion jdk jdkversion javaversion",
		fieldFramework:  "框架 开发框架 framework",
		fieldOS:         "操作系统 操作系统版本 os operatingsystem osversion",
		fieldEnv:        "环境 环境名称 部署环境 env environment",
		fieldCount:      "实例数 实例 实例数量 节点数 节点数量 副本数 服务器数量 服务器数 主机数 台数 机器数 instances instancecount replicas nodes servers count",
		fieldCPU:        "cpu cpu核数 核数 单机cpu vcpu cores cpucores 单机核数",
		fieldMemory:     "内存 单机内存 内存大小 memory ram mem",
		fieldDisk:       "磁盘 硬盘 单机磁盘 磁盘大小 存储 disk storage",
		fieldDatabase:   "数据库 数据库类型 database databases db",
		fieldMiddleware: "中间件 middleware",
		fieldDependsOn:  "依赖 依赖系统 依赖应用 下游 下游系统 下游应用 调用的系统 dependson dependencies downstream dependency",
		fieldCalledBy:   "上游 上游系统 上游应用 调用方 upstream calledby",
		fieldDirection:  "dependencydirection",
		fieldRecord:     "recordtype1 recordtype",
	}
}

var (
	bracketsRE = regexp.MustCompile(`\([^)]*\)?|\[[^\]]*\]?`)
	notWordRE  = regexp.MustCompile(`[\s_\-*:/.#、，,]+`)
	tagRE      = regexp.MustCompile(`^tag(category|type)?(\d{1,2})$`)
)

// titleKey is a title without case, brackets, blanks and marks.
func titleKey(s string) string {
	return notWordRE.ReplaceAllString(bracketsRE.ReplaceAllString(strings.ToLower(typed.Fold(s)), ""), "")
}

// head is where the titles of a list stand.
type head struct {
	row     int
	columns map[field]int
	units   map[field]string // in the title: 内存（GB）
	tags    map[int][2]int   // columns of category and tag, by number
}

const headRows = 20

// findHead finds the row, among the first ones, that has the most titles. One of them
// is the name of the application.
func findHead(s sheets.Sheet) (head, bool) {
	known := map[string]field{}
	for f, words := range titles() {
		for w := range strings.FieldsSeq(words) {
			known[w] = f
		}
	}
	var best head
	for i, r := range s.Rows {
		if i == headRows {
			break
		}
		if h := headOf(r, known); h.columns[fieldName] > 0 && len(h.columns) > len(best.columns) {
			best = h
		}
	}
	return best, best.row > 0
}

func headOf(r sheets.Row, known map[string]field) head {
	h := head{row: r.Number, columns: map[field]int{}, units: map[field]string{}, tags: map[int][2]int{}}
	for _, c := range r.Cells {
		key := titleKey(c.Text)
		if m := tagRE.FindStringSubmatch(key); m != nil {
			n, _ := strconv.Atoi(m[2])
			pair := h.tags[n]
			if m[1] == "" {
				pair[1] = c.Column
			} else {
				pair[0] = c.Column
			}
			h.tags[n] = pair
			continue
		}
		if f := known[key]; f != fieldNone && h.columns[f] == 0 {
			h.columns[f] = c.Column
			h.units[f] = unitOf(c.Text)
		}
	}
	return h
}

// unitOf is the unit of storage in a title.
func unitOf(title string) string {
	title = strings.ToUpper(typed.Fold(title))
	for _, u := range []string{"TB", "TIB", "GB", "GIB", "MB", "MIB"} {
		if strings.Contains(title, "("+u+")") || strings.HasSuffix(title, " "+u) || strings.HasSuffix(title, "/"+u) {
			return u
		}
	}
	if strings.Contains(title, "(G)") {
		return "GB"
	}
	return ""
}
