package survey

import (
	"testing"
)

func TestLoad(t *testing.T) {
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	t.Log(len(b.Questions()))
}
