package score

import (
	"regexp"
	"strconv"
	"strings"
)

// versioned splits an id such as AdminMFAV2 or scid_91_v1 into the name and the
// version at its end. Behind a digit, only _v begins a version.
var versioned = regexp.MustCompile(`^(?:(.*[^_])_v|(.*[^_\d])v)(\d{1,4})$`)

// idVersion is the folded name of an id and its version, 1 where it has none.
func idVersion(folded string) (name string, version int) {
	parts := versioned.FindStringSubmatch(folded)
	if parts == nil {
		return folded, 1
	}
	version, _ = strconv.Atoi(parts[3])
	return parts[1] + parts[2], version
}

// renames matches new controls with gone ones that have the same name in the
// id, a lower version, and the same title and service. The result maps the new
// control to the old one. Where more than one control fits, none is matched.
func renames(gone, come []entry) map[*Control]*Control {
	old, now := versions(gone), versions(come)
	found := map[*Control]*Control{}
	for name, after := range now {
		if before := old[name]; len(before) == 1 && len(after) == 1 && after[0].follows(before[0]) {
			found[after[0].control] = before[0].control
		}
	}
	return found
}

type version struct {
	version int
	control *Control
}

// follows says whether v is the same action as earlier, under a higher version.
func (v version) follows(earlier version) bool {
	now, before := v.control, earlier.control
	return v.version > earlier.version && sameWords(now.Title, before.Title) &&
		Fold(now.Service) == Fold(before.Service)
}

// versions groups the controls by the name in the id, without those that the
// catalogue does not describe.
func versions(list []entry) map[string][]version {
	groups := map[string][]version{}
	for _, e := range list {
		if e.control.HasProfile {
			name, v := idVersion(e.id)
			groups[name] = append(groups[name], version{v, e.control})
		}
	}
	return groups
}

func sameWords(a, b string) bool {
	words := strings.Fields(Fold(a))
	return len(words) > 0 && strings.Join(words, " ") == strings.Join(strings.Fields(Fold(b)), " ")
}

// movedFrom is the earlier category of a control that is in another now. It is
// empty where the category is the same, or unknown on one side.
func movedFrom(before, after *Control) string {
	from, to := strings.TrimSpace(before.Category), strings.TrimSpace(after.Category)
	if from == "" || to == "" || strings.EqualFold(from, to) {
		return ""
	}
	return from
}

// InCategoriesOf is the snapshot with each control in the category of the later
// snapshot. So a control that Microsoft moved is no loss in one category and no
// gain in the other.
func (s Snapshot) InCategoriesOf(later Snapshot) Snapshot {
	controls := make([]Control, 0, len(s.Controls))
	for _, p := range pairs(s, later) {
		if p.before == nil {
			continue
		}
		c := *p.before
		if p.after != nil {
			c.Category = p.after.Category
		}
		controls = append(controls, c)
	}
	s.Controls = controls
	s.Normalize()
	return s
}
