package score

import (
	"regexp"
	"strconv"
	"strings"
)

// versioned takes an id such as AdminMFAV2 or scid_91_v1 apart: the name, and the
// version that stands at its end.
var versioned = regexp.MustCompile(`^(.*[^_\d])_?v(\d{1,4})$`)

// idVersion is the folded name of an id and its version, 1 where it has none.
func idVersion(folded string) (name string, version int) {
	parts := versioned.FindStringSubmatch(folded)
	if parts == nil {
		return folded, 1
	}
	version, _ = strconv.Atoi(parts[2])
	return parts[1], version
}

// renames finds the controls that Microsoft gave an id of a higher version while
// title and service stayed: by the new folded id, the control as it was. Where
// more than one control fits, none is taken for the other.
func renames(earlier, later map[string]Control) map[string]Control {
	gone := map[string][]Control{}
	for id, c := range earlier {
		if _, still := later[id]; !still && c.HasProfile {
			name, _ := idVersion(id)
			gone[name] = append(gone[name], c)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	found := map[string]Control{}
	newcomers := map[string]int{} // by the name of the id
	for id, c := range later {
		if _, already := earlier[id]; already || !c.HasProfile {
			continue
		}
		name, version := idVersion(id)
		newcomers[name]++
		if len(gone[name]) != 1 {
			continue
		}
		old := gone[name][0]
		if _, before := idVersion(Fold(old.ID)); version > before && sameWords(old.Title, c.Title) && Fold(old.Service) == Fold(c.Service) {
			found[id] = old
		}
	}
	for id := range found {
		if name, _ := idVersion(id); newcomers[name] > 1 {
			delete(found, id)
		}
	}
	for _, old := range found {
		delete(earlier, Fold(old.ID))
	}
	return found
}

func sameWords(a, b string) bool {
	words := strings.Fields(Fold(a))
	return len(words) > 0 && strings.Join(words, " ") == strings.Join(strings.Fields(Fold(b)), " ")
}

// movedFrom is the earlier category of a control that is in another now; empty
// where it is in the same, or where one is not said.
func movedFrom(before, after Control) string {
	from, to := strings.TrimSpace(before.Category), strings.TrimSpace(after.Category)
	if from == "" || to == "" || Fold(from) == Fold(to) {
		return ""
	}
	return from
}

// InCategoriesOf is the snapshot with each control in the category that it has in
// the later one, so that a control that Microsoft moved is not a loss in one
// category and a gain in the other.
func (s Snapshot) InCategoriesOf(later Snapshot) Snapshot {
	earlierByID, now := byID(s), byID(later)
	former := renames(earlierByID, now)
	category := make(map[string]string, len(now))
	for id, c := range now {
		category[id] = c.Category
		if old, renamed := former[id]; renamed {
			category[Fold(old.ID)] = c.Category
		}
	}
	controls := make([]Control, len(s.Controls))
	for i, c := range s.Controls {
		if today, known := category[Fold(c.ID)]; known {
			c.Category = today
		}
		controls[i] = c
	}
	s.Controls = controls
	return s
}
