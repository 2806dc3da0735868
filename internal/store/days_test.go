package store

import "testing"

// Whatever an object holds, unpacking it ends, with at most so many bytes.
func FuzzUnpack(f *testing.F) {
	seed, err := pack([]byte("content"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Add(seed[:12])
	f.Fuzz(func(t *testing.T, packed []byte) {
		if data, err := unpack(packed, 1000); err == nil && len(data) > 1000 {
			t.Fatalf("%d bytes", len(data))
		}
	})
}
