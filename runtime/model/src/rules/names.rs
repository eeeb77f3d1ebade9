use super::{Rule, Violation};
use crate::{
    access_log_id,
    declaration::{Declaration, DeclarationPath, Member},
    synth_made,
    template::Template,
};

/// The names of `resources`, `parameters` and `outputs` are distinct, and differ from generated names.
pub(super) fn check_names(declaration: &Declaration, found: &mut Vec<Violation>) {
    let sections = &declaration.sections;
    if sections.resources.is_empty() && sections.parameters.is_empty() && sections.outputs.is_empty() {
        return;
    }
    let made = synth_made(&[declaration]);
    let mut refuse = |block: &'static str, Member { key, .. }: &Member, rule: fn(String) -> Rule| {
        let at = DeclarationPath::from_keys([block]).key(key.clone());
        found.push(Violation::at_key(rule(key.to_string()), at, Vec::new()));
    };
    for (block, members) in [("resources", &sections.resources), ("parameters", &sections.parameters)] {
        for member in members.iter().filter(|member| made.has_name(&member.key)) {
            refuse(block, member, |name| Rule::NameOfApi { name });
        }
    }
    for member in sections.parameters.iter() {
        if sections.resources.iter().any(|resource| resource.key == member.key) {
            refuse("parameters", member, |name| Rule::NameOfResource { name });
        }
    }
    for member in sections.outputs.iter().filter(|member| made.has_output(&member.key)) {
        refuse("outputs", member, |name| Rule::OutputOfApi { name });
    }
}

/// `overrides` applies to generated resources.
pub(super) fn check_overridden(declaration: &Declaration, template: &Template, found: &mut Vec<Violation>) {
    let overrides = &declaration.overrides;
    let access_log = access_log_id(declaration);
    for (key, properties, kind) in [
        ("api", &overrides.api, "AWS::ApiGatewayV2::Api"),
        ("stage", &overrides.stage, "AWS::ApiGatewayV2::Stage"),
        ("access_log", &overrides.access_log, "AWS::Logs::LogGroup"),
        ("authorizer", &overrides.authorizer, "AWS::ApiGatewayV2::Authorizer"),
        ("certificate", &overrides.certificate, "AWS::CertificateManager::Certificate"),
        ("domain", &overrides.domain, "AWS::ApiGatewayV2::DomainName"),
    ] {
        let is_made = || {
            let mut made = template.resources().filter(|(_, resource)| resource.is_made());
            // Functions have log groups, too.
            made.any(|(id, resource)| resource.kind() == kind && (key != "access_log" || *id == access_log))
        };
        if properties.is_some() && !is_made() {
            let judged = ["access_log", "authorizer", "custom_domain", "import"];
            let paths = judged.map(|key| DeclarationPath::from_keys([key])).into();
            let at = DeclarationPath::from_keys(["overrides", key]);
            found.push(Violation::at_key(Rule::OverrideOfNothing { kind }, at, paths));
        }
    }
}
