package plain

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Options say how the interview is held.
type Options struct {
	Lang   i18n.Lang
	Filter interview.Filter
	Start  interview.Item // where to begin; the first open question when it names none
	Width  int            // columns of the terminal; 0 leaves wrapping to it
	// Echo prints every line that was read: the input is no terminal, which would
	// show what is typed.
	Echo bool
	// Sync brings what was written to the disk for good. It is called when a
	// section ends and when the interview does.
	Sync func() error
	// Left is told where the interview was left, and with which filter.
	Left func(interview.Item, interview.Filter)
}

// Run holds the interview until it is left, the input ends or the context does,
// whose error it returns then. Everything that was answered is in the log.
func Run(ctx context.Context, in io.Reader, out io.Writer, s *interview.Session, o Options) error {
	t := &talk{Session: s, ctx: ctx, in: newReader(in), out: newPrinter(out, o.Width), opt: o, lang: o.Lang, filter: o.Filter}
	defer t.in.close()
	t.welcome()
	t.at = o.Start
	if _, ok := t.entry(); !ok {
		t.at = t.firstOpen()
	}
	t.fresh = true
	err := t.hold()
	t.farewell()
	if errors.Is(err, io.EOF) || errors.Is(err, errQuit) {
		err = nil
	}
	if wrote := t.out.flush(); wrote != nil {
		return fmt.Errorf("writing to the terminal: %w; every answer is saved", wrote)
	}
	return err
}

// errQuit leaves the interview.
var errQuit = errors.New("the interview is left")

// talk is an interview that is being held.
type talk struct {
	*interview.Session
	ctx    context.Context //nolint:containedctx // a talk lives within one call of Run
	in     *reader
	out    *printer
	opt    Options
	lang   i18n.Lang
	filter interview.Filter

	at         interview.Item    // the question at hand; the zero Item behind the last one
	fresh      bool              // whether the question is still to be read out
	confidence survey.Confidence // of the next answer; "" when nobody said
	part       interview.Item    // place and section that were entered last
	origin     interview.Item    // where answering apart began, and goes on
}

// hold asks until something ends it.
func (t *talk) hold() error {
	for {
		if t.fresh {
			t.fresh = false
			t.describe()
		}
		line, err := t.read(t.prompt())
		if err != nil {
			return err
		}
		if err := t.take(line); err != nil {
			return err
		}
	}
}

// take does what a line says: a command, or an answer to the question.
func (t *talk) take(line string) error {
	e, asked := t.entry()
	c, arg, is := parse(line, !asked || wordless(first(e.Question)))
	switch {
	case is == isCommand:
		return t.run(c, arg, atQuestion)
	case is == isUnknown:
		t.unknownCommand(arg)
		return nil
	case !asked:
		t.tell("后面没有问题了。:o 到下一个未答的问题，:r 复核，:q 离开。", "There is no question behind the last one. :o goes to the next open question, :r reviews, :q leaves.")
		return nil
	}
	return t.answer(e, arg)
}

// first is the field that the next line goes to: of a question that is filled in by
// rows, the first column.
func first(q survey.Question) survey.Field {
	if isGrid(q) {
		return columns(q)[0].Field
	}
	return q.Field
}

// wordless tells whether the values are listed or counted, so that a word cannot be
// one.
func wordless(f survey.Field) bool { return f.Type != survey.Text && f.Type != survey.List }

// read asks for a line, again when one cannot be read.
func (t *talk) read(prompt string) (string, error) {
	for {
		if err := t.out.prompt(prompt); err != nil {
			return "", err
		}
		line, err := t.in.next(t.ctx)
		switch {
		case errors.Is(err, errLong):
			t.out.blank()
			t.tellf("这一行超过 %d 字节，没有采用，请分开输入。", "The line has more than %d bytes and was not taken; say it in several.", maxLine)
			continue
		case errors.Is(err, errEncoding):
			t.out.blank()
			t.tell("这一行不是 UTF-8 编码（可能是 GBK），没有采用。请把终端或文件改为 UTF-8 再输入。",
				"The line is not UTF-8 (perhaps GBK) and was not taken. Set the terminal or the file to UTF-8 and enter it again.")
			continue
		case err != nil:
			t.out.blank()
			return "", err
		}
		t.echo(line)
		return line, nil
	}
}

func (t *talk) echo(line string) {
	switch {
	case !t.opt.Echo:
	case survey.LooksSecret(line):
		t.tell("（像是口令、密钥或令牌，不显示）", "(it looks like a password, key or token and is not shown)")
	default:
		t.out.print(line)
	}
}

// entry is what is known about the question at hand.
func (t *talk) entry() (interview.Entry, bool) { return t.Entry(t.at.Place, t.at.Question) }

// do records what happened and tells whether it could.
func (t *talk) do(drafts ...interview.Event) bool {
	if err := t.Do(drafts...); err != nil {
		t.fail(err)
		return false
	}
	return true
}

// fail says what went wrong.
func (t *talk) fail(err error) {
	var spoken interface{ In(i18n.Lang) string }
	if errors.As(err, &spoken) {
		t.out.print(spoken.In(t.lang))
		return
	}
	t.out.print(err.Error())
}

// sync brings the log to the disk for good.
func (t *talk) sync() {
	if t.opt.Sync == nil {
		return
	}
	if err := t.opt.Sync(); err != nil {
		t.fail(err)
	}
}

func (t *talk) say(zh, en string) string { return i18n.Text{ZH: zh, EN: en}.In(t.lang) }

func (t *talk) sayf(zh, en string, args ...any) string { return i18n.Textf(zh, en, args...).In(t.lang) }

func (t *talk) tell(zh, en string) { t.out.print(t.say(zh, en)) }

func (t *talk) tellf(zh, en string, args ...any) { t.out.print(t.sayf(zh, en, args...)) }
