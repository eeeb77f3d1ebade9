use std::time::SystemTime;

use aws_sigv4::{
    http_request::{SignableBody, SignableRequest, SigningSettings, sign},
    sign::v4,
};
use bytes::Bytes;
use http_body_util::Full;
use hyper::{
    Method, Request,
    header::{CONTENT_TYPE, HeaderValue, USER_AGENT},
};

use super::{Credentials, Error};

/// The name that `@connections` is signed for (the service model of *ApiGatewayManagementApi*).
pub(crate) const SERVICE: &str = "execute-api";

/// A signed request. The settings are the service's: the path as it goes over the wire is encoded once more to be signed, and
/// a session token is signed too.
pub(crate) fn signed(
    method: &Method,
    url: &str,
    body: &Bytes,
    credentials: &Credentials,
    region: &str,
    time: SystemTime,
) -> Result<Request<Full<Bytes>>, Error> {
    // A key with a line break in it, mostly.
    let refuse = |_| Error::credentials("the AWS credentials or the Region have characters that no key has");
    let identity = aws_credential_types::Credentials::new(
        &credentials.access_key_id,
        &credentials.secret_access_key,
        credentials.session_token.clone(),
        None,
        "websocket-api",
    )
    .into();
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(region)
        .name(SERVICE)
        .time(time)
        .settings(SigningSettings::default())
        .build()
        .map_err(|error| Error::credentials(error.to_string()))?
        .into();
    let mut request = Request::builder()
        .method(method)
        .uri(url)
        .header(USER_AGENT, concat!("websocket-api/", env!("CARGO_PKG_VERSION")))
        .body(Full::new(body.clone()))
        .map_err(Error::transport)?;
    let mut headers = Vec::new();
    if method == Method::POST {
        let kind = "application/octet-stream";
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.push((CONTENT_TYPE.as_str(), kind));
    }
    let signable = SignableRequest::new(method.as_str(), url, headers.into_iter(), SignableBody::Bytes(body));
    let output = signable.and_then(|signable| sign(signable, &params)).map_err(|_| refuse(()))?;
    for header in output.into_parts().0.into_parts().0 {
        let mut value = HeaderValue::from_str(header.value()).map_err(|_| refuse(()))?;
        value.set_sensitive(header.sensitive());
        request.headers_mut().insert(header.name(), value);
    }
    Ok(request)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    fn credentials(id: &str) -> Credentials {
        Credentials {
            access_key_id: id.to_owned(),
            secret_access_key: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".to_owned(),
            session_token: Some("token".to_owned()),
        }
    }

    fn sign(credentials: &Credentials) -> Result<Request<Full<Bytes>>, Error> {
        let url = "https://abc.execute-api.eu-west-1.amazonaws.com/prod/@connections/BFaT_fALIAMCKug%3D";
        let time = UNIX_EPOCH + Duration::from_secs(1_731_332_746);
        signed(&Method::POST, url, &Bytes::from_static(b"hello"), credentials, "eu-west-1", time)
    }

    #[test]
    fn signature_is_in_the_headers() {
        let request = sign(&credentials("AKIDEXAMPLE")).expect("a request");
        let header = |name: &str| request.headers()[name].to_str().expect("text").to_owned();
        assert_eq!(header("x-amz-date"), "20241111T134546Z");
        assert_eq!(header("x-amz-security-token"), "token");
        let scope = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20241111/eu-west-1/execute-api/aws4_request, \
                     SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=";
        assert!(header("authorization").starts_with(scope), "{}", header("authorization"));
        assert_eq!(request.uri().path(), "/prod/@connections/BFaT_fALIAMCKug%3D");
    }

    #[test]
    fn key_that_no_header_accepts_is_an_error() {
        for broken in [
            credentials("AKID\nEXAMPLE"),
            Credentials { session_token: Some("to\nken".to_owned()), ..credentials("A") },
        ] {
            assert!(matches!(sign(&broken), Err(Error::Credentials { .. })));
        }
    }
}
