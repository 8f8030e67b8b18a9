//! Signers of other projects, through their public interfaces.

mod aws_sigv4;
mod tencentcloud_sdk;
mod tencentcloud_sign_sdk;

use std::error::Error;

use super::Signer;
use super::message::Message;

/// None of them caches the derived key. Their limit is that of a cached key for their
/// message: what their work could cost.
pub(super) fn signers(message: &Message) -> Result<Vec<Signer<'_>>, Box<dyn Error>> {
    Ok(vec![
        tencentcloud_sign_sdk::signer(message),
        tencentcloud_sdk::signer(message)?,
        aws_sigv4::signer(message)?,
    ])
}
