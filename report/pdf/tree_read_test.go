package pdf

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// tree is the structure of an uncompressed document as tests read it.
type tree struct {
	objects map[string]string // by number
	catalog string
	pages   []string // the numbers of their objects
	content []content
	root    *node
	nodes   map[string]*node // by the number of their object
}

// node is an element of the structure.
type node struct {
	number, role     string
	attributes, text string // text is the one that stands for a figure or a span
	language         string // of a span
	parent           *node
	kids             []*node
	links            []string // the numbers of their annotations
	marks            []string // content of pages: the number of the page's object, and the mark
}

// content is what a page shows, by mark.
type content struct {
	texts     map[string]string
	artifacts []string // texts that are not read
	faults    []string
}

var (
	objectHead = regexp.MustCompile(`(?m)^(\d+) 0 obj\n`)
	packHead   = regexp.MustCompile(`^<</Type/ObjStm/N (\d+)/First (\d+)/Length (\d+)>>\nstream\n`)
	nodeShape  = regexp.MustCompile(
		`(?s)^<</S/(\w+)/P (\d+) 0 R (?:/Pg (\d+) 0 R )?(/A<<.*?>>)?(?:/(?:Alt|ActualText)\((.*?)\))?(?:/Lang\((\w+)\))?/K(?: (\d+)|\[(.*)\])>>$`)
	kidShape = regexp.MustCompile(
		`<</Type/OBJR/Pg \d+ 0 R/Obj (\d+) 0 R>>|<</Type/MCR/Pg (\d+) 0 R/MCID (\d+)>>|(\d+) 0 R|(\d+)`)
	markShape = regexp.MustCompile(`^/(\w+)<</MCID (\d+)>>BDC$`)
	painting  = regexp.MustCompile(`(?:^| )(?:Tj|TJ|f|f\*|F|B|B\*|b|b\*|S|s|sh|Do)(?: |$)`)
)

// readTree reads the structure of a document that was written without
// compression.
func readTree(t *testing.T, data []byte) *tree {
	t.Helper()
	d := &tree{objects: map[string]string{}, nodes: map[string]*node{}}
	d.readObjects(t, string(data))
	catalog := regexp.MustCompile(`/Root (\d+) 0 R`).FindStringSubmatch(string(data))
	d.catalog = d.objects[catalog[1]]
	for _, m := range regexp.MustCompile(`(\d+) 0 R`).FindAllStringSubmatch(between(d.objects["1"], "/Kids [", "]"), -1) {
		d.pages = append(d.pages, m[1])
		stream := d.objects[between(d.objects[m[1]], "/Contents ", " 0 R")]
		d.content = append(d.content, readContent(between(stream, "stream\n", "\nendstream")))
	}
	root := d.objects[between(d.catalog, "/StructTreeRoot ", " 0 R")]
	d.root = d.readNode(t, between(root, "/K ", " 0 R"), nil)
	return d
}

func between(text, before, after string) string {
	_, text, _ = strings.Cut(text, before)
	text, _, _ = strings.Cut(text, after)
	return text
}

func (d *tree) readObjects(t *testing.T, data string) {
	heads := objectHead.FindAllStringSubmatchIndex(data, -1)
	for i, head := range heads {
		end := len(data)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		object := data[head[1]:end]
		d.objects[data[head[2]:head[3]]] = object
		pack := packHead.FindStringSubmatch(object)
		if pack == nil {
			continue
		}
		n, first, length := number(t, pack[1]), number(t, pack[2]), number(t, pack[3])
		stream := object[len(pack[0]):][:length]
		places := strings.Fields(stream[:first])
		if len(places) != 2*n {
			t.Fatalf("%d numbers for %d packed objects", len(places), n)
		}
		for j := range n {
			from, to := first+number(t, places[2*j+1]), length
			if j+1 < n {
				to = first + number(t, places[2*j+3])
			}
			d.objects[places[2*j]] = strings.TrimSuffix(stream[from:to], "\n")
		}
	}
}

func number(t *testing.T, digits string) int {
	t.Helper()
	n, err := strconv.Atoi(digits)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (d *tree) readNode(t *testing.T, number string, parent *node) *node {
	m := nodeShape.FindStringSubmatch(d.objects[number])
	if m == nil || d.nodes[number] != nil {
		t.Fatalf("object %s is no element, or is twice in the tree: %q", number, d.objects[number])
	}
	n := &node{number: number, role: m[1], attributes: m[4], text: m[5], language: m[6], parent: parent}
	d.nodes[number] = n
	if parent != nil && m[2] != parent.number {
		t.Errorf("object %s has the parent %s, and is in %s", number, m[2], parent.number)
	}
	for _, k := range kidShape.FindAllStringSubmatch(m[7]+m[8], -1) {
		switch {
		case k[1] != "":
			n.links = append(n.links, k[1])
		case k[2] != "":
			n.marks = append(n.marks, k[2]+" "+k[3])
		case k[4] != "":
			n.kids = append(n.kids, d.readNode(t, k[4], n))
		default:
			n.marks = append(n.marks, m[3]+" "+k[5])
		}
	}
	return n
}

// readContent reads what a page shows, with all that is wrong with its marks.
func readContent(stream string) content {
	c := content{texts: map[string]string{}}
	lines, strings := withoutStrings(stream)
	open, artifact, saved := "", false, 0 // the mark, and how often the state is saved within it
	for _, line := range lines {
		mark := markShape.FindStringSubmatch(line)
		switch {
		case mark != nil || isArtifact(line):
			if open != "" || artifact {
				c.faults = append(c.faults, "a mark in a mark: "+line)
			}
			artifact, saved = mark == nil, 0
			if mark != nil {
				open = mark[2]
				if _, twice := c.texts[open]; twice {
					c.faults = append(c.faults, "the mark "+open+" twice")
				}
				c.texts[open] = ""
			}
		case line == "EMC":
			if open == "" && !artifact || saved != 0 {
				c.faults = append(c.faults, "a mark that ends without its begin, or in another state")
			}
			open, artifact = "", false
		}
		if painting.MatchString(line) && open == "" && !artifact {
			c.faults = append(c.faults, "not marked: "+line)
		}
		for range countFields(line, "(") {
			if artifact {
				c.artifacts = append(c.artifacts, strings[0])
			} else {
				c.texts[open] += strings[0]
			}
			strings = strings[1:]
		}
		saved += countFields(line, "q") - countFields(line, "Q")
	}
	if open != "" || artifact {
		c.faults = append(c.faults, "a mark has no end")
	}
	return c
}

func isArtifact(line string) bool {
	return line == "/Artifact BMC" || strings.HasPrefix(line, "/Artifact<</") && strings.HasSuffix(line, ">>BDC")
}

func countFields(line, want string) (n int) {
	for _, field := range strings.Fields(line) {
		if field == want {
			n++
		}
	}
	return n
}

// withoutStrings are the lines of a page with a parenthesis in the place of
// each string, and the strings.
func withoutStrings(stream string) (lines, texts []string) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(stream, "(")
		b.WriteString(before)
		if !found {
			return strings.Split(b.String(), "\n"), texts
		}
		text, used := pdfString([]byte(rest))
		texts = append(texts, text)
		b.WriteString("(")
		stream = rest[used+1:]
	}
}

// textOf is what an element reads, with what is in it.
func (d *tree) textOf(n *node) string {
	var parts []string
	for _, m := range n.marks {
		page, mark, _ := strings.Cut(m, " ")
		for i := range d.pages {
			if d.pages[i] == page {
				parts = append(parts, d.content[i].texts[mark])
			}
		}
	}
	for _, kid := range n.kids {
		parts = append(parts, d.textOf(kid))
	}
	return strings.TrimSpace(strings.Join(parts, ""))
}

// said is the text that stands for an element, such as a figure.
func (n *node) said() string {
	wide, is := strings.CutPrefix(n.text, "\xfe\xff")
	if !is {
		return n.text
	}
	text, _ := pdfString([]byte(wide + ")"))
	return text
}

// all are the elements of these roles, in the order of reading.
func (n *node) all(roles ...string) (list []*node) {
	for _, role := range roles {
		if n.role == role {
			list = append(list, n)
		}
	}
	for _, kid := range n.kids {
		list = append(list, kid.all(roles...)...)
	}
	return list
}

// outline is the tree as indented roles and texts.
func (d *tree) outline(n *node, indent string) string {
	text := fmt.Sprintf("%s%s", indent, n.role)
	if len(n.marks) > 0 {
		own := *n
		own.kids = nil
		text += " " + d.textOf(&own)
	}
	for _, kid := range n.kids {
		text += "\n" + d.outline(kid, indent+"  ")
	}
	return text
}
