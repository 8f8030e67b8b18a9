//! `--as FORM`: the call as code.

use tencentcloud_client::SystemClock;
use tencentcloud_codegen::snippets::{Call, Form, snippet};
use tencentcloud_core::{Clock, Error, Request};
use tencentcloud_hyper::http1_head;

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
    let is_rust = matches!(form, Form::Rust | Form::RustBlocking);
    if (options.typed || options.untyped) && !is_rust {
        let option = if options.typed { "--typed" } else { "--untyped" };
        return Err(Failure::Usage(format!("{option} is for --as rust and --as rust-blocking")));
    }
    let snippet = match form {
        Form::Curl | Form::Http => {
            let destination = destination::choose(options, request.is_signed(), failed).await?;
            let now = SystemClock.now();
            let signed = send::sign(&destination, request, now).map_err(failed)?;
            let head = http1_head(&signed);
            let head = head.map_err(|error| failed(Error::transport(error, request.action())))?;
            let call = Call::new(request, &destination.endpoint);
            snippet(form, &call.signed(&signed, now.unix).head(&head))
        }
        _ => {
            let endpoint = destination::endpoint(options, failed)?;
            let call = Call::new(request, &endpoint);
            let call = match options {
                CallOptions { typed: true, .. } => call.typed(),
                CallOptions { untyped: true, .. } => call.untyped(),
                _ => call,
            };
            snippet(form, &call)
        }
    };
    let snippet = snippet
        .map_err(|reason| Failure::Usage(format!("{} as {form}: {reason}", request.action())))?;
    // The text of HTTP ends where the body does.
    stdout::print_exactly(&snippet.to_string())
}
