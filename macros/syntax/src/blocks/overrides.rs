use crate::{block::block, value::JsonValue};

block! {
    /// `overrides`
    pub struct OverridesBlock in "`overrides`" => Overrides {
        /// `AWS::ApiGatewayV2::Api`. Default: as declared.
        api: JsonValue,
        /// `AWS::ApiGatewayV2::Stage`. Default: as declared.
        stage: JsonValue,
        /// `AWS::Logs::LogGroup`. Default: as declared.
        access_log: JsonValue,
        /// `AWS::ApiGatewayV2::Authorizer`. Default: as declared.
        authorizer: JsonValue,
        /// `AWS::CertificateManager::Certificate`. Default: as declared.
        certificate: JsonValue,
        /// `AWS::ApiGatewayV2::DomainName`. Default: as declared.
        domain: JsonValue,
    }
}
