package score

import "slices"

// CarryOver gives the controls whose score Microsoft did not send the points,
// the percentage and the maximum that they had in an earlier snapshot, also
// under an id of another version. Carried are the ids of these. Unknown are
// those that the earlier snapshot lacks or does not know either: their points
// stay unknown. Both are in the order of Controls.
func (s *Snapshot) CarryOver(earlier Snapshot) (carried, unknown []string) {
	if !slices.ContainsFunc(s.Controls, func(c Control) bool { return c.Unread }) {
		return nil, nil
	}
	before := s.counterparts(earlier)
	for i := range s.Controls {
		c := &s.Controls[i]
		if !c.Unread {
			continue
		}
		b := before[c]
		if b == nil || b.Unread {
			unknown = append(unknown, c.ID)
			continue
		}
		*c = c.as(*b)
		carried = append(carried, c.ID)
	}
	return carried, unknown
}

// counterparts are the controls of another day, earlier or later, by the same
// controls of this snapshot.
func (s Snapshot) counterparts(other Snapshot) map[*Control]*Control {
	both, theirs, ours := matched(byID(other), byID(s))
	found := make(map[*Control]*Control, len(both))
	for _, p := range both {
		found[p.after] = p.before
	}
	for now, earlier := range renames(theirs, ours) {
		found[now] = earlier
	}
	for later, now := range renames(ours, theirs) {
		found[now] = later
	}
	return found
}

// as is the control with the points, the percentage and the maximum of another
// reading of it. A maximum that the other does not know stays.
func (c Control) as(other Control) Control {
	c.Points, c.Percent, c.Unread = other.Points, other.Percent, other.Unread
	if other.MaxKnown() {
		c.Max, c.MaxSource = other.Max, other.MaxSource
	}
	return c
}

// carried is the pair with unknown points as on its other side: what is not
// known is no change.
func (p pair) carried() pair {
	if p.before == nil || p.after == nil || p.before.Unread == p.after.Unread {
		return p
	}
	if p.after.Unread {
		c := p.after.as(*p.before)
		p.after = &c
	} else {
		c := p.before.as(*p.after)
		p.before = &c
	}
	return p
}
