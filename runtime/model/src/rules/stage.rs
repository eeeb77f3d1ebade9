use super::{Rule, Violation};
use crate::{
    declaration::{Declaration, DeclarationPath, ExecutionLog, RouteSettings, Throttle},
    limits,
};

fn stage() -> DeclarationPath {
    DeclarationPath::from_keys(["stage"])
}

/// Returns the settings of each route of the stage, with their paths.
fn routes(declaration: &Declaration) -> impl Iterator<Item = (DeclarationPath, RouteSettings)> {
    let place = stage().key("routes");
    declaration.stage.routes.iter().map(move |route| (place.key(route.key.clone()), route.settings))
}

/// Returns the throttles of the stage and of its routes, with their paths.
fn throttles(declaration: &Declaration) -> impl Iterator<Item = (DeclarationPath, Throttle)> {
    let of_stage = [(stage(), declaration.stage.settings)].into_iter();
    let all = of_stage.chain(routes(declaration));
    all.filter_map(|(place, settings)| Some((place.key("throttle"), settings.throttle?)))
}

/// A stage has up to 100 variables.
pub(super) fn check_variable_count(declaration: &Declaration, found: &mut Vec<Violation>) {
    let variables = &declaration.stage.variables;
    if let Some(variable) = variables.get(limits::STAGE_VARIABLES) {
        let at = stage().key("variables").key(variable.name.clone());
        found.push(Violation::at_key(Rule::StageVariableCount { count: variables.len() }, at, Vec::new()));
    }
}

/// A throttle has a rate, a burst, or both.
pub(super) fn check_throttles(declaration: &Declaration, found: &mut Vec<Violation>) {
    for (at, throttle) in throttles(declaration) {
        if throttle == (Throttle { rate: None, burst: None }) {
            let paths = vec![at.key("rate"), at.key("burst")];
            found.push(Violation::at_value(Rule::EmptyThrottle, at, paths));
        }
    }
}

/// A token bucket without capacity or refill rejects every request.
pub(super) fn check_closed_throttles(declaration: &Declaration, found: &mut Vec<Violation>) {
    for (place, throttle) in throttles(declaration) {
        let key = if throttle.rate.is_some_and(|rate| rate.get() == 0) {
            "rate"
        } else if throttle.burst.is_some_and(|burst| burst.get() == 0) {
            "burst"
        } else {
            continue;
        };
        let at = place.key(key);
        found.push(Violation::at_key(Rule::ClosedThrottle { key }, at.clone(), vec![at]));
    }
}

/// A route under `stage` is declared, and has settings.
pub(super) fn check_routes(declaration: &Declaration, found: &mut Vec<Violation>) {
    for (route, (at, settings)) in declaration.stage.routes.iter().zip(routes(declaration)) {
        if declaration.route(&route.key).is_none() {
            let paths = vec![DeclarationPath::from_keys(["routes"]).key(route.key.clone())];
            let rule = Rule::UnknownRouteOfStage { key: route.key.to_string() };
            found.push(Violation::at_key(rule, at.clone(), paths));
        }
        if settings == RouteSettings::EMPTY {
            let paths = RouteSettings::KEYS.iter().map(|key| at.key(*key)).collect();
            let rule = Rule::EmptyRouteSettings { key: route.key.to_string() };
            found.push(Violation::at_value(rule, at, paths));
        }
    }
}

/// A trace is written to the execution log, which must be on.
pub(super) fn check_data_traces(declaration: &Declaration, found: &mut Vec<Violation>) {
    let settings = declaration.stage.settings;
    let logs = |settings: RouteSettings| settings.execution_log.map(|level| level != ExecutionLog::Off);
    let by_default = logs(settings) == Some(true);
    let is_used = by_default
        || routes(declaration)
            .any(|(_, settings)| logs(settings) == Some(true) && settings.data_trace != Some(false));
    let log = stage().key("execution_log");
    if settings.data_trace == Some(true) && !is_used {
        let at = stage().key("data_trace");
        let paths = vec![at.clone(), log.clone(), stage().key("routes")];
        found.push(Violation::at_key(Rule::LostDataTrace, at, paths));
    }
    for (place, settings) in routes(declaration) {
        if settings.data_trace == Some(true) && !logs(settings).unwrap_or(by_default) {
            let at = place.key("data_trace");
            let paths = vec![at.clone(), place.key("execution_log"), log.clone()];
            found.push(Violation::at_key(Rule::LostDataTrace, at, paths));
        }
    }
}
