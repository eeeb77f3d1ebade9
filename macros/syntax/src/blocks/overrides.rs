use crate::{block::block, leaf::Json};

block! {
    /// `overrides`
    pub struct Overrides in "`overrides`" {
        /// `AWS::ApiGatewayV2::Api`
        api: Json,
        /// `AWS::ApiGatewayV2::Stage`
        stage: Json,
        /// `AWS::Logs::LogGroup`
        access_log: Json,
        /// `AWS::ApiGatewayV2::Authorizer`
        authorizer: Json,
        /// `AWS::CertificateManager::Certificate`
        certificate: Json,
        /// `AWS::ApiGatewayV2::DomainName`
        domain: Json,
    }
}
