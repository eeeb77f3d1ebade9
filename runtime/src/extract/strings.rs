//! Types read from names and strings: query strings, and the context of an authorizer.

use std::str::FromStr;

use serde::{
    Deserializer,
    de::{
        DeserializeOwned, IntoDeserializer, Visitor,
        value::{MapDeserializer, SeqDeserializer, StringDeserializer},
    },
    forward_to_deserialize_any,
};

use crate::mismatch::Mismatch;

/// Reads a type from names, each with its values.
pub(super) fn from_values<T: DeserializeOwned>(
    values: impl Iterator<Item = (String, Vec<String>)>,
) -> Result<T, Mismatch> {
    T::deserialize(MapDeserializer::new(values.map(|(name, values)| {
        let value = Values { name: name.clone(), values };
        (name, value)
    })))
}

/// The values of one name: a list takes all of them, another type the last.
struct Values {
    name: String,
    values: Vec<String>,
}

impl Values {
    fn last(self) -> (String, String) {
        (self.name, self.values.into_iter().next_back().unwrap_or_default())
    }

    fn parse<T: FromStr>(self, expected: &str) -> Result<T, Mismatch> {
        let (name, text) = self.last();
        text.parse().map_err(|_| Mismatch::expected(expected).within(&name))
    }
}

impl IntoDeserializer<'_, Mismatch> for Values {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! parsed {
    ($($method:ident $visit:ident $expected:literal)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            let name = self.name.clone();
            visitor.$visit(self.parse($expected)?).map_err(|error: Mismatch| error.within(&name))
        }
    )+};
}

impl<'de> Deserializer<'de> for Values {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let (name, text) = self.last();
        visitor.visit_string(text).map_err(|error: Mismatch| error.within(&name))
    }

    parsed! {
        deserialize_bool visit_bool "`true` or `false`"
        deserialize_i8 visit_i8 "a whole number of 8 bits"
        deserialize_i16 visit_i16 "a whole number of 16 bits"
        deserialize_i32 visit_i32 "a whole number of 32 bits"
        deserialize_i64 visit_i64 "a whole number of 64 bits"
        deserialize_i128 visit_i128 "a whole number of 128 bits"
        deserialize_u8 visit_u8 "a whole number from 0 to 255"
        deserialize_u16 visit_u16 "a whole number from 0 to 65535"
        deserialize_u32 visit_u32 "a whole number of 32 bits, not negative"
        deserialize_u64 visit_u64 "a whole number of 64 bits, not negative"
        deserialize_u128 visit_u128 "a whole number of 128 bits, not negative"
        deserialize_f32 visit_f32 "a number"
        deserialize_f64 visit_f64 "a number"
        deserialize_char visit_char "one character"
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let name = self.name.clone();
        visitor.visit_some(self).map_err(|error: Mismatch| error.within(&name))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let Values { name, values } = self;
        let one = values.into_iter().map(|value| Values { name: name.clone(), values: vec![value] });
        visitor.visit_seq(SeqDeserializer::new(one)).map_err(|error: Mismatch| error.within(&name))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let name = self.name.clone();
        visitor.visit_newtype_struct(self).map_err(|error: Mismatch| error.within(&name))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let (name, word) = self.last();
        let word: StringDeserializer<Mismatch> = word.into_deserializer();
        visitor.visit_enum(word).map_err(|error| error.within(&name))
    }

    forward_to_deserialize_any! {
        str string bytes byte_buf unit unit_struct tuple tuple_struct map struct identifier ignored_any
    }
}
