use websocket_api_model::{
    declaration::{BoundedNumber, ExecutionLog},
    limits,
};

use crate::{
    Block, Diagnostics, Warning,
    ast::Api,
    block::{Setting, at},
    blocks, suggest,
    value::{Flag, Nested, Number, StageRoute, Word},
};

fn stage(api: &Api) -> Option<&blocks::Stage> {
    api.block.stage.get().map(|stage| &stage.block)
}

fn routes(stage: &blocks::Stage) -> &[StageRoute] {
    stage.routes.get().map_or(&[], |routes| &routes.0)
}

/// The stage's throttle, and each route's.
fn throttles(api: &Api) -> impl Iterator<Item = &Nested<blocks::Throttle>> {
    stage(api).into_iter().flat_map(|stage| {
        let of_routes =
            routes(stage).iter().filter_map(|route| route.settings.as_ref()?.block.throttle.get());
        stage.throttle.get().into_iter().chain(of_routes)
    })
}

/// A stage has 100 variables at most.
pub(super) fn check_variable_count(api: &Api, diagnostics: &mut Diagnostics) {
    let Some(variables) = stage(api).and_then(|stage| stage.variables.get()) else { return };
    let entries = &variables.0.entries;
    if let Some(variable) = entries.get(limits::STAGE_VARIABLES) {
        diagnostics.error(
            &variable.key_tokens,
            format_args!(
                "there are {} stage variables, and API Gateway takes {} at most",
                entries.len(),
                limits::STAGE_VARIABLES
            ),
        );
    }
}

/// A throttle has a rate, a burst, or both.
pub(super) fn check_throttles(api: &Api, diagnostics: &mut Diagnostics) {
    for throttle in throttles(api) {
        if is_empty(throttle) {
            diagnostics.error_at(
                throttle.span,
                "`throttle` is empty; write a `rate`, a `burst` or both, as in `{ rate: 100, burst: 50 }`",
            );
        }
    }
}

/// A token bucket that holds nothing, or is never filled.
pub(super) fn check_closed_throttles(api: &Api, diagnostics: &mut Diagnostics) {
    fn is_zero<T: BoundedNumber>(setting: &Setting<Number<T>>) -> bool {
        let number = setting.get().and_then(|number| number.0.value());
        number.is_some_and(|number| number.get() == 0)
    }
    for throttle in throttles(api) {
        let blocks::Throttle { rate, burst } = &throttle.block;
        let (name, span) = if is_zero(rate) {
            ("rate", rate.key_span())
        } else if is_zero(burst) {
            ("burst", burst.key_span())
        } else {
            continue;
        };
        diagnostics.warning(
            Warning::ClosedThrottle,
            span.map(at),
            format_args!("`{name}: 0` lets no request through; write a larger number, or leave it out"),
        );
    }
}

/// A route with settings is one of the declaration's, and has some.
pub(super) fn check_routes(api: &Api, diagnostics: &mut Diagnostics) {
    let Some(stage) = stage(api) else { return };
    let sure = api.has_read_all(&[api.block.routes.is_faulty()]);
    let keys = || api.routes.iter().map(|route| route.key.as_str());
    for route in routes(stage) {
        if sure && !keys().any(|key| key == route.key) {
            let remedy = match suggest::nearest(&route.key, keys()) {
                Some(near) => format!("; did you mean `{near}`?"),
                None => "; settings are for the routes under the API's own `routes: { … }`".to_owned(),
            };
            diagnostics.error(&route.key_tokens, format_args!("there is no route `{}`{remedy}", route.key));
        }
        if let Some(settings) = route.settings.as_ref().filter(|settings| is_empty(settings)) {
            let keys = suggest::list(blocks::RouteSettings::KEYS.iter().copied());
            diagnostics
                .error_at(settings.span, format_args!("`{}` has no settings; write {keys}", route.key));
        }
    }
}

fn is_empty<B: Block>(nested: &Nested<B>) -> bool {
    nested.complete && nested.block.written().is_empty()
}

/// What is traced is written to the execution log, so without one it is lost.
pub(super) fn check_data_traces(api: &Api, diagnostics: &mut Diagnostics) {
    let Some(stage) = stage(api) else { return };
    let traces = |flag: &Setting<Flag>| flag.get().map(|flag| flag.0);
    let logs = |level: &Setting<Word<ExecutionLog>>| {
        level.is_written().then(|| level.get().is_none_or(|level| level.0 != ExecutionLog::Off))
    };
    let routes = || routes(stage).iter().filter_map(|route| Some(&route.settings.as_ref()?.block));
    let by_default = logs(&stage.execution_log) == Some(true);
    let somewhere = by_default
        || routes().any(|route| {
            logs(&route.execution_log) == Some(true) && traces(&route.data_trace) != Some(false)
        });
    let mut lost = Vec::new();
    if traces(&stage.data_trace) == Some(true) && !somewhere {
        lost.push(&stage.data_trace);
    }
    lost.extend(routes().filter_map(|route| {
        let traces = traces(&route.data_trace) == Some(true);
        (traces && !logs(&route.execution_log).unwrap_or(by_default)).then_some(&route.data_trace)
    }));
    for span in lost.into_iter().filter_map(Setting::key_span) {
        diagnostics.warning(
            Warning::LostDataTrace,
            at(span),
            "`data_trace` has no effect without an execution log to write to; write `execution_log: info`",
        );
    }
}
