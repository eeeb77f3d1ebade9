use super::FunctionBlock;
use crate::{block::block, block_value::BlockValue};

block! {
    /// `defaults`
    pub struct DefaultsBlock in "`defaults`" {
        /// Settings for the function of every route. Default: none.
        function: BlockValue<FunctionBlock>,
    }
}
