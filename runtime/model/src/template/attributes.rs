/// The attributes of `Fn::GetAtt` for the types that declarations make and most use. Other types are not
/// checked.
///
/// Source: the "Return values" of each type in the CloudFormation template reference.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("AWS::ApiGatewayV2::Api", &["ApiEndpoint", "ApiId", "ExecuteApiArn"]),
    ("AWS::ApiGatewayV2::ApiMapping", &["ApiMappingId"]),
    ("AWS::ApiGatewayV2::Authorizer", &["AuthorizerId"]),
    ("AWS::ApiGatewayV2::Deployment", &["DeploymentId"]),
    ("AWS::ApiGatewayV2::DomainName", &["DomainNameArn", "RegionalDomainName", "RegionalHostedZoneId"]),
    ("AWS::ApiGatewayV2::Integration", &["IntegrationId"]),
    ("AWS::ApiGatewayV2::Model", &["ModelId"]),
    ("AWS::ApiGatewayV2::Route", &["RouteId"]),
    ("AWS::ApiGatewayV2::RouteResponse", &["RouteResponseId"]),
    ("AWS::ApiGatewayV2::Stage", &[]),
    ("AWS::CertificateManager::Certificate", &["CertificateArn", "Id"]),
    ("AWS::Cognito::UserPool", &["Arn", "ProviderName", "ProviderURL", "UserPoolId"]),
    ("AWS::DynamoDB::GlobalTable", &["Arn", "StreamArn", "TableId"]),
    ("AWS::DynamoDB::Table", &["Arn", "StreamArn"]),
    ("AWS::Events::EventBus", &["Arn", "Name", "Policy"]),
    ("AWS::Events::Rule", &["Arn", "RuleName"]),
    ("AWS::IAM::Role", &["Arn", "RoleId"]),
    ("AWS::KMS::Key", &["Arn", "KeyId"]),
    ("AWS::Kinesis::Stream", &["Arn", "WarmThroughputObject"]),
    ("AWS::KinesisFirehose::DeliveryStream", &["Arn"]),
    ("AWS::Lambda::Alias", &["AliasArn"]),
    (
        "AWS::Lambda::Function",
        &["Arn", "SnapStartResponse", "SnapStartResponse.ApplyOn", "SnapStartResponse.OptimizationStatus"],
    ),
    ("AWS::Lambda::LayerVersion", &["LayerVersionArn"]),
    ("AWS::Lambda::Version", &["FunctionArn", "Version"]),
    ("AWS::Logs::LogGroup", &["Arn"]),
    (
        "AWS::S3::Bucket",
        &[
            "Arn",
            "DomainName",
            "DualStackDomainName",
            "MetadataConfiguration.AnnotationTableConfiguration.TableArn",
            "MetadataConfiguration.AnnotationTableConfiguration.TableName",
            "MetadataConfiguration.Destination",
            "MetadataConfiguration.InventoryTableConfiguration.TableArn",
            "MetadataConfiguration.InventoryTableConfiguration.TableName",
            "MetadataConfiguration.JournalTableConfiguration.TableArn",
            "MetadataConfiguration.JournalTableConfiguration.TableName",
            "MetadataTableConfiguration.S3TablesDestination.TableArn",
            "MetadataTableConfiguration.S3TablesDestination.TableNamespace",
            "RegionalDomainName",
            "WebsiteURL",
        ],
    ),
    ("AWS::SNS::Topic", &["TopicArn", "TopicName"]),
    ("AWS::SQS::Queue", &["Arn", "QueueName", "QueueUrl"]),
    ("AWS::SSM::Parameter", &["Type", "Value"]),
    ("AWS::SecretsManager::Secret", &["Id"]),
    ("AWS::StepFunctions::StateMachine", &["Arn", "Name", "StateMachineRevisionId"]),
];

/// Returns the attributes of a type, if they are known.
pub fn attributes(kind: &str) -> Option<&'static [&'static str]> {
    ATTRIBUTES.iter().find(|(name, _)| *name == kind).map(|(_, attributes)| *attributes)
}
