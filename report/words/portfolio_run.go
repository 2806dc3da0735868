package words

// PortfolioRan says of how many tenants a portfolio is, how many of them have a
// current score, and by how much it changed on average; nil where that is not
// known.
func (w Words) PortfolioRan(tenants, current int, change *float64) string {
	if change == nil {
		return w.say("portfolio.ran", "n", tenants, "current", current)
	}
	return w.say("portfolio.ranAndChanged", "n", tenants, "current", current, "change", w.signedTenths(*change))
}
