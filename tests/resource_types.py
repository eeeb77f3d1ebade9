"""Prints runtime/model/data/resource-types.txt: CloudFormation's resource types, from the schemas of cfn-lint.

Each line has a type, in the order of the names. For the services below it also has the writable properties, with `!` after
required ones.
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

# CloudFormation accepts these types, and the registry does not list them.
UNLISTED = ["AWS::CDK::Metadata", "AWS::CloudFormation::CustomResource"]

# Read-only properties that the schema does not mark.
READ_ONLY = {"AWS::CertificateManager::Certificate": {"Id"}}

SCHEMAS = pathlib.Path(cfnlint.__file__).parent / "data" / "schemas"


def schemas():
    """Returns the schema of each type, of us-east-1 if that Region has the type."""
    found = {}
    regions = sorted((SCHEMAS / "providers").glob("*.json"), key=lambda path: (path.stem != "us-east-1", path.stem))
    for region in regions:
        for name, schema in json.loads(region.read_text()).items():
            # SAM's types are not types of CloudFormation.
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
