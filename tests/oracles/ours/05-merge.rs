websocket_api! {
    Api {
        resources: { Table: { Type: "AWS::DynamoDB::Table" }, Bucket: { Type: "AWS::S3::Bucket" } },
        defaults: { function: { timeout: 20, permissions: [Table], environment: { tableName: "${Table}" } } },
        routes: {
            $default: {
                function: {
                    handler: default::main,
                    timeout: 10,
                    permissions: [Bucket],
                    environment: { bucketName: "${Bucket}" },
                },
            },
            $connect: connect::main,
        },
    }
}
