use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use serde_derive_internals::{
    Ctxt, Derive,
    ast::{Container, Data},
    attr::TagType,
};
use syn::{DeriveInput, LitStr, Path};
use websocket_api_model::message::Message;

/// Expands `#[derive(ClientMessages)]`: the tag, and serde's names of the variants.
///
/// After an error the implementation has neither, so that the trait is not missing too.
pub(crate) fn derive_messages(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let (krate, unknown) = match krate(&input) {
        Ok(krate) => (krate, None),
        Err(error) => (syn::parse_quote!(::websocket_api), Some(error)),
    };
    let (protocol, error) = match (protocol(&input), unknown) {
        (Ok(protocol), None) => (protocol, None),
        (Ok(_), Some(error)) | (Err(error), _) => {
            ((String::new(), Vec::new()), Some(error.into_compile_error()))
        }
    };
    let (tag, names) = protocol;
    let (name, (generics, arguments, conditions)) = (&input.ident, input.generics.split_for_impl());
    quote! {
        #error
        #[automatically_derived]
        impl #generics #krate::asyncapi::ClientMessages for #name #arguments #conditions {
            const TAG: &'static str = #tag;
            const NAMES: &'static [&'static str] = &[#(#names),*];
        }
    }
}

fn protocol(input: &DeriveInput) -> syn::Result<(String, Vec<String>)> {
    let context = Ctxt::new();
    let private = Ident::new("__private", Span::call_site());
    let container = Container::from_ast(&context, input, Derive::Deserialize, &private);
    // serde's derive reports the errors.
    _ = context.check();
    let Some(Container { attrs, data: Data::Enum(variants), .. }) = &container else {
        return Err(syn::Error::new_spanned(
            &input.ident,
            "`ClientMessages` can be derived for an enum only",
        ));
    };
    let (TagType::Internal { tag } | TagType::Adjacent { tag, .. }) = attrs.tag() else {
        let message = Message::new("enum of client messages without a tag").help(
            "write `#[serde(tag = \"action\")]`, with the member that `route_selection_expression` reads",
        );
        return Err(syn::Error::new_spanned(&input.ident, message));
    };
    if let Some(variant) = variants.iter().find(|variant| variant.attrs.untagged()) {
        return Err(syn::Error::new_spanned(
            variant.original,
            "a variant without a tag cannot select a route",
        ));
    }
    // `$default` handles a variant for all other messages.
    let read =
        variants.iter().filter(|variant| !variant.attrs.skip_deserializing() && !variant.attrs.other());
    let names = read.map(|variant| variant.attrs.name().deserialize_name().value.clone());
    Ok((tag.clone(), names.collect()))
}

/// Returns the path in `#[client_messages(crate = "…")]`.
fn krate(input: &DeriveInput) -> syn::Result<Path> {
    let mut krate = syn::parse_quote!(::websocket_api);
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("client_messages")) {
        attribute.parse_nested_meta(|meta| {
            if !meta.path.is_ident("crate") {
                return Err(meta.error("unknown key: expected `crate = \"…\"`"));
            }
            krate = meta.value()?.parse::<LitStr>()?.parse()?;
            Ok(())
        })?;
    }
    Ok(krate)
}
