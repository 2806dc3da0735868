package repository_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"secure-score-reporter/internal/metrics"
)

// actionsOf maps each call of the AWS SDK that our code makes, by service and
// method, to the IAM actions that it needs.
var actionsOf = map[string][]string{
	"s3.GetObject":                  {"s3:GetObject"},
	"s3.HeadObject":                 {"s3:GetObject"},
	"s3.PresignGetObject":           {"s3:GetObject"},
	"s3.PutObject":                  {"s3:PutObject"},
	"s3.DeleteObject":               {"s3:DeleteObject"},
	"s3.NewListObjectsV2Paginator":  {"s3:ListBucket"},
	"ssm.GetParameter":              {"ssm:GetParameter"},
	"secretsmanager.GetSecretValue": {"secretsmanager:GetSecretValue"},
	"sesv2.SendEmail":               {"ses:SendEmail", "ses:SendRawEmail"}, // raw content
	"sts.GetWebIdentityToken":       {"sts:GetWebIdentityToken"},
	"lambda.Invoke":                 {"lambda:InvokeFunction"},
	"sqs.SendMessage":               {"sqs:SendMessage"},
	"sqs.SendMessageBatch":          {"sqs:SendMessage"},
	"sqs.ChangeMessageVisibility":   {"sqs:ChangeMessageVisibility"},
	"s3.NewPresignClient":           nil, // makes no request
	"s3.WithPresignExpires":         nil,
	"ssm.NewFromConfig":             nil,
	"s3.NewFromConfig":              nil,
	"secretsmanager.NewFromConfig":  nil,
	"sesv2.NewFromConfig":           nil,
	"sts.NewFromConfig":             nil,
	"lambda.NewFromConfig":          nil,
	"sqs.NewFromConfig":             nil,
}

// notCalled are actions that a role needs although our code does not call them.
var notCalled = map[string]string{
	"logs:CreateLogStream":   "Lambda writes the log as the role",
	"logs:PutLogEvents":      "the same",
	"sqs:ReceiveMessage":     "Lambda polls the queue as the role",
	"sqs:DeleteMessage":      "the same",
	"sqs:GetQueueAttributes": "the same",
	"kms:Decrypt":            "S3 and the Parameter Store use the key as the role",
	"kms:GenerateDataKey":    "the same",
}

// notNeeded are actions of calls that a function can make and does not.
var notNeeded = map[string][]string{
	"SlashCommandRole": {"secretsmanager:GetSecretValue"}, // its secret is a parameter
	// It reads no secret, and only sends.
	"DispatchRole": {"secretsmanager:GetSecretValue", "sqs:ChangeMessageVisibility"},
}

// operation matches the names of the methods that make requests.
var operation = regexp.MustCompile(
	`^(Change|Get|Head|Put|Delete|List|Send|Presign|Invoke|NewList|Create|Update|Copy|Describe)[A-Z0-9]?`)

// calls finds the AWS operations that the packages call, by the names of the
// SDK's methods in files that import the service.
func calls(t *testing.T, packages []string) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	for _, p := range packages {
		err := filepath.WalkDir(p, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			for _, service := range services(file) {
				ast.Inspect(file, func(n ast.Node) bool {
					if method := methodOf(n, service); method != "" {
						found[service+"."+method] = true
					}
					return true
				})
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}

// services lists the AWS services whose clients a file imports.
func services(file *ast.File) (names []string) {
	for _, i := range file.Imports {
		_, name, ok := strings.Cut(strings.Trim(i.Path.Value, `"`), "aws-sdk-go-v2/service/")
		if ok && !strings.Contains(name, "/") {
			names = append(names, name)
		}
	}
	return names
}

// methodOf is the service's method or function that a node calls, "" for none.
func methodOf(n ast.Node, service string) string {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return ""
	}
	selector, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	_, known := actionsOf[service+"."+selector.Sel.Name]
	if known || takesInputOf(call, service) || isOf(selector, service) {
		return selector.Sel.Name
	}
	return ""
}

// takesInputOf recognises a call of a client by its argument, such as
// &service.GetObjectInput{…}.
func takesInputOf(call *ast.CallExpr, service string) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		if unary, ok := arg.(*ast.UnaryExpr); ok {
			arg = unary.X
		}
		literal, ok := arg.(*ast.CompositeLit)
		if !ok {
			return false
		}
		selector, ok := literal.Type.(*ast.SelectorExpr)
		return ok && isOf(selector, service) && strings.HasSuffix(selector.Sel.Name, "Input")
	})
}

func isOf(selector *ast.SelectorExpr, service string) bool {
	name, ok := selector.X.(*ast.Ident)
	return ok && name.Name == service
}

// granted lists the actions of a role's policies, with every condition true.
func granted(t *testing.T, tpl template, role string) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		if action := get(n, "Action"); action != nil && get(n, "Effect") != nil {
			list := action.Content
			if action.Kind == yaml.ScalarNode {
				list = []*yaml.Node{action}
			}
			for _, a := range list {
				found[a.Value] = true
				resource := get(n, "Resource")
				audience := get(n, "Condition", "ForAllValues:StringEquals", "sts:IdentityTokenAudience")
				if a.Value == "sts:GetWebIdentityToken" { // takes no resource
					if audience == nil {
						t.Errorf("%s: tokens for any audience", role)
					}
				} else if resource == nil || resource.Value == "*" {
					t.Errorf("%s: %s on every resource", role, a.Value)
				}
			}
		}
		for _, child := range n.Content {
			walk(child)
		}
	}
	walk(get(tpl.doc, "Resources", role, "Properties", "Policies"))
	return found
}

func TestRolesAllowWhatTheCodeCallsAndNothingMore(t *testing.T) {
	tpl := readTemplate(t, nil)
	for role, packages := range map[string][]string{
		"ReporterRole": {
			"functions/reporter", "internal/store/bucket/s3bucket", "internal/secrets/awssecrets",
			"internal/config/s3document", "internal/email/sesmail", "internal/graph", "internal/app",
			"internal/dispatch/sqsqueue",
		},
		"DispatchRole": {
			"functions/dispatch", "internal/secrets/awssecrets", "internal/config/s3document", "internal/dispatch/sqsqueue",
			"internal/store/bucket/s3bucket",
		},
		"SlashCommandRole": {
			"functions/slashcommand", "internal/slashcommand", "internal/invoke", "internal/secrets/awssecrets",
		},
	} {
		needed := map[string]bool{}
		for call := range calls(t, packages) {
			actions, known := actionsOf[call]
			if _, name, _ := strings.Cut(call, "."); !known && operation.MatchString(name) {
				t.Errorf("%s is called; add its actions to actionsOf", call)
			}
			for _, a := range actions {
				needed[a] = true
			}
		}
		for _, action := range notNeeded[role] {
			delete(needed, action)
		}
		have := granted(t, tpl, role)
		for _, action := range slices.Sorted(maps.Keys(needed)) {
			if !have[action] {
				t.Errorf("%s lacks %s", role, action)
			}
		}
		for _, action := range slices.Sorted(maps.Keys(have)) {
			if !needed[action] && notCalled[action] == "" {
				t.Errorf("%s allows %s, which nothing calls", role, action)
			}
		}
	}
}

// The functions read exactly the variables that the template sets.
func TestTemplateSetsTheEnvironmentThatTheFunctionsRead(t *testing.T) {
	tpl := readTemplate(t, nil)
	for resource, dir := range map[string]string{
		"Reporter": "reporter", "SlashCommand": "slashcommand", "Dispatch": "dispatch",
	} {
		source, err := os.ReadFile(filepath.Join("functions", dir, "main.go"))
		if err != nil {
			t.Fatal(err)
		}
		reads := map[string]bool{}
		for _, m := range regexp.MustCompile(`Getenv\("(SECURESCORE_\w+)"\)`).FindAllSubmatch(source, -1) {
			reads[string(m[1])] = true
		}
		if strings.Contains(string(source), "metrics.NewWriter(") {
			reads[metrics.StackVariable] = true
		}
		sets := map[string]bool{}
		variables := get(tpl.doc, "Resources", resource, "Properties", "Environment", "Variables").Content
		for i := 0; i < len(variables); i += 2 {
			sets[variables[i].Value] = true
		}
		if !maps.Equal(reads, sets) || len(reads) == 0 {
			t.Errorf("%s reads %v, the template sets %v", resource, reads, sets)
		}
	}
}
