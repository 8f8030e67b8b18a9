//! Others, each through its public interface, each in its own file.

mod aws_sigv4;
mod tencentcloud_sdk;
mod tencentcloud_sign_sdk;

use std::error::Error;

use super::Signer;
use super::message::Message;

/// None of them keeps the derived key. They are measured against the limit of
/// those who do, for their own message: what their work could cost.
pub(super) fn signers(message: &Message) -> Result<Vec<Signer<'_>>, Box<dyn Error>> {
    Ok(vec![
        tencentcloud_sign_sdk::signer(message),
        tencentcloud_sdk::signer(message)?,
        aws_sigv4::signer(message)?,
    ])
}
