package terminal_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
)

// programEnv makes the test binary be the program that the tests look at.
const programEnv = "GANTRY_TERMINAL_PROGRAM"

func TestMain(m *testing.M) {
	switch os.Getenv(programEnv) {
	case "":
		os.Exit(m.Run())
	case "form":
		os.Exit(form(os.Getenv("GANTRY_TERMINAL_JOURNAL")))
	case "shell":
		os.Exit(shell())
	default:
		os.Exit(99)
	}
}

// shell prints without a library and ends.
func shell() int {
	fmt.Print("plain 文字\r\n\x1b[1;31mred\x1b[m <&> \x1b[7m反\x1b[m\r\n")
	return 3
}

// form is a small full-screen program: a text area, what was entered, the size and
// the background that the terminal told. Every enter is appended to the journal.
func form(journal string) int {
	area := textarea.New()
	area.Prompt = "> "
	area.ShowLineNumbers = false
	area.SetVirtualCursor(false)
	area.SetHeight(3)
	area.Focus()
	final, err := tea.NewProgram(&formModel{area: area, journal: journal}).Run()
	if err != nil {
		fmt.Println("form:", err)
		return 1
	}
	fmt.Println("saved", len(final.(*formModel).entered))
	return final.(*formModel).code
}

type formModel struct {
	area       textarea.Model
	journal    string
	entered    []string
	background string
	size       tea.WindowSizeMsg
	code       int
}

func (m *formModel) Init() tea.Cmd { return tea.RequestBackgroundColor }

func (m *formModel) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.size = msg
		m.area.SetWidth(msg.Width)
	case tea.BackgroundColorMsg:
		m.background = "light"
		if msg.IsDark() {
			m.background = "dark"
		}
	case tea.KeyPressMsg:
		switch msg.String() {
		case "ctrl+c":
			m.code = 130
			return m, tea.Quit
		case "enter":
			return m, m.enter()
		}
	}
	var cmd tea.Cmd
	m.area, cmd = m.area.Update(msg)
	return m, cmd
}

// enter puts the text into the journal before it is shown as entered.
func (m *formModel) enter() tea.Cmd {
	text := m.area.Value()
	m.area.Reset()
	m.entered = append(m.entered, text)
	if m.journal == "" {
		return nil
	}
	f, err := os.OpenFile(m.journal, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err == nil {
		_, err = f.WriteString(text + "\n")
	}
	if err != nil {
		m.code = 1
		return tea.Quit
	}
	_ = f.Close()
	return nil
}

func (m *formModel) View() tea.View {
	head := fmt.Sprintf("表单 form %d×%d %s", m.size.Width, m.size.Height, m.background)
	v := tea.NewView(head + "\n" + m.area.View() + "\n已录入 entered: " + strings.Join(m.entered, "|"))
	v.AltScreen = true
	if c := m.area.Cursor(); c != nil {
		c.Position.Y++
		v.Cursor = c
	}
	return v
}

// testProgram is the test binary, which is the program when told so.
func testProgram() string { return os.Args[0] }
