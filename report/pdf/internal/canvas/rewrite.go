package canvas

import (
	"bytes"
	"compress/zlib"
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

var (
	plainStream = regexp.MustCompile(`^<</Length (\d+)>>\nstream\n`)
	crossHead   = regexp.MustCompile(`^xref\n0 (\d+)\n`)
	crossStart  = regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`)
)

const crossLine = 20 // bytes of an entry of the cross-reference table, by the standard

var errShape = errors.New("the document does not have the shape that gofpdf writes")

// writer writes a document of gofpdf's again: with the fonts in the place of
// their placeholders, the plain streams compressed, and the cross-reference
// table that goes with it. It understands what gofpdf writes, and fails on
// anything else.
type writer struct {
	out     bytes.Buffer
	packed  bytes.Buffer
	squeeze *zlib.Writer // nil to leave streams as they are
	places  []int        // of the objects, by number
	next    int          // number of the next new object
	later   []func() error
}

// rewrite writes a document whose fonts have these faces.
func rewrite(doc []byte, faces map[string]*face, compress bool) ([]byte, error) {
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
	w := &writer{places: make([]int, len(offsets)), next: len(offsets)}
	if compress {
		if w.squeeze, err = zlib.NewWriterLevel(nil, zlib.BestSpeed); err != nil {
			return nil, err
		}
	}
	w.out.Grow(len(doc) / 2)
	w.out.Write(doc[:offsets[inFile[0]]])
	for i, n := range inFile {
		end := table
		if i+1 < len(inFile) {
			end = offsets[inFile[i+1]]
		}
		if err := w.object(n, doc[offsets[n]:end], faces); err != nil {
			return nil, err
		}
	}
	for _, write := range w.later {
		if err := write(); err != nil {
			return nil, err
		}
	}
	return w.end(len(offsets), trailer)
}

// end writes the cross-reference table, and the trailer with the new number of
// objects.
func (w *writer) end(before int, trailer []byte) ([]byte, error) {
	size := fmt.Appendf(nil, "/Size %d\n", before)
	if !bytes.Contains(trailer, size) {
		return nil, errShape
	}
	start := w.out.Len()
	fmt.Fprintf(&w.out, "xref\n0 %d\n0000000000 65535 f \n", len(w.places))
	for _, at := range w.places[1:] {
		fmt.Fprintf(&w.out, "%010d 00000 n \n", at)
	}
	w.out.Write(bytes.Replace(trailer, size, fmt.Appendf(nil, "/Size %d\n", len(w.places)), 1))
	fmt.Fprintf(&w.out, "startxref\n%d\n%%%%EOF\n", start)
	return w.out.Bytes(), nil
}

// begin begins an object, and returns its number: the given one, or for 0 the
// next after those that there are.
func (w *writer) begin(number int) int {
	if number == 0 {
		number = len(w.places)
		w.places = append(w.places, 0)
	}
	w.places[number] = w.out.Len()
	fmt.Fprintf(&w.out, "%d 0 obj\n", number)
	return number
}

// stream writes a stream with its dictionary, which has these entries too.
func (w *writer) stream(entries string, data []byte) error {
	if w.squeeze == nil {
		fmt.Fprintf(&w.out, "<<%s/Length %d>>\nstream\n", entries, len(data))
	} else {
		w.packed.Reset()
		w.squeeze.Reset(&w.packed)
		if _, err := w.squeeze.Write(data); err != nil {
			return err
		}
		if err := w.squeeze.Close(); err != nil {
			return err
		}
		data = w.packed.Bytes()
		fmt.Fprintf(&w.out, "<<%s/Filter /FlateDecode /Length %d>>\nstream\n", entries, len(data))
	}
	w.out.Write(data)
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

// object copies an object, with its stream compressed if it is a plain one, or
// writes the font for which it holds the place.
func (w *writer) object(number int, object []byte, faces map[string]*face) error {
	_, content, found := bytes.Cut(object, []byte(" 0 obj\n"))
	if !found {
		return errShape
	}
	if rest, is := bytes.CutPrefix(content, []byte(placeholder)); is {
		name, _, _ := bytes.Cut(rest, []byte("\n"))
		f := faces[string(name)]
		if f == nil {
			return errShape
		}
		return w.embed(number, f)
	}
	head := plainStream.FindSubmatch(content)
	w.begin(number)
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
