"""Resource types that are created, updated and deleted by the calls that CloudFormation makes.

They replace moto's types that forget properties or cannot be deleted.
"""

import json

# Registers moto's types first, so that the types here replace them.
import moto.cloudformation.parsing  # noqa: F401
from moto.core.common_models import CloudFormationModel

from .calls import service


def shortened(name):
    """Shortens a name to the limit of IAM and Lambda. CloudFormation also keeps the start and the end of a name."""
    start, _, end = name.rpartition("-")
    return name if len(name) <= 64 else f"{start[: 63 - len(end)]}-{end}"


def without(properties, *names):
    return {key: value for key, value in properties.items() if key not in names}


def tags_of(properties):
    return {tag["Key"]: tag["Value"] for tag in properties.get("Tags", ())}


class Resource:
    name_property = ""
    attributes = ()
    # Properties that require replacement. No test changes one.
    fixed = ()

    @classmethod
    def cloudformation_type(cls):
        return cls.type

    @classmethod
    def cloudformation_name_type(cls):
        return cls.name_property

    @classmethod
    def has_cfn_attr(cls, attribute):
        return attribute in cls.attributes

    def get_cfn_attribute(self, attribute):
        return self.values[attribute]

    def is_created(self):
        return True

    @property
    def physical_resource_id(self):
        return self.id

    @classmethod
    def create_from_cloudformation_json(cls, name, resource, account_id, region, **_):
        self = cls()
        self.name, self.region, self.values = name, region, {}
        self.properties = resource["Properties"]
        self.id = self.make(self.properties)
        return self

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        new = cloudformation_json["Properties"]
        for name in cls.fixed:
            if original_resource.properties.get(name) != new.get(name):
                raise NotImplementedError(f"{cls.type}: {name} cannot be changed")
        original_resource.change(new)
        original_resource.properties = new
        return original_resource

    def delete(self, account_id, region):
        self.remove()

    def call(self, operation, **arguments):
        return getattr(service(self.service, self.region), operation)(**arguments)


def of_gateway(kind, identifier, fixed=("ApiId",), attributes=(), inside=("ApiId",), default={}, texts=()):
    """Returns a type of `AWS::ApiGatewayV2`: its properties are the arguments of the calls that create and update it."""
    noun = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in kind)

    class Type(Resource, CloudFormationModel):
        type = f"AWS::ApiGatewayV2::{kind}"
        service = "apigatewayv2"

        def where(self):
            return {name: self.properties[name] for name in inside}

        @staticmethod
        def arguments(properties):
            return {name: json.dumps(value) if name in texts else value for name, value in properties.items()}

        def make(self, properties):
            made = self.call(f"create{noun}", **{**default, **self.arguments(properties)})
            for configuration in made.get("DomainNameConfigurations", ()):
                self.values["RegionalDomainName"] = configuration["ApiGatewayDomainName"]
                self.values["RegionalHostedZoneId"] = configuration["HostedZoneId"]
            self.values.update(made)
            return made[identifier]

        def change(self, properties):
            place = {**self.where(), identifier: self.id}
            arguments = self.arguments(without(properties, "Tags", "ProtocolType"))
            self.call(f"update{noun}", **{**arguments, **place})

        def remove(self):
            self.call(f"delete{noun}", **{**self.where(), identifier: self.id})

    Type.fixed, Type.attributes, Type.__name__ = fixed, attributes, kind
    return Type


Api = of_gateway("Api", "ApiId", ("ProtocolType",), ("ApiId", "ApiEndpoint"), ())
# CloudFormation does not require this list, and the call does.
Authorizer = of_gateway(
    "Authorizer", "AuthorizerId", attributes=("AuthorizerId",), default={"IdentitySource": []}
)
Integration = of_gateway("Integration", "IntegrationId", attributes=("IntegrationId",))
Route = of_gateway("Route", "RouteId", attributes=("RouteId",))
RouteResponse = of_gateway(
    "RouteResponse", "RouteResponseId", ("ApiId", "RouteId"), ("RouteResponseId",), ("ApiId", "RouteId")
)
# CloudFormation's schema is JSON, and the call's is text.
Model = of_gateway("Model", "ModelId", attributes=("ModelId",), texts=("Schema",))
Deployment = of_gateway("Deployment", "DeploymentId", attributes=("DeploymentId",))
Stage = of_gateway("Stage", "StageName", ("ApiId", "StageName"))
DomainName = of_gateway(
    "DomainName", "DomainName", ("DomainName",), ("RegionalDomainName", "RegionalHostedZoneId"), ()
)
ApiMapping = of_gateway("ApiMapping", "ApiMappingId", ("DomainName",), ("ApiMappingId",), ("DomainName",))


class Account(Resource, CloudFormationModel):
    type = "AWS::ApiGateway::Account"
    service = "apigateway"

    def make(self, properties):
        role = properties["CloudWatchRoleArn"]
        operation = {"op": "replace", "path": "/cloudwatchRoleArn", "value": role}
        self.call("update_account", patchOperations=[operation])
        return "account"

    change = make


class Certificate(Resource, CloudFormationModel):
    type = "AWS::CertificateManager::Certificate"
    service = "acm"

    def make(self, properties):
        # CloudFormation writes the validation records itself.
        return self.call("request_certificate", **without(properties, "DomainValidationOptions"))["CertificateArn"]

    def remove(self):
        self.call("delete_certificate", CertificateArn=self.id)


class LogGroup(Resource, CloudFormationModel):
    type = "AWS::Logs::LogGroup"
    service = "logs"
    name_property = "LogGroupName"
    attributes = ("Arn",)
    fixed = ("LogGroupName",)

    def make(self, properties):
        tags = tags_of(properties)
        self.call("create_log_group", logGroupName=self.name, **({"tags": tags} if tags else {}))
        self.values["Arn"] = f"arn:aws:logs:{self.region}:123456789012:log-group:{self.name}:*"
        self.id = self.name
        self.change(properties)
        return self.id

    def change(self, properties):
        if "RetentionInDays" in properties:
            days = properties["RetentionInDays"]
            self.call("put_retention_policy", logGroupName=self.id, retentionInDays=days)
        else:
            self.call("delete_retention_policy", logGroupName=self.id)

    def remove(self):
        self.call("delete_log_group", logGroupName=self.id)


class Role(Resource, CloudFormationModel):
    type = "AWS::IAM::Role"
    service = "iam"
    name_property = "RoleName"
    attributes = ("Arn", "RoleId")
    fixed = ("RoleName",)

    def make(self, properties):
        self.id = shortened(self.name)
        parts = ("AssumeRolePolicyDocument", "ManagedPolicyArns", "Policies")
        document = json.dumps(properties["AssumeRolePolicyDocument"])
        made = self.call(
            "create_role", RoleName=self.id, AssumeRolePolicyDocument=document, **without(properties, *parts)
        )["Role"]
        self.values = {"Arn": made["Arn"], "RoleId": made["RoleId"]}
        self.fill(properties)
        return self.id

    def fill(self, properties):
        for arn in properties.get("ManagedPolicyArns", ()):
            self.call("attach_role_policy", RoleName=self.id, PolicyArn=arn)
        for policy in properties.get("Policies", ()):
            document = json.dumps(policy["PolicyDocument"])
            self.call("put_role_policy", RoleName=self.id, PolicyName=policy["PolicyName"], PolicyDocument=document)

    def empty(self):
        for arn in self.properties.get("ManagedPolicyArns", ()):
            self.call("detach_role_policy", RoleName=self.id, PolicyArn=arn)
        for policy in self.properties.get("Policies", ()):
            self.call("delete_role_policy", RoleName=self.id, PolicyName=policy["PolicyName"])

    def change(self, properties):
        self.empty()
        self.fill(properties)

    def remove(self):
        self.empty()
        self.call("delete_role", RoleName=self.id)


class Function(Resource, CloudFormationModel):
    type = "AWS::Lambda::Function"
    service = "lambda"
    name_property = "FunctionName"
    attributes = ("Arn",)
    fixed = ("FunctionName",)

    def make(self, properties):
        self.id = shortened(self.name)
        tags = tags_of(properties)
        rest = without(properties, "Tags", "ReservedConcurrentExecutions", "FunctionName")
        made = self.call("create_function", FunctionName=self.id, Tags=tags, **rest)
        self.values["Arn"] = made["FunctionArn"]
        self.reserve(properties)
        return self.id

    def reserve(self, properties):
        if "ReservedConcurrentExecutions" in properties:
            count = properties["ReservedConcurrentExecutions"]
            self.call("put_function_concurrency", FunctionName=self.id, ReservedConcurrentExecutions=count)

    def change(self, properties):
        code = properties["Code"]
        self.call("update_function_code", FunctionName=self.id, Architectures=properties["Architectures"], **code)
        rest = without(properties, "Code", "Architectures", "Tags", "ReservedConcurrentExecutions")
        self.call("update_function_configuration", **{**rest, "FunctionName": self.id})
        self.reserve(properties)

    def remove(self):
        self.call("delete_function", FunctionName=self.id)


class Version(Resource, CloudFormationModel):
    type = "AWS::Lambda::Version"
    service = "lambda"
    attributes = ("FunctionArn", "Version")
    fixed = ("FunctionName",)

    def make(self, properties):
        self.values = self.call("publish_version", **properties)
        return self.values["FunctionArn"]

    def remove(self):
        name, version = self.properties["FunctionName"], self.values["Version"]
        self.call("delete_function", FunctionName=name, Qualifier=version)


class Alias(Resource, CloudFormationModel):
    type = "AWS::Lambda::Alias"
    service = "lambda"
    attributes = ("AliasArn",)
    fixed = ("FunctionName", "Name")

    def make(self, properties):
        self.values["AliasArn"] = self.call("create_alias", **properties)["AliasArn"]
        return self.values["AliasArn"]

    def remove(self):
        name = self.properties["FunctionName"]
        self.call("delete_alias", FunctionName=name, Name=self.properties["Name"])


class Permission(Resource, CloudFormationModel):
    type = "AWS::Lambda::Permission"
    service = "lambda"
    fixed = ("Action", "FunctionName", "Principal", "SourceArn")

    def make(self, properties):
        self.call("add_permission", StatementId=self.name, **properties)
        return self.name

    def change(self, properties):
        pass

    def remove(self):
        self.call("remove_permission", FunctionName=self.properties["FunctionName"], StatementId=self.id)


class Alarm(Resource, CloudFormationModel):
    type = "AWS::CloudWatch::Alarm"
    service = "cloudwatch"

    def make(self, properties):
        self.call("put_metric_alarm", AlarmName=self.name, **properties)
        return self.name

    def remove(self):
        self.call("delete_alarms", AlarmNames=[self.id])


class Secret(Resource, CloudFormationModel):
    type = "AWS::SecretsManager::Secret"
    service = "secretsmanager"

    def make(self, properties):
        return self.call("create_secret", Name=self.name, **properties)["ARN"]

    def remove(self):
        self.call("delete_secret", SecretId=self.id, ForceDeleteWithoutRecovery=True)


class Parameter(Resource, CloudFormationModel):
    type = "AWS::SSM::Parameter"
    service = "ssm"

    def make(self, properties):
        self.call("put_parameter", Name=self.name, **properties)
        return self.name

    def remove(self):
        self.call("delete_parameter", Name=self.id)
