websocket_api::websocket_api! {
    Chat {
        routes: { $default: handler },
        resources: { Table: { Type: "AWS::DynamoDB::Table" } },
        permissions: [
            "arn:aws:s3:::bucket/*",
            "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
            "${Table.Arn}",
        ],
    }
}

async fn handler() {}

fn main() {}
