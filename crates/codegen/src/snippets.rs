//! A call as code in ten forms.
//!
//! | form | sends |
//! | --- | --- |
//! | `curl`, `http` | byte for byte the signed request, until its signature expires |
//! | `tc3`, `rust`, `rust-blocking` | the same bytes but for time, signature and client; [typed](Call::typed), the same JSON |
//! | `python`, `go`, `node`, `java`, `tccli` | by an official client: the same JSON, action, version and region |
//!
//! No snippet has a secret key or a session token: each reads them where it runs, from
//! `TENCENTCLOUD_SECRET_ID`, `TENCENTCLOUD_SECRET_KEY` and `TENCENTCLOUD_TOKEN`. Only `curl`
//! and `http` have the id of a key, within their signature. The keys of an emulator are written
//! if asked for: [`Call::emulator_keys`].
//!
//! What a form cannot send exactly is [`Unsupported`], with the reason.
//!
//! ```
//! use tencentcloud_codegen::snippets::{Call, Form, snippet};
//! use tencentcloud_core::{Endpoint, Request};
//!
//! let request = Request::new("ecm", "2019-07-19", "DescribeImage", r#"{"Limit":5}"#);
//! let endpoint = Endpoint::nearest();
//! let line = snippet(Form::Tc3, &Call::new(&request, &endpoint))?;
//! assert_eq!(line.code, "tc3 ecm DescribeImage --Limit 5\n");
//! # Ok::<(), tencentcloud_codegen::snippets::Unsupported>(())
//! ```

mod call;
mod curl;
mod form;
mod go;
mod input;
mod java;
mod layout;
mod literal;
mod node;
mod official;
mod python;
mod raw_http;
mod rust;
mod shell;
mod snippet;
mod tc3;
mod tccli;
mod unsupported;
mod wire;

pub use self::call::Call;
pub use self::form::{Form, UnknownForm};
pub use self::rust::typed_actions;
pub use self::snippet::Snippet;
pub use self::unsupported::Unsupported;

/// The call as code in one form.
pub fn snippet(form: Form, call: &Call<'_>) -> Result<Snippet, Unsupported> {
    let code = match form {
        Form::Curl => curl::snippet(call),
        Form::Http => raw_http::snippet(call),
        Form::Tc3 => tc3::snippet(call),
        Form::Rust => return rust::snippet(call, rust::Style::Async),
        Form::RustBlocking => return rust::snippet(call, rust::Style::Blocking),
        Form::Python => python::snippet(call),
        Form::Go => go::snippet(call),
        Form::Node => node::snippet(call),
        Form::Java => java::snippet(call),
        Form::Tccli => tccli::snippet(call),
    };
    let same_bytes = matches!(form, Form::Curl | Form::Http | Form::Tc3);
    Ok(Snippet { code: code?, manifest: None, generate: None, same_bytes })
}
