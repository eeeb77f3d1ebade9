//! An alias of a function among the template's resources.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: {
            $connect: handlers::connect,
            $default: { function: { arn: "${Live}" } },
            alias: { function: { arn: "${Live.AliasArn}" } },
            qualified: { function: { arn: "${Answer.Arn}:live" } },
        },
        authorizer: { type: lambda, function: { arn: "${Live}" }, identity_source: [] },
        resources: {
            AnswerRole: {
                Type: "AWS::IAM::Role",
                Properties: {
                    AssumeRolePolicyDocument: {
                        Version: "2012-10-17",
                        Statement: [{
                            Effect: "Allow",
                            Principal: { Service: "lambda.amazonaws.com" },
                            Action: "sts:AssumeRole",
                        }],
                    },
                },
            },
            Answer: {
                Type: "AWS::Lambda::Function",
                Properties: {
                    Runtime: "nodejs22.x",
                    Handler: "index.handler",
                    Role: "${AnswerRole.Arn}",
                    Code: { S3Bucket: "artifacts", S3Key: "first.zip" },
                },
            },
            Current: { Type: "AWS::Lambda::Version", Properties: { FunctionName: "${Answer}" } },
            Live: {
                Type: "AWS::Lambda::Alias",
                Properties: { FunctionName: "${Answer}", FunctionVersion: "${Current.Version}", Name: "live" },
            },
        },
    }
}
