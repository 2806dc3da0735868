package awssecrets

import (
	"strings"
	"testing"

	smithy "github.com/aws/smithy-go"
)

// Whatever AWS answers, the error says which permission is needed or where AWS
// looked, and never stops the program.
func FuzzExplain(f *testing.F) {
	f.Add("AccessDeniedException", "User is not authorized")
	f.Add("ParameterNotFound", "")
	f.Add("", "a\r\n\xff")
	f.Fuzz(func(t *testing.T, code, message string) {
		err := Explain(t.Context(), &smithy.GenericAPIError{Code: code, Message: message}, "ssm:GetParameter", "eu-central-1")
		if !strings.HasPrefix(err.Error(), code) || strings.Contains(code, "AccessDenied") && code == "AccessDenied" &&
			!strings.Contains(err.Error(), "ssm:GetParameter") {
			t.Errorf("%q", err)
		}
	})
}
