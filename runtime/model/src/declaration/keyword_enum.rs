/// An enum whose variants are words of the language. `keyword_enum!` declares one.
pub trait KeywordEnum: Copy + Sized + 'static {
    /// What a word of this kind is called in an error: "retention".
    const KIND: &'static str;
    /// Every word with its value, in the order to list them.
    const ALL: &'static [(&'static str, Self)];
    /// Every word with the name of its Rust variant.
    const VARIANTS: &'static [(&'static str, &'static str)];
    /// The path of the enum inside this crate's `declaration` module.
    const PATH: &'static str;

    /// The name of the Rust variant.
    fn variant(self) -> &'static str;

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(w, _)| *w == word).map(|(_, value)| *value)
    }
}

/// Declares an enum with the words that a declaration writes for its variants, and what such a word is called in an error.
macro_rules! keyword_enum {
    (
        $(#[$attr:meta])*
        pub enum $ty:ident: $what:literal {
            $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)?
        }
    ) => {
        $(#[$attr])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $ty {
            $($(#[$doc])* $variant),+
        }

        impl $crate::declaration::KeywordEnum for $ty {
            const KIND: &'static str = $what;
            const PATH: &'static str = stringify!($ty);
            const ALL: &'static [(&'static str, Self)] =
                &[$(($word, $ty::$variant)),+];
            const VARIANTS: &'static [(&'static str, &'static str)] =
                &[$(($word, stringify!($variant))),+];

            fn variant(self) -> &'static str {
                match self {
                    $($ty::$variant => stringify!($variant)),+
                }
            }
        }

        impl $crate::declaration::bake::Bake for $ty {
            fn bake<W: $crate::declaration::bake::ConstWriter>(&self, writer: &mut W) -> W::Expression {
                writer.named(stringify!($ty), $crate::declaration::KeywordEnum::variant(*self))
            }
        }

        impl $ty {
            /// The word that a declaration writes for this value.
            pub const fn word(self) -> &'static str {
                match self {
                    $($ty::$variant => $word),+
                }
            }
        }
    };
}
pub(super) use keyword_enum;
