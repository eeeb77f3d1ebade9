#![deny(deprecated)]

use websocket_api::websocket_api;

async fn handler() {}

websocket_api! {
    Chat {
        routes: { $default: handler },
        resources: {
            Table: { Type: "AWS::Spreadsheets::Workbook" },
            Topic: { Type: "AWS::SNS::Topic", Properties: { Colour: "blue" } },
        },
    }
}

fn main() {
    Chat::api();
}
