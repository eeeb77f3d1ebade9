use websocket_api_model::declaration::Architecture;

use crate::{
    Diagnostics,
    ast::{Api, Route},
    block::{Setting, at},
    blocks,
    value::Word,
};

/// One artifact has one architecture, so every function that runs it has the same.
pub(super) fn check_architectures(api: &Api, diagnostics: &mut Diagnostics) {
    let block = &api.block;
    if !api.has_read_all(&[block.architecture.is_faulty(), block.defaults.is_faulty()]) {
        return;
    }
    let declared = value(&block.architecture);
    match declared.or(api.defaults().and_then(|defaults| value(&defaults.architecture))) {
        Some(whole) => {
            for setting in api.functions().map(|function| &function.architecture) {
                if let Some((named, span)) =
                    value(setting).zip(setting.key_span()).filter(|(named, _)| *named != whole)
                {
                    diagnostics.error(
                        at(span),
                        format_args!(
                            "`{}` here and `{}` for the API: one artifact has one architecture; leave this out",
                            named.word(),
                            whole.word()
                        ),
                    );
                }
            }
        }
        None if api.has_read_all(&[
            block.routes.is_faulty(),
            block.groups.is_faulty(),
            block.authorizer.is_faulty(),
        ]) =>
        {
            check_undeclared(api, diagnostics);
        }
        None => {}
    }
}

/// All functions must name an architecture if the API does not.
fn check_undeclared(api: &Api, diagnostics: &mut Diagnostics) {
    let functions = made(api);
    let named =
        |function: &Option<&blocks::Function>| function.and_then(|function| value(&function.architecture));
    let mut all = functions.iter().map(named);
    let whole = match all.next().flatten() {
        Some(first) if all.all(|other| other == Some(first)) => return,
        _ => Architecture::DEFAULT,
    };
    let mut told = Vec::new();
    for function in functions.into_iter().flatten() {
        let setting = &function.architecture;
        let Some((named, span)) = value(setting).zip(setting.key_span()) else { continue };
        // A group is there for each of its routes.
        if named == whole || told.iter().any(|known| std::ptr::eq(*known, function)) {
            continue;
        }
        told.push(function);
        diagnostics.error(
            at(span),
            format_args!(
                "`{named}` here and `{}` for the others: one artifact has one architecture; write `architecture: {named}` at \
                 the API",
                whole.word(),
                named = named.word(),
            ),
        );
    }
}

/// Every function that runs the artifact, with its own settings if it has any.
fn made(api: &Api) -> Vec<Option<&blocks::Function>> {
    let of = |route| if api.shares_function() { None } else { own(api, route) };
    let routes = api.routes.iter().filter(|route| route.arn().is_none()).map(of);
    let function =
        api.authorizer().filter(|block| !block.id.is_written()).and_then(|block| block.function.get());
    let authorizer = function.map(blocks::RouteFunction::block);
    let authorizer = authorizer.filter(|block| block.is_none_or(|block| !block.arn.is_written()));
    routes.chain(authorizer).collect()
}

/// The settings of a route's function, or of its group's.
fn own<'a>(api: &'a Api, route: &'a Route) -> Option<&'a blocks::Function> {
    match route.group() {
        Some(name) => {
            let group = api.groups().iter().find(|group| group.name == name.name)?;
            group.function.as_ref().map(|function| &function.block)
        }
        None => route.block(),
    }
}

fn value(setting: &Setting<Word<Architecture>>) -> Option<Architecture> {
    setting.get().map(|word| word.0)
}
