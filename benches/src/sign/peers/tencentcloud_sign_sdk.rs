//! `tencentcloud-sign-sdk`: signs the same message as ours.

use std::hint::black_box;

use tencentcloud_sign_sdk::{Tc3Signer, sha256_hex};

use crate::rounds::Subject;
use crate::sign::Signer;
use crate::sign::message::{AT, CONTENT_TYPE, HOST, Message, SECRET_ID, SECRET_KEY, SERVICE};

const SIGNED_HEADERS: &str = "content-type;host";

pub(super) fn signer(message: &Message) -> Signer<'_> {
    let signer = Tc3Signer::new(SECRET_ID.into(), SECRET_KEY.into(), SERVICE.into(), false);
    let subject = Subject::new("tencentcloud-sign-sdk 0.1.0", move || {
        black_box(authorization(&signer, message));
    });
    Signer { subject, blocks: message.blocks_cached() }
}

fn authorization(signer: &Tc3Signer, message: &Message) -> String {
    // The caller prepares the hash of the body and the header lines.
    let body = str::from_utf8(black_box(&message.body)).unwrap_or_default();
    let headers = format!("content-type:{CONTENT_TYPE}\nhost:{HOST}\n");
    let timestamp = black_box(AT).seconds().cast_signed();
    let hash = sha256_hex(body);
    let result = signer.sign("POST", "/", "", &headers, SIGNED_HEADERS, &hash, timestamp);
    signer.create_authorization_header(&result, SIGNED_HEADERS)
}

#[cfg(test)]
mod tests {
    use tencentcloud_core::Secret;
    use tencentcloud_core::sign::{SigningKey, sign};

    use super::*;

    #[test]
    fn value_equals_ours() {
        let message = Message::of(100);
        let signer = Tc3Signer::new(SECRET_ID.into(), SECRET_KEY.into(), SERVICE.into(), false);
        let key = SigningKey::derive(&Secret::new(SECRET_KEY), AT.date(), SERVICE);
        let canonical = message.canonical();
        let ours = sign(&canonical, SECRET_ID, &key, AT).unwrap().to_string();
        assert_eq!(authorization(&signer, &message), ours);
    }
}
