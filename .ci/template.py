"""Creates the stack of template.yaml in moto, transformed to plain CloudFormation:
with every optional part, and then with each combination of the queue, a document
of one's own and the channels. Lists the resource types that moto does not know
and skipped. Any other problem fails."""

import itertools
import json
import os
import re
import sys
import warnings

os.environ.update(AWS_DEFAULT_REGION="eu-central-1", AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x")

import boto3  # noqa: E402  after the region is set
from cfnlint.decode.cfn_yaml import loads  # noqa: E402
from moto import mock_aws  # noqa: E402
from moto.cloudformation import parsing  # noqa: E402
from samtranslator.translator.managed_policy_translator import ManagedPolicyLoader  # noqa: E402
from samtranslator.translator.transform import transform  # noqa: E402

PARAMETERS = {
    "TenantName": "contoso", "RoleName": "securescore-reporter", "SlackChannel": "#security", "SlackSigningSecretParameter": "/securescore/signing-secret",
    "EmailTo": "ciso@contoso.example, it@contoso.example", "EmailFrom": "score@contoso.example", "EmailIdentity": "contoso.example",
    "TeamsWebhookParameter": "/securescore/teams-webhook", "WebhookUrlParameter": "/securescore/hook-url", "ReportLanguage": "de",
    "AlarmEmail": "ops@contoso.example", "Queue": "yes", "QueueConcurrency": "10",
    "KmsKeyArn": "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000",
    "SecretArns": "arn:aws:ssm:eu-central-1:123456789012:parameter/securescore/other",
    "ReporterConcurrency": "5", "SlashCommandConcurrency": "10",
}


resolved = parsing.clean_json


def without_no_value(value, resources):
    """moto's function, but AWS::NoValue in a list leaves nothing there, as in CloudFormation."""
    value = resolved(value, resources)
    return [part for part in value if part is not None] if isinstance(value, list) else value


parsing.clean_json = without_no_value

SLACK, EMAIL = ["SlackChannel"], ["EmailTo", "EmailFrom", "EmailIdentity"]
HOOKS = ["TeamsWebhookParameter", "WebhookUrlParameter"]


def combinations():
    """Parameters of stacks that have some of the parts."""
    locations = "", "s3://securescore/a/config.yaml?region=eu-central-1", "awsparamstore:///securescore/own", "awsparamstore://own"
    channels = (True, True, True), (True, False, False), (False, False, True), (False, False, False)
    for queue, location, (slack, email, hooks) in itertools.product(("auto", "yes", "no"), locations, channels):
        some = {**PARAMETERS, "Queue": queue, "ConfigLocation": location}
        some.update({name: "" for name in SLACK * (not slack) + EMAIL * (not email) + HOOKS * (not hooks)})
        yield some


def check_bucket(template):
    """A bucket that is there is used, and no other one made."""
    with mock_aws(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        described, built = create(template, {**PARAMETERS, "ExistingBucket": "left-by-another-stack"})
        config = json.loads(boto3.client("ssm").get_parameter(Name="/securescore/config")["Parameter"]["Value"])
        [reporter] = [r for r in boto3.client("iam").list_roles()["Roles"] if "ReporterRole" in r["RoleName"] or r["RoleName"].endswith("reporter")]
        policies = [
            json.dumps(boto3.client("iam").get_role_policy(RoleName=reporter["RoleName"], PolicyName=name)["PolicyDocument"])
            for name in boto3.client("iam").list_role_policies(RoleName=reporter["RoleName"])["PolicyNames"]
        ]
    outputs = {o["OutputKey"]: o["OutputValue"] for o in described["Outputs"]}
    if {"Bucket", "BucketPolicy"} & built.keys() or outputs["Bucket"] != "left-by-another-stack":
        sys.exit(f"an existing bucket: {sorted(built)}, {outputs}")
    if not config["store"].startswith("s3://left-by-another-stack?") or "arn:aws:s3:::left-by-another-stack/securescore/*" not in "".join(policies):
        sys.exit(f"an existing bucket: {config['store']}, {policies}")


def plain(template, parameters):
    """The template after the SAM transform, with code that moto can take."""
    template = json.loads(json.dumps(template))
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = {"Bucket": "code", "Key": "function.zip"}
    # As in a deployment: the parameters' defaults, and ours over them.
    defaults = {name: p["Default"] for name, p in template["Parameters"].items()}
    stack = transform(template, {**defaults, **parameters}, ManagedPolicyLoader(boto3.client("iam")))
    del stack["Outputs"]["SlashCommandUrl"]  # an attribute of AWS::Lambda::Url, which moto does not know
    return stack


def create(template, parameters):
    """Creates the stack; returns its description and its resources by their names."""
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="code", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    s3.put_object(Bucket="code", Key="function.zip", Body=b"PK\x05\x06" + bytes(18))
    stack = plain(template, parameters)
    cloudformation = boto3.client("cloudformation")
    cloudformation.create_stack(
        StackName="securescore", TemplateBody=json.dumps(stack), Capabilities=["CAPABILITY_NAMED_IAM"],
        Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in parameters.items()],
    )
    described = cloudformation.describe_stacks(StackName="securescore")["Stacks"][0]
    resources = cloudformation.list_stack_resources(StackName="securescore")["StackResourceSummaries"]
    if described["StackStatus"] != "CREATE_COMPLETE":
        sys.exit(f"the stack is {described['StackStatus']}: {described.get('StackStatusReason')}")
    return described, {r["LogicalResourceId"]: r.get("ResourceType") for r in resources}


def check_combination(template, parameters):
    """The queue and the dispatch function are there where the parameters say so."""
    with mock_aws(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, built = create(template, parameters)
    own = parameters["ConfigLocation"] != ""
    queue = parameters["Queue"] == "yes" or parameters["Queue"] == "auto" and own
    want = {"Requests": queue, "RequestsToReporter": queue, "Dispatch": queue and own, "DispatchRole": queue and own, "Config": not own}
    if found := {name for name in want if (name in built) != want[name]}:
        sys.exit(f"{parameters}: {found} are there and should not be, or the other way round")


def main():
    with open("template.yaml", encoding="utf-8") as f:
        template = json.loads(json.dumps(loads(f.read())))
    with mock_aws(), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        described, built = create(template, PARAMETERS)
        config = json.loads(boto3.client("ssm").get_parameter(Name="/securescore/config")["Parameter"]["Value"])
    check_bucket(template)
    others = list(combinations())
    for parameters in others:
        check_combination(template, parameters)
    skipped = sorted({m.group(1) for w in caught if (m := re.search(r"parse (AWS::\S+)", str(w.message)))})
    found = [config["slack"]["channel"], *config["email"]["to"], *config["teams"].values(), *config["webhook"].values(), *config["report"].values()]
    if found != [
        "#security", "ciso@contoso.example", "it@contoso.example", "awsparamstore:///securescore/teams-webhook",
        "awsparamstore:///securescore/hook-url", "awsparamstore:///securescore/hook", "de",
    ]:
        sys.exit(f"the configuration document is {config}")
    print("created in moto:", ", ".join(sorted({kind for kind in built.values() if kind})))
    print("and", len(others), "combinations of parameters")
    print("skipped, unknown to moto:", ", ".join(skipped))
    for output in described["Outputs"]:
        print(f"  {output['OutputKey']}: {output['OutputValue']}")


main()
