//! Routes.

use proc_macro2::TokenStream;
use quote::quote;
use websocket_api_model::declaration;

use super::{Consts, Items, Lower, api::Settings, expand_list, expand_str, lower_list, owned};
use crate::{ast, value};

pub(crate) struct Routes<'a>(pub(crate) &'a ast::Api);

impl Lower for Routes<'_> {
    type Model = declaration::List<declaration::Route>;

    fn lower(&self, consts: &mut Consts<'_>) -> Self::Model {
        lower_list(&self.0.routes, consts)
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        expand_routes(&self.0.routes, items)
    }
}

/// The tokens of a list of routes, for `routes! { … }` too.
pub fn expand_routes(routes: &[ast::Route], items: &mut Items) -> TokenStream {
    expand_list(&routes.iter().map(|value| value.expand(items)).collect::<Vec<_>>())
}

impl Lower for ast::Route {
    type Model = declaration::Route;

    fn lower(&self, consts: &mut Consts<'_>) -> declaration::Route {
        let function = match (self.arn(), self.group()) {
            (Some(arn), _) => declaration::RouteFunction::Existing(arn.lower(consts)),
            (None, Some(group)) => declaration::RouteFunction::Group(owned(&group.name)),
            (None, None) => declaration::RouteFunction::Own(Settings(self.block()).lower(consts)),
        };
        declaration::Route {
            key: owned(&self.key),
            handler: owned(&self.handler_text()),
            function,
            return_response: self.return_response,
            validation: match self.validate {
                Some(_) => declaration::Validation::Declared,
                None => declaration::Validation::None,
            },
            attached: None,
        }
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        let (key, handler) = (&self.key, self.handler_text());
        if self.function.is_none() && !self.return_response && self.validate.is_none() {
            return quote!(__websocket_api::Route::new(#key, #handler));
        }
        let (key, handler) = (expand_str(key), expand_str(&handler));
        let function = match (self.arn(), self.group()) {
            (Some(arn), _) => {
                let arn = arn.expand(items);
                quote!(Existing(#arn))
            }
            (None, Some(group)) => {
                let name = expand_str(&group.name);
                quote!(Group(#name))
            }
            (None, None) => {
                let settings = Settings(self.block()).expand(items);
                quote!(Own(#settings))
            }
        };
        let return_response = self.return_response;
        let validation = match self.validate {
            Some(_) => quote!(Declared),
            None => quote!(None),
        };
        quote! {
            __websocket_api::Route {
                key: #key,
                handler: #handler,
                function: __websocket_api::RouteFunction::#function,
                return_response: #return_response,
                validation: __websocket_api::Validation::#validation,
                attached: ::core::option::Option::None,
            }
        }
    }
}

impl ast::Route {
    fn handler_text(&self) -> String {
        self.handler.as_ref().map(value::Handler::text).unwrap_or_default()
    }
}
