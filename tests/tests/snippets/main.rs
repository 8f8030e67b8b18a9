//! What `tc3 … --as FORM` prints is run, or compiled and run, and what arrives is compared:
//! byte for byte where the form promises that, else as the call that it is.
//!
//! The stage `snippets` of `cargo xtask test` installs what this needs and runs it. By hand,
//! with `tc3` built and the official clients installed as that stage does:
//!
//! ```sh
//! TC3=target/debug/tc3 SNIPPETS_VENV=target/xtask/venv \
//! SNIPPETS_NODE=target/xtask/node/node_modules \
//! cargo test -p tencentcloud-tests --test snippets -- --ignored --nocapture
//! ```
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test whose preparation fails has failed; it writes programs and runs them"
)]

mod cases;
mod elsewhere;
mod gateway;
mod message;
mod programs;
mod rust;
mod typed;

use tencentcloud_codegen::snippets::Form;
use tencentcloud_verify::pasted::PastedCall;

use self::cases::{CASES, Case};
use self::elsewhere::Elsewhere;
use self::gateway::Gateway;
use self::message::Message;
use self::programs::Tools;
use self::typed::TYPED;

/// A placeholder, so it may be in a program's environment.
const KEYS: [&str; 2] = ["test-secret-id-000001", "test-secret-key-000001"];

/// A case in one form.
struct Snippet {
    case: &'static Case,
    form: Form,
    text: String,
}

impl Snippet {
    /// For files and messages.
    fn name(&self) -> String {
        format!("{}-{}", self.case.name, self.form)
    }
}

#[test]
#[ignore = "needs the official clients"]
fn what_every_snippet_sends_is_the_call() {
    let tools = Tools::from_environment();
    let gateway = Gateway::start();
    let url = gateway.url();
    let cases = || CASES.iter().chain(&TYPED);
    let rust = [Form::Rust, Form::RustBlocking];
    let programs: Vec<_> = cases().flat_map(|case| snippets(&tools, &url, case, &rust)).collect();
    rust::build(&tools, &programs);
    rust::build_every_typed_action(&tools);

    for case in cases() {
        // Not earlier: the compiler may take longer than a signature is accepted.
        let forms = if case.is_typed { case.forms() } else { Form::ALL.to_vec() };
        let snippets = snippets(&tools, &url, case, &forms);
        let forms: Vec<_> = snippets.iter().map(|snippet| snippet.form).collect();
        assert_eq!(forms, case.forms());

        let shown = snippets.iter().find(|one| one.form == Form::Http).unwrap();
        for snippet in &snippets {
            gateway.renew();
            let name = snippet.name();
            if let Err(Elsewhere { missing }) = run(&tools, &gateway, snippet) {
                println!("skipped: {name}: {missing}");
                continue;
            }
            let (sent, response) = gateway.only_exchange(&name);
            assert_accepted(&name, &response);
            assert_same(snippet, &sent, shown.text.as_bytes());
            println!("{name}: as shown");
        }
    }
}

fn run(tools: &Tools, gateway: &Gateway, snippet: &Snippet) -> Result<(), Elsewhere> {
    match snippet.form {
        Form::Http => gateway.send(snippet.text.as_bytes()),
        Form::Go | Form::Java => return elsewhere::run(tools, snippet),
        _ => tools.run(snippet),
    }
    Ok(())
}

/// A case in forms that can send it.
fn snippets(tools: &Tools, url: &str, case: &'static Case, forms: &[Form]) -> Vec<Snippet> {
    let mut snippets = Vec::new();
    for &form in forms {
        match tools.snippet(case, form, url) {
            Ok(text) => snippets.push(Snippet { case, form, text }),
            Err(reason) => println!("not supported: {}", reason.trim_end()),
        }
    }
    snippets
}

/// The emulator verified the signature, and the input against the catalog.
fn assert_accepted(name: &str, response: &[u8]) {
    let body = Message::of(response).body;
    let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
    let response = &body["Response"];
    assert!(response["RequestId"].is_string() && response["Error"].is_null(), "{name}: {body}");
}

/// What was sent is what `--as http` shows, as exactly as the form promises.
fn assert_same(snippet: &Snippet, sent: &[u8], shown: &[u8]) {
    let name = snippet.name();
    match snippet.form {
        // The text itself was sent.
        Form::Http => assert_eq!(sent, shown, "{name}"),
        // Signed at another second.
        Form::Curl => {
            let (sent, shown) = (Message::of(sent), Message::of(shown));
            assert_eq!(sent.without_time(), shown.without_time(), "{name}");
        }
        Form::Tc3 | Form::Rust | Form::RustBlocking => {
            let (sent, shown) = (Message::of(sent), Message::of(shown));
            assert_eq!(sent.of_any_client(), shown.of_any_client(), "{name}");
        }
        _ => {
            let (sent, shown) = (call(sent), call(shown));
            assert_eq!(sent.action, shown.action, "{name}");
            assert_eq!(sent.region, shown.region, "{name}");
            assert_eq!((sent.method, sent.signature), (shown.method, shown.signature), "{name}");
            assert_eq!(json(&sent), json(&shown), "{name}");
            assert!(sent.is_signed, "{name}");
        }
    }
}

fn call(request: &[u8]) -> PastedCall {
    PastedCall::read(request, &mut |_| unreachable!()).unwrap()
}

fn json(call: &PastedCall) -> serde_json::Value {
    serde_json::from_str(&call.input).unwrap()
}
