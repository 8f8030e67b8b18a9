//! `aws-sigv4`: the most used signer of a similar method.

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    SignableBody, SignableRequest, SigningParams, SigningSettings, sign,
};
use aws_sigv4::sign::v4;
use aws_smithy_runtime_api::client::identity::Identity;

use crate::rounds::Subject;
use crate::sign::Signer;
use crate::sign::message::{AT, CONTENT_TYPE, HOST, Message, SECRET_ID, SECRET_KEY, SERVICE};

const REGION: &str = "ap-guangzhou";

/// The canonical request without the 64 characters of the payload hash.
const CANONICAL: &str = "POST\n/\n\n\
    content-type:application/json\nhost:ecm.tencentcloudapi.com\nx-amz-date:20231114T221320Z\n\n\
    content-type;host;x-amz-date\n";

/// Three blocks of the string to sign, whose scope is longer than ours, and one of the
/// outer hash.
const HMAC_BLOCKS: usize = 4;

pub(super) fn signer(message: &Message) -> Result<Signer<'_>, Box<dyn Error>> {
    let identity = Credentials::new(SECRET_ID, SECRET_KEY, None, None, "placeholder").into();
    // Fail early if the parameters are invalid.
    parameters(&identity)?;
    let url = format!("https://{HOST}/");
    let subject = Subject::new("aws-sigv4 1.6.4", move || {
        let Ok(parameters) = parameters(black_box(&identity)) else { return };
        let headers = [("content-type", CONTENT_TYPE), ("host", HOST)];
        let body = SignableBody::Bytes(black_box(&message.body));
        let signed = SignableRequest::new("POST", url.as_str(), headers.into_iter(), body)
            .and_then(|request| sign(request, &parameters));
        let _ = black_box(signed);
    });
    Ok(Signer { subject, blocks: message.blocks_of(CANONICAL.len() + 64) + HMAC_BLOCKS })
}

fn parameters(identity: &Identity) -> Result<SigningParams<'_>, Box<dyn Error>> {
    Ok(v4::SigningParams::builder()
        .identity(identity)
        .region(REGION)
        .name(SERVICE)
        .time(SystemTime::UNIX_EPOCH + Duration::from_secs(AT.seconds()))
        .settings(SigningSettings::default())
        .build()?
        .into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn call_succeeds() {
        let identity = Credentials::new(SECRET_ID, SECRET_KEY, None, None, "placeholder").into();
        let message = Message::of(100);
        let headers = [("content-type", CONTENT_TYPE), ("host", HOST)];
        let body = SignableBody::Bytes(&message.body);
        let url = format!("https://{HOST}/");
        let request = SignableRequest::new("POST", url.as_str(), headers.into_iter(), body);
        let signed = sign(request.unwrap(), &parameters(&identity).unwrap()).unwrap();
        assert_eq!(signed.signature().len(), 64);
    }
}
