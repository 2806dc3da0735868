"""Deploys and upgrades the stack with make deploy, the AWS CLI and moto, as
docs/deploy.md says: the first deployment with the file of securescore init --aws, a
change of one answer, an upgrade that names nothing. Each change set must keep what it does not name. moto creates only
the parts that say what the reporter reads."""

import json
import os
import pathlib
import subprocess
import sys

import boto3
from moto.cloudformation import models
from moto.server import ThreadedMotoServer

FILE = "init-aws-parameters.json"
ANSWERS = dict(answer.split("=", 1) for answer in json.loads(pathlib.Path(FILE).read_text()))
PARTS = "Bucket", "Config"
ROUNDS = (
    ("first deployment", ANSWERS),
    ("change of one answer", {"SlackChannel": "#other"}),
    ("upgrade", {}),
    ("another channel and language", {"TeamsWebhookParameter": "/securescore/teams-webhook", "ReportLanguage": "de"}),
    ("upgrade", {}),
    ("several tenants", {"ConfigLocation": "awsparamstore:///securescore/own"}),
    ("upgrade", {}),
)

change_sets = []
create_change_set = models.CloudFormationBackend.create_change_set


def capture(self, *args, **kwargs):
    """moto's function, with the change set kept and only some of the resources."""
    name = "template" if "template" in kwargs else sys.exit("moto calls create_change_set in another way")
    template = json.loads(json.dumps(models.yaml.load(kwargs[name], Loader=models.yaml.Loader), default=str))
    template["Resources"] = {part: template["Resources"][part] for part in PARTS}
    for section in "Outputs", "Transform", "Rules", "Metadata", "Globals":
        template.pop(section, None)
    # moto cannot keep the previous value of a list.
    template["Parameters"]["SecretArns"]["Type"] = "String"
    change_sets.append(kwargs["parameters"])
    return create_change_set(self, *args, **{**kwargs, name: json.dumps(template)})


def deploy(parameters):
    """What a person types; build-functions is taken as done."""
    named = " ".join(f"{name}={value}" for name, value in parameters.items())
    if parameters is ANSWERS:
        named = f"file://{pathlib.Path(FILE).resolve()}"
    command = ["make", "-s", "-o", "build-functions", "deploy", "BUCKET=code", f"PARAMETERS={named}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}:\n{done.stdout}{done.stderr}")


def main():
    for function in "reporter", "dispatch", "slashcommand":
        path = pathlib.Path("bin/functions") / f"{function}.zip"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"PK\x05\x06" + bytes(18))
    models.CloudFormationBackend.create_change_set = capture
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    # moto finds the uploaded template's bucket only under this name.
    os.environ.update(
        AWS_ENDPOINT_URL=f"http://localhost:{server.get_host_and_port()[1]}", AWS_DEFAULT_REGION="eu-central-1",
        AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x", AWS_EC2_METADATA_DISABLED="true",
    )
    boto3.client("s3").create_bucket(Bucket="code", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    cloudformation, want = boto3.client("cloudformation"), {}
    for what, parameters in ROUNDS:
        deploy(parameters)
        want.update(parameters)
        stack = cloudformation.describe_stacks(StackName="securescore")["Stacks"][0]
        got = {p["ParameterKey"]: p["ParameterValue"] for p in stack["Parameters"]}
        if lost := {name: got.get(name) for name, value in want.items() if got.get(name) != value}:
            sys.exit(f"after the {what} these are not what was answered: {lost}; the change set has {change_sets[-1]}")
        if "ConfigLocation" not in want:
            document = boto3.client("ssm").get_parameter(Name="/securescore/config")["Parameter"]["Value"]
            config = json.loads(document)
            found = config["tenants"][0]["auth"]["federation"]["clientId"], config["slack"]["channel"]
            if found != (ANSWERS["EntraClientId"], want["SlackChannel"]):
                sys.exit(f"after the {what} the reporter reads {found}")
        print(f"{what}: every answer is kept")
    server.stop()


main()
