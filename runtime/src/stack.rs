use websocket_api_model::{
    limits,
    spec::{CustomDomain, Member, Spec},
    synth_made, synth_stack,
    template::Template,
};

use crate::{App, Error, Result};

/// Several APIs in one template: one artifact, one role for CloudWatch, one set of parameters. Outputs have the API's name
/// in front: `ChatUrl`.
#[derive(Clone, Debug)]
pub struct Stack {
    apps: Vec<App>,
}

impl Stack {
    /// The APIs of a tuple, a list or a `Vec`: `Stack::of((Core::app(), Chat::app()))`.
    ///
    /// # Errors
    /// If two APIs have the same name, declare different things under one name, have the same path of one domain, or have
    /// functions of different architectures; or if all together are more than a stack takes.
    pub fn of(apps: impl Apps) -> Result<Stack> {
        let stack = Stack { apps: apps.into_vec() };
        check(&stack.specs())?;
        Ok(stack)
    }

    /// APIs that are known to fit into one template.
    #[cfg(feature = "dev")]
    pub(crate) fn unchecked(apps: Vec<App>) -> Stack {
        Stack { apps }
    }

    /// The template of all the APIs.
    ///
    /// # Panics
    /// As [`App::template`].
    pub fn template(&self) -> Template {
        self.try_template().unwrap_or_else(|error| panic!("{error}"))
    }

    /// The same, where a declaration validates messages.
    ///
    /// # Errors
    /// As [`App::try_template`].
    pub fn try_template(&self) -> Result<Template> {
        let specs = self.apps.iter().map(App::with_models).collect::<Result<Vec<_>>>()?;
        Ok(synth_stack(&specs.iter().map(|spec| &**spec).collect::<Vec<_>>()))
    }

    #[cfg(feature = "dev")]
    pub(crate) fn apps(&self) -> &[App] {
        &self.apps
    }

    #[cfg(any(feature = "lambda", feature = "local"))]
    pub(crate) fn into_apps(self) -> Vec<App> {
        self.apps
    }

    fn specs(&self) -> Vec<&Spec> {
        self.apps.iter().map(App::spec).collect()
    }
}

/// Whether these APIs can be in one template.
pub(crate) fn check(specs: &[&Spec]) -> Result {
    // One alone was checked by itself.
    if specs.len() == 1 {
        return Ok(());
    }
    check_names(specs)?;
    for (i, spec) in specs.iter().enumerate() {
        for other in &specs[..i] {
            if spec.type_name == other.type_name {
                return Err(Error::SameName { name: spec.type_name.to_string() });
            }
            check_declared(spec, other)?;
            check_paths(spec, other)?;
            check_architectures(other, spec)?;
        }
    }
    let count = synth_stack(specs).resources().len();
    if count > limits::RESOURCES {
        return Err(Error::TooManyResources { count });
    }
    Ok(())
}

/// What one API declares must not be what another makes, nor a parameter what is a resource elsewhere.
fn check_names(specs: &[&Spec]) -> Result {
    let made = synth_made(specs);
    let same = |name: &str| Err(Error::SameName { name: name.to_owned() });
    for declared in specs.iter().map(|spec| &spec.declared) {
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
            if specs.iter().any(|spec| spec.declared.resource_type(key).is_some()) {
                return same(key);
            }
        }
    }
    Ok(())
}

/// What two APIs declare under one name must be one thing.
fn check_declared(a: &Spec, b: &Spec) -> Result {
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
fn check_architectures(a: &Spec, b: &Spec) -> Result {
    if a.architecture() == b.architecture() || !a.has_functions() || !b.has_functions() {
        return Ok(());
    }
    let named = |spec: &Spec| (spec.type_name.to_string(), spec.architecture().word());
    Err(Error::StackArchitectures { api: named(a), other: named(b) })
}

/// A domain has each path once.
fn check_paths(a: &Spec, b: &Spec) -> Result {
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

/// What [`Stack::of`] takes.
pub trait Apps {
    /// The APIs, in order.
    fn into_vec(self) -> Vec<App>;
}

impl Apps for Vec<App> {
    fn into_vec(self) -> Vec<App> {
        self
    }
}

impl<const N: usize> Apps for [App; N] {
    fn into_vec(self) -> Vec<App> {
        self.into()
    }
}

macro_rules! tuple {
    ($($app:ident),+) => {
        impl Apps for ($(tuple!(@ $app),)+) {
            #[allow(non_snake_case)]
            fn into_vec(self) -> Vec<App> {
                let ($($app,)+) = self;
                vec![$($app),+]
            }
        }
    };
    (@ $app:ident) => { App };
}

tuple!(A);
tuple!(A, B);
tuple!(A, B, C);
tuple!(A, B, C, D);
tuple!(A, B, C, D, E);
tuple!(A, B, C, D, E, F);
