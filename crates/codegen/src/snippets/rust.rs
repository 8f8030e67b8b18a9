//! The forms `rust` and `rust-blocking`: whole programs for our clients.

use std::collections::BTreeSet;
use std::fmt::Write;

use tencentcloud_core::{BodyKind, Effect, Scheme};

use super::{Call, Snippet, Unsupported, input, literal};

mod expression;
mod manifest;
mod options;
mod text;
mod typed;

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
    typed_input(call).is_some()
}

fn typed_input(call: &Call<'_>) -> Option<typed::Typed> {
    let text = std::str::from_utf8(call.request.body()).ok().filter(|_| !call.is_untyped)?;
    let members = input::members(text).ok()?;
    typed::typed(call, &members, text)
}

/// The parts of a program.
struct Program {
    style: Style,
    /// Names of the client's crate that are used.
    names: BTreeSet<&'static str>,
    /// Names of the crate with types.
    types: Vec<String>,
    /// Names of its module `structures`.
    structures: Vec<String>,
    /// Statements before the call.
    before: String,
    /// The expression that begins the call.
    call: String,
    /// The call that sets an octet stream.
    octets: Vec<String>,
    streams: bool,
    is_typed: bool,
}

pub(super) fn snippet(call: &Call<'_>, style: Style) -> Result<Snippet, Unsupported> {
    let mut program = Program {
        style,
        names: BTreeSet::from(["Error"]),
        types: Vec::new(),
        structures: Vec::new(),
        before: String::new(),
        call: String::new(),
        octets: Vec::new(),
        streams: call.action().is_some_and(|action| action.streams),
        is_typed: false,
    };
    program.input(call)?;
    let client = program.client(call)?;
    let options = program.options(call)?;
    let manifest = Some(program.manifest());
    Ok(Snippet { code: program.text(&client, options), manifest })
}

impl Program {
    /// Chooses how the call begins.
    fn input(&mut self, call: &Call<'_>) -> Result<(), Unsupported> {
        if self.begin_typed(call) {
            return Ok(());
        }
        let request = call.request;
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

    fn begin_typed(&mut self, call: &Call<'_>) -> bool {
        const BEFORE: &str = "let input = ";
        let Some(input) = typed_input(call) else { return false };
        self.types = input.names.into_iter().collect();
        self.structures = input.structures.into_iter().collect();
        self.before = format!("    {BEFORE}{};\n", input.value.layout(4, BEFORE.len()));
        self.call = "call(&input)".into();
        self.is_typed = true;
        true
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
