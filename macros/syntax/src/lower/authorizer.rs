//! Authorizers.

use proc_macro2::TokenStream;
use quote::quote;
use websocket_api_model::declaration;

use super::{Consts, Items, Lower, api::Settings, expand_str, owned};
use crate::{ast, blocks, value};

pub(crate) struct Authorizer<'a>(pub(crate) &'a ast::Api);

impl Lower for Authorizer<'_> {
    type Model = declaration::Authorizer;

    fn lower(&self, consts: &mut Consts<'_>) -> declaration::Authorizer {
        match self.0.block.authorizer.get() {
            None | Some(value::Authorizer::None) => declaration::Authorizer::None,
            Some(value::Authorizer::Iam) => declaration::Authorizer::Iam,
            Some(value::Authorizer::Block(block)) => match block.block.id.get() {
                Some(id) => declaration::Authorizer::Existing(id.lower(consts)),
                None => declaration::Authorizer::Lambda(block.block.lower(consts)),
            },
        }
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        let value = match self.0.block.authorizer.get() {
            None | Some(value::Authorizer::None) => quote!(None),
            Some(value::Authorizer::Iam) => quote!(Iam),
            Some(value::Authorizer::Block(block)) => match block.block.id.get() {
                Some(id) => {
                    let id = id.expand(items);
                    quote!(Existing(#id))
                }
                None => {
                    let lambda = block.block.expand(items);
                    quote!(Lambda(#lambda))
                }
            },
        };
        quote!(__websocket_api::Authorizer::#value)
    }
}

/// Who decides.
pub(crate) struct AuthorizerFunction<'a>(pub(crate) &'a blocks::Authorizer);

impl AuthorizerFunction<'_> {
    fn block(&self) -> Option<&blocks::Function> {
        self.0.function.get()?.block()
    }

    fn handler(&self) -> String {
        let handler = self.0.function.get().and_then(blocks::RouteFunction::handler);
        handler.map(value::Handler::text).unwrap_or_default()
    }
}

impl Lower for AuthorizerFunction<'_> {
    type Model = declaration::AuthorizerFunction;

    fn lower(&self, consts: &mut Consts<'_>) -> declaration::AuthorizerFunction {
        match self.block().and_then(|function| function.arn.get()) {
            Some(arn) => declaration::AuthorizerFunction::Existing(arn.lower(consts)),
            None => declaration::AuthorizerFunction::Own {
                handler: owned(&self.handler()),
                settings: Settings(self.block()).lower(consts),
            },
        }
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        let value = match self.block().and_then(|function| function.arn.get()) {
            Some(arn) => {
                let arn = arn.expand(items);
                quote!(Existing(#arn))
            }
            None => {
                let handler = expand_str(&self.handler());
                let settings = Settings(self.block()).expand(items);
                quote!(Own { handler: #handler, settings: #settings })
            }
        };
        quote!(__websocket_api::AuthorizerFunction::#value)
    }
}
