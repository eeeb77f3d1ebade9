use super::Function;
use crate::{block::block, value::Nested};

block! {
    /// `defaults`
    pub struct Defaults in "`defaults`" {
        /// Settings for the function of every route. Default: none.
        function: Nested<Function>,
    }
}
