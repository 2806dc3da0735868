package words

// SetupStep is what a step of securescore init --aws did.
type SetupStep struct {
	Made bool // and did not find it
	What string
}

// Line says what the step did.
func (s SetupStep) Line() string {
	if s.Made {
		return "done: " + s.What
	}
	return "found: " + s.What
}

// SetupFederation is about the account's tokens.
func SetupFederation(issuer string) string {
	return "outbound web identity federation, issuer " + issuer
}

// SetupApplication is about the application's registration.
func SetupApplication(clientID string) string { return "the application, client id " + clientID }

// SetupPrincipal is about the application in the tenant.
const SetupPrincipal = "its service principal in the tenant"

// SetupPermission is about what the application asks for.
func SetupPermission(permission string) string { return "its permission " + permission }

// SetupConsent is about what an administrator agrees to.
func SetupConsent(permission string) string { return "the consent to " + permission }

// SetupCredential is about the federated credential.
func SetupCredential(role string) string { return "its trust in " + role }

// SetupSecret is about a secret on AWS.
func SetupSecret(parameter string) string { return "the secret " + parameter }

// SetupParameters is about the file of the stack's parameters.
func SetupParameters(file string) string { return "the stack's parameters in " + file }

// SetupAccount says where the stack will be.
func SetupAccount(account, region string) string {
	return "The stack will be in AWS account " + account + ", region " + region + ". For another one, end with Ctrl-C, and " +
		"set AWS_PROFILE or AWS_REGION."
}

// Questions about the stack.
const (
	AskCloud    = "The Microsoft cloud of the tenant: public, usgov or usgovdod; empty: public"
	AskTimeZone = "The time zone of the schedules, such as Europe/Berlin; empty: UTC"
	AskAlarms   = "The email address for alarms about the reporter itself; empty: none"
)

// AskRole asks for the name of the stack's role.
func AskRole(usual string) string {
	return "The name of the stack's role, which is unique in the account; empty: " + usual
}

// AskIdentity asks for what SES verified.
func AskIdentity(domain string) string {
	return "The domain or address that SES has verified for the sender; empty: " + domain
}

// AskSlashCommand asks whether the stack has a slash command.
const AskSlashCommand = "Set up the slash command, too? It needs the Slack app's signing secret. y or N"

// AskReplaceSecret asks about a secret that is stored.
func AskReplaceSecret(parameter string) string {
	return parameter + " is stored in the account already. Replace it? y or N"
}

// TypeStackSecret asks for a secret itself.
func TypeStackSecret(what, parameter string) string {
	return "The " + what + ", which is not shown and goes into " + parameter + ", encrypted"
}

// Secrets of channels.
const (
	BotToken      = "Slack app's bot token"
	SigningSecret = "Slack app's signing secret"
	TeamsAddress  = "address of the Workflows webhook, as Teams shows it"
	HookAddress   = "address that results are posted to"
	HookSecret    = "secret that these messages are signed with (openssl rand -base64 32 makes one)"
)

// AskReplaceParameters asks about a file with other parameters.
func AskReplaceParameters(file string) string {
	return file + " is there and has other parameters. Replace it? y or N"
}

// SetupRoles says who can sign in, and to what.
const SetupRoles = "Sign in as a person with the roles Cloud Application Administrator and Privileged Role Administrator, " +
	"or as a Global Administrator. The browser asks for consent to change applications: consent for yourself, not for the " +
	"organisation. The application that is set up can read Secure Score and nothing else."

// SetupPlan is what is about to be set up.
type SetupPlan struct {
	Account, Tenant, TenantID, Permission, Role string
	Secrets                                     []string // where they are stored
}

// AskSetUp says what is about to be set up, and asks whether to.
func AskSetUp(p SetupPlan) string {
	text := "This is set up next, as far as it is missing:\n" +
		"  in tenant " + p.Tenant + " (" + p.TenantID + ")\n" +
		"    an application that may read Secure Score (" + p.Permission + "), with consent\n" +
		"    its trust in the role " + p.Role + "\n" +
		"  in AWS account " + p.Account + "\n" +
		"    outbound web identity federation, for the whole account\n"
	for _, parameter := range p.Secrets {
		text += "    the secret " + parameter + "\n"
	}
	return text + "Set it up? y or N"
}

// AskTryAgain is asked after a step that failed.
const AskTryAgain = "Try again now, with the same answers? y or N"

// AskOtherID asks for the tenant again.
func AskOtherID(before string) string { return AskID + "; empty: " + before }

// RepeatSetup stands above the command that repeats the setup.
const RepeatSetup = "This command has these answers, and asks for secrets that are not stored yet:"

// NothingChanged is said where the person did not want that.
const NothingChanged = "Nothing was changed."

// NextDeploy stands above the commands that deploy.
const NextDeploy = "Deploy with these two commands, in a clone of the repository. The first one makes the bucket for the " +
	"functions' code, once."

// DeployCommands deploy the stack with the parameters, a word of a shell's
// command.
func DeployCommands(account, region, parameters string) []string {
	bucket := "securescore-code-" + account + "-" + region
	return []string{
		"aws s3 mb s3://" + bucket + " --region " + region,
		"AWS_REGION=" + region + " make deploy BUCKET=" + bucket + " PARAMETERS=" + parameters,
	}
}

// NextOutputs stands above the command that shows the stack's outputs.
const NextOutputs = "Then run the command in the stack's output DoctorCommand. This shows all outputs:"

// OutputsCommand shows the stack's outputs.
func OutputsCommand(region string) string {
	return "aws cloudformation describe-stacks --region " + region + " --stack-name securescore --query 'Stacks[0].Outputs'"
}

// RemoveConsent is about the consent to the setup's own sign-in.
const RemoveConsent = "The consent to this setup stays until it is removed: in Entra under Enterprise applications, " +
	"Microsoft Graph Command Line Tools, Permissions."
