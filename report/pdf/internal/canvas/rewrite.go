package canvas

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// gofpdf compresses each page with a compressor of its own, which costs more
// than a megabyte a page and half of the time that a document takes. So it
// writes the pages plain, and a writer goes over the finished document with one
// compressor.

// It adds what gofpdf does not know: the fonts' files, and the structure. The
// structure has thousands of small objects, so they and the table of all
// objects are compressed streams, as PDF has them since 1.5.

var (
	plainStream = regexp.MustCompile(`^<</Length (\d+)>>\nstream\n`)
	crossHead   = regexp.MustCompile(`^xref\n0 (\d+)\n`)
	crossStart  = regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`)
	trailerEnds = regexp.MustCompile(`/Root (\d+) 0 R\n/Info \d+ 0 R\n`)
	pageHead    = []byte("<</Type /Page\n")
	catalogHead = []byte("<<\n/Type /Catalog\n")
)

const crossLine = 20 // bytes of an entry of the cross-reference table, by the standard

var errShape = errors.New("the document does not have the shape that gofpdf writes")

// writer writes a document of gofpdf's again: with the fonts in the place of
// their placeholders, the structure, the plain streams compressed, and the
// table of objects that goes with it. It understands what gofpdf writes, and
// fails on anything else.
type writer struct {
	out     bytes.Buffer
	packed  bytes.Buffer
	squeeze *zlib.Writer // nil to leave streams as they are
	objects []whereabouts
	faces   map[string]*face // by the name that their placeholders have
	tree    *structure
	later   []func() error
}

// whereabouts is where an object is, by its number: at a byte of the file, or
// the at-th of the objects packed in another.
type whereabouts struct{ at, in int }

// rewrite writes the document as gofpdf wrote it again.
func (d *Doc) rewrite(doc []byte) ([]byte, error) {
	offsets, table, trailer, err := crossReference(doc)
	if err != nil {
		return nil, err
	}
	inFile := make([]int, 0, len(offsets)) // object numbers in the order of the file
	for n := 1; n < len(offsets); n++ {
		inFile = append(inFile, n)
	}
	slices.SortFunc(inFile, func(a, b int) int { return offsets[a] - offsets[b] })
	if len(inFile) == 0 {
		return nil, errShape
	}
	w := &writer{objects: make([]whereabouts, len(offsets)), faces: map[string]*face{}}
	for _, f := range d.faces {
		w.faces[f.name] = f
	}
	if d.about.Compress {
		if w.squeeze, err = zlib.NewWriterLevel(nil, zlib.BestSpeed); err != nil {
			return nil, err
		}
	}
	w.tree = newStructure(d, w)
	w.later = append(w.later, w.tree.write)
	w.out.Grow(len(doc) / 2)
	w.out.WriteString("%PDF-1.7\n")
	for i, n := range inFile {
		end := table
		if i+1 < len(inFile) {
			end = offsets[inFile[i+1]]
		}
		if err := w.object(n, doc[offsets[n]:end]); err != nil {
			return nil, err
		}
	}
	for _, write := range w.later {
		if err := write(); err != nil {
			return nil, err
		}
	}
	return w.end(trailer)
}

// end writes the table of all objects, with what gofpdf's trailer says.
func (w *writer) end(trailer []byte) ([]byte, error) {
	const inFile, packed = 1, 2
	roots := trailerEnds.Find(trailer)
	if roots == nil {
		return nil, errShape
	}
	number := w.begin(w.reserve(1))
	start := w.objects[number].at
	table := make([]byte, 0, 7*len(w.objects))
	for i, o := range w.objects {
		kind, place, index := inFile, o.at, 0
		switch {
		case i == 0:
			kind, index = 0, 0xFFFF
		case o.in > 0:
			kind, place, index = packed, o.in, o.at
		}
		table = binary.BigEndian.AppendUint32(append(table, byte(kind)), uint32(place))
		table = binary.BigEndian.AppendUint16(table, uint16(index))
	}
	entries := fmt.Sprintf("/Type/XRef/Size %d/W[1 4 2]\n%s", len(w.objects), roots)
	if err := w.stream(entries, table); err != nil {
		return nil, err
	}
	fmt.Fprintf(&w.out, "endobj\nstartxref\n%d\n%%%%EOF\n", start)
	return w.out.Bytes(), nil
}

// reserve numbers n new objects, and returns the number of the first.
func (w *writer) reserve(n int) int {
	first := len(w.objects)
	w.objects = append(w.objects, make([]whereabouts, n)...)
	return first
}

// begin begins an object, and returns its number.
func (w *writer) begin(number int) int {
	w.objects[number].at = w.out.Len()
	fmt.Fprintf(&w.out, "%d 0 obj\n", number)
	return number
}

// stream writes a stream with its dictionary, which has these entries too.
func (w *writer) stream(entries string, parts ...[]byte) error {
	if w.squeeze != nil {
		w.packed.Reset()
		w.squeeze.Reset(&w.packed)
		for _, part := range parts {
			if _, err := w.squeeze.Write(part); err != nil {
				return err
			}
		}
		if err := w.squeeze.Close(); err != nil {
			return err
		}
		entries, parts = entries+"/Filter /FlateDecode ", [][]byte{w.packed.Bytes()}
	}
	length := 0
	for _, part := range parts {
		length += len(part)
	}
	fmt.Fprintf(&w.out, "<<%s/Length %d>>\nstream\n", entries, length)
	for _, part := range parts {
		w.out.Write(part)
	}
	w.out.WriteString("\nendstream\n")
	return nil
}

// crossReference finds where each object begins, where the table itself does,
// and what stands between the table and the end.
func crossReference(doc []byte) (offsets []int, table int, trailer []byte, err error) {
	end := crossStart.FindSubmatchIndex(doc[max(0, len(doc)-64):])
	if end == nil {
		return nil, 0, nil, errShape
	}
	tail := max(0, len(doc)-64)
	table, err = strconv.Atoi(string(doc[tail+end[2] : tail+end[3]]))
	if err != nil || table >= len(doc) {
		return nil, 0, nil, errShape
	}
	head := crossHead.FindSubmatch(doc[table:])
	if head == nil {
		return nil, 0, nil, errShape
	}
	n, err := strconv.Atoi(string(head[1]))
	entries := table + len(head[0])
	if err != nil || n < 1 || entries+n*crossLine > tail+end[0] {
		return nil, 0, nil, errShape
	}
	offsets = make([]int, n)
	for i := 1; i < n; i++ {
		entry := doc[entries+i*crossLine:]
		if offsets[i], err = strconv.Atoi(string(entry[:10])); err != nil || offsets[i] <= 0 || offsets[i] >= table {
			return nil, 0, nil, errShape
		}
	}
	return offsets, table, doc[entries+n*crossLine : tail+end[0]], nil
}

// object copies an object, with its stream compressed if it is a plain one and
// with what a page and the catalog say of the structure, or writes the font for
// which it holds the place.
func (w *writer) object(number int, object []byte) error {
	_, content, found := bytes.Cut(object, []byte(" 0 obj\n"))
	if !found {
		return errShape
	}
	if rest, is := bytes.CutPrefix(content, []byte(placeholder)); is {
		name, _, _ := bytes.Cut(rest, []byte("\n"))
		f := w.faces[string(name)]
		if f == nil {
			return errShape
		}
		return w.embed(number, f)
	}
	w.begin(number)
	if rest, is := bytes.CutPrefix(content, pageHead); is {
		w.out.Write(pageHead)
		w.out.Write(w.tree.page((number - 1) / 2))
		content = rest
	}
	if rest, is := bytes.CutPrefix(content, catalogHead); is {
		w.out.Write(catalogHead)
		w.out.WriteString(w.tree.catalog())
		content = rest
	}
	head := plainStream.FindSubmatch(content)
	if head == nil {
		w.out.Write(content)
		return nil
	}
	length, err := strconv.Atoi(string(head[1]))
	begin := len(head[0])
	if err != nil || begin+length > len(content) || !bytes.HasPrefix(content[begin+length:], []byte("\nendstream\n")) {
		return errShape
	}
	if err := w.stream("", content[begin:begin+length]); err != nil {
		return err
	}
	w.out.Write(content[begin+length+len("\nendstream\n"):])
	return nil
}

// pack is a stream of small objects.
type pack struct {
	w       *writer
	number  int // of the object of the stream
	count   int
	places  []byte // the number of each object, and where it begins
	objects []byte
}

// pack begins a stream of objects that have about so many bytes.
func (w *writer) pack(size int) *pack {
	return &pack{w: w, number: w.reserve(1), objects: make([]byte, 0, size)}
}

func (p *pack) add(number int, object []byte) {
	p.w.objects[number] = whereabouts{in: p.number, at: p.count}
	p.places = append(strconv.AppendInt(p.places, int64(number), 10), ' ')
	p.places = append(strconv.AppendInt(p.places, int64(len(p.objects)), 10), ' ')
	p.objects = append(append(p.objects, object...), '\n')
	p.count++
}

// close writes the stream.
func (p *pack) close() error {
	p.w.begin(p.number)
	entries := fmt.Sprintf("/Type/ObjStm/N %d/First %d", p.count, len(p.places))
	if err := p.w.stream(entries, p.places, p.objects); err != nil {
		return err
	}
	p.w.out.WriteString("endobj\n")
	return nil
}
