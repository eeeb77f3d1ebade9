use std::fmt;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::LitStr;

use crate::tokens::too_deep;

/// The known `cfg` options of a build. The build is not of tests, because declarations in tests are not
/// deployed.
pub struct Conditions(Box<Known>);

/// Returns `true` if an option such as `unix`, or `feature` with a value, is set, and `None` if that is
/// unknown.
type Known = dyn Fn(&str, Option<&str>) -> Option<bool>;

impl Conditions {
    pub fn new(known: impl Fn(&str, Option<&str>) -> Option<bool> + 'static) -> Self {
        Self(Box::new(known))
    }

    /// Returns `true` if an item under `#[cfg(tokens)]` may be in the program. An unknown option allows it.
    pub(super) fn allow(&self, tokens: TokenStream) -> bool {
        too_deep(&tokens).is_some() || self.all(tokens, true) != Some(false)
    }

    /// Returns `Some(hold)` if all conditions are `hold`, the opposite if one is not, and `None` otherwise.
    fn all(&self, tokens: TokenStream, hold: bool) -> Option<bool> {
        let mut all = Some(true);
        for predicate in split(tokens) {
            all = match (all, self.holds(&predicate).map(|holds| holds == hold)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            };
        }
        all
    }

    fn holds(&self, predicate: &[TokenTree]) -> Option<bool> {
        match predicate {
            [TokenTree::Ident(name)] => match &*name.to_string() {
                "true" => Some(true),
                "false" | "test" => Some(false),
                name => (self.0)(name, None),
            },
            [TokenTree::Ident(name), TokenTree::Punct(equals), TokenTree::Literal(value)]
                if equals.as_char() == '=' =>
            {
                let value: LitStr = syn::parse_str(&value.to_string()).ok()?;
                (self.0)(&name.to_string(), Some(&value.value()))
            }
            [TokenTree::Ident(name), TokenTree::Group(group)]
                if group.delimiter() == Delimiter::Parenthesis =>
            {
                let inner = group.stream();
                match &*name.to_string() {
                    "all" => self.all(inner, true),
                    "any" => self.all(inner, false).map(|none| !none),
                    "not" => self.all(inner, true).map(|all| !all),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

/// Conditions without known options.
impl Default for Conditions {
    fn default() -> Self {
        Self::new(|_, _| None)
    }
}

impl fmt::Debug for Conditions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Conditions")
    }
}

/// Returns the parts between commas.
pub(super) fn split(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    tokens.split(is_comma).filter(|part| !part.is_empty()).map(<[TokenTree]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(text: &str) -> bool {
        let conditions = Conditions::new(|name, value| match (name, value) {
            ("unix", None) | ("feature", Some("lambda")) => Some(true),
            ("feature", Some(_)) => Some(false),
            _ => None,
        });
        conditions.allow(text.parse().expect("tokens"))
    }

    #[test]
    fn known_option_decides_the_condition() {
        assert!(allows("unix") && allows("true") && allows("feature = \"lambda\""));
        assert!(!allows("test") && !allows("false") && !allows("feature = \"sdk\""));
        assert!(allows("all(unix, not(test))") && !allows("all(unix, test)"));
        assert!(allows("any(test, unix)") && !allows("any(test, feature = \"sdk\")"));
        assert!(!allows("not(any(unix, windows))"));
        assert!(allows("all()") && !allows("any()"));
    }

    #[test]
    fn unknown_option_allows_unless_a_known_one_forbids() {
        assert!(allows("windows") && allows("not(windows)") && allows("target_os = \"linux\""));
        assert!(allows("any(test, windows)") && !allows("all(test, windows)"));
    }
}
