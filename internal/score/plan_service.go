package score

// ServicePlan is what a plan takes from one product.
type ServicePlan struct {
	Service string
	Actions int
	Points  float64
	Effort  int // each task counts once
}

// ByService divides a plan by product, in the order of each product's first
// step. The parts add up to the plan: a task is of one product.
func (p Plan) ByService() []ServicePlan {
	var list []ServicePlan
	at := map[string]int{}
	for _, step := range p.Steps {
		key := Fold(step.Control.Service)
		i, known := at[key]
		if !known {
			i = len(list)
			at[key] = i
			list = append(list, ServicePlan{Service: step.Control.Service})
		}
		list[i].Actions++
		list[i].Effort += step.Effort
		list[i].Points = Hundredths(list[i].Points + step.Gain)
	}
	return list
}
