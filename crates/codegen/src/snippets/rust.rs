//! The forms `rust` and `rust-blocking`: whole programs for our clients.

use std::collections::BTreeSet;
use std::fmt::Write;

use tencentcloud_core::{BodyKind, Effect, Scheme};

use super::call::Typing;
use super::{Call, Snippet, Unsupported, input, literal};

mod expression;
mod library;
mod manifest;
mod options;
mod text;
mod typed;

use self::typed::Typed;
pub use self::typed::typed_actions;

/// Which client a program uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Async,
    Blocking,
}

/// The longest line of rustfmt.
const LINE_WIDTH: usize = 100;

const NOT_UTF_8: Unsupported = Unsupported::new("The input is not text", "输入不是文本");

/// Whether the program has types.
pub(super) fn has_types(call: &Call<'_>) -> bool {
    typed_input(call).is_ok_and(|typed| typed.is_some())
}

/// The input as a value of its type, if the program has types.
fn typed_input(call: &Call<'_>) -> Result<Option<Typed>, Unsupported> {
    match call.typing {
        Typing::Default if call.action().is_some_and(library::is_in_repository) => {
            Ok(typed::typed(call).ok().filter(|typed| typed.same_bytes))
        }
        Typing::Default | Typing::Untyped => Ok(None),
        Typing::Typed => typed::typed(call).map(Some),
    }
}

/// The parts of a program.
struct Program {
    style: Style,
    /// Names of the client's crate that are used.
    names: BTreeSet<&'static str>,
    /// The input, if it is a value of a type.
    typed: Option<Typed>,
    /// Statements before the call.
    before: String,
    /// The expression that begins the call.
    call: String,
    /// The call that sets an octet stream.
    octets: Vec<String>,
    streams: bool,
}

pub(super) fn snippet(call: &Call<'_>, style: Style) -> Result<Snippet, Unsupported> {
    let mut program = Program {
        style,
        names: BTreeSet::from(["Error"]),
        typed: typed_input(call)?,
        before: String::new(),
        call: String::new(),
        octets: Vec::new(),
        streams: call.action().is_some_and(|action| action.streams),
    };
    program.input(call)?;
    let client = program.client(call)?;
    let options = program.options(call)?;
    let manifest = Some(program.manifest());
    let generate = program.typed.as_ref().and_then(|typed| typed.library.generate.clone());
    let same_bytes = program.typed.as_ref().is_none_or(|typed| typed.same_bytes);
    Ok(Snippet { code: program.text(&client, options), manifest, generate, same_bytes })
}

impl Program {
    /// Chooses how the call begins.
    fn input(&mut self, call: &Call<'_>) -> Result<(), Unsupported> {
        let request = call.request;
        if let Some(input) = &self.typed {
            let before = "let input = ";
            let (beside, below) = (input.value.layout(4, before.len()), input.value.layout(8, 0));
            self.before = if beside.contains('\n') && !below.contains('\n') {
                format!("    {}\n        {below};\n", before.trim_end())
            } else {
                format!("    {before}{beside};\n")
            };
            self.call = "call(&input)".into();
            return Ok(());
        }
        let [service, version, action] =
            [request.service(), request.version(), request.action()].map(literal::rust);
        if call.action().is_none() {
            if request.body_kind() != BodyKind::Json {
                return Err(Unsupported::FILES);
            }
            let input = std::str::from_utf8(request.body()).map_err(|_| NOT_UTF_8)?;
            let input = literal::rust_raw(input);
            let effect = match request.effect() {
                Effect::Read => "Effect::Read".into(),
                Effect::Token(member) => format!("Effect::Token({})", literal::rust(member)),
                _ => String::new(),
            };
            let mut with_effect = String::new();
            if !effect.is_empty() {
                self.names.insert("Effect");
                with_effect = format!("\n        .with_effect({effect})");
            }
            self.names.insert("Request");
            self.before = format!(
                "    let request = Request::new({service}, {version}, {action}, {input}){with_effect};\n"
            );
            self.call = "request(request)".into();
            return Ok(());
        }
        let input = match request.body_kind() {
            BodyKind::Json => std::str::from_utf8(request.body()).map_err(|_| NOT_UTF_8)?.into(),
            _ => input::text(call)?,
        };
        self.names.insert("catalog");
        let known = format!("catalog::action({service}, {version}, {action})");
        let known = format!("{known}.ok_or(\"unknown action\")?;");
        let is_long = known.len() > LINE_WIDTH - "    let action = ".len();
        let space = if is_long { "\n        " } else { " " };
        let input = literal::rust_raw(&input);
        self.before = format!("    let action ={space}{known}\n    let input = {input};\n");
        self.call = "call_of(action, input)".into();
        if request.body_kind() == BodyKind::Octets {
            let body = literal::rust_bytes(request.body());
            let _ = writeln!(self.before, "    let body = {body};");
            self.octets = vec!["octet_body(&body[..])".into()];
        }
        Ok(())
    }

    fn transport(&self) -> &'static str {
        match self.style {
            Style::Async => "HyperTransport",
            Style::Blocking => "UreqTransport",
        }
    }

    fn client(&mut self, call: &Call<'_>) -> Result<String, Unsupported> {
        let transport = self.transport();
        let default = if self.names.contains("Request") {
            call.origin_unlike_service()?
        } else {
            call.origin_unlike_catalog()?
        };
        let Some(origin) = default else {
            return Ok(format!("Client::new({transport}::new()?)"));
        };
        self.names.insert("Endpoint");
        let url = origin.to_string();
        let is_allowed = origin.scheme() == Scheme::Https || origin.is_loopback();
        let allow = if is_allowed { "" } else { ".allow_plain_http()" };
        let url = literal::rust(url.strip_prefix("https://").unwrap_or(&url));
        Ok(format!(
            "Client::builder({transport}::new()?)\n        \
             .endpoint(Endpoint::custom({url})?{allow})\n        .build()"
        ))
    }
}
