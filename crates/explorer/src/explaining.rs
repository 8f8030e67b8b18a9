//! Why the signature of a pasted request fails, as the page shows it.

mod difference;
mod marks;
mod stages;
mod stale_length;

use tencentcloud_client::SystemClock;
use tencentcloud_codegen::snippets::{self, Form as SnippetForm};
use tencentcloud_core::{Clock, Timestamp};
use tencentcloud_emulator::{AccountKey, explain};
use tencentcloud_verify::captured::{Captured, CapturedError, Form, Uncertain};
use tencentcloud_verify::{
    AuthorizationHeader, Cause, DiffersAt, Explanation, Found, KeyRing, RawRequest, Verdict, age,
};

pub(crate) use self::difference::difference_of;
use crate::api::{
    Call, CauseFound, Destination, DiffLine, ExplainRequest, ExplainResponse, Key, Language,
    TargetKind,
};
use crate::chinese::{NO_FILE, captured_problem};
use crate::difference::pair;
use crate::explorer::Inner;
use crate::pasting::{call_of, read};

impl Inner {
    /// Explains a pasted request. Nothing is sent.
    pub(crate) fn explain(&self, asked: &ExplainRequest) -> ExplainResponse {
        let language = asked.language;
        let no_file = &mut |_: &str| Err(NO_FILE.to_owned());
        let captured = match Captured::read(asked.text.as_bytes(), no_file) {
            Ok(captured) => captured,
            Err(error) => return no_request(language, &error),
        };
        let request = &captured.request;
        let signed_at = request.signed_at();
        let now = SystemClock.now().unix;
        let given = asked.at.map(Timestamp::saturating);
        let at = given.or(signed_at).unwrap_or(now);
        let keys = self.known_keys();
        let explanation = explain(request, &keys, at, self.port_of(request));
        let causes = &explanation.diagnosis.causes;

        let mut notes = vec![explanation.verdict.not_known(language.of_core()).to_owned()];
        if explanation.verdict == Verdict::UnknownKey {
            notes.insert(0, with_key(language).to_owned());
        }
        let is_checked = matches!(explanation.verdict, Verdict::Valid | Verdict::Invalid);
        let own_time = signed_at.filter(|_| given.is_none() && is_checked);
        notes.extend(own_time.map(|signed| age(signed, now, language.of_core())));
        let uncertain = captured.uncertain.filter(|_| is_checked);
        notes.extend(uncertain.and_then(|what| what.note(language.of_core())).map(str::to_owned));
        if uncertain == Some(Uncertain::Dots) && causes.is_empty() {
            notes.push(dots(language).to_owned());
        }

        let call = read(&asked.text).ok().map(|pasted| call_of(&pasted));
        let key = self.key_of(language, request);
        // Keys of the emulator go nowhere else.
        let is_emulators = key.as_ref().is_some_and(|key| key.is_emulators);
        let target = if is_emulators { TargetKind::Emulator } else { TargetKind::Cloud };
        let response = ExplainResponse {
            verdict: explanation.verdict.as_str(),
            kind: Some(kind(captured.form)),
            title: title(language, &explanation),
            message: message(language, &explanation),
            causes: causes.iter().map(|found| cause(language, found)).collect(),
            differs_at: explanation.differs_at().map(DiffersAt::as_str),
            difference: difference::lines(language, request, &explanation),
            fix: causes.first().map(|found| fix(found.cause)).unwrap_or_default(),
            stages: stages::stages(language, &explanation),
            notes,
            marks: marks::marks(&asked.text, request, causes.first()),
            tc3: call.as_ref().and_then(|call| self.tc3_line(language, call, target)),
            call,
            at: Some(at.seconds()),
            key,
        };
        stale_length::told(language, captured.stale_length, &asked.text, response)
    }

    /// The emulator's keys and those of the account.
    fn known_keys(&self) -> KeyRing {
        let account = self.account.as_ref().map(|key| AccountKey::from(key.credential.clone()));
        let emulators = self.emulator.keys().iter();
        let emulators = emulators.map(|(id, key)| (id.to_owned(), key.clone()));
        emulators.chain(account.map(AccountKey::into_entry)).collect()
    }

    /// The port of the emulator for a request to this machine: a client may have signed it.
    fn port_of(&self, request: &RawRequest) -> Option<u16> {
        let host = request.host()?;
        let is_local =
            ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| host.starts_with(name));
        let (_, port) = self.emulator_url.rsplit_once(':')?;
        port.parse().ok().filter(|_| is_local)
    }

    /// The key that the request names, if it is known.
    fn key_of(&self, language: Language, request: &RawRequest) -> Option<Key> {
        let header = request.header("authorization").ok().flatten();
        let parsed = header.and_then(|header| AuthorizationHeader::parse(header).ok());
        let form = request.form().and_then(|form| tencentcloud_verify::form::decode(form).ok());
        let of_form = form.into_iter().flatten().find(|(name, _)| name == "SecretId");
        let id = match &parsed {
            Some(header) => header.secret_id.to_owned(),
            None => of_form?.1,
        };
        let has = |target| self.credential(target).is_some_and(|known| known.secret_id() == id);
        let targets = [TargetKind::Emulator, TargetKind::Cloud];
        let target = targets.into_iter().find(|target| has(*target))?;
        self.key(target, language)
    }

    /// The command line that prints the call as a curl line again, signed anew. It does not
    /// send it, which may be a change in the cloud.
    fn tc3_line(&self, language: Language, call: &Call, target: TargetKind) -> Option<String> {
        let destination = Destination { target, endpoint: None };
        let outgoing = self.outgoing(language, call, &destination).ok()?;
        let mut call = snippets::Call::new(&outgoing.request, &outgoing.endpoint);
        let keys = self.credential(target);
        if let Some(keys) = &keys {
            call = call.emulator_keys(keys);
        }
        let line = snippets::snippet(SnippetForm::Tc3, &call).ok()?;
        Some(format!("{} --as curl", line.code.trim_end()))
    }
}

/// What a cause means, for the journal.
pub(crate) fn cause_sentence(language: Language, name: &str) -> Option<String> {
    let cause = Cause::all().find(|cause| cause.name() == name)?;
    let title = cause.title(language.of_core());
    let explanation = cause.explanation(language.of_core());
    Some(language.of(format!("{title}. {explanation}"), format!("{title}。{explanation}")))
}

fn no_request(language: Language, error: &CapturedError) -> ExplainResponse {
    ExplainResponse {
        verdict: "no-request",
        kind: None,
        title: language.of("This is no request", "这不是请求").into(),
        message: captured_problem(language, error),
        causes: Vec::new(),
        differs_at: None,
        difference: Vec::new(),
        fix: Vec::new(),
        stages: Vec::new(),
        notes: Vec::new(),
        marks: Vec::new(),
        call: None,
        at: None,
        key: None,
        tc3: None,
    }
}

fn kind(form: Form) -> &'static str {
    match form {
        Form::Saved => "HTTP",
        Form::Trace | Form::TraceAscii => "trace",
        _ => "curl",
    }
}

fn title(language: Language, explanation: &Explanation) -> String {
    let first = explanation.diagnosis.causes.first();
    let text = match (explanation.verdict, first) {
        (Verdict::Valid, _) => language.of("The signature is right", "签名正确"),
        (Verdict::UnknownKey, _) => language.of("The key is not known here", "此处没有该密钥"),
        (Verdict::Unsigned, _) => language.of("The request is not signed", "请求没有签名"),
        (_, Some(found)) => found.cause.title(language.of_core()),
        (_, None) if explanation.is_body_cut => {
            language.of("The body is cut off by Content-Length", "正文被 Content-Length 截断")
        }
        (_, None) => {
            language.of("No known mistake reproduces this signature", "已知错误都不能重现此签名")
        }
    };
    text.to_owned()
}

fn message(language: Language, explanation: &Explanation) -> String {
    let Some(first) = explanation.diagnosis.causes.first() else {
        return explanation.message(language.of_core());
    };
    let sentence = cause(language, first).sentence;
    if first.client.is_none() {
        return sentence;
    }
    let proof = language.of(
        " With this one change, the signature matches bit for bit.",
        "只改这一处，签名即逐位一致。",
    );
    format!("{sentence}{proof}")
}

fn cause(language: Language, found: &Found) -> CauseFound {
    let explanation = found.cause.explanation(language.of_core());
    let sentence = match found.detail(language.of_core()) {
        "" => explanation.to_owned(),
        detail => language.of(
            format!("{} ({detail}).", explanation.trim_end_matches('.')),
            format!("{}（{detail}）。", explanation.trim_end_matches('。')),
        ),
    };
    let title = found.cause.title(language.of_core());
    CauseFound { name: found.cause.name(), title, sentence }
}

/// The mistake and its correction as pseudo-code.
fn fix(cause: &Cause) -> Vec<DiffLine> {
    let (wrong, right) = cause.fix();
    pair(wrong, right).to_vec()
}

fn with_key(language: Language) -> &'static str {
    language.of(
        "Known here are the key of the emulator and that of the account with which tc3 explorer \
         was started: restart it with --keys FILE, or with TENCENTCLOUD_SECRET_ID and \
         TENCENTCLOUD_SECRET_KEY of this key.",
        "此处只有模拟器的密钥，以及启动 tc3 explorer 时给出的账号密钥：请用 --keys 文件，或用该密钥的 \
         TENCENTCLOUD_SECRET_ID 与 TENCENTCLOUD_SECRET_KEY 重新启动。",
    )
}

fn dots(language: Language) -> &'static str {
    language.of(
        "The trace shows a dot for bytes that are not ASCII, so the body may be another one: paste \
         the curl command line, or the output of --trace -.",
        "该 trace 以点号代替非 ASCII 字节，正文可能与实际不同：请粘贴 curl 命令行，或 --trace - 的输出。",
    )
}

#[cfg(test)]
mod tests;
