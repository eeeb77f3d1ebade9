use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Attribute;
use websocket_api_syntax::{Diagnostic, Diagnostics, Level};

/// The maximum number of diagnostics of each level. For each, rustc reads the whole line again.
const SHOWN: usize = 100;

pub(super) fn expand_diagnostics(diagnostics: Diagnostics, allowed: &[&Attribute]) -> TokenStream {
    let (errors, warnings): (Vec<Diagnostic>, Vec<Diagnostic>) =
        diagnostics.into_vec().into_iter().partition(|diagnostic| diagnostic.level == Level::Error);
    let error = |diagnostic: &Diagnostic| expand_error(&diagnostic.to_compile_error());
    let warning = |diagnostic: &Diagnostic| {
        expand_warning(diagnostic.rule(), &diagnostic.message().to_string(), diagnostic.span(), allowed)
    };
    let more = more(&errors, "error")
        .map(|(span, message)| expand_error(&syn::Error::new(span, message).into_compile_error()));
    let more_warnings = self::more(&warnings, "warning")
        .map(|(span, message)| expand_warning("more", &message, span, allowed));
    let errors = errors.iter().take(SHOWN).map(error).chain(more);
    errors.chain(warnings.iter().take(SHOWN).map(warning)).chain(more_warnings).collect()
}

/// Returns the number of diagnostics over the maximum, and the span of the first one.
fn more(diagnostics: &[Diagnostic], noun: &str) -> Option<(Span, String)> {
    let first = diagnostics.get(SHOWN)?;
    let message = match diagnostics.len() - SHOWN {
        1 => format!("1 more {noun} is not shown"),
        more => format!("{more} more {noun}s are not shown"),
    };
    Some((first.span(), message))
}

/// Expands an error inside a constant, because rustc stops resolving the names of a module with a bare
/// `compile_error!`.
fn expand_error(error: &TokenStream) -> TokenStream {
    quote!(const _: () = { #error };)
}

/// Expands a warning with a deprecated constant, the only way on a stable compiler. rustc shows the name of
/// the constant, which is that of the warning.
fn expand_warning(name: &str, message: &str, span: Span, allowed: &[&Attribute]) -> TokenStream {
    let definition = Ident::new(name, Span::call_site());
    let name = Ident::new(name, span);
    let used = quote_spanned!(span=> websocket_api::#name);
    quote! {
        #(#allowed)*
        const _: () = {
            mod websocket_api {
                #[deprecated(note = #message)]
                #[allow(non_upper_case_globals)]
                pub(super) const #definition: () = ();
            }
            #used
        };
    }
}

#[cfg(test)]
mod tests {
    use websocket_api_syntax::parse;

    use super::*;

    fn expanded(declaration: TokenStream) -> String {
        let (_, diagnostics) = parse(declaration);
        expand_diagnostics(diagnostics, &[]).to_string()
    }

    #[test]
    fn errors_beyond_a_hundred_are_counted() {
        let wrong = |count: usize| -> String {
            let words: String = (0..count).map(|i| format!("x{i}, ")).collect();
            expanded(format!("Chat {{ allow: [{words}] }}").parse().expect("tokens"))
        };
        for (count, shown, more) in [
            (99, 99, None),
            (100, 100, None),
            (101, 101, Some("\"1 more error is not shown\"")),
            (1000, 101, Some("\"900 more errors are not shown\"")),
        ] {
            let expansion = wrong(count);
            assert_eq!(expansion.matches("compile_error").count(), shown, "{count}: {expansion}");
            match more {
                Some(more) => assert!(expansion.contains(more), "{expansion}"),
                None => assert!(!expansion.contains("not shown"), "{expansion}"),
            }
        }
        let routes: String = (0..200_000).map(|i| format!("r{i}: 1, ")).collect();
        let expansion = expanded(format!("Chat {{ routes: {{ {routes} }} }}").parse().expect("tokens"));
        assert_eq!(expansion.matches("compile_error").count(), 101);
        assert!(expansion.len() < 100_000, "{}", expansion.len());
    }
}
