package decide

import "testing"

func BenchmarkDecideShop(b *testing.B) {
	in := Input{Name: "shop", Assessment: shop(), Answers: shopAnswers(b), Bank: bank(b), Lang: "zh"}
	for b.Loop() {
		if _, err := Decide(in); err != nil {
			b.Fatal(err)
		}
	}
}
