package decide

import (
	"strconv"

	"github.com/gantry-ack/gantry/engagement/survey"
)

const (
	mebi = int64(1) << 20
	gibi = int64(1) << 30
)

// cpuText writes thousandths of a core as Kubernetes does.
func cpuText(milli int64) string {
	if milli%1000 == 0 {
		return strconv.FormatInt(milli/1000, 10)
	}
	return strconv.FormatInt(milli, 10) + "m"
}

// memoryText writes bytes, rounded up to whole steps of 32Mi above 64Mi.
func memoryText(bytes int64) string {
	step := 32 * mebi
	if bytes <= 64*mebi {
		step = 16 * mebi
	}
	bytes = (bytes + step - 1) / step * step
	if bytes%gibi == 0 {
		return strconv.FormatInt(bytes/gibi, 10) + "Gi"
	}
	return strconv.FormatInt(bytes/mebi, 10) + "Mi"
}

// millicores and byteCount read what the survey has checked; 0 means not given.
func millicores(s string) int64 {
	n, err := survey.Millicores(s)
	if err != nil {
		return 0
	}
	return n
}

func byteCount(s string) int64 {
	n, err := survey.Bytes(s)
	if err != nil {
		return 0
	}
	return n
}
