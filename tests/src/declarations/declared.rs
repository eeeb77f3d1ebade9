//! Resources, parameters and outputs in raw CloudFormation.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        parameters: { Size: { Type: "Number", Default: 3, MinValue: 1, Description: "How many" } },
        resources: {
            Queue: {
                Type: "AWS::SQS::Queue",
                DeletionPolicy: "Delete",
                UpdateReplacePolicy: "Delete",
                Properties: { MessageRetentionPeriod: 345_600, VisibilityTimeout: { Ref: "Size" }, "Tags": [{ Key: "api", Value: "${ChatApi}" }] },
            },
            Topic: { Type: "AWS::SNS::Topic" },
            Alarm: {
                Type: "AWS::CloudWatch::Alarm",
                DependsOn: ["Topic"],
                Properties: {
                    Namespace: "AWS/SQS",
                    MetricName: "ApproximateNumberOfMessagesVisible",
                    Dimensions: [{ Name: "QueueName", Value: { "Fn::GetAtt": ["Queue", "QueueName"] } }],
                    Statistic: "Sum",
                    Period: 60,
                    EvaluationPeriods: 1,
                    Threshold: 0.5,
                    ComparisonOperator: "GreaterThanThreshold",
                    ActionsEnabled: false,
                    AlarmDescription: { "Fn::Sub": ["${Which} of ${AWS::StackName}", { Which: { "Fn::GetAtt": "Queue.QueueName" } }] },
                },
            },
        },
        defaults: { function: { environment: { QUEUE: "${Queue}", SIZE: "${Size}" } } },
        routes: { $default: handlers::fallback },
        outputs: { QueueArn: { Value: "${Queue.Arn}", Export: { Name: "${AWS::StackName}-queue" } } },
    }
}
