//! References and literals in an environment.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: {
            $default: {
                function: {
                    handler: handlers::fallback,
                    environment: {
                        REGION: "${AWS::Region}",
                        WHERE: "${AWS::Region}/${AWS::AccountId}",
                        LITERAL: "${!AWS::Region} $request.body $${AWS::Region}",
                        STAGE: "${StageName}",
                        ESCAPED: "${!AWS::Region}",
                        EMPTY: "",
                    },
                },
            },
        },
    }
}
