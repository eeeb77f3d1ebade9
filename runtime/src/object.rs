//! JSON objects, read as objects only: serde takes a list for a struct too, member by member, and API Gateway sends none.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor, value::MapAccessDeserializer},
};

/// A value that is read from a JSON object.
pub(crate) struct Object<T>(pub(crate) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object(deserializer).map(Object)
    }
}

/// Reads a value from a JSON object: `#[serde(deserialize_with = "object")]`.
///
/// # Errors
/// If there is anything else, a list included, or the object is not of the type.
pub(crate) fn object<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct Members<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Members<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(members))
        }
    }

    deserializer.deserialize_map(Members(PhantomData))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Outer {
        #[serde(deserialize_with = "object")]
        inner: Inner,
    }

    #[derive(Debug, Deserialize)]
    struct Inner {
        name: String,
    }

    #[test]
    fn list_instead_of_an_object_is_an_error() {
        let read = |json| serde_json::from_str::<Object<Outer>>(json).map(|Object(outer)| outer.inner.name);
        assert_eq!(read(r#"{"inner":{"name":"a","more":1}}"#).expect("an object"), "a");
        for json in [r#"[{"name":"a"}]"#, r#"{"inner":["a"]}"#, r#"{"inner":null}"#, r#"{"inner":"a"}"#] {
            let error = read(json).unwrap_err();
            assert!(error.is_data() && error.to_string().contains("expected an object"), "{json}: {error}");
        }
    }
}
