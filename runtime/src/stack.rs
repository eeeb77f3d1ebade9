use websocket_api_model::{
    declaration::{CustomDomain, Declaration, Member},
    limits, synth_made, synth_stack,
    template::Template,
};

use crate::{Error, Result, WebSocketApi};

/// Several APIs in one template: one artifact, one role for CloudWatch, one set of parameters. Outputs have the API's name
/// in front: `ChatUrl`.
#[derive(Clone, Debug)]
pub struct Stack {
    apis: Vec<WebSocketApi>,
}

impl Stack {
    /// The APIs of a tuple, a list or a `Vec`: `Stack::new((Core::api(), Chat::api()))`.
    ///
    /// # Errors
    /// If two APIs have the same name, declare different things under one name, have the same path of one domain, or have
    /// functions of different architectures; or if all together are more than a stack takes.
    pub fn new(apis: impl IntoApis) -> Result<Stack> {
        let stack = Stack { apis: apis.into_vec() };
        check(&stack.declarations())?;
        Ok(stack)
    }

    /// APIs that are known to fit into one template.
    #[cfg(feature = "dev")]
    pub(crate) fn unchecked(apis: Vec<WebSocketApi>) -> Stack {
        Stack { apis }
    }

    /// Returns the template of all the APIs.
    ///
    /// # Errors
    /// As [`WebSocketApi::template`].
    pub fn template(&self) -> Result<Template> {
        let declarations = self.apis.iter().map(WebSocketApi::with_models).collect::<Result<Vec<_>>>()?;
        Ok(synth_stack(&declarations.iter().map(|declaration| &**declaration).collect::<Vec<_>>()))
    }

    #[cfg(feature = "dev")]
    pub(crate) fn apis(&self) -> &[WebSocketApi] {
        &self.apis
    }

    #[cfg(any(feature = "lambda", feature = "gateway"))]
    pub(crate) fn into_apis(self) -> Vec<WebSocketApi> {
        self.apis
    }

    fn declarations(&self) -> Vec<&Declaration> {
        self.apis.iter().map(WebSocketApi::declaration).collect()
    }
}

/// Whether these APIs can be in one template.
pub(crate) fn check(declarations: &[&Declaration]) -> Result {
    // One alone was checked by itself.
    if declarations.len() == 1 {
        return Ok(());
    }
    check_names(declarations)?;
    for (i, declaration) in declarations.iter().enumerate() {
        for other in &declarations[..i] {
            if declaration.type_name == other.type_name {
                return Err(Error::SameName { name: declaration.type_name.to_string() });
            }
            check_declared(declaration, other)?;
            check_paths(declaration, other)?;
            check_architectures(other, declaration)?;
        }
    }
    let count = synth_stack(declarations).resources().len();
    if count > limits::RESOURCES {
        return Err(Error::TooManyResources { count });
    }
    Ok(())
}

/// What one API declares must not be what another makes, nor a parameter what is a resource elsewhere.
fn check_names(declarations: &[&Declaration]) -> Result {
    let made = synth_made(declarations);
    let same = |name: &str| Err(Error::SameName { name: name.to_owned() });
    for declared in declarations.iter().map(|declaration| &declaration.declared) {
        for Member { key, .. } in declared.resources.iter().chain(declared.parameters.iter()) {
            if made.has_name(key) {
                return same(key);
            }
        }
        for Member { key, .. } in declared.outputs.iter() {
            if made.has_output(key) {
                return same(key);
            }
        }
        for Member { key, .. } in declared.parameters.iter() {
            if declarations.iter().any(|declaration| declaration.declared.resource_type(key).is_some()) {
                return same(key);
            }
        }
    }
    Ok(())
}

/// What two APIs declare under one name must be one thing.
fn check_declared(a: &Declaration, b: &Declaration) -> Result {
    fn clash<'a>(a: &'a [Member], b: &[Member]) -> Option<&'a Member> {
        a.iter().find(|member| b.iter().any(|other| other.key == member.key && other.value != member.value))
    }
    let (a, b) = (&a.declared, &b.declared);
    let clash = clash(&a.resources, &b.resources)
        .or_else(|| clash(&a.parameters, &b.parameters))
        .or_else(|| clash(&a.outputs, &b.outputs));
    match clash {
        Some(member) => Err(Error::SameName { name: member.key.to_string() }),
        None => Ok(()),
    }
}

/// One artifact serves them all.
fn check_architectures(a: &Declaration, b: &Declaration) -> Result {
    if a.architecture() == b.architecture() || !a.has_functions() || !b.has_functions() {
        return Ok(());
    }
    let named =
        |declaration: &Declaration| (declaration.type_name.to_string(), declaration.architecture().word());
    Err(Error::StackArchitectures { api: named(a), other: named(b) })
}

/// A domain has each path once.
fn check_paths(a: &Declaration, b: &Declaration) -> Result {
    let (Some(a), Some(b)) = (&a.custom_domain, &b.custom_domain) else { return Ok(()) };
    if a.name() != b.name() {
        return Ok(());
    }
    // A name is set up once.
    if a.path() == b.path() || (matches!(a, CustomDomain::Own(_)) && matches!(b, CustomDomain::Own(_))) {
        let url = a.name().and_then(|name| name.as_literal().map(str::to_owned)).unwrap_or_default();
        return Err(Error::SameDomain { name: url });
    }
    Ok(())
}

/// What [`Stack::new`] takes.
pub trait IntoApis {
    /// The APIs, in order.
    fn into_vec(self) -> Vec<WebSocketApi>;
}

impl IntoApis for Vec<WebSocketApi> {
    fn into_vec(self) -> Vec<WebSocketApi> {
        self
    }
}

impl<const N: usize> IntoApis for [WebSocketApi; N] {
    fn into_vec(self) -> Vec<WebSocketApi> {
        self.into()
    }
}

macro_rules! tuple {
    ($($api:ident),+) => {
        impl IntoApis for ($(tuple!(@ $api),)+) {
            #[allow(non_snake_case)]
            fn into_vec(self) -> Vec<WebSocketApi> {
                let ($($api,)+) = self;
                vec![$($api),+]
            }
        }
    };
    (@ $api:ident) => { WebSocketApi };
}

tuple!(A);
tuple!(A, B);
tuple!(A, B, C);
tuple!(A, B, C, D);
tuple!(A, B, C, D, E);
tuple!(A, B, C, D, E, F);
