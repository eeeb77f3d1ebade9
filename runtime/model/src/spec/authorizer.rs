/// Who may open a connection. API Gateway asks on `$connect` only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authorizer {
    /// Anybody.
    None,
    /// Callers with `execute-api:Invoke` who sign the handshake.
    Iam,
}
