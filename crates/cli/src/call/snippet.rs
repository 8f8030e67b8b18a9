//! `--as FORM`: the call as code.

use tencentcloud_client::SystemClock;
use tencentcloud_codegen::snippets::{Call, Form, snippet};
use tencentcloud_core::{Clock, Error, Request};

use super::{destination, send};
use crate::cli::CallOptions;
use crate::failure::Failure;
use crate::stdout;

/// Prints the call in this form. Only those that show a signature need keys.
pub(super) async fn print(
    form: Form,
    request: &Request,
    options: &CallOptions,
    failed: impl Fn(Error) -> Failure + Copy,
) -> Result<(), Failure> {
    let text = match form {
        Form::Curl | Form::Http => {
            let destination = destination::choose(options, request.is_signed(), failed).await?;
            let now = SystemClock.now();
            let signed = send::sign(&destination, request, now).map_err(failed)?;
            snippet(form, &Call::new(request, &destination.endpoint).signed(&signed, now.unix))
        }
        _ => snippet(form, &Call::new(request, &destination::endpoint(options, failed)?)),
    };
    let text =
        text.map_err(|reason| Failure::Usage(format!("{} as {form}: {reason}", request.action())))?;
    // The text of HTTP ends where the body does.
    stdout::print_exactly(&text)
}
