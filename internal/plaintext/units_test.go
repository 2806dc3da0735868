package plaintext

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestUnits(t *testing.T) {
	for _, tc := range []struct {
		name, text, unbroken string
		words                []string
	}{
		{"none", "1 of 5 points", "1 of 5 points", []string{"1", "of", "5", "points"}},
		{
			"percent in brackets", "organisations (53.3 %)", "organisations (53.3\u00a0%)",
			[]string{"organisations", "(53.3 %)"},
		},
		{
			"a difference", "1 removed (−0.05 pp), 1 renamed", "1 removed (−0.05\u00a0pp), 1 renamed",
			[]string{"1", "removed", "(−0.05 pp),", "1", "renamed"},
		},
		{"in German", "um 0,3 PP", "um 0,3\u00a0PP", []string{"um", "0,3 PP"}},
		{"two", "80 % 0.3 pp", "80\u00a0% 0.3\u00a0pp", []string{"80 %", "0.3 pp"}},
		{
			"joined", "Microsoft\u00a0−0.7 pp \u00a0 x", "Microsoft\u00a0−0.7\u00a0pp \u00a0 x",
			[]string{"Microsoft −0.7 pp", "x"},
		},
		{
			"French marks", "voir « Ce qui suit ». Statut : oui !",
			"voir «\u00a0Ce qui suit\u00a0». Statut\u00a0: oui\u00a0!",
			[]string{"voir", "« Ce", "qui", "suit ».", "Statut :", "oui !"},
		},
		{"a code", "is :ok: for", "is :ok: for", []string{"is", ":ok:", "for"}},
		{"another word", "5 ppm", "5 ppm", []string{"5", "ppm"}},
		{"no number", "in % and pp", "in % and pp", []string{"in", "%", "and", "pp"}},
		{"at the ends", " % 5 ", " % 5 ", []string{"%", "5"}},
		{"nothing", "", "", []string{}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Unbroken(tc.text); got != tc.unbroken {
				t.Errorf("unbroken %q, want %q", got, tc.unbroken)
			}
			if diff := cmp.Diff(tc.words, Words(tc.text)); diff != "" {
				t.Errorf("words, want − have +:\n%s", diff)
			}
		})
	}
}

func TestUnbrokenHTML(t *testing.T) {
	const nb = "\u00a0"
	for _, tc := range []struct{ name, html, want string }{
		{"running text", "<p>80 % by June, +0.3 pp</p>", "<p>80" + nb + "% by June, +0.3" + nb + "pp</p>"},
		{"a cell", "<td>80 %</td><td>\n+0.3 pp </td>", "<td>80 %</td><td>\n+0.3 pp </td>"},
		{"an attribute", `<img alt="80 % now"> up 5 % now`, `<img alt="80 % now"> up 5` + nb + "% now"},
		{"no tag", "80 % and 5 %", "80" + nb + "% and 5" + nb + "%"},
		{"no end", "1 % of <b 5 % x", "1" + nb + "% of <b 5 % x"},
		{
			"a quotation", "<p>hier : « <i>No</i> »</p>",
			"<p>hier" + nb + ": «" + nb + "<i>No</i>" + nb + "»</p>",
		},
		{"nothing", "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := UnbrokenHTML(tc.html); got != tc.want {
				t.Errorf("%q, want %q", got, tc.want)
			}
		})
	}
}
