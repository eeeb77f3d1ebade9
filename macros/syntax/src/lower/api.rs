//! Blocks as types of the model.

use proc_macro2::TokenStream;
use quote::quote;
use websocket_api_model::{
    limits,
    spec::{self, CloudwatchRole, FunctionLayout, Spec, Str},
};

use super::{
    Consts, Empty, Items, Lower, Or, authorizer::Authorizer, expand_list, expand_str, json::Declared,
    lower_list, mirror, owned, route::Routes,
};
use crate::{ast, block::Setting, blocks, leaf};

pub(crate) fn lower_api(api: &ast::Api, consts: &mut Consts<'_>) -> Spec {
    api.lower(consts)
}

mirror!(self: ast::Api => Spec {
    type_name: Name(&self.type_name()),
    documentation: self.documentation(),
    name: self.block.name,
    description: self.block.description,
    tags: Empty(&self.block.tags),
    routes: Routes(&self.routes),
    defaults: Settings(self.defaults()),
    functions: Or(&self.block.functions, FunctionLayout::PerRoute, quote!(__websocket_api::FunctionLayout::PerRoute)),
    authorizer: Authorizer(self),
    access_log: Logging(&self.block.access_log),
    stage: Or(&self.block.stage, spec::Stage::DEFAULT, quote!(__websocket_api::Stage::DEFAULT)),
    route_selection_expression: Or(
        &self.block.route_selection_expression,
        Str::Borrowed(limits::default::ROUTE_SELECTION_EXPRESSION),
        expand_str(limits::default::ROUTE_SELECTION_EXPRESSION),
    ),
    cloudwatch_role: Or(
        &self.block.cloudwatch_role,
        CloudwatchRole::Create,
        quote!(__websocket_api::CloudwatchRole::Create),
    ),
    permissions: self.block.permissions,
    declared: Declared(&self.block),
    custom_domain: self.block.custom_domain,
    groups: Groups(self.groups()),
    import: self.block.import,
    overrides: Or(&self.block.overrides, spec::Overrides::EMPTY, quote!(__websocket_api::Overrides::EMPTY)),
});

pub(super) struct Name<'a>(pub(super) &'a str);

impl Lower for Name<'_> {
    type Model = Str;

    fn lower(&self, _: &mut Consts<'_>) -> Str {
        owned(self.0)
    }

    fn expand(&self, _: &mut Items) -> TokenStream {
        expand_str(self.0)
    }
}

impl Lower for Option<String> {
    type Model = Option<Str>;

    fn lower(&self, _: &mut Consts<'_>) -> Option<Str> {
        self.as_deref().map(owned)
    }

    fn expand(&self, _: &mut Items) -> TokenStream {
        match self {
            Some(text) => {
                let text = expand_str(text);
                quote!(::core::option::Option::Some(#text))
            }
            None => quote!(::core::option::Option::None),
        }
    }
}

struct Groups<'a>(&'a [leaf::GroupItem]);

impl Lower for Groups<'_> {
    type Model = spec::List<spec::Group>;

    fn lower(&self, consts: &mut Consts<'_>) -> Self::Model {
        lower_list(self.0, consts)
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        expand_list(&self.0.iter().map(|group| group.expand(items)).collect::<Vec<_>>())
    }
}

mirror!(self: leaf::GroupItem => Group {
    name: Name(&self.name),
    function: Settings(self.function.as_ref().map(|function| &function.block)),
});

/// The settings of a function, if any were given.
pub(super) struct Settings<'a>(pub(super) Option<&'a blocks::Function>);

impl Lower for Settings<'_> {
    type Model = spec::Function;

    fn lower(&self, consts: &mut Consts<'_>) -> spec::Function {
        self.0.map_or(spec::Function::EMPTY, |function| function.lower(consts))
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        self.0.map_or_else(|| quote!(__websocket_api::Function::EMPTY), |function| function.expand(items))
    }
}

/// Logging is on unless it is switched off.
struct Logging<'a>(&'a Setting<leaf::AccessLog>);

impl Lower for Logging<'_> {
    type Model = Option<spec::AccessLog>;

    fn lower(&self, consts: &mut Consts<'_>) -> Self::Model {
        match self.0.get() {
            None => Some(spec::AccessLog::DEFAULT),
            Some(leaf::AccessLog::Flag(on)) => on.0.then_some(spec::AccessLog::DEFAULT),
            Some(leaf::AccessLog::Format(format)) => {
                Some(spec::AccessLog { format: Some(format.lower(consts)), ..spec::AccessLog::DEFAULT })
            }
            Some(leaf::AccessLog::Block(block)) => Some(block.lower(consts)),
        }
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        let log = match self.0.get() {
            Some(leaf::AccessLog::Flag(on)) if !on.0 => return quote!(::core::option::Option::None),
            None | Some(leaf::AccessLog::Flag(_)) => quote!(__websocket_api::AccessLog::DEFAULT),
            Some(leaf::AccessLog::Format(format)) => {
                let format = format.expand(items);
                quote!(__websocket_api::AccessLog::of_format(#format))
            }
            Some(leaf::AccessLog::Block(block)) => block.expand(items),
        };
        quote!(::core::option::Option::Some(#log))
    }
}
