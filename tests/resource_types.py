"""Prints runtime/model/data/resource-types.txt: CloudFormation's types of resources, from the schemas of cfn-lint.

A line for each type in the order of their names; for the services below also the properties that may be written, `!` after
those that are required.
"""

import importlib.metadata
import json
import pathlib

import cfnlint

SERVICES = """
ApiGateway ApiGatewayV2 AppSync ApplicationAutoScaling Backup CertificateManager CloudFront CloudWatch CodeDeploy Cognito DAX
DynamoDB EC2 EFS ElastiCache ElasticLoadBalancingV2 Events IAM KMS Kinesis KinesisFirehose Lambda Logs MemoryDB
OpenSearchServerless Pipes RDS ResourceGroups Route53 S3 SES SNS SQS SSM Scheduler SecretsManager ServiceDiscovery StepFunctions
WAFv2 XRay
""".split()

# CloudFormation takes these, and the registry does not list them.
UNLISTED = ["AWS::CDK::Metadata", "AWS::CloudFormation::CustomResource"]

# The schema does not say that it is read-only.
READ_ONLY = {"AWS::CertificateManager::Certificate": {"Id"}}

SCHEMAS = pathlib.Path(cfnlint.__file__).parent / "data" / "schemas"


def schemas():
    """The schema of each type, of us-east-1 where that has it."""
    found = {}
    regions = sorted((SCHEMAS / "providers").glob("*.json"), key=lambda path: (path.stem != "us-east-1", path.stem))
    for region in regions:
        for name, schema in json.loads(region.read_text()).items():
            # SAM's are none of CloudFormation's.
            if not name.startswith("AWS::Serverless::"):
                found.setdefault(name, schema)
    return found


def properties(name, schema):
    if schema.get("additionalProperties") is not False or "patternProperties" in schema:
        return []
    read_only = {path.removeprefix("/properties/") for path in schema.get("readOnlyProperties", [])}
    read_only |= READ_ONLY.get(name, set())
    required = schema.get("required", [])
    written = sorted(key for key in schema["properties"] if key not in read_only)
    return [key + "!" * (key in required) for key in written]


def main():
    print("# CloudFormation's types of resources; of some services also their properties, `!` after those that are required.")
    version = importlib.metadata.version("cfn-lint")
    print(f"# Source: schemas of cfn-lint {version}, Copyright Amazon.com, Inc. or its affiliates, licence MIT-0.")
    found = schemas()
    for name in sorted([*found, *(name for name in UNLISTED if name not in found)]):
        words = [name]
        if name not in UNLISTED and name.split("::")[1] in SERVICES:
            words += properties(name, json.loads((SCHEMAS / "resources" / f"{found[name]}.json").read_text()))
        print(*words)


main()
