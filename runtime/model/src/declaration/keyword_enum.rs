/// An enum whose variants are keywords. `keyword_enum!` declares one.
pub trait KeywordEnum: Copy + Sized + 'static {
    /// The noun for such a keyword in an error, such as "retention".
    const KIND: &'static str;
    /// All keywords with their values, in the order of a listing.
    const ALL: &'static [(&'static str, Self)];
    /// All keywords with the names of their Rust variants.
    const VARIANTS: &'static [(&'static str, &'static str)];
    /// The path of the enum in this crate's module `declaration`.
    const PATH: &'static str;

    /// Returns the name of the Rust variant.
    fn variant(self) -> &'static str;

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(w, _)| *w == word).map(|(_, value)| *value)
    }
}

/// Declares an enum with the keyword of each variant, and the noun for such a keyword in an error.
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
            /// Returns the keyword for this value.
            pub const fn word(self) -> &'static str {
                match self {
                    $($ty::$variant => $word),+
                }
            }
        }
    };
}
pub(super) use keyword_enum;
