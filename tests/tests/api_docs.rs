//! The documentation of every public extractor, response and entry type has an example, and that of every fallible function its errors.

use std::fs;

use syn::{Attribute, Expr, ImplItem, Item, Lit, Meta, ReturnType, Type, Visibility};
use websocket_api_tests::{cargo::workspace, folder::rust_files};

/// The files and folders of `runtime/src` whose public types are extractors, responses and entry points.
const PLACES: &[&str] = &[
    "api.rs",
    "connections/mod.rs",
    "extract",
    "gateway/running_gateway.rs",
    "gateway/serve.rs",
    "response",
    "router/mod.rs",
    "stack.rs",
];

fn documentation(attributes: &[Attribute]) -> String {
    let lines =
        attributes.iter().filter(|attribute| attribute.path().is_ident("doc")).filter_map(|attribute| {
            let Meta::NameValue(pair) = &attribute.meta else { return None };
            match &pair.value {
                Expr::Lit(literal) => match &literal.lit {
                    Lit::Str(text) => Some(text.value()),
                    _ => None,
                },
                _ => None,
            }
        });
    lines.map(|line| line + "\n").collect()
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("doc") && list.tokens.to_string().contains("hidden"),
        _ => false,
    })
}

/// Returns `true` for `Result<…>` and `crate::Result`.
fn is_fallible(output: &ReturnType) -> bool {
    let ReturnType::Type(_, ty) = output else { return false };
    let Type::Path(path) = &**ty else { return false };
    path.path.segments.last().is_some_and(|segment| segment.ident == "Result")
}

/// Returns the public types and fallible functions of a file that lack a part of their documentation.
fn incomplete(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for item in syn::parse_file(text).expect("Rust").items {
        let (visibility, attributes, name) = match &item {
            Item::Struct(item) => (&item.vis, &item.attrs, item.ident.to_string()),
            Item::Enum(item) => (&item.vis, &item.attrs, item.ident.to_string()),
            Item::Impl(item) if item.trait_.is_none() => {
                for function in &item.items {
                    let ImplItem::Fn(function) = function else { continue };
                    let is_public =
                        matches!(function.vis, Visibility::Public(_)) && !is_hidden(&function.attrs);
                    if is_public
                        && is_fallible(&function.sig.output)
                        && !documentation(&function.attrs).contains("# Errors")
                    {
                        found.push(format!("`{}` has no `# Errors`", function.sig.ident));
                    }
                }
                continue;
            }
            _ => continue,
        };
        let is_public = matches!(visibility, Visibility::Public(_)) && !is_hidden(attributes);
        // Rejections and errors are values that users receive; the example is at the type that gives them.
        let is_result = name.ends_with("Rejection") || name.ends_with("Error");
        if is_public && !is_result && !documentation(attributes).contains("```") {
            found.push(format!("`{name}` has no example"));
        }
    }
    found
}

#[test]
fn public_types_have_examples_and_fallible_functions_their_errors() {
    let root = workspace().join("runtime/src");
    let mut found = Vec::new();
    let files = PLACES.iter().flat_map(|place| match root.join(place) {
        folder if folder.is_dir() => rust_files(&folder),
        file => vec![file],
    });
    for file in files {
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        found.extend(incomplete(&text).into_iter().map(|text| format!("{}: {text}", file.display())));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn missing_part_of_the_documentation_is_found() {
    let complete = "/// A.\n/// ```\n/// ```\npub struct A;\nimpl A {\n/// # Errors\npub fn f() -> Result<(), ()> { Ok(()) }\n}";
    assert_eq!(incomplete(complete), [""; 0]);
    assert_eq!(incomplete("/// A.\npub struct A;"), ["`A` has no example"]);
    assert_eq!(incomplete("impl A { pub fn f() -> Result<(), ()> { Ok(()) } }"), ["`f` has no `# Errors`"]);
    assert_eq!(
        incomplete("pub(crate) struct A; #[doc(hidden)] pub struct B; pub struct QueryRejection;"),
        [""; 0]
    );
}
