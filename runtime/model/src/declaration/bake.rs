//! Values of the model as const expressions of Rust, which the macro writes into a program.
//!
//! A value names its parts, and a [`ConstWriter`] writes them. Both follow the paths of the declaration, so
//! that the writer knows the positions of Rust constants.

use std::borrow::Cow;

use super::*;

/// A writer of the parts of a value. Types and functions are named by their path in the module `declaration`.
pub trait ConstWriter {
    type Expression;

    /// Enters the value at a segment of the path.
    fn enter(&mut self, segment: Segment);

    /// Leaves the value that was entered last.
    fn leave(&mut self);

    /// Returns the Rust constant at this position, if there is one.
    fn constant(&mut self) -> Option<Self::Expression>;

    fn flag(&mut self, value: bool) -> Self::Expression;
    fn number(&mut self, value: u32) -> Self::Expression;
    /// Writes a `&'static str`.
    fn string(&mut self, text: &str) -> Self::Expression;
    /// Writes a reference to a slice.
    fn slice(&mut self, items: Vec<Self::Expression>) -> Self::Expression;
    fn reference(&mut self, value: Self::Expression) -> Self::Expression;
    /// Writes a borrowed `Cow`.
    fn borrowed(&mut self, value: Self::Expression) -> Self::Expression;
    fn option(&mut self, value: Option<Self::Expression>) -> Self::Expression;

    /// Writes an associated constant, or a variant without fields.
    fn named(&mut self, ty: &'static str, name: &'static str) -> Self::Expression;
    /// Writes a call of a function, or a variant with fields by position.
    fn call(
        &mut self,
        ty: &'static str,
        name: &'static str,
        arguments: Vec<Self::Expression>,
    ) -> Self::Expression;
    /// Writes a struct, or a variant with named fields.
    fn structure(
        &mut self,
        ty: &'static str,
        variant: Option<&'static str>,
        fields: Vec<(&'static str, Self::Expression)>,
    ) -> Self::Expression;
}

/// A value that can be a const expression. `bake!` implements it for a struct or an enum.
pub trait Bake {
    fn bake<W: ConstWriter>(&self, writer: &mut W) -> W::Expression;

    /// Returns the segment of the path that leads to the value in a list.
    fn segment(&self, index: usize) -> Segment {
        Segment::Index(index)
    }
}

/// Writes the value at these keys under the current position.
pub(super) fn bake_at<W: ConstWriter>(
    keys: &[&'static str],
    value: &impl Bake,
    writer: &mut W,
) -> W::Expression {
    for key in keys {
        writer.enter(Segment::Key(Str::Borrowed(key)));
    }
    let expression = value.bake(writer);
    keys.iter().for_each(|_| writer.leave());
    expression
}

/// Implements [`Bake`] for a list of a type's fields or variants.
///
/// ```text
/// bake! { struct Function or EMPTY { timeout, layers } }          each field is at the key of its name; an empty value is `Function::EMPTY`
/// bake! { struct Variable by name { name, value: [] } }           in a list it is at its name, and the value is there itself
/// bake! { enum RouteFunction { Own(function), Existing(arn: ["arn"]) } }   a variant's field is where the enum is, or at these keys
/// ```
///
/// A value that equals a named constant is written as the constant, because a list of all fields would be
/// long for each of 300 routes. Such a value contains no Rust constant: its placeholder differs from the
/// values in the named constants.
macro_rules! bake {
    (struct $ty:ident $(or $default:ident)? $(by $key:ident)? { $($field:ident $(: [$($segment:literal),*])?),+ $(,)? }) => {
        impl $crate::declaration::bake::Bake for $ty {
            fn bake<W: $crate::declaration::bake::ConstWriter>(&self, writer: &mut W) -> W::Expression {
                $(if *self == $ty::$default {
                    return writer.named(stringify!($ty), stringify!($default));
                })?
                let $ty { $($field),+ } = self;
                let fields = $crate::declaration::bake::fields!(
                    writer { $($field $(: [$($segment),*])?),+ }
                );
                writer.structure(stringify!($ty), None, fields)
            }

            $(fn segment(&self, _: usize) -> $crate::declaration::Segment {
                $crate::declaration::Segment::Key(self.$key.clone())
            })?
        }
    };
    (enum $ty:ident { $(
        $variant:ident
        $(($($argument:ident $(: [$($at:literal),*])?),+))?
        $({ $($field:ident $(: [$($segment:literal),*])?),+ })?
    ),+ $(,)? }) => {
        impl $crate::declaration::bake::Bake for $ty {
            fn bake<W: $crate::declaration::bake::ConstWriter>(&self, writer: &mut W) -> W::Expression {
                match self {
                    $($ty::$variant $(($($argument),+))? $({ $($field),+ })? => {
                        $crate::declaration::bake::variant!(
                            writer $ty $variant
                            $(($($argument $(: [$($at),*])?),+))?
                            $({ $($field $(: [$($segment),*])?),+ })?
                        )
                    })+
                }
            }
        }
    };
}
pub(super) use bake;

macro_rules! variant {
    ($writer:ident $ty:ident $variant:ident) => {
        $writer.named(stringify!($ty), stringify!($variant))
    };
    ($writer:ident $ty:ident $variant:ident ($($argument:ident $(: [$($at:literal),*])?),+)) => {{
        let arguments =
            vec![$($crate::declaration::bake::bake_at(&[$($($at),*)?], $argument, $writer)),+];
        $writer.call(stringify!($ty), stringify!($variant), arguments)
    }};
    ($writer:ident $ty:ident $variant:ident { $($field:ident $(: [$($segment:literal),*])?),+ }) => {{
        let fields = $crate::declaration::bake::fields!($writer { $($field $(: [$($segment),*])?),+ });
        $writer.structure(stringify!($ty), Some(stringify!($variant)), fields)
    }};
}
pub(super) use variant;

/// Returns the named fields of a struct or a variant, each with its expression.
macro_rules! fields {
    ($writer:ident { $($field:ident $(: [$($segment:literal),*])?),+ }) => {
        vec![$((
            stringify!($field),
            $crate::declaration::bake::bake_at(
                $crate::declaration::bake::keys!($field $(: [$($segment),*])?),
                $field,
                $writer,
            ),
        )),+]
    };
}
pub(super) use fields;

macro_rules! keys {
    ($field:ident) => {
        &[stringify!($field)]
    };
    ($field:ident: [$($segment:literal),*]) => {
        &[$($segment),*]
    };
}
pub(super) use keys;

impl Bake for bool {
    fn bake<W: ConstWriter>(&self, writer: &mut W) -> W::Expression {
        writer.flag(*self)
    }
}

impl Bake for Str {
    fn bake<W: ConstWriter>(&self, writer: &mut W) -> W::Expression {
        let text = writer.constant().unwrap_or_else(|| writer.string(self));
        writer.borrowed(text)
    }
}

impl<T: Bake> Bake for Option<T> {
    fn bake<W: ConstWriter>(&self, writer: &mut W) -> W::Expression {
        let value = self.as_ref().map(|value| value.bake(writer));
        writer.option(value)
    }
}

impl<T: Bake + Clone> Bake for Cow<'static, [T]> {
    fn bake<W: ConstWriter>(&self, writer: &mut W) -> W::Expression {
        let mut items = Vec::with_capacity(self.len());
        for (index, item) in self.iter().enumerate() {
            writer.enter(item.segment(index));
            items.push(item.bake(writer));
            writer.leave();
        }
        let items = writer.slice(items);
        writer.borrowed(items)
    }
}
