use websocket_api_model::{declaration::Declaration, synth_stack, template::Template};

use crate::{api::WebSocketApi, check, error::Result};

/// Several APIs in one template, with one artifact, one role for CloudWatch and one set of parameters.
///
/// The name of an output begins with the name of its API: `ChatUrl`.
///
/// # Examples
///
/// ```
/// use websocket_api::{Stack, extract::Text, websocket_api};
///
/// websocket_api! { Core { routes: { $default: echo } } }
/// websocket_api! { Chat { routes: { $default: echo } } }
///
/// async fn echo(Text(text): Text) {
///     tracing::info!("{text}");
/// }
///
/// fn main() -> websocket_api::Result {
///     let template = Stack::new((Core::api(), Chat::api()))?.template()?;
///     println!("{}", template.to_json());
///     Ok(())
/// }
/// ```
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
        check::check_stack(&stack.declarations())?;
        Ok(stack)
    }

    /// APIs that are known to fit into one template.
    #[cfg(feature = "cli")]
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

    #[cfg(feature = "cli")]
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

/// The argument of [`Stack::new`].
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
