//! A call as code in one of ten forms.

use tencentcloud_codegen::snippets::{self, Form, Unsupported, snippet};

use crate::api::{Language, Snippet, SnippetRequest, Types};
use crate::explorer::Inner;
use crate::preview::{ACCEPTED, Signed};

impl Inner {
    pub(crate) fn snippet(&self, form: Form, asked: &SnippetRequest) -> Snippet {
        let SnippetRequest { language, call, destination, time, random, .. } = asked;
        let language = *language;
        let target = destination.target;
        let mask = self.mask(target);
        let now = self.now(target, *time, *random);
        let is_exact = matches!(form, Form::Curl | Form::Http);
        if is_exact && mask.is_account() {
            return match self.line(asked) {
                Ok(line) => Snippet {
                    code: format!("{} --as {form}\n", line.trim_end()),
                    caption: in_terminal(language),
                    ..Snippet::default()
                },
                Err(problem) => unsupported(mask.hide(&problem)),
            };
        }
        let signed = match self.signed(language, call, destination, now) {
            Ok(signed) => signed,
            // Only the exact forms need a signature.
            Err(problem) if is_exact => return unsupported(mask.hide(&problem)),
            Err(_) => return self.unsigned(form, asked),
        };
        let Signed { outgoing, request, head, .. } = &signed;
        let described = snippets::Call::new(&outgoing.request, &outgoing.endpoint);
        let mut described = described.signed(request, now.unix).head(head);
        let keys = self.credential(target).filter(|_| form == Form::Curl);
        if let Some(keys) = &keys {
            described = described.emulator_keys(keys);
        }
        let shown = shown(form, asked, described);
        let expires = is_exact && outgoing.request.is_signed();
        let expires = expires.then(|| now.unix.seconds().saturating_add(ACCEPTED));
        Snippet { expires: expires.filter(|_| shown.unsupported.is_none()), ..shown }
    }

    /// A form that signs where it runs.
    fn unsigned(&self, form: Form, asked: &SnippetRequest) -> Snippet {
        let SnippetRequest { language, call, destination, .. } = asked;
        let outgoing = match self.outgoing(*language, call, destination) {
            Ok(outgoing) => outgoing,
            Err(problem) => return unsupported(problem),
        };
        shown(form, asked, snippets::Call::new(&outgoing.request, &outgoing.endpoint))
    }

    /// The command line of a call.
    fn line(&self, asked: &SnippetRequest) -> Result<String, String> {
        let SnippetRequest { language, call, destination, .. } = asked;
        let outgoing = self.outgoing(*language, call, destination)?;
        let described = snippets::Call::new(&outgoing.request, &outgoing.endpoint);
        let line = snippet(Form::Tc3, &described).map_err(|reason| full(*language, reason))?;
        Ok(line.code)
    }
}

/// The code, or why there is none.
fn shown(form: Form, asked: &SnippetRequest, call: snippets::Call<'_>) -> Snippet {
    let language = asked.language;
    let is_rust = matches!(form, Form::Rust | Form::RustBlocking);
    let typed = is_rust.then(|| snippet(form, &call.typed()).ok()).flatten();
    let choice = typed.as_ref().map(|typed| {
        let is_ready = typed.generate.is_none();
        asked.types.unwrap_or(if is_ready { Types::Typed } else { Types::Untyped })
    });
    let snippet = match (typed, choice) {
        (Some(typed), Some(Types::Typed)) => Ok(typed),
        _ => snippet(form, &call.untyped()),
    };
    match snippet {
        Ok(snippets::Snippet { code, manifest, generate, same_bytes, .. }) => Snippet {
            code,
            manifest,
            generate,
            types: choice,
            caption: caption(language, form, same_bytes),
            ..Snippet::default()
        },
        Err(reason) => unsupported(full(language, reason)),
    }
}

fn unsupported(reason: String) -> Snippet {
    Snippet { unsupported: Some(reason), ..Snippet::default() }
}

/// What is signed with keys of an account is not in the page, but the line that prints it.
fn in_terminal(language: Language) -> String {
    language
        .of(
            "run it: it prints the command in your terminal, since keys of an account stay out of \
             this page",
            "请运行：签名结果会打印在终端中，账号密钥不会进入本页面",
        )
        .to_owned()
}

fn full(language: Language, reason: Unsupported) -> String {
    language.of(format!("{}.", reason.english()), format!("{}。", reason.chinese()))
}

fn caption(language: Language, form: Form, same_bytes: bool) -> String {
    let (english, chinese) = match form {
        Form::Curl | Form::Http => ("same bytes as shown", "与所示字节一致"),
        _ if same_bytes => (
            "same bytes but for time, signature and user agent",
            "除时间、签名和客户端标识外字节一致",
        ),
        _ => ("same JSON, same action, version and region", "JSON、接口、版本和地域一致"),
    };
    language.of(english, chinese).to_owned()
}
