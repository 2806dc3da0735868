package pdf

import (
	"math"

	"secure-score-reporter/internal/score"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/portfolio"
	"secure-score-reporter/report/words"
)

// How many rows the tables of a portfolio have; the rest is counted.
const (
	mostCommon      = 10
	mostByMicrosoft = 8
	mostWithout     = 15
	mostEnding      = 8
	mostTenants     = 60
)

var notAvailable = math.NaN()

// common are the actions that are open in the most tenants.
func (b *book) common() {
	b.newPage()
	b.begin(commonPart, 90)
	b.clipped(draw.BodyType, b.ActionsInAll(b.of), 2)
	list := b.of.Actions
	if len(list) == 0 {
		return
	}
	b.y += draw.Space1
	columns := b.stretch([]tableColumn{
		{head: b.Text(words.LabelAction)}, {head: b.Text(words.LabelProduct), width: 154},
		{head: b.Text(words.LabelScale), width: 54, drawn: true},
		{head: b.Text(words.LabelTenants), width: max(56, b.tenantsRoom(b.of.Current)), right: true},
		{head: b.Text(words.LabelPointsLeft), width: 56, right: true},
	}, 0)
	b.table(columns, min(mostCommon, len(list)), func(i int) []tableCell {
		a := list[i]
		share := float64(a.Tenants) / float64(b.of.Current) * 100
		return []tableCell{
			b.linkCell(columns[0], a.Title, a.ID, report.ActionURL(a.ID)),
			b.microsoftsCell(draw.TableType, columns[1], score.ProductName(a.Service), 1),
			{chart: draw.ShareBar{Set: b.set, Percent: share, Average: notAvailable, Strong: true}, height: 11},
			b.plainCell(draw.TableType.Strong(), columns[3], b.OfTenants(a.Tenants, b.of.Current), 1),
			b.plainCell(draw.TableType, columns[4], b.Points(a.Left), 1),
		}
	})
	b.rest(len(list) - mostCommon)
}

// tenantsRoom is how wide a column of numbers of so many tenants is.
func (b *book) tenantsRoom(all int) float64 {
	return b.set.Width(draw.TableType.Strong(), b.OfTenants(all, all)) + cellGap + 4
}

// linkCell is the title of an action; it opens the address, where there is one.
func (b *book) linkCell(c tableColumn, title, id, address string) tableCell {
	style := draw.TableType
	if address != "" {
		style = style.In(draw.LinkColor)
	}
	block := b.microsofts(style, c, b.ActionTitle(title, id), 2)
	block.url = address
	return tableCell{blocks: []textBlock{block}}
}

// byMicrosoft is what Microsoft changed, once for all tenants.
func (b *book) byMicrosoft() {
	b.begin(byMicrosoftPart, 70)
	list := b.of.Changes
	if len(list) == 0 {
		b.clipped(draw.BodyType, b.Text(words.PortfolioSame), 1)
		return
	}
	columns := b.stretch([]tableColumn{
		{head: b.Text(words.LabelAction)}, {head: b.Text(words.LabelWhat), width: 128},
		{head: b.Text(words.LabelTenants), width: max(66, b.tenantsRoom(b.of.Compared)), right: true},
		{head: b.Text(words.LabelEffects), width: 104, right: true},
	}, 0)
	b.table(columns, min(mostByMicrosoft, len(list)), func(i int) []tableCell {
		c := list[i]
		sign, ink := draw.CauseInk(c.Cause)
		what := b.block(draw.TableType, columns[1], b.ChangedByMicrosoft(c), 2)
		what.sign, what.mark = sign, draw.TableType.Strong().In(ink)
		return []tableCell{
			b.linkCell(columns[0], c.Title, c.ID, c.URL()), {blocks: []textBlock{what}},
			b.plainCell(draw.TableType.Strong(), columns[2], b.OfTenants(c.Tenants, b.of.Compared), 1),
			b.plainCell(draw.TableType, columns[3], b.EffectsOn(c), 1),
		}
	})
	b.rest(len(list) - mostByMicrosoft)
}

// without are the tenants without a current score, and why.
func (b *book) without() {
	list := b.of.Without
	if len(list) <= frontTrouble {
		return // the first page has them all
	}
	b.begin(withoutPart, 80)
	b.clipped(draw.BodyType, b.WithoutKinds(b.of), 2)
	b.y += draw.Space1
	columns := b.stretch([]tableColumn{
		{head: b.Text(words.LabelTenant), width: 170}, {head: b.Text(words.LabelNewest), width: 96},
		{head: b.Text(words.LabelScore), width: 52, right: true, after: 4}, {head: b.Text(words.LabelWhy)},
	}, 3)
	b.table(columns, min(mostWithout, len(list)), func(i int) []tableCell {
		t := list[i]
		return []tableCell{
			b.plainCell(draw.TableType.Strong(), columns[0], b.TenantTitle(t.Name), 1),
			b.plainCell(draw.TableType, columns[1], b.LongDate(t.Now.Date), 1),
			b.plainCell(draw.TableType, columns[2], b.ScoreOrNot(t), 1),
			b.plainCell(draw.TableType, columns[3], b.TenantTrouble(t), mostWhy),
		}
	})
	b.rest(len(list) - mostWithout)
}

// ending are the exceptions that are overdue or end soon.
func (b *book) ending() {
	list := b.of.Exceptions
	if len(list) == 0 {
		return
	}
	b.begin(endingPart, 60)
	columns := b.stretch([]tableColumn{
		{head: b.Text(words.LabelAction), width: 170}, {head: b.Text(words.LabelEnds), width: 92},
		{head: b.Text(words.LabelReason)},
		{head: b.Text(words.LabelTenants), width: 120},
	}, 2)
	b.table(columns, min(mostEnding, len(list)), func(i int) []tableCell {
		e := list[i]
		style := draw.TableType
		if e.Overdue {
			style = style.Strong().In(draw.OkayInk)
		}
		return []tableCell{
			b.linkCell(columns[0], e.Title, e.ID, report.ActionURL(e.ID)),
			b.plainCell(style, columns[1], b.ExceptionEnds(e), 2),
			b.plainCell(draw.TableType, columns[2], b.ReasonAndOwner(e), 2),
			b.plainCell(draw.TableType, columns[3], b.TenantNames(e.Tenants, 3), 2),
		}
	})
	b.rest(len(list) - mostEnding)
}

// tableTitle is the title of the table of tenants: all of them, or some.
func (b *book) tableTitle() string {
	if len(b.of.Tenants) > mostTenants {
		return b.Text(words.PortfolioTable)
	}
	return b.Text(words.PortfolioTenants)
}

// tenants is a line for each tenant, worst news first. Where there are too many
// it has those with a current score; the others have their own section.
func (b *book) tenants() {
	list, order := b.of.Tenants, b.Text(words.PortfolioOrder)
	if len(list) > mostTenants {
		list, order = list[len(b.of.Without):], b.Text(words.PortfolioOrderOfSome)
	}
	b.begin(tenantsPart, 80)
	b.clipped(draw.BodyType, order, 2)
	b.y += draw.Space1
	columns := b.tenantColumns(list)
	b.table(columns, min(mostTenants, len(list)), func(i int) []tableCell { return b.tenantRow(columns, list[i]) })
	if more := len(list) - mostTenants; more > 0 {
		b.y += 2
		b.clipped(draw.SmallType, b.MoreTenantsElsewhere(more), 1)
	}
}

// tenantColumns are the columns of the table of tenants. Where the reasons have
// one line, the bars give way to them.
func (b *book) tenantColumns(list []portfolio.Tenant) []tableColumn {
	goal, why := 94.0, 0.0
	for _, t := range list[:min(mostTenants, len(list))] {
		if t.Goal != nil {
			goal = max(goal, b.set.Width(draw.TableType, b.TenantVerdict(t))+cellGap+verdictSign)
		}
		why = max(why, b.set.Width(draw.TableType, b.TenantNewsInShort(t)))
	}
	name, bar := 130.0, tableColumn{head: b.Text(words.LabelScale), width: 54, drawn: true}
	columns := func() []tableColumn {
		return b.stretch([]tableColumn{
			{head: b.Text(words.LabelTenant), width: name}, {says: b.Text(words.LabelZone), width: 20}, bar,
			{head: b.Text(words.LabelScore), width: 46, right: true, after: 4},
			{head: b.Text(words.LabelChange), width: 44, right: true, after: 6},
			{head: b.Text(words.LabelWhy)}, {head: b.Text(words.LabelGoal), width: goal},
		}, 5)
	}
	if len(b.of.Tenants) <= mostInFull {
		return columns()
	}
	name = 122
	if fitting := columns(); why <= fitting[5].room() {
		return fitting
	}
	bar = tableColumn{drawn: true}
	return columns()
}

// mostInFull is how many tenants have two lines in the table.
const mostInFull = 24

// mostWhy is how many lines say why a tenant has no current score.
const mostWhy = 3

// verdictSign is the room of the sign before a verdict on a goal.
const verdictSign = 12.0

func (b *book) tenantRow(columns []tableColumn, t portfolio.Tenant) []tableCell {
	bar, zone := tableCell{}, tableCell{}
	if t.Scored() && columns[2].width > 0 {
		bar = tableCell{height: 11, chart: draw.ShareBar{
			Set: b.set, Percent: t.Percent(), Average: notAvailable, Strong: t.Current(),
		}}
	}
	if t.Scored() {
		sign, ink := draw.ZoneInk(t.Zone)
		zone = b.plainCell(draw.TableType.In(ink), columns[1], sign, 1)
		zone.blocks[0].says = b.ZoneName(t.Zone)
	}
	news, lines := b.TenantNews(t), 2
	if len(b.of.Tenants) > mostInFull {
		news, lines = b.TenantNewsInShort(t), 1
	}
	verdict := b.block(draw.TableType.In(draw.MutedColor), columns[6], b.Text(words.NoGoalSet), 1)
	if t.Goal != nil {
		sign, ink := draw.VerdictInk(t.Goal.Verdict)
		narrow := columns[6]
		narrow.after = verdictSign
		verdict = b.block(draw.TableType, narrow, b.TenantVerdict(t), 1)
		verdict.sign, verdict.mark = sign, draw.TableType.In(ink)
	}
	return []tableCell{
		b.plainCell(draw.TableType.Strong(), columns[0], b.TenantTitle(t.Name), lines), zone, bar,
		b.plainCell(draw.TableType.Strong(), columns[3], b.ScoreOrNot(t), 1), b.changeCell(columns[4], t),
		b.plainCell(draw.TableType, columns[5], news, lines+1), {blocks: []textBlock{verdict}},
	}
}

// rest says how many rows are left out.
func (b *book) rest(n int) {
	if n > 0 {
		b.y += 2
		b.clipped(draw.SmallType, b.MoreRowsElsewhere(n), 1)
	}
}
