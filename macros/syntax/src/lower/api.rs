//! Blocks as types of the model.

use proc_macro2::TokenStream;
use quote::quote;
use websocket_api_model::{
    declaration::{self, Declaration, Str},
    limits,
};

use super::{Consts, Items, Lower, Or, expand_list, expand_str, lower_list, mirror, owned};
use crate::{ast, blocks, value};

pub(crate) fn lower_api(api: &ast::Api, consts: &mut Consts<'_>) -> Declaration {
    api.lower(consts)
}

pub(crate) struct Name<T>(pub(crate) T);

impl<T: AsRef<str>> Lower for Name<T> {
    type Model = Str;

    fn lower(&self, _: &mut Consts<'_>) -> Str {
        owned(self.0.as_ref())
    }

    fn expand(&self, _: &mut Items) -> TokenStream {
        expand_str(self.0.as_ref())
    }
}

/// The declaration's name.
pub(crate) fn type_name(api: &ast::Api) -> Name<String> {
    Name(api.type_name())
}

/// The declaration's doc comment.
pub(crate) struct Documentation<'a>(pub(crate) &'a ast::Api);

impl Lower for Documentation<'_> {
    type Model = Option<Str>;

    fn lower(&self, _: &mut Consts<'_>) -> Option<Str> {
        self.0.documentation().as_deref().map(owned)
    }

    fn expand(&self, _: &mut Items) -> TokenStream {
        match self.0.documentation() {
            Some(text) => {
                let text = expand_str(&text);
                quote!(::core::option::Option::Some(#text))
            }
            None => quote!(::core::option::Option::None),
        }
    }
}

pub(crate) struct Groups<'a>(pub(crate) &'a ast::Api);

impl Lower for Groups<'_> {
    type Model = declaration::List<declaration::Group>;

    fn lower(&self, consts: &mut Consts<'_>) -> Self::Model {
        lower_list(self.0.groups(), consts)
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        expand_list(&self.0.groups().iter().map(|group| group.expand(items)).collect::<Vec<_>>())
    }
}

mirror!(self: value::GroupItem => Group {
    name: Name(&self.name),
    function: Settings(self.function.as_ref().map(|function| &function.block)),
});

/// The settings of a function, if any were given.
pub(crate) struct Settings<'a>(pub(super) Option<&'a blocks::Function>);

impl Lower for Settings<'_> {
    type Model = declaration::Function;

    fn lower(&self, consts: &mut Consts<'_>) -> declaration::Function {
        self.0.map_or(declaration::Function::EMPTY, |function| function.lower(consts))
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        self.0.map_or_else(|| quote!(__websocket_api::Function::EMPTY), |function| function.expand(items))
    }
}

/// The settings of every function.
pub(crate) fn default_settings(api: &ast::Api) -> Settings<'_> {
    Settings(api.defaults())
}

/// What selects a message's route.
pub(crate) fn selection_expression(api: &ast::Api) -> Or<'_, value::Selection, Str> {
    const DEFAULT: &str = limits::default::ROUTE_SELECTION_EXPRESSION;
    Or(&api.block.route_selection_expression, Str::Borrowed(DEFAULT), expand_str(DEFAULT))
}

/// Logging is on unless it is switched off.
pub(crate) struct Logging<'a>(pub(crate) &'a ast::Api);

impl Lower for Logging<'_> {
    type Model = Option<declaration::AccessLog>;

    fn lower(&self, consts: &mut Consts<'_>) -> Self::Model {
        match self.0.block.access_log.get() {
            None => Some(declaration::AccessLog::DEFAULT),
            Some(value::AccessLog::Flag(on)) => on.0.then_some(declaration::AccessLog::DEFAULT),
            Some(value::AccessLog::Format(format)) => Some(declaration::AccessLog {
                format: Some(format.lower(consts)),
                ..declaration::AccessLog::DEFAULT
            }),
            Some(value::AccessLog::Block(block)) => Some(block.lower(consts)),
        }
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        let log = match self.0.block.access_log.get() {
            Some(value::AccessLog::Flag(on)) if !on.0 => return quote!(::core::option::Option::None),
            None | Some(value::AccessLog::Flag(_)) => quote!(__websocket_api::AccessLog::DEFAULT),
            Some(value::AccessLog::Format(format)) => {
                let format = format.expand(items);
                quote!(__websocket_api::AccessLog::of_format(#format))
            }
            Some(value::AccessLog::Block(block)) => block.expand(items),
        };
        quote!(::core::option::Option::Some(#log))
    }
}
