use quote::ToTokens;
use websocket_api_model::{
    declaration::{
        RouteKeyKind,
        rule::{Any, LayerArn},
    },
    limits,
};

use super::limits::near;
use crate::{
    Block, Diagnostics, Warning,
    ast::{Api, Route},
    block::{at, refuse},
    blocks,
    value::{Constant, MapEntry, Nested, Text},
};

/// Defaults are settings, not a function.
pub(super) fn check_default_function(api: &Api, diagnostics: &mut Diagnostics) {
    let Some(defaults) = api.defaults() else { return };
    refuse_function(defaults, "`defaults`", "each route has its own", diagnostics);
}

/// Settings alone, without what says which function they are for.
pub(super) fn refuse_function(
    settings: &blocks::Function,
    of: &str,
    why: &str,
    diagnostics: &mut Diagnostics,
) {
    for (name, span) in settings.written() {
        if matches!(name, "handler" | "arn" | "group") {
            diagnostics.error_at(span, format_args!("{of} cannot have a `{name}`; {why}"));
        }
    }
}

/// SST's: defaults are not applied silently to a function that exists already, and cannot be applied at all.
pub(super) fn check_existing_functions(api: &Api, diagnostics: &mut Diagnostics) {
    if api.defaults().is_none() {
        return;
    }
    for route in &api.routes {
        if let Some(span) = route.block().and_then(|function| function.arn.key_span()) {
            diagnostics.error_at(
                span,
                format_args!(
                    "`defaults` cannot apply to the function of `{}`, which exists already; write the settings at the \
                     other routes",
                    route.key
                ),
            );
        }
    }
}

/// A function's name is one function's.
pub(super) fn check_function_names(api: &Api, diagnostics: &mut Diagnostics) {
    if let Some(span) = api.defaults().and_then(|defaults| defaults.function_name.key_span()) {
        let functions =
            api.routes.iter().filter(|route| route.group().is_none() && route.arn().is_none()).count();
        if !api.shares_function() && functions + api.groups().len() > 1 {
            diagnostics.error_at(span, "one `function_name` cannot name the functions of several routes");
        }
    }
    let mut seen: Vec<String> = Vec::new();
    for function in api.functions() {
        let Some(Constant::Value(name)) = function.function_name.get().map(|name| &name.0) else { continue };
        let text = name.literal.value();
        if seen.contains(&text) {
            diagnostics.error(&name.literal, format_args!("the name `{text}` is another function's already"));
        }
        seen.push(text);
    }
}

/// A function's own settings, and those that it is given beside them.
struct Merged<'a> {
    defaults: Option<&'a blocks::Function>,
    own: &'a blocks::Function,
    posts: bool,
}

/// The defaults by themselves first, then what each function adds to them. An authorizer's has its own only.
fn merged(api: &Api) -> impl Iterator<Item = Merged<'_>> {
    let defaults = api.defaults();
    let routes = api.routes.iter().filter_map(Route::block);
    let groups = api.groups().iter().filter_map(|group| group.function.as_ref()).map(|group| &group.block);
    let given = routes.chain(groups).map(move |own| Merged { defaults, own, posts: true });
    let alone = defaults.map(|own| Merged { defaults: None, own, posts: true });
    let authorizer = api.authorizer_function().map(|own| Merged { defaults: None, own, posts: false });
    alone.into_iter().chain(given).chain(authorizer)
}

/// Names and values of an environment, merged with the defaults', are 4 KB at most. Values known only when compiled or
/// deployed count nothing.
pub(super) fn check_environment_size(api: &Api, diagnostics: &mut Diagnostics) {
    fn entries(function: &blocks::Function) -> &[MapEntry<Text<Any>>] {
        function.environment.get().map_or(&[], |environment| &environment.0.entries)
    }
    for Merged { defaults, own, posts } in merged(api) {
        let own = entries(own);
        let Some(last) = own.last() else { continue };
        let inherited = defaults.map_or(&[][..], entries);
        let inherited = inherited.iter().filter(|entry| !own.iter().any(|own| own.key == entry.key));
        let entries: Vec<_> = inherited.chain(own).collect();
        let written: usize = entries.iter().copied().map(size_of).sum();
        // One that is declared is counted as written.
        let posts = posts && !entries.iter().any(|entry| entry.key == limits::ENDPOINT_VARIABLE);
        let endpoint = if posts { limits::ENDPOINT_BYTES } else { 0 };
        let size = written + endpoint;
        near(size, limits::ENVIRONMENT, "bytes of environment", "a function", &last.key_tokens, diagnostics);
        if size > limits::ENVIRONMENT {
            diagnostics.error(
                &last.key_tokens,
                format_args!(
                    "this environment has {size} bytes of names and values{}, and Lambda takes {} at most; keep large \
                     values in SSM Parameter Store or S3",
                    if posts { format!(" with `{}`", limits::ENDPOINT_VARIABLE) } else { String::new() },
                    limits::ENVIRONMENT
                ),
            );
        }
    }
}

fn size_of(entry: &MapEntry<Text<Any>>) -> usize {
    let value = match &entry.value.0 {
        Constant::Value(template) => template.text.literal_len(),
        Constant::Path(_) => 0,
    };
    entry.key.len() + value
}

/// A function has 5 layers at most, the defaults' included, each once and in one version.
pub(super) fn check_layers(api: &Api, diagnostics: &mut Diagnostics) {
    fn layers(function: &blocks::Function) -> &[Text<LayerArn>] {
        function.layers.get().map_or(&[], |layers| &layers.items)
    }
    for Merged { defaults, own: function, .. } in merged(api) {
        let (known, own) = (defaults.map_or(&[][..], layers), layers(function));
        if own.is_empty() {
            continue;
        }
        let count = known.len() + own.len();
        if count > limits::LAYERS {
            diagnostics.error(
                function.layers.key_span().map(at),
                format_args!("this function has {count} layers, and Lambda takes {} at most", limits::LAYERS),
            );
        }
        for (i, layer) in own.iter().enumerate() {
            let Constant::Value(template) = &layer.0 else { continue };
            let text = template.literal.value();
            let twice = known.iter().chain(&own[..i]).find_map(|other| {
                let other = other.0.value()?.literal.value();
                (layer_name(&other) == layer_name(&text)).then_some(other)
            });
            match twice {
                Some(other) if other == text => {
                    diagnostics.error(
                        template.literal.to_token_stream(),
                        format_args!("layer `{text}` is there already"),
                    );
                }
                Some(_) => diagnostics.error(
                    template.literal.to_token_stream(),
                    "another version of this layer is there already",
                ),
                None => {}
            }
        }
    }
}

/// The ARN without the version.
fn layer_name(arn: &str) -> &str {
    arn.rsplit_once(':').map_or(arn, |(name, _)| name)
}

/// API Gateway gives up on a function after 29 seconds, and tells the client of an error.
pub(super) fn check_timeouts(api: &Api, diagnostics: &mut Diagnostics) {
    let most = limits::INTEGRATION_TIMEOUT.as_secs();
    for function in api.functions() {
        let setting = &function.timeout;
        let (Some(span), Some(Constant::Value(timeout))) =
            (setting.key_span(), setting.get().map(|value| &value.0))
        else {
            continue;
        };
        if u64::from(timeout.get()) > most {
            diagnostics.warning(
                Warning::SlowFunction,
                at(span),
                format_args!(
                    "API Gateway waits {most} seconds for a function, and this one may run {}; let it hand long work over",
                    timeout.get()
                ),
            );
        }
    }
}

/// A route's function is described whole, and messages are validated where there are messages.
pub(super) fn check_routes(routes: &[Route], diagnostics: &mut Diagnostics) {
    for route in routes {
        if let Some(function) = &route.function {
            check_function(&route.key, function, true, diagnostics);
        }
        check_validation(route, diagnostics);
    }
}

/// What is compared is a message, and what with, the type that a handler reads.
fn check_validation(route: &Route, diagnostics: &mut Diagnostics) {
    let Some(span) = route.validate else { return };
    if matches!(RouteKeyKind::of(&route.key), RouteKeyKind::Connect | RouteKeyKind::Disconnect) {
        diagnostics
            .error_at(span, format_args!("`{}` has no message to validate; leave `validate` out", route.key));
    } else if route.block().is_some_and(|block| block.arn.is_written()) {
        diagnostics.error_at(
            span,
            "`validate` takes the type that a handler reads, and a function that exists already has none here; leave \
             `validate` out",
        );
    }
}

/// A function is one of its own with a handler, or a group's with a handler, or one that exists already.
pub(super) fn check_function(
    name: &str,
    function: &Nested<blocks::Function>,
    may_be_grouped: bool,
    diagnostics: &mut Diagnostics,
) {
    let block = &function.block;
    let (allowed, rule) = if block.arn.is_written() {
        (&["arn"][..], "cannot stand beside `arn`: a function that exists already keeps its own settings")
    } else if block.group.is_written() && !may_be_grouped {
        (&["handler"][..], "cannot stand here: only routes are in groups")
    } else if block.group.is_written() {
        (
            &["handler", "group"][..],
            "cannot stand beside `group`: write it under `groups: { … }`, for all its routes",
        )
    } else {
        (blocks::Function::KEYS, "")
    };
    refuse(block, |key| !allowed.contains(&key), rule, diagnostics);
    if !block.handler.is_written() && !block.arn.is_written() && function.complete {
        diagnostics
            .error_at(function.span, format_args!("`{name}` needs a `handler`: the path of an `async fn`"));
    }
}
