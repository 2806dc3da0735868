package demo

import (
	"encoding/json"
	"hash/fnv"
	"strconv"
	"strings"
	"time"
)

// vendor is vendorInformation, equal in scores and profiles.
const vendor = `{"provider":"SecureScore","providerVersion":null,"subProvider":null,"vendor":"Microsoft"}`

var enabledServices = []string{
	"HasAADP1", "HasAADP2", "HasOCAS", "HasMCAS", "HasAATP", "HasMDOP1", "HasMDOP2", "HasEXOP2", "HasAIPP1", "HasAIPP2",
	"HasDLP", "HasM365E5", "HasMDEP2", "HasSPOP2",
}

// today is the newest element, with everything.
func (t *tables) today(d day, now time.Time) json.RawMessage {
	at := now
	if midnight, _ := time.Parse(dateLayout, d.date); now.Sub(midnight) >= 24*time.Hour {
		at = midnight.Add(24*time.Hour - time.Second) // today has no score: this is the end of the last day
	}
	return t.element(d, 192<<10, func(buf []byte, c *control, s standing) []byte { return c.whole(buf, s, at) })
}

// older is the element of an earlier day, with little more than the points.
func (t *tables) older(d day) json.RawMessage {
	return t.element(d, 48<<10, func(buf []byte, c *control, s standing) []byte { return c.thin(buf, s) })
}

func (t *tables) element(d day, size int, write func([]byte, *control, standing) []byte) json.RawMessage {
	current, maximum := t.headline(d)
	o := begin(size)
	o.str("id", TenantID+"_"+d.date)
	o.str("azureTenantId", TenantID)
	o.num("activeUserCount", activeUsers(d.date))
	o.str("createdDateTime", d.date+"T00:00:00Z")
	o.hundredths("currentScore", current)
	o.strs("enabledServices", enabledServices)
	o.num("licensedUserCount", 0)
	o.num("maxScore", maximum)
	o.raw("vendorInformation", vendor)
	o.raw("averageComparativeScores", string(comparisons(d.date)))
	o.key("controlScores")
	o.buf = append(o.buf, '[')
	separator := ""
	for i, s := range d.standings {
		if s.scored {
			o.buf = write(append(o.buf, separator...), t.controls[i], s)
			separator = ","
		}
	}
	o.buf = append(o.buf, ']')
	return o.end()
}

// prepare makes the JSON that all older days have in common.
func (c *control) prepare() {
	o := begin(256)
	o.str("controlCategory", c.category)
	o.str("controlName", c.id)
	o.raw("description", "null")
	c.thinHead = o.buf
	c.thinStatus = appendString(nil, c.emptyStatus())
}

func (c *control) thin(buf []byte, s standing) []byte {
	o := &object{append(buf, c.thinHead...)}
	o.hundredths("score", c.points(s))
	if !c.has("nostatus") {
		o.key("implementationStatus")
		o.buf = append(o.buf, c.thinStatus...)
	}
	if !c.has("nopercent") {
		o.hundredths("scoreInPercentage", c.percentage(s))
	}
	return o.end()
}

func (c *control) whole(buf []byte, s standing, at time.Time) []byte {
	o := &object{append(buf, '{')}
	o.str("controlCategory", c.category)
	o.str("controlName", c.id)
	o.str("description", c.description())
	o.hundredths("score", c.points(s))
	if !c.has("nosync") {
		o.str("lastSynced", c.lastSynced(at).Format(time.RFC3339))
	}
	if !c.has("nostatus") {
		o.str("implementationStatus", c.implementationStatus(s))
	}
	c.counts(o, s)
	if strings.HasPrefix(c.id, "scid_") {
		o.str("state", strings.ToLower(s.state))
	}
	if c.has("extra") {
		o.raw("expiry", "null")
		o.raw("evidence", `{"kind":"policy","refs":["built-in"]}`)
	}
	if !c.has("nopercent") {
		o.hundredths("scoreInPercentage", c.percentage(s))
	}
	return o.end()
}

// counts writes the numbers of a control, all as strings. Count is the number
// of exposed devices for scid_*, and elsewhere what complies. Some controls
// have a count without a total.
func (c *control) counts(o *object, s standing) {
	switch c.measure {
	case "setting":
		if !c.has("noon") {
			o.str("on", strconv.FormatBool(s.done >= c.total))
		}
	case "admins", "overlap":
		o.str("count", strconv.Itoa(s.done))
	case "devices":
		o.str("count", strconv.Itoa(c.total-s.done))
		o.str("total", strconv.Itoa(c.total))
	default:
		o.str("count", strconv.Itoa(s.done))
		o.str("total", strconv.Itoa(c.total))
	}
}

// lastSynced is the last time before now at which the control's service
// reported, twice a day. Some controls are days behind.
func (c *control) lastSynced(now time.Time) time.Time {
	first := 3*time.Hour + 58*time.Minute
	switch c.service {
	case "MDATP":
		first = 4*time.Hour + 34*time.Minute
	case "AzureAD":
		first = time.Hour + 7*time.Minute
	}
	date := now.Format(dateLayout)
	midnight, _ := time.Parse(dateLayout, date)
	at := midnight.Add(first + time.Duration(chance(date+c.service, 60))*time.Second)
	if late := at.Add(12 * time.Hour); !late.After(now) {
		at = late
	}
	if at.After(now) {
		at = at.Add(-12 * time.Hour)
	}
	if days, ok := c.quirks["behind"]; ok {
		at = at.AddDate(0, 0, -number(days))
	}
	return at
}

func (c *control) has(quirk string) bool {
	_, ok := c.quirks[quirk]
	return ok
}

// activeUsers is smaller on weekends.
func activeUsers(date string) int {
	on, _ := time.Parse(dateLayout, date)
	if on.Weekday() == time.Saturday || on.Weekday() == time.Sunday {
		return 402 + chance(date, 60)
	}
	return 1178 + chance(date, 60)
}

// chance is a number below n that looks random and depends only on the seed.
func chance(seed string, n int) int {
	h := fnv.New32a()
	h.Write([]byte(seed))
	return int(h.Sum32() % uint32(n))
}
