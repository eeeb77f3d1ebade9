use super::{
    Declaration, Str, Text, as_str,
    bake::{Bake, ConstWriter, bake},
};

/// The custom domain of an API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CustomDomain {
    /// A domain name that this declaration sets up.
    Own(Domain),
    /// The domain name of another API, whose stack sets it up.
    Shared { of: DeclarationRef, path: Option<Str> },
    /// A domain name that exists in API Gateway.
    Existing(ExistingDomain),
}

bake! { enum CustomDomain { Own(domain), Shared { of: ["domain"], path }, Existing(domain) } }

/// A domain name to set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    /// The name in lower case, without a trailing dot.
    pub domain_name: Text,
    /// The name of the Route 53 zone, or `None` to derive it from the domain name.
    pub hosted_zone: Option<Text>,
    pub hosted_zone_id: Option<Text>,
    /// The mapping key, or `None` if the domain serves only this API.
    pub path: Option<Str>,
    /// `true` if another service than Route 53 hosts the name.
    pub is_external_domain: bool,
    /// The ARN of an existing certificate.
    pub certificate: Option<Text>,
}

bake! {
    struct Domain { domain_name, hosted_zone, hosted_zone_id, path, is_external_domain, certificate }
}

impl Default for Domain {
    fn default() -> Self {
        Domain::new(Text::literal(""))
    }
}

impl Domain {
    /// Makes a domain from its name.
    pub const fn new(domain_name: Text) -> Domain {
        Domain {
            domain_name,
            hosted_zone: None,
            hosted_zone_id: None,
            path: None,
            is_external_domain: false,
            certificate: None,
        }
    }

    /// Returns the declared zone, or the one that SST derives: the domain name without its first label, if it
    /// has more than two.
    pub fn zone(&self) -> Option<Text> {
        if let Some(zone) = &self.hosted_zone {
            return Some(zone.without_trailing_dot());
        }
        let name = self.domain_name.without_trailing_dot();
        let name = name.as_literal()?;
        let zone = match name.split_once('.') {
            Some((_, rest)) if name.split('.').count() > 2 => rest,
            _ => name,
        };
        Some(Text::Literal(zone.to_owned().into()))
    }
}

/// A domain name that exists in API Gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExistingDomain {
    pub name: Text,
    pub regional_domain_name: Option<Text>,
    pub regional_hosted_zone_id: Option<Text>,
    pub path: Option<Str>,
}

bake! {
    struct ExistingDomain {
        name: ["existing", "name"],
        regional_domain_name: ["existing", "regional_domain_name"],
        regional_hosted_zone_id: ["existing", "regional_hosted_zone_id"],
        path,
    }
}

/// The declaration of another API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeclarationRef {
    Static(&'static Declaration),
    Owned(Box<Declaration>),
}

impl Bake for DeclarationRef {
    fn bake<W: ConstWriter>(&self, writer: &mut W) -> W::Expression {
        let declaration = writer.constant().unwrap_or_else(|| {
            let declaration = self.get().bake(writer);
            writer.reference(declaration)
        });
        writer.call("DeclarationRef", "Static", vec![declaration])
    }
}

impl DeclarationRef {
    pub const fn get(&self) -> &Declaration {
        match self {
            DeclarationRef::Static(declaration) => declaration,
            DeclarationRef::Owned(declaration) => declaration,
        }
    }
}

impl CustomDomain {
    /// Returns the mapping key.
    pub const fn path(&self) -> Option<&Str> {
        match self {
            CustomDomain::Own(domain) => domain.path.as_ref(),
            CustomDomain::Shared { path, .. } => path.as_ref(),
            CustomDomain::Existing(domain) => domain.path.as_ref(),
        }
    }

    /// Returns `true` for a wildcard: `*.example.com`. A name that begins with a reference counts as a single
    /// name.
    pub const fn is_wildcard(&self) -> bool {
        let name = match self {
            CustomDomain::Own(domain) => &domain.domain_name,
            CustomDomain::Existing(domain) => &domain.name,
            CustomDomain::Shared { of, .. } => match &of.get().custom_domain {
                Some(domain) => return domain.is_wildcard(),
                None => return false,
            },
        };
        matches!(name.beginning().as_bytes(), [b'*', b'.', ..])
    }

    /// Returns the domain name.
    pub fn name(&self) -> Option<Text> {
        match self {
            CustomDomain::Own(domain) => Some(domain.domain_name.without_trailing_dot()),
            CustomDomain::Shared { of, .. } => of.get().custom_domain.as_ref().and_then(CustomDomain::name),
            CustomDomain::Existing(domain) => Some(domain.name.without_trailing_dot()),
        }
    }
}

/// Checks that clients and functions can reach the API by its custom domain alone. In a constant, a failure
/// stops the compilation at the caller.
///
/// # Panics
/// If there is no custom domain, or it is a wildcard.
#[track_caller]
pub const fn check_reachable(declaration: &Declaration) {
    // A declaration with errors has no name here, and its errors were reported.
    if as_str(&declaration.type_name).is_empty() {
        return;
    }
    match &declaration.custom_domain {
        Some(domain) if !domain.is_wildcard() => {}
        _ => panic!("{}", UNREACHABLE),
    }
}

/// The fault of a custom domain that must be the API's only endpoint.
pub const UNREACHABLE: &str =
    "API without an endpoint: `DisableExecuteApiEndpoint` requires a `custom_domain` that is not a wildcard";

/// Returns a declaration whose domain can be shared under this path. In a constant, a failure stops the
/// compilation at the caller.
///
/// # Panics
/// If the API sets up no domain, or has the same path.
#[track_caller]
pub const fn check_shared_domain<'a>(other: &'a Declaration, path: Option<&str>) -> &'a Declaration {
    // A declaration with errors has no name here, and its errors were reported.
    if as_str(&other.type_name).is_empty() {
        return other;
    }
    if let Some(problem) = shared_domain_problem(other, path) {
        panic!("{}", problem);
    }
    other
}

/// Returns the reason why another API's domain cannot be shared under this path.
pub const fn shared_domain_problem(other: &Declaration, path: Option<&str>) -> Option<&'static str> {
    let Some(domain) = &other.custom_domain else {
        return Some("the shared API has no `custom_domain`");
    };
    if matches!(domain, CustomDomain::Shared { .. }) {
        return Some("the shared API shares the domain of another API");
    }
    let same = match (domain.path(), path) {
        (None, None) => true,
        (Some(a), Some(b)) => same_text(as_str(a).as_bytes(), b.as_bytes()),
        _ => false,
    };
    if same { Some("both APIs have the same `path` on the domain") } else { None }
}

const fn same_text(a: &[u8], b: &[u8]) -> bool {
    let mut i = 0;
    while i < a.len() && i < b.len() && a[i] == b[i] {
        i += 1;
    }
    i == a.len() && i == b.len()
}
