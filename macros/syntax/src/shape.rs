use websocket_api_model::declaration::KeywordEnum;

/// The values of a key, as an editor needs them.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A value that Rust resolves: a number, a string, a constant, the path of a handler or a type.
    Value,
    Keywords(KeywordShape),
    Block(&'static BlockShape),
    List(&'static Shape),
    /// A block with names that the user chooses.
    UserKeys(&'static Shape),
    Routes(&'static Shape),
    /// A block of route keys and settings.
    PerRoute(&'static Shape),
    Groups(&'static Shape),
    Group,
    Resources,
    Permissions,
    /// A value or a block.
    Either(&'static Shape, &'static Shape),
}

/// The keywords of an enum.
#[derive(Clone, Copy, Debug)]
pub struct KeywordShape {
    /// The name of the enum in the model's `declaration`, or an empty text if that module has no such enum.
    pub name: &'static str,
    /// The keywords with their variants.
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

/// A key, its documentation, and its values.
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
