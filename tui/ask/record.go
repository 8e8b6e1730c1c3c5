package ask

import (
	"errors"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

func (a *Ask) do(drafts ...interview.Event) error { return do(a.machine(), drafts...) }

// do records what happened. When the log refuses, the error says in both languages
// that nothing was recorded, and what to do.
func do(s *interview.Session, drafts ...interview.Event) error {
	return spoken(s.Do(drafts...))
}

func spoken(err error) error {
	var refusal *interview.Refusal
	if err == nil || errors.As(err, &refusal) {
		return err
	}
	return &unrecorded{err}
}

// unrecorded is what kept something from getting into the log.
type unrecorded struct{ err error }

func (u *unrecorded) Error() string { return u.err.Error() }
func (u *unrecorded) Unwrap() error { return u.err }

func (u *unrecorded) In(l i18n.Lang) string {
	if l == i18n.EN {
		return u.err.Error()
	}
	cause := u.err
	for errors.Unwrap(cause) != nil {
		cause = errors.Unwrap(cause)
	}
	return "没有存进日志：" + screen.Fail(cause).Status.Text.In(l) + "。填写的内容还在屏幕上：排除故障（如腾出磁盘空间）后再按一次"
}
