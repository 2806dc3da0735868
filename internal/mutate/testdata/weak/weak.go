// Package weak has a test that notices half of what may go wrong.
package weak

// Count is how many numbers are above a limit.
func Count(numbers []int, limit int) (count int) {
	for _, n := range numbers {
		if n > limit {
			count++
		}
	}
	return count
}

// Endless does not end where its step is left out.
func Endless(n int) int {
	i := 0
	for i < n {
		i++
	}
	return i
}
