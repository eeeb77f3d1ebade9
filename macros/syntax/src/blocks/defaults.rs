use super::FunctionBlock;
use crate::{block::block, value::BlockValue};

block! {
    /// `defaults`
    pub struct DefaultsBlock in "`defaults`" {
        /// Settings for the function of every route. Default: none.
        function: BlockValue<FunctionBlock>,
    }
}
