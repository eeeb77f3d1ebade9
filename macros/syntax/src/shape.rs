use websocket_api_model::declaration::KeywordEnum;

/// What may stand behind a key, as an editor needs to know it.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A number, a string, a constant, the path of a handler or a type: whatever Rust makes of it.
    Value,
    Keywords(KeywordShape),
    Block(&'static BlockShape),
    List(&'static Shape),
    /// A block whose keys are the user's own.
    UserKeys(&'static Shape),
    Routes(&'static Shape),
    /// Settings by route.
    PerRoute(&'static Shape),
    Groups(&'static Shape),
    Group,
    Resources,
    Permissions,
    /// A value, or a block.
    Either(&'static Shape, &'static Shape),
}

/// The words of an enum.
#[derive(Clone, Copy, Debug)]
pub struct KeywordShape {
    /// The enum in the model's `declaration`; empty if the words are not those of an enum there.
    pub name: &'static str,
    /// Each with its variant.
    pub words: &'static [(&'static str, &'static str)],
}

impl KeywordShape {
    pub const fn new<T: KeywordEnum>() -> Self {
        KeywordShape { name: T::PATH, words: T::VARIANTS }
    }
}

/// Returns the name of a block's struct without its suffix: `Stage` for `StageBlock`.
pub(crate) const fn without_block(name: &'static str) -> &'static str {
    name.split_at(name.len() - "Block".len()).0
}

/// The keys of a block.
#[derive(Debug)]
pub struct BlockShape {
    pub name: &'static str,
    pub keys: &'static [KeyShape],
}

/// A key, what it is for, and what may stand behind it.
#[derive(Debug)]
pub struct KeyShape {
    pub name: &'static str,
    pub documentation: &'static str,
    pub shape: Shape,
}

impl BlockShape {
    pub fn key(&self, name: &str) -> Option<&KeyShape> {
        self.keys.iter().find(|key| key.name == name)
    }
}
