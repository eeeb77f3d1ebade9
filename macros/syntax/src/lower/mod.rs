//! From what was read to the model. A declaration is lowered once: the value that comes of it is the command's, and the macro writes the
//! same value as a constant.

mod blocks;
mod domain;
mod json;
mod permissions;
mod routes;
mod values;

pub(crate) use blocks::{lower_authorizer_function, lower_declared, lower_stage_settings};
pub(crate) use domain::share_domain;

use crate::setting::Setting;

/// A part of a declaration that is a value of the model. A Rust constant is lowered to a placeholder; the table of the declaration knows
/// where one is.
pub trait Lower {
    type Model;

    fn lower(&self) -> Self::Model;
}

impl<T: Lower> Lower for Setting<T> {
    type Model = Option<T::Model>;

    fn lower(&self) -> Self::Model {
        self.get().map(Lower::lower)
    }
}
