package classify

// Model holds the coefficients of a judgement. DefaultModel documents each with where it
// comes from; an engagement may override them.
type Model struct{}

// DefaultModel returns the coefficients that hold unless an engagement overrides them.
func DefaultModel() Model { return Model{} }
