package words

import "fmt"

// PortfolioRan says of how many tenants a portfolio is, how many of them have a
// current score, and by how much it changed on average; nil where that is not
// known.
func (w Words) PortfolioRan(tenants, current int, change *float64) string {
	text := fmt.Sprintf("%s, %d with a current score", Count(tenants, "tenant"), current)
	if change == nil {
		return text + "."
	}
	return text + ", " + w.SignedTenths(*change) + " percentage points on average."
}
