"""Creates the stack of template.yaml in moto, transformed to plain CloudFormation
and with every optional part. Lists the resource types that moto does not know and
skipped. Any other problem fails."""

import json
import os
import re
import sys
import warnings

os.environ.update(AWS_DEFAULT_REGION="eu-central-1", AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x")

import boto3  # noqa: E402  after the region is set
from cfnlint.decode.cfn_yaml import loads  # noqa: E402
from moto import mock_aws  # noqa: E402
from samtranslator.translator.managed_policy_translator import ManagedPolicyLoader  # noqa: E402
from samtranslator.translator.transform import transform  # noqa: E402

PARAMETERS = {
    "TenantName": "contoso", "SlackChannel": "#security", "SlackSigningSecretParameter": "/securescore/signing-secret",
    "EmailTo": "ciso@contoso.example, it@contoso.example", "EmailFrom": "score@contoso.example", "EmailIdentity": "contoso.example",
    "AlarmEmail": "ops@contoso.example", "Queue": "yes", "QueueConcurrency": "10",
    "KmsKeyArn": "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000",
    "SecretArns": "arn:aws:ssm:eu-central-1:123456789012:parameter/securescore/other",
    "ReporterConcurrency": "5", "SlashCommandConcurrency": "10",
}


def plain(template):
    """The template after the SAM transform, with code that moto can take."""
    template["Globals"]["Function"]["CodeUri"] = {"Bucket": "code", "Key": "function.zip"}
    # As in a deployment: the parameters' defaults, and ours over them.
    defaults = {name: p["Default"] for name, p in template["Parameters"].items()}
    return transform(template, {**defaults, **PARAMETERS}, ManagedPolicyLoader(boto3.client("iam")))


def create(stack):
    """Creates the stack; returns its description, its resources' types and the configuration document."""
    cloudformation = boto3.client("cloudformation")
    cloudformation.create_stack(
        StackName="securescore", TemplateBody=json.dumps(stack), Capabilities=["CAPABILITY_IAM"],
        Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in PARAMETERS.items()],
    )
    described = cloudformation.describe_stacks(StackName="securescore")["Stacks"][0]
    resources = cloudformation.list_stack_resources(StackName="securescore")["StackResourceSummaries"]
    document = boto3.client("ssm").get_parameter(Name="/securescore/config")["Parameter"]["Value"]
    return described, sorted({r["ResourceType"] for r in resources if r.get("ResourceType")}), json.loads(document)


def main():
    with open("template.yaml", encoding="utf-8") as f:
        template = json.loads(json.dumps(loads(f.read())))
    with mock_aws(), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        s3 = boto3.client("s3")
        s3.create_bucket(Bucket="code", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        s3.put_object(Bucket="code", Key="function.zip", Body=b"PK\x05\x06" + bytes(18))
        stack = plain(template)
        del stack["Outputs"]["SlashCommandUrl"]  # an attribute of AWS::Lambda::Url, which moto does not know
        described, types, config = create(stack)
    skipped = sorted({m.group(1) for w in caught if (m := re.search(r"parse (AWS::\S+)", str(w.message)))})
    if described["StackStatus"] != "CREATE_COMPLETE":
        sys.exit(f"the stack is {described['StackStatus']}: {described.get('StackStatusReason')}")
    if config["email"]["to"] != ["ciso@contoso.example", "it@contoso.example"] or config["slack"]["channel"] != "#security":
        sys.exit(f"the configuration document is {config}")
    print("created in moto:", ", ".join(types))
    print("skipped, unknown to moto:", ", ".join(skipped))
    for output in described["Outputs"]:
        print(f"  {output['OutputKey']}: {output['OutputValue']}")


main()
