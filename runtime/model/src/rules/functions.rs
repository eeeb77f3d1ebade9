use super::{Rule, Violation, size::near};
use crate::{
    declaration::{Declaration, DeclarationPath, FunctionLayout, FunctionOwner, RouteFunction, Text},
    limits,
    template::Expression,
};

/// A function that serves every route takes its settings from `defaults`.
pub(super) fn check_settings_of_shared_function(declaration: &Declaration, found: &mut Vec<Violation>) {
    if declaration.functions != FunctionLayout::Shared {
        return;
    }
    for route in declaration.routes.iter() {
        let RouteFunction::Own(function) = &route.function else { continue };
        for key in function.written_keys() {
            let at = FunctionOwner::Route(&route.key).path().key(key);
            let paths = vec![DeclarationPath::from_keys(["functions"])];
            found.push(Violation::at_key(Rule::SettingsOfSharedFunction { key }, at, paths));
        }
    }
}

/// SST's rule: defaults are not silently ignored for an existing function, to which they cannot apply.
pub(super) fn check_existing_functions(declaration: &Declaration, found: &mut Vec<Violation>) {
    if declaration.defaults.written_keys().next().is_none() {
        return;
    }
    for route in declaration.routes.iter().filter(|route| route.has_existing_function()) {
        let at = FunctionOwner::Route(&route.key).path().key("arn");
        let rule = Rule::DefaultsOfExistingFunction { route: route.key.to_string() };
        found.push(Violation::at_key(rule, at, Vec::new()));
    }
}

/// Each function has a distinct name.
pub(super) fn check_function_names(declaration: &Declaration, found: &mut Vec<Violation>) {
    let mut named: Vec<(&Text, DeclarationPath)> = Vec::new();
    // The functions with the name from `defaults`.
    let mut by_default = Vec::new();
    for settings in declaration.made_functions() {
        let own = settings.owner.path().key("function_name");
        if let Some(name) = &settings.own.function_name {
            if let Some((_, other)) = named.iter().find(|(known, _)| *known == name) {
                let paths = vec![own.clone(), other.clone()];
                found.push(Violation::at_value(duplicate_name(name), own.clone(), paths));
            }
            named.push((name, own));
        } else if settings.defaults.function_name.is_some() {
            by_default.push(own);
        }
    }
    let Some(name) = &declaration.defaults.function_name else { return };
    let defaults = FunctionOwner::Defaults.path().key("function_name");
    match &by_default[..] {
        [] => {}
        [_] => {
            if let Some((_, other)) = named.iter().find(|(known, _)| *known == name) {
                let paths = vec![other.clone(), defaults];
                found.push(Violation::at_value(duplicate_name(name), other.clone(), paths));
            }
        }
        [first, second, ..] => {
            let paths = vec![first.clone(), second.clone(), DeclarationPath::from_keys(["functions"])];
            found.push(Violation::at_key(Rule::DefaultFunctionName, defaults, paths));
        }
    }
}

fn duplicate_name(name: &Text) -> Rule {
    Rule::DuplicateFunctionName { name: Expression::from(name).to_sub() }
}

/// API Gateway waits up to 29 seconds for a function, and then sends the client an error.
pub(super) fn check_timeouts(declaration: &Declaration, found: &mut Vec<Violation>) {
    for settings in declaration.settings() {
        let Some(timeout) = settings.own.timeout else { continue };
        let seconds = timeout.get();
        if u64::from(seconds) > limits::INTEGRATION_TIMEOUT.as_secs() {
            let at = settings.owner.path().key("timeout");
            found.push(Violation::at_key(Rule::SlowFunction { seconds }, at.clone(), vec![at]));
        }
    }
}

/// Names and values of an environment, merged with the defaults', have up to 4 KB. Values from constants and
/// references count as empty.
pub(super) fn check_environment_size(declaration: &Declaration, found: &mut Vec<Violation>) {
    for settings in declaration.settings() {
        let Some(last) = settings.own.environment.last() else { continue };
        let variables = settings.environment();
        let written: usize =
            variables.iter().map(|(_, variable)| variable.name.len() + variable.value.literal_len()).sum();
        // A declared endpoint variable is counted as written.
        let is_declared = variables.iter().any(|(_, variable)| variable.name == limits::ENDPOINT_VARIABLE);
        let has_endpoint = settings.owner != FunctionOwner::Authorizer && !is_declared;
        let bytes = written + if has_endpoint { limits::ENDPOINT_BYTES } else { 0 };
        let at = settings.owner.path().key("environment").key(last.name.clone());
        let limit = limits::ENVIRONMENT;
        near(bytes, limit, "bytes of environment", "a function", at.clone(), Vec::new(), found);
        if bytes > limit {
            let counted = variables.iter().filter(|(_, variable)| variable.value.literal_len() > 0);
            let path = |owner: &FunctionOwner<'_>| owner.path().key("environment");
            let paths = counted.map(|(owner, variable)| path(owner).key(variable.name.clone())).collect();
            let rule = Rule::EnvironmentSize { function: settings.owner.into(), bytes, has_endpoint };
            found.push(Violation::at_key(rule, at, paths));
        }
    }
}

/// A function has up to 5 layers, including the defaults', and each layer once and in one version.
pub(super) fn check_layers(declaration: &Declaration, found: &mut Vec<Violation>) {
    for settings in declaration.settings() {
        if settings.own.layers.is_empty() {
            continue;
        }
        let own = settings.owner.path().key("layers");
        let layers: Vec<_> = settings.layers().collect();
        if layers.len() > limits::LAYERS {
            let rule = Rule::LayerCount { function: settings.owner.into(), count: layers.len() };
            found.push(Violation::at_key(rule, own, Vec::new()));
        }
        let first = layers.len() - settings.own.layers.len();
        for (i, (path, layer)) in layers.iter().enumerate().skip(first) {
            let text = Expression::from(*layer).to_sub();
            let known = layers[..i].iter().map(|(other, layer)| (other, Expression::from(*layer).to_sub()));
            let Some((other, known)) =
                known.into_iter().find(|(_, known)| layer_name(known) == layer_name(&text))
            else {
                continue;
            };
            let rule =
                if known == text { Rule::DuplicateLayer { layer: text } } else { Rule::SecondLayerVersion };
            found.push(Violation::at_value(rule, path.clone(), vec![path.clone(), other.clone()]));
        }
    }
}

/// Returns the ARN without the version.
fn layer_name(arn: &str) -> &str {
    arn.rsplit_once(':').map_or(arn, |(name, _)| name)
}
