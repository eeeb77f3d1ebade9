use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Attribute;
use websocket_api_syntax::{Diagnostic, Diagnostics, Level};

pub(super) fn expand_diagnostics(diagnostics: Diagnostics, allowed: &[&Attribute]) -> TokenStream {
    diagnostics.into_vec().iter().map(|diagnostic| expand_diagnostic(diagnostic, allowed)).collect()
}

/// Inside a constant, because rustc stops resolving the names of a module in which a bare `compile_error!` stands.
fn expand_diagnostic(diagnostic: &Diagnostic, allowed: &[&Attribute]) -> TokenStream {
    match diagnostic.level {
        Level::Error => {
            let error = diagnostic.to_compile_error();
            quote!(const _: () = { #error };)
        }
        // The one way for a macro to warn on a stable compiler.
        Level::Warning => {
            let message = diagnostic.message();
            let used = quote_spanned!(diagnostic.span()=> websocket_api);
            quote! {
                #(#allowed)*
                const _: () = {
                    #[deprecated(note = #message)]
                    #[allow(non_upper_case_globals)]
                    const websocket_api: () = ();
                    #used
                };
            }
        }
    }
}
