//! Types as users write them: every enum representation of serde, optional and missing members, maps, numbers
//! at their limits.

use std::collections::{BTreeMap, BTreeSet};

use proptest_derive::Arbitrary;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Empty {}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Texts {
    a: String,
    b: char,
    c: bool,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Small {
    a: u8,
    b: i8,
    c: u16,
    d: i16,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Middle {
    a: u32,
    b: i32,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Large {
    a: u64,
    b: i64,
    c: usize,
    d: isize,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Optional {
    a: Option<String>,
    b: Option<u8>,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Renamed {
    long_name: u8,
    #[serde(rename = "else")]
    other: String,
    #[serde(alias = "old")]
    new_name: bool,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(default)]
#[derive(Default)]
pub struct Defaults {
    a: u8,
    b: Vec<String>,
    c: Option<bool>,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Sparing {
    #[serde(skip_serializing_if = "Option::is_none")]
    a: Option<u8>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    b: Vec<u8>,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Closed {
    a: u8,
    b: Option<u8>,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Skipping {
    a: u8,
    #[serde(skip)]
    b: u8,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Lists {
    a: Vec<u8>,
    b: BTreeSet<u8>,
    c: [bool; 2],
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Tuples {
    a: (u8, String),
    b: (bool,),
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Maps {
    a: BTreeMap<String, u8>,
    b: BTreeMap<u16, bool>,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Nested {
    inner: Texts,
    list: Vec<Small>,
    maybe: Option<Box<Middle>>,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Flat {
    base: u8,
    #[serde(flatten)]
    rest: Optional,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct FlatMap {
    base: u8,
    #[serde(flatten)]
    rest: BTreeMap<String, u8>,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Transparent {
    inner: Texts,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Newtype(u8);
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Pair(u8, String);
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[schemars(extend("x-note" = "everybody's own words are let through"))]
pub struct Bounded {
    #[schemars(range(min = 3, max = 7))]
    #[proptest(strategy = "3..=7_u8")]
    a: u8,
    #[schemars(length(min = 1, max = 4))]
    #[proptest(strategy = "\"[a-z]{1,4}\"")]
    b: String,
    #[schemars(regex(pattern = "^[a-f]+$"))]
    #[proptest(strategy = "\"[a-f]{1,5}\"")]
    c: String,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub enum Units {
    First,
    SecondOne,
    #[serde(rename = "3rd")]
    Third,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub enum External {
    Unit,
    Newtype(u8),
    Tuple(u8, bool),
    Struct { a: u8 },
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Internal {
    Unit,
    Newtype(Texts),
    WithMembers { long_name: u8 },
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", content = "value")]
pub enum Adjacent {
    Unit,
    Newtype(u8),
    Tuple(u8, bool),
    Struct { a: u8 },
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Untagged {
    Flag(bool),
    Number(u8),
    Text(String),
    Struct { a: u8 },
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind")]
pub enum Nesting {
    Leaf { value: u8 },
    Both { one: Units, other: External },
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub enum Described {
    /// With a comment.
    One,
    /// With another.
    Two,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct OptionalEnums {
    a: Option<Units>,
    b: Option<Internal>,
    c: Vec<Adjacent>,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct MapOfEnums {
    a: BTreeMap<String, Internal>,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Unbounded {
    #[proptest(strategy = "-1e9..1e9_f64")]
    a: f64,
    #[proptest(strategy = "-1e9..1e9_f32")]
    b: f32,
}

/// A recursive type.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Tree {
    value: u8,
    branches: Vec<Tree>,
}

impl proptest::arbitrary::Arbitrary for Tree {
    type Parameters = ();
    type Strategy = proptest::strategy::BoxedStrategy<Tree>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        use proptest::prelude::*;
        let leaf = any::<u8>().prop_map(|value| Tree { value, branches: Vec::new() });
        let tree = leaf.prop_recursive(3, 12, 3, |inner| {
            (any::<u8>(), prop::collection::vec(inner, 0..3))
                .prop_map(|(value, branches)| Tree { value, branches })
        });
        tree.boxed()
    }
}

// Types without a schema name.
pub type InlineTuple = (u8, Option<String>);
pub type InlineList = Vec<Option<i64>>;
pub type InlineOption = Option<Texts>;
pub type InlineNumber = u64;

/// The members of an enum next to others.
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct FlatEnum {
    id: u8,
    #[serde(flatten)]
    what: Internal,
}
/// A type whose schema name requires escaping in a reference.
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[schemars(rename = "one/of a~kind \u{f6}")]
pub struct Spelled {
    a: Option<u8>,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Spelling {
    one: Spelled,
    list: Vec<Spelled>,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[schemars(inline)]
pub enum InlineWords {
    One,
    Two,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct InlineWord {
    word: Option<InlineWords>,
}
#[derive(Arbitrary, Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Nothing;
