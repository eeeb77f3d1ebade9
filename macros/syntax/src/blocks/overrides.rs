use crate::{block::block, value::Json};

block! {
    /// `overrides`
    pub struct OverridesBlock in "`overrides`" => Overrides {
        /// `AWS::ApiGatewayV2::Api`. Default: as declared.
        api: Json,
        /// `AWS::ApiGatewayV2::Stage`. Default: as declared.
        stage: Json,
        /// `AWS::Logs::LogGroup`. Default: as declared.
        access_log: Json,
        /// `AWS::ApiGatewayV2::Authorizer`. Default: as declared.
        authorizer: Json,
        /// `AWS::CertificateManager::Certificate`. Default: as declared.
        certificate: Json,
        /// `AWS::ApiGatewayV2::DomainName`. Default: as declared.
        domain: Json,
    }
}
