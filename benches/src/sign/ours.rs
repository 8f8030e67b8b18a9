//! Our four ways to sign.

use std::error::Error;
use std::hint::black_box;
use std::time::Duration;

use http::HeaderValue;
use tencentcloud_core::sign::{Signer as CachedSigner, SigningKey, sign};
use tencentcloud_core::{Auth, Credential, Endpoint, Now, Request, Secret};

use super::Signer;
use super::message::{ACTION, AT, Message, SECRET_ID, SECRET_KEY, SERVICE, VERSION};
use crate::rounds::Subject;

pub(super) fn signers(message: &Message) -> Result<Vec<Signer<'_>>, Box<dyn Error>> {
    let (cached, fresh) = (message.blocks_cached(), message.blocks_fresh());
    Ok(vec![
        Signer { subject: sign_into(message)?, blocks: cached },
        Signer { subject: headers(message), blocks: cached },
        Signer { subject: fresh_key(message), blocks: fresh },
        Signer { subject: request(message)?, blocks: cached },
    ])
}

fn secret() -> Secret {
    Secret::new(SECRET_KEY)
}

/// Into a buffer of the caller, with a prepared signer.
fn sign_into(message: &Message) -> Result<Subject<'_>, Box<dyn Error>> {
    let canonical = message.canonical();
    let key = SigningKey::derive(&secret(), AT.date(), SERVICE);
    let signer = CachedSigner::new(&canonical, SECRET_ID, key)?;
    let mut buffer = [0; 512];
    Ok(Subject::new("sign_into, cached key", move || {
        let value = signer.sign_into(black_box(canonical.payload), black_box(AT), &mut buffer);
        let _ = black_box(value);
    }))
}

/// Both header values with a cached key, like the client.
fn headers(message: &Message) -> Subject<'_> {
    let canonical = message.canonical();
    let key = SigningKey::derive(&secret(), AT.date(), SERVICE);
    Subject::new("headers, cached key", move || {
        let at = black_box(AT);
        let value = sign(black_box(&canonical), SECRET_ID, &key, at)
            .map(|authorization| authorization.to_header_value());
        let _ = black_box(value);
        let _ = black_box(HeaderValue::from(at));
    })
}

/// From the secret key to the header in a buffer, with nothing cached.
fn fresh_key(message: &Message) -> Subject<'_> {
    let canonical = message.canonical();
    let secret = secret();
    let mut buffer = [0; 512];
    Subject::new("fresh key", move || {
        let at = black_box(AT);
        let key = SigningKey::derive(black_box(&secret), at.date(), SERVICE);
        let value = sign(black_box(&canonical), SECRET_ID, &key, at)
            .and_then(|authorization| authorization.write_into(&mut buffer).map(<[u8]>::len));
        let _ = black_box(value);
    })
}

/// The whole HTTP request, with a cached key.
fn request(message: &Message) -> Result<Subject<'_>, Box<dyn Error>> {
    let origin = Endpoint::nearest().origin(SERVICE)?;
    let now = Now::new(AT, Duration::ZERO, 7);
    let credential = Credential::new(SECRET_ID, SECRET_KEY)?;
    let key = SigningKey::derive(credential.secret_key(), AT.date(), SERVICE);
    let request = Request::new(SERVICE, VERSION, ACTION, message.body.clone());
    Ok(Subject::new("request", move || {
        let auth = Auth::Sign { credential: &credential, key: &key };
        let _ = black_box(black_box(&request).to_http(&origin, black_box(now), auth));
    }))
}
