use crate::{App, Result, Stack};

impl App {
    /// Runs the program. Started by Lambda, it serves the API's events (feature `lambda`); started by hand, it does what its
    /// command line asks for, which `--help` lists (feature `cli`).
    ///
    /// A wrong command line ends the process with one line on standard error and exit code 2. On Lambda, logs go to standard
    /// output as `lambda_runtime` writes them (`AWS_LAMBDA_LOG_FORMAT` and `AWS_LAMBDA_LOG_LEVEL` or `RUST_LOG` decide how),
    /// unless the program has set a `tracing` subscriber.
    ///
    /// # Errors
    /// If something could not be done; returned from `main` it is one line and exit code 1.
    pub async fn run(self) -> Result {
        if is_on_lambda() {
            return serve(vec![self]).await;
        }
        #[cfg(feature = "cli")]
        return crate::cli::run(&crate::cli::Program {
            apps: std::slice::from_ref(&self),
            template: &|| self.template(),
        });
        #[cfg(not(feature = "cli"))]
        Err(crate::Error::NotOnLambda)
    }
}

impl Stack {
    /// Runs the program, as [`App::run`] does for one API.
    ///
    /// # Errors
    /// As [`App::run`].
    pub async fn run(self) -> Result {
        if is_on_lambda() {
            #[cfg(feature = "lambda")]
            return serve(self.into_apps()).await;
        }
        #[cfg(feature = "cli")]
        return crate::cli::run(&crate::cli::Program { apps: self.apps(), template: &|| self.template() });
        #[cfg(not(feature = "cli"))]
        Err(crate::Error::NotOnLambda)
    }
}

fn is_on_lambda() -> bool {
    std::env::var_os("AWS_LAMBDA_RUNTIME_API").is_some()
}

#[cfg(feature = "lambda")]
use crate::lambda::serve;

#[cfg(not(feature = "lambda"))]
async fn serve(_: Vec<App>) -> Result {
    Err(crate::Error::WithoutLambda)
}
