/// Both, member by member and item by item; of what is neither, the second, unless there is nothing.
pub(crate) fn merged(a: serde_json::Value, b: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;

    match (a, b) {
        (a, Value::Null) => a,
        (Value::Array(mut a), Value::Array(b)) => {
            for (i, value) in b.into_iter().enumerate() {
                match a.get_mut(i) {
                    Some(known) => *known = merged(known.take(), value),
                    None => a.push(value),
                }
            }
            Value::Array(a)
        }
        (Value::Object(mut a), Value::Object(b)) => {
            for (name, value) in b {
                match a.get_mut(&name) {
                    Some(known) => *known = merged(known.take(), value),
                    None => {
                        a.insert(name, value);
                    }
                }
            }
            Value::Object(a)
        }
        (_, b) => b,
    }
}
