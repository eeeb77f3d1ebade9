use quote::ToTokens;
use websocket_api_model::{limits, spec::rule::Any};

use crate::{
    Diagnostics,
    ast::Api,
    block::at,
    blocks,
    leaf::{Constant, MapEntry, Text},
};

/// Defaults are settings, not a function.
pub(super) fn check_default_handler(api: &Api, diagnostics: &mut Diagnostics) {
    if let Some(span) = api.defaults().and_then(|defaults| defaults.handler.key_span()) {
        diagnostics.error_at(span, "`defaults` cannot have a `handler`; each route has its own");
    }
}

/// A function's own settings and where it stands, for the defaults and for every route.
fn functions(api: &Api) -> impl Iterator<Item = Option<&blocks::Function>> {
    let own = api.routes.iter().filter_map(|route| route.function.as_ref().map(|function| &function.block));
    std::iter::once(None).chain(own.map(Some))
}

/// Names and values of an environment, merged with the defaults', are 4 KB at most. Values known only when deployed
/// count nothing.
pub(super) fn check_environment_size(api: &Api, diagnostics: &mut Diagnostics) {
    let entries = |function: Option<&'_ blocks::Function>| -> Vec<MapEntry<Text<Any>>> {
        let environment = function.and_then(|function| function.environment.get());
        environment.map(|environment| environment.0.entries.clone()).unwrap_or_default()
    };
    let defaults = entries(api.defaults());
    for function in functions(api) {
        let own = entries(function);
        if function.is_some() && own.is_empty() {
            continue;
        }
        let inherited = defaults.iter().filter(|entry| !own.iter().any(|own| own.key == entry.key));
        let size: usize = inherited.chain(&own).map(size_of).sum();
        let Some(last) = own.last().or(defaults.last()) else {
            continue;
        };
        if size > limits::ENVIRONMENT {
            diagnostics.error(
                &last.key_tokens,
                format_args!(
                    "this environment has {size} bytes of names and values, and Lambda takes {} at most; keep large \
                     values in SSM Parameter Store or S3",
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

/// A function has 5 layers at most, the defaults' included, each once.
pub(super) fn check_layers(api: &Api, diagnostics: &mut Diagnostics) {
    let layers = |function: Option<&blocks::Function>| -> Vec<Text<_>> {
        function
            .and_then(|function| function.layers.get())
            .map(|layers| layers.items.clone())
            .unwrap_or_default()
    };
    let defaults = layers(api.defaults());
    for function in functions(api) {
        let own = layers(function);
        if function.is_some() && own.is_empty() {
            continue;
        }
        let all: Vec<_> = defaults.iter().chain(&own).collect();
        if all.len() > limits::LAYERS {
            let span = function.or(api.defaults()).and_then(|function| function.layers.key_span());
            diagnostics.error(
                span.map(at),
                format_args!(
                    "this function has {} layers, and Lambda takes {} at most",
                    all.len(),
                    limits::LAYERS
                ),
            );
        }
        for (i, layer) in all.iter().enumerate() {
            let Constant::Value(template) = &layer.0 else {
                continue;
            };
            let twice = all[..i].iter().any(|other| {
                other.0.value().is_some_and(|other| other.literal.value() == template.literal.value())
            });
            if twice {
                diagnostics.error(
                    template.literal.to_token_stream(),
                    format_args!("layer `{}` is there already", template.literal.value()),
                );
            }
        }
    }
}
