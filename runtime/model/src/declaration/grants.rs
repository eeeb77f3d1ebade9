//! The actions and resources of a permission: SST's table for full access, and least privilege for reading
//! and writing.

use super::Access;

/// The ARN of a resource type, and the actions of each access.
#[derive(Clone, Copy, Debug)]
pub struct Grants {
    /// `AWS::DynamoDB::Table`
    pub kind: &'static str,
    /// The source of the ARN.
    pub arn: Arn,
    /// The suffixes of the ARNs of further resources, such as a table's `/*`.
    pub below: &'static [&'static str],
    all: &'static [&'static str],
    read: &'static [&'static str],
    write: &'static [&'static str],
}

/// The source of an ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arn {
    /// `Fn::GetAtt` of this attribute.
    Attribute(&'static str),
    /// `Ref`
    Reference,
    /// `arn:<partition>:ssm:<region>:<account>:parameter/<name>`. A name with a hierarchy has its own
    /// slash.
    Parameter,
}

impl Grants {
    /// Returns the grants of a type, if there are any.
    pub fn find(kind: &str) -> Option<&'static Grants> {
        TABLE.iter().find(|grants| grants.kind == kind)
    }

    /// Returns the actions of an access. The list is empty if the type does not support the access.
    pub fn actions(&self, access: Access) -> Vec<&'static str> {
        match access {
            Access::All => self.all.to_vec(),
            Access::Read => self.read.to_vec(),
            Access::Write => self.write.to_vec(),
            Access::ReadWrite => {
                let mut actions = self.read.to_vec();
                actions.extend(self.write.iter().filter(|action| !self.read.contains(action)));
                actions
            }
        }
    }
}

const TABLE_READ: &[&str] = &[
    "dynamodb:BatchGetItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DescribeTable",
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:Scan",
];
const TABLE_WRITE: &[&str] = &[
    "dynamodb:BatchWriteItem",
    "dynamodb:DeleteItem",
    "dynamodb:DescribeTable",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
];

/// The first nine rows are SST's constructs, in the order of its documentation. The other rows are further
/// types that functions use.
const TABLE: &[Grants] = &[
    Grants {
        kind: "AWS::DynamoDB::Table",
        arn: Arn::Attribute("Arn"),
        below: &["/*"],
        all: &["dynamodb:*"],
        read: TABLE_READ,
        write: TABLE_WRITE,
    },
    Grants {
        kind: "AWS::DynamoDB::GlobalTable",
        arn: Arn::Attribute("Arn"),
        below: &["/*"],
        all: &["dynamodb:*"],
        read: TABLE_READ,
        write: TABLE_WRITE,
    },
    Grants {
        kind: "AWS::SNS::Topic",
        arn: Arn::Reference,
        below: &[],
        all: &["sns:*"],
        read: &["sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic"],
        write: &["sns:Publish"],
    },
    Grants {
        kind: "AWS::SQS::Queue",
        arn: Arn::Attribute("Arn"),
        below: &[],
        all: &["sqs:*"],
        read: &[
            "sqs:ChangeMessageVisibility",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "sqs:GetQueueUrl",
            "sqs:ReceiveMessage",
        ],
        write: &["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"],
    },
    Grants {
        kind: "AWS::Events::EventBus",
        arn: Arn::Attribute("Arn"),
        below: &[],
        all: &["events:*"],
        read: &["events:DescribeEventBus"],
        write: &["events:PutEvents"],
    },
    Grants {
        kind: "AWS::Kinesis::Stream",
        arn: Arn::Attribute("Arn"),
        below: &[],
        all: &["kinesis:*"],
        read: &[
            "kinesis:DescribeStream",
            "kinesis:DescribeStreamSummary",
            "kinesis:GetRecords",
            "kinesis:GetShardIterator",
            "kinesis:ListShards",
            "kinesis:SubscribeToShard",
        ],
        write: &["kinesis:ListShards", "kinesis:PutRecord", "kinesis:PutRecords"],
    },
    Grants {
        kind: "AWS::S3::Bucket",
        arn: Arn::Attribute("Arn"),
        below: &["/*"],
        all: &["s3:*"],
        read: &["s3:GetBucketLocation", "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"],
        write: &["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"],
    },
    Grants {
        kind: "AWS::Lambda::Function",
        arn: Arn::Attribute("Arn"),
        below: &[],
        all: &["lambda:*"],
        read: &["lambda:GetFunction", "lambda:GetFunctionConfiguration"],
        write: &["lambda:InvokeFunction"],
    },
    Grants {
        kind: "AWS::RDS::DBCluster",
        arn: Arn::Attribute("DBClusterArn"),
        below: &[],
        all: &["rds-data:*"],
        read: &["rds-data:ExecuteStatement"],
        write: &[
            "rds-data:BatchExecuteStatement",
            "rds-data:BeginTransaction",
            "rds-data:CommitTransaction",
            "rds-data:ExecuteStatement",
            "rds-data:RollbackTransaction",
        ],
    },
    Grants {
        kind: "AWS::SecretsManager::Secret",
        arn: Arn::Reference,
        below: &[],
        all: &["secretsmanager:*"],
        read: &["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
        write: &["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecret"],
    },
    Grants {
        kind: "AWS::SSM::Parameter",
        arn: Arn::Parameter,
        below: &[],
        all: &["ssm:*"],
        read: &["ssm:GetParameter", "ssm:GetParameterHistory", "ssm:GetParameters"],
        write: &["ssm:PutParameter"],
    },
    Grants {
        kind: "AWS::StepFunctions::StateMachine",
        arn: Arn::Reference,
        below: &[],
        all: &["states:*"],
        read: &["states:DescribeStateMachine", "states:ListExecutions"],
        write: &["states:StartExecution", "states:StartSyncExecution"],
    },
    Grants {
        kind: "AWS::KMS::Key",
        arn: Arn::Attribute("Arn"),
        below: &[],
        all: &["kms:*"],
        read: &["kms:Decrypt", "kms:DescribeKey"],
        write: &["kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"],
    },
];
