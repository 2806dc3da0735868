package canvas

import (
	"fmt"
	"strings"

	"secure-score-reporter/report/internal/trace"
)

// Target is a place in the document that a link can lead to.
type Target int

// place is where a target is; on page 0 for nowhere yet.
type place struct {
	page int
	y    float64 // upwards
}

// area is a rectangle of a page that leads to an address or to a target.
type area struct {
	of      *Element
	page    int
	box     [4]float64
	address string
	target  Target
	number  int // of its object, when the document is written
}

// Target makes a target that is nowhere yet.
func (d *Doc) Target() Target {
	d.targets = append(d.targets, place{})
	return Target(len(d.targets))
}

// Place puts a target on the current page.
func (d *Doc) Place(t Target, y float64) {
	d.targets[t-1] = place{page: d.f.PageNo(), y: d.height - y}
}

// URL makes a rectangle of the open link lead to a web page. The caller vouches
// for the address.
func (d *Doc) URL(x, y, w, h float64, address string) { d.area(x, y, w, h, area{address: address}) }

// GoTo makes a rectangle of the open link lead to a target.
func (d *Doc) GoTo(x, y, w, h float64, t Target) { d.area(x, y, w, h, area{target: t}) }

func (d *Doc) area(x, y, w, h float64, a area) {
	if !trace.Finite(x, y, w, h) {
		return
	}
	a.of, a.page, a.box = d.tags.open, d.f.PageNo(), [4]float64{x, d.height - y - h, x + w, d.height - y}
	if a.of.role != link || a.of.artifact != "" {
		d.f.SetErrorf("a rectangle leads elsewhere without a link")
		return
	}
	d.areas[a.page-1] = append(d.areas[a.page-1], &a)
	a.of.kids = append(a.of.kids, kid{link: &a, page: a.page})
}

// Web says whether an address may be linked to: http or https, and nothing in
// it that could end the PDF string early or hide what follows.
func Web(address string) bool {
	lower := strings.ToLower(address)
	if !strings.HasPrefix(lower, "https://") && !strings.HasPrefix(lower, "http://") {
		return false
	}
	return !strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r >= 0x7f })
}

// annotation is the object of an area: key finds its element in the parent
// tree.
func (d *Doc) annotation(a *area, key int) ([]byte, error) {
	leads := "/A<</S/URI/URI" + literal(a.address) + ">>"
	if a.address == "" {
		to := d.targets[a.target-1]
		if to.page == 0 {
			return nil, fmt.Errorf("the link %q leads nowhere", a.of.text)
		}
		leads = fmt.Sprintf("/Dest[%d 0 R/XYZ 0 %.2f null]", pageObject(to.page), to.y)
	}
	return fmt.Appendf(nil, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect%s/StructParent %d/Contents%s%s>>",
		rectangle(a.box), key, textString(a.of.text), leads), nil
}
