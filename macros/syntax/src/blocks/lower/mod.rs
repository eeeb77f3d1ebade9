//! The values of the model that blocks are lowered to, where several keys decide a field or a key has several notations.

mod domain;
mod permissions;
mod routes;
mod settings;

pub(crate) use domain::share_domain;
pub(crate) use settings::{lower_authorizer_function, lower_declared, lower_stage_settings};
