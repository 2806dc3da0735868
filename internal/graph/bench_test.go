package graph

import (
	"testing"

	"secure-score-reporter/internal/graph/graphtest"
)

func BenchmarkToday(b *testing.B) {
	fake := newFake(b, graphtest.Options{})
	fake.Serve(graphtest.Scores("2026-11-23", 1, 234), graphtest.Profiles(433))
	client := newClient(b, fake.URL)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := client.Today(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHistory(b *testing.B) {
	fake := newFake(b, graphtest.Options{})
	fake.Serve(graphtest.Scores("2026-11-23", 90, 400), graphtest.Profiles(433))
	client := newClient(b, fake.URL)
	today, err := client.Today(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := client.History(b.Context(), today.Catalogue); err != nil {
			b.Fatal(err)
		}
	}
}
