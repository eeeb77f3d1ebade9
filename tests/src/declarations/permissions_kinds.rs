//! Every resource type that permissions support.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        resources: {
            Topic: { Type: "AWS::SNS::Topic" },
            Queue: {
                Type: "AWS::SQS::Queue",
                DeletionPolicy: "Delete",
                UpdateReplacePolicy: "Delete",
                Properties: { MessageRetentionPeriod: 345_600 },
            },
            Bus: { Type: "AWS::Events::EventBus", Properties: { Name: "bus" } },
            Stream: {
                Type: "AWS::Kinesis::Stream",
                DeletionPolicy: "Delete",
                UpdateReplacePolicy: "Delete",
                Properties: { RetentionPeriodHours: 24 },
            },
            Secret: { Type: "AWS::SecretsManager::Secret", DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" },
            Setting: { Type: "AWS::SSM::Parameter", Properties: { Type: "String", Value: "x" } },
        },
        routes: {
            $default: {
                function: {
                    handler: handlers::fallback,
                    permissions: [
                        Topic, Queue, Bus, Stream, Secret, Setting,
                        (Topic, "write"), (Queue, "read"), (Queue, "readwrite"), (Bus, "write"), (Stream, "read"), (Secret, "read"),
                        (Setting, "read"),
                    ],
                },
            },
        },
    }
}
