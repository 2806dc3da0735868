package scoretest

import (
	"reflect"
	"strings"
	"testing"
)

type inner struct {
	Text  string
	Yes   bool
	No    bool
	Parts []float64
}

func TestFillLeavesNoFieldZero(t *testing.T) {
	var v struct {
		Inner   inner
		Pointer *inner
		List    []inner
		Named   map[string]int
	}
	if err := Fill(&v, 0); err != nil {
		t.Fatal(err)
	}
	for _, in := range []inner{v.Inner, *v.Pointer, v.List[0], v.List[1]} {
		if in.Text == "" || !in.Yes || !in.No || len(in.Parts) != 2 || in.Parts[0] == in.Parts[1] {
			t.Errorf("not filled: %+v", in)
		}
	}
	if v.List[0].Text == v.List[1].Text || len(v.Named) != 1 {
		t.Errorf("not filled with values of their own: %+v", v)
	}
}

func TestPassesTellBooleansApart(t *testing.T) {
	var values [12][Passes]bool
	for pass := range Passes {
		var v struct{ A, B, C, D, E, F, G, H, I, J, K, L bool }
		if err := Fill(&v, pass); err != nil {
			t.Fatal(err)
		}
		for i := range values {
			values[i][pass] = reflect.ValueOf(v).Field(i).Bool()
		}
	}
	seen := map[[Passes]bool]int{}
	for i, now := range values {
		if other, again := seen[now]; again {
			t.Errorf("fields %d and %d are the same in all passes: %v", other, i, now)
		}
		seen[now] = i
	}
}

func TestFillRefuses(t *testing.T) {
	for name, tc := range map[string]struct {
		value  any
		except []string
		want   string
	}{
		"a type without a rule":      {&struct{ C chan int }{}, nil, "C: no rule to fill a chan int"},
		"a type inside a list":       {&struct{ L []any }{}, nil, "L: no rule to fill a interface {}"},
		"an unexported field":        {&struct{ hidden int }{}, nil, "hidden: an unexported field"},
		"an exception without field": {&inner{}, []string{"Txt"}, "no field Txt"},
	} {
		t.Run(name, func(t *testing.T) {
			if err := Fill(tc.value, 0, tc.except...); err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("error %v, want %q", err, tc.want)
			}
		})
	}
}

func TestFillLeavesExceptionsAlone(t *testing.T) {
	var v inner
	if err := Fill(&v, 0, "Text"); err != nil || v.Text != "" || !v.Yes {
		t.Errorf("%v, filled %+v", err, v)
	}
}
