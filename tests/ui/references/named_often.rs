use websocket_api::websocket_api;

async fn connect() {}

websocket_api! {
    Chat {
        routes: { $connect: connect },
        defaults: {
            function: {
                environment: { TABLE: "${Tabel}", ARN: "${Tabel.Arn}", SAME: "${Tabel}", QUEUE: "${Queue}" },
                permissions: [Topik, (Topik, "read")],
            },
        },
        resources: { Table: { Type: "AWS::DynamoDB::Table" }, Topic: { Type: "AWS::SNS::Topic" } },
    }
}

fn main() {
    Chat::api();
}
