websocket_api! {
    Api {
        resources: { Table: { Type: "AWS::DynamoDB::Table" } },
        defaults: { function: { timeout: 20, permissions: [Table], environment: { tableName: "${Table}" } } },
        routes: { $connect: connect::main, $default: default::main, $disconnect: disconnect::main },
    }
}
