package interview

type doc struct{}
type library struct{}
