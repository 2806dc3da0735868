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
// writes the pages plain, and compressed goes over the finished document with
// one compressor.

var (
	plainStream = regexp.MustCompile(`^(\d+) 0 obj\n<</Length (\d+)>>\nstream\n`)
	crossHead   = regexp.MustCompile(`^xref\n0 (\d+)\n`)
	crossStart  = regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`)
)

const crossLine = 20 // bytes of an entry of the cross-reference table, by the standard

var errShape = errors.New("the document does not have the shape that gofpdf writes")

// compressed is the document with its plain streams compressed, and the
// cross-reference table that goes with it. It understands what gofpdf writes,
// and fails on anything else.
func compressed(doc []byte) ([]byte, error) {
	offsets, table, trailer, err := crossReference(doc)
	if err != nil {
		return nil, err
	}
	inFile := make([]int, 0, len(offsets)) // object numbers in the order of the file
	for n := 1; n < len(offsets); n++ {
		inFile = append(inFile, n)
	}
	slices.SortFunc(inFile, func(a, b int) int { return offsets[a] - offsets[b] })

	var out bytes.Buffer
	out.Grow(len(doc) / 3)
	if len(inFile) == 0 {
		return nil, errShape
	}
	out.Write(doc[:offsets[inFile[0]]])
	squeeze, err := zlib.NewWriterLevel(nil, zlib.BestSpeed)
	if err != nil {
		return nil, err
	}
	moved, packed := make([]int, len(offsets)), &bytes.Buffer{}
	for i, n := range inFile {
		end := table
		if i+1 < len(inFile) {
			end = offsets[inFile[i+1]]
		}
		moved[n] = out.Len()
		if err := writeObject(&out, packed, squeeze, doc[offsets[n]:end]); err != nil {
			return nil, err
		}
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets))
	for _, at := range moved[1:] {
		fmt.Fprintf(&out, "%010d 00000 n \n", at)
	}
	out.Write(trailer)
	fmt.Fprintf(&out, "startxref\n%d\n%%%%EOF\n", start)
	return out.Bytes(), nil
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

// writeObject copies an object, and compresses its stream if it is a plain one.
// Packed is room to work in.
func writeObject(out, packed *bytes.Buffer, squeeze *zlib.Writer, object []byte) error {
	head := plainStream.FindSubmatch(object)
	if head == nil {
		out.Write(object)
		return nil
	}
	length, err := strconv.Atoi(string(head[2]))
	begin := len(head[0])
	if err != nil || begin+length > len(object) || !bytes.HasPrefix(object[begin+length:], []byte("\nendstream")) {
		return errShape
	}
	packed.Reset()
	squeeze.Reset(packed)
	if _, err := squeeze.Write(object[begin : begin+length]); err != nil {
		return err
	}
	if err := squeeze.Close(); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s 0 obj\n<</Filter /FlateDecode /Length %d>>\nstream\n", head[1], packed.Len())
	out.Write(packed.Bytes())
	out.Write(object[begin+length:])
	return nil
}
