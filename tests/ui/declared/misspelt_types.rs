websocket_api::websocket_api! {
    Chat {
        routes: { $default: handler },
        resources: {
            Table: { Type: "AWS::DynamoDB::Tabel" },
            Queue: { Type: "SQS::Queue" },
            Function: { Type: "AWS::Serverless::Function" },
            Topic: { Type: "Topic" },
            Mine: { Type: "Custom::Mine" },
        },
    }
}

async fn handler() {}

fn main() {}
