use super::FunctionBlock;
use crate::{block::block, value::Nested};

block! {
    /// `defaults`
    pub struct DefaultsBlock in "`defaults`" {
        /// Settings for the function of every route. Default: none.
        function: Nested<FunctionBlock>,
    }
}
