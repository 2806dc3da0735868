package words

import (
	"strconv"
	"time"
)

// SignInTo asks a person to sign in; the page and the code follow.
func SignInTo(tenant string) string {
	return "To sign in to " + tenant + ", open this page in a browser on any device and enter the code:"
}

// Labels of what a person needs to sign in.
const (
	SignInPage = "page"
	SignInCode = "code"
)

// SignInWaits says how long a sign-in waits for the person.
func SignInWaits(d time.Duration) string {
	return "The sign-in waits " + strconv.Itoa(int(d.Minutes())) + " minutes. The token is not stored."
}

// Steps of a report that is written as a file.
const (
	ReportWritten = "written to"
	ReportDrawing = "Drawing the report."
)

// ReportReading says what a report waits for.
func ReportReading(tenant string) string { return "Reading the score of " + tenant + "." }

// ReportInstead offers a report where no channel is configured for it.
const ReportInstead = `"securescore report" writes the report as a file and needs no channel.`
