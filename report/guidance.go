package report

// Guidance placeholder until merged.
type Guidance struct{ Why, How, Impact []Passage }

// Passage placeholder.
type Passage struct {
	Mark  string
	Depth int
	Text  string
}
