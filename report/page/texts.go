package page

import (
	"html/template"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/words"
)

// texts are the fixed words by the name under which the templates call them. A
// name that is missing here fails the template as it is parsed.
var texts = map[string]string{
	"acceptedTitle":        words.AcceptedTitle,
	"actionsTitle":         words.ActionsTitle,
	"categoriesTitle":      words.CategoriesTitle,
	"changesTitle":         words.ChangesTitle,
	"daySlider":            words.DaySlider,
	"effectsNote":          words.EffectsNote,
	"exceptionsIntro":      words.ExceptionsIntro,
	"exceptionsTitle":      words.ExceptionsTitle,
	"filterAll":            words.FilterAll,
	"filterAny":            words.FilterAny,
	"filterHigh":           words.FilterHigh,
	"filterLabel":          words.FilterLabel,
	"filterModerate":       words.FilterModerate,
	"filterNew":            words.FilterNew,
	"filterNotNew":         words.FilterNotNew,
	"filterOnlyNew":        words.FilterOnlyNew,
	"filterPlaceholder":    words.FilterPlaceholder,
	"filterReset":          words.FilterReset,
	"filterScope":          words.FilterScope,
	"filterSearch":         words.FilterSearch,
	"firstReport":          words.FirstReport,
	"foundAll":             words.FoundAll,
	"foundNone":            words.FoundNone,
	"foundSome":            words.FoundSome,
	"labelAccepted":        words.LabelAccepted,
	"labelAction":          words.LabelAction,
	"labelActionsAdded":    words.LabelActionsAdded,
	"labelActionsRemoved":  words.LabelActionsRemoved,
	"labelAllTenants":      words.LabelAllTenants,
	"labelCategory":        words.LabelCategory,
	"labelChange":          words.LabelChange,
	"labelCost":            words.LabelCost,
	"labelDay":             words.LabelDay,
	"labelDays":            words.LabelDays,
	"labelDrift":           words.LabelDrift,
	"labelEffectUnit":      words.LabelEffectUnit,
	"labelEffort":          words.LabelEffort,
	"labelFirstReport":     words.LabelFirstReport,
	"labelHowCalculated":   words.LabelHowCalculated,
	"labelMaximum":         words.LabelMaximum,
	"labelNew":             words.LabelNew,
	"labelNotScored":       words.LabelNotScored,
	"labelNotScoredPoints": words.LabelNotScoredPoints,
	"labelPart":            words.LabelPart,
	"labelPoints":          words.LabelPoints,
	"labelPointsAchieved":  words.LabelPointsAchieved,
	"labelPointsLeft":      words.LabelPointsLeft,
	"labelPointsRegressed": words.LabelPointsRegressed,
	"labelProduct":         words.LabelProduct,
	"labelRank":            words.LabelRank,
	"labelReason":          words.LabelReason,
	"labelReported":        words.LabelReported,
	"labelScale":           words.LabelScale,
	"labelScore":           words.LabelScore,
	"labelScoreAfter":      words.LabelScoreAfter,
	"labelScoreAtEnd":      words.LabelScoreAtEnd,
	"labelScored":          words.LabelScored,
	"labelShare":           words.LabelShare,
	"labelSimilarShort":    words.LabelSimilarShort,
	"labelStatus":          words.LabelStatus,
	"labelStep":            words.LabelStep,
	"labelThisTenant":      words.LabelThisTenant,
	"labelTotal":           words.LabelTotal,
	"labelUnattributed":    words.LabelUnattributed,
	"labelUserImpact":      words.LabelUserImpact,
	"labelView":            words.LabelView,
	"labelWeek":            words.LabelWeek,
	"methodTitle":          words.MethodTitle,
	"noGoal":               words.NoGoal,
	"notAvailable":         report.NotAvailable,
	"notesTitle":           words.NotesTitle,
	"nothingListed":        words.NothingListed,
	"nothingReported":      words.NothingReported,
	"nothingToNote":        words.NothingToNote,
	"noTrend":              words.NoTrend,
	"notScoredTitle":       words.NotScoredTitle,
	"overviewTitle":        words.OverviewTitle,
	"planTitle":            words.PlanTitle,
	"pointsTitle":          words.PointsTitle,
	"reportedTitle":        words.ReportedTitle,
	"sectionsLabel":        words.SectionsLabel,
	"skipLink":             words.SkipLink,
	"splitIntro":           words.SplitIntro,
	"splitUnknown":         words.SplitUnknown,
	"topTitle":             words.TopTitle,
	"trendTitle":           words.TrendTitle,
	"unnamedProduct":       words.UnnamedProduct,
	"valuesTitle":          words.ValuesTitle,
	"viewsTitle":           words.ViewsTitle,
	"weeksNote":            words.WeeksNote,
	"weeksTitle":           words.WeeksTitle,
	"whyTitle":             words.WhyTitle,
}

// functions are what the templates call.
func functions() template.FuncMap {
	functions := template.FuncMap{
		"clean": clipName, "prose": clipProse, "portal": portalLink, "tenant": words.TenantTitle,
		"title":  words.ActionTitle,
		"status": words.StatusName, "level": words.LevelName, "names": words.FormerNames, "product": score.ProductName,
		"cause": words.CauseHeading, "viewLabel": words.ViewLabel, "viewHow": words.ViewHow,
		"exceptionTitle": words.ExceptionTitle, "exceptionReason": words.ExceptionReason,
		"actions":       words.CategoryActions,
		"costAndImpact": words.CostAndImpact, "notScoredIntro": words.NotScoredIntro, "kicker": words.Kicker,
		"tableLabel": words.TableLabel, "chartLabel": words.ChartLabel,
		"mark": func(c score.Cause) string { mark, _ := draw.CauseTone(c); return mark },
		"tone": func(c score.Cause) string { _, tone := draw.CauseTone(c); return tone },
		"sign": draw.ToneOf,
	}
	for name, text := range texts {
		functions[name] = func() string { return text }
	}
	return functions
}
