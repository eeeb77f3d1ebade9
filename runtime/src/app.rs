use websocket_api_model::{spec::Spec, synth, template::Template};

/// A declared API: what [`websocket_api!`](crate::websocket_api) implements for the type it makes.
pub trait Api {
    /// What the declaration says.
    #[doc(hidden)]
    const SPEC: Spec;

    /// The API as declared, ready to run or to make a template of.
    fn app() -> App {
        App { spec: Self::SPEC }
    }
}

/// An instance of a declared API.
#[derive(Clone, Debug)]
pub struct App {
    spec: Spec,
}

impl App {
    /// The CloudFormation template of the API. The same declaration gives the same bytes.
    pub fn template(&self) -> Template {
        synth(&self.spec)
    }

    #[cfg(feature = "cli")]
    pub(crate) fn spec(&self) -> &Spec {
        &self.spec
    }
}
