package syntax

func (p *curly) attributes()            {}
func (p *curly) attributeAt(int) bool   { return false }
func (p *curly) localFunction(int) bool { return false }
func (p *curly) property(h memberHead)  { p.i = h.after }
