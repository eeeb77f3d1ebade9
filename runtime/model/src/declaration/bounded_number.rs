use std::fmt;

/// An inclusive range with its unit, and the text of the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub min: u32,
    pub max: u32,
    /// The text of the rule, such as "must be 1–900 seconds".
    pub rule: &'static str,
}

impl Range {
    pub const fn contains(&self, value: u32) -> bool {
        self.min <= value && value <= self.max
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.rule)
    }
}

/// A number outside its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfRange(pub Range);

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for OutOfRange {}

/// A number in a range that AWS sets. `bounded_number!` declares one.
pub trait BoundedNumber: TryFrom<u32, Error = OutOfRange> + Copy + 'static {
    /// The name of the type in the module `declaration`.
    const PATH: &'static str;
    const RANGE: Range;
    /// The expected value in an error, such as "a number of seconds, as in `20` or `"20 seconds"`".
    const EXPECTED: &'static str;
    /// The units of a string, each with its factor to the unit of the range.
    const UNITS: &'static [(&'static str, u64)];

    /// Returns the minimum.
    fn min() -> Self;
    fn get(self) -> u32;
}

/// Declares a number with its range, the expected value in an error, and the units of a string.
macro_rules! bounded_number {
    (
        $(#[$doc:meta])*
        pub struct $ty:ident: $min:literal ..= $max:literal $range_unit:literal, $expected:literal,
        [$($unit:literal = $times:literal),* $(,)?]
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $ty(u32);

        impl $ty {
            /// Makes a number. In a constant, a value out of range stops the compilation at the caller.
            ///
            /// # Panics
            /// If the value is out of range.
            #[track_caller]
            pub const fn new(value: u32) -> Self {
                Self::check(value, <Self as $crate::declaration::BoundedNumber>::RANGE.rule);
                Self(value)
            }

            /// Checks a number. In a constant, a value out of range stops the compilation at the caller with
            /// this fault.
            ///
            /// # Panics
            /// If the value is out of range.
            #[track_caller]
            pub const fn check(value: u32, fault: &'static str) {
                if !<Self as $crate::declaration::BoundedNumber>::RANGE.contains(value) {
                    panic!("{}", fault);
                }
            }

            /// Returns the nearest value in range, for a number whose error is reported elsewhere.
            pub const fn clamp(value: u32) -> Self {
                let $crate::declaration::Range { min, max, .. } = <Self as $crate::declaration::BoundedNumber>::RANGE;
                if value < min {
                    Self(min)
                } else if value > max {
                    Self(max)
                } else {
                    Self(value)
                }
            }

            pub const fn get(self) -> u32 {
                self.0
            }
        }

        impl $crate::declaration::bake::Bake for $ty {
            fn bake<W: $crate::declaration::bake::ConstWriter>(&self, writer: &mut W) -> W::Expression {
                let (function, number) = match writer.constant() {
                    Some(constant) => ("clamp", constant),
                    None => ("new", writer.number(self.0)),
                };
                writer.call(stringify!($ty), function, vec![number])
            }
        }

        impl TryFrom<u32> for $ty {
            type Error = $crate::declaration::OutOfRange;

            fn try_from(value: u32) -> Result<Self, $crate::declaration::OutOfRange> {
                let range = <Self as $crate::declaration::BoundedNumber>::RANGE;
                if range.contains(value) { Ok(Self(value)) } else { Err($crate::declaration::OutOfRange(range)) }
            }
        }

        impl $crate::declaration::BoundedNumber for $ty {
            const PATH: &'static str = stringify!($ty);
            const RANGE: $crate::declaration::Range = $crate::declaration::Range {
                min: $min,
                max: $max,
                rule: concat!("must be ", $min, "–", $max, " ", $range_unit),
            };
            const EXPECTED: &'static str = $expected;
            const UNITS: &'static [(&'static str, u64)] = &[$(($unit, $times)),*];

            fn min() -> Self {
                Self($min)
            }

            fn get(self) -> u32 {
                self.0
            }
        }
    };
}
pub(super) use bounded_number;
