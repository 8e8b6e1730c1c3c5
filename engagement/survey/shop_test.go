package survey

import (
	"os"
	"testing"
)

func TestShopAnswers(t *testing.T) {
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../../examples/shop/answers.yaml")
	if err != nil {
		t.Fatal(err)
	}
	a, err := ParseAnswers(data, b)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(a.Len(), a.Components("shop"))
}
