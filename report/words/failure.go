package words

import "errors"

// These say why something failed. An error is English and technical, and says
// its reason itself; in a sentence of another language the reason comes before
// it, and it is quoted and called an English error message.

// Said is an error that is a sentence in the language of its readers.
type Said string

func (s Said) Error() string { return string(s) }

// Failure is the reason of an error, where one of failure.because is known, and
// the error's text.
func (w Words) Failure(reason, text string) string {
	if reason == "" {
		return w.say("failure.text", "text", text)
	}
	return w.say("failure.because", "reason", reason, "text", text)
}

// cause is an error in a sentence.
func (w Words) cause(err error) string {
	if said, ok := errors.AsType[Said](err); ok {
		return said.Error()
	}
	return w.Failure("", err.Error())
}

// Withheld is the reason of an error whose text its readers may not see.
func (w Words) Withheld(reason string) string { return w.say("failure.withheld", "reason", reason) }
