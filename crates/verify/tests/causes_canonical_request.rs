//! A client of signature v3 with one mistake in its canonical request learns which. The
//! signer here follows the document "Signature v3", and each row of the tables edits the
//! canonical request.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking, in its helpers too"
)]

mod chinese;

use chinese::assert_chinese;
use std::fmt::Write as _;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use tencentcloud_core::{Language, Secret, Timestamp};
use tencentcloud_verify::{
    Diagnosis, DiffersAt, Key, KeyRing, Policy, RawRequest, ServerFacts, diagnose, verify,
};

const ID: &str = "test-secret-id-000001";
const KEY: &str = "test-secret-key-000001";
/// 2023-11-14.
const AT: u64 = 1_700_000_000;

/// A change of the string to sign.
type Edit = fn(String) -> String;

/// A request as sent, before it is signed.
#[derive(Clone, Copy)]
struct Sent {
    method: &'static str,
    target: &'static str,
    host: &'static str,
    content_type: &'static str,
    /// Lines of further headers.
    more: &'static str,
    signed: &'static str,
    body: &'static str,
}

const POST: Sent = Sent {
    method: "POST",
    target: "/",
    host: "ecm.tencentcloudapi.com",
    content_type: "application/json",
    more: "X-TC-Action: ImportImage\r\nX-TC-Region: ap-guangzhou\r\n",
    signed: "content-type;host",
    body: r#"{"B":[{"D":"x y","C":1.0},null],"A":"/"}"#,
};
const GET: Sent = Sent {
    method: "GET",
    target: "/?Zone=a%20b~%2F%2A&Limit=5&limit=%C3%A9",
    content_type: "application/x-www-form-urlencoded",
    body: "",
    ..POST
};
const FOUR: Sent = Sent { signed: "content-type;host;x-tc-action;x-tc-region", ..POST };
const LOCAL: Sent = Sent { host: "127.0.0.1:18080", ..POST };
const UNSIGNED: Sent = Sent { more: "X-TC-Content-SHA256: UNSIGNED-PAYLOAD\r\n", ..POST };

impl Sent {
    const fn with_body(self, body: &'static str) -> Self {
        Self { body, ..self }
    }

    const fn with_type(self, content_type: &'static str) -> Self {
        Self { content_type, ..self }
    }

    fn canonical_request(&self) -> String {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        let mut text = format!("{}\n/\n{query}\n", self.method);
        for name in self.signed.split(';') {
            let value = match name {
                "content-type" => self.content_type,
                "host" => self.host,
                _ => {
                    let mut lines = self.more.lines().filter_map(|line| line.split_once(':'));
                    lines.find(|(sent, _)| sent.eq_ignore_ascii_case(name)).unwrap().1
                }
            };
            writeln!(text, "{name}:{}", value.trim().to_lowercase()).unwrap();
        }
        let payload = match self.method {
            _ if self.more.contains("UNSIGNED") => "UNSIGNED-PAYLOAD",
            "GET" => "",
            _ => self.body,
        };
        format!("{text}\n{}\n{}", self.signed, sha256(payload.as_bytes()))
    }

    /// Signs these texts in the place of the right ones. `edit` changes the string to sign.
    fn diagnose(&self, list: &str, canonical: &str, edit: Edit) -> Option<Diagnosis> {
        let scope = "2023-11-14/ecm/tc3_request";
        let hash = sha256(canonical.as_bytes());
        let text = edit(format!("TC3-HMAC-SHA256\n{AT}\n{scope}\n{hash}"));
        let links = ["2023-11-14", "ecm", "tc3_request", &text];
        let key = format!("TC3{KEY}").into_bytes();
        let signature = hex(&links.iter().fold(key, |key, link| hmac(&key, link)));
        let Self { method, target, host, content_type, more, body, .. } = self;
        let raw = format!(
            "{method} {target} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {content_type}\r\n{more}\
             X-TC-Timestamp: {AT}\r\nAuthorization: TC3-HMAC-SHA256 Credential={ID}/{scope}, \
             SignedHeaders={list}, Signature={signature}\r\n\r\n{body}"
        );
        let request = RawRequest::parse(raw.as_bytes()).unwrap();
        let key = Key::new(Secret::new(KEY), "100000000001");
        let keys: KeyRing = [(ID, key)].into_iter().collect();
        let now = Timestamp::new(AT).unwrap();
        let error =
            verify(&request, &keys, now, &|_| "ecm".to_owned(), &Policy::default()).err()?;
        let mut server = ServerFacts::new(&["cvm", "ecm"]);
        server.port = Some(9_000);
        Some(diagnose(&error, &request, &keys, &server))
    }

    /// Asserts that a canonical request is diagnosed with this cause.
    fn is_told(&self, cause: &str, canonical: &str) {
        let what = format!("{cause}: {canonical:?}");
        let right = self.canonical_request();
        assert!(self.diagnose(self.signed, &right, |text| text).is_none(), "{right} is refused");
        let diagnosis = self.diagnose(self.signed, canonical, |text| text);
        let causes = diagnosis.unwrap_or_else(|| panic!("accepted: {what}")).causes;
        let found = causes.iter().find(|found| found.cause.name() == cause);
        let found = found.unwrap_or_else(|| panic!("{causes:?} for {what}"));
        assert_chinese(found.detail(Language::ZhCn));
        assert_eq!(found.differs_at.unwrap().as_str(), "canonical_request", "{what}");
        let client = found.client.as_ref().unwrap();
        assert!(client.string_to_sign.ends_with(&sha256(canonical.as_bytes())), "{what}");
    }

    /// As [`Sent::is_told`], for the right canonical request with one text replaced.
    fn edited_is_told(&self, cause: &str, from: &str, to: &str) {
        let right = self.canonical_request();
        assert!(right.contains(from), "nothing to replace: {from:?} in {right:?}");
        self.is_told(cause, &right.replacen(from, to, 1));
    }

    /// As [`Sent::is_told`], for the right canonical request with another last line.
    fn payload_is_told(&self, cause: &str, last_line: &str) {
        let right = self.canonical_request();
        let (before, _) = right.rsplit_once('\n').unwrap();
        self.is_told(cause, &format!("{before}\n{last_line}"));
    }
}

fn hmac(key: &[u8], message: &str) -> Vec<u8> {
    let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).unwrap();
    mac.chain_update(message).finalize().into_bytes().to_vec()
}

fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

#[test]
fn method_and_path_are_told() {
    const DEEP: Sent = Sent { target: "/api/v3", ..POST };
    for (sent, method) in
        [(POST, "GET"), (POST, "post"), (POST, "get"), (GET, "POST"), (GET, "get")]
    {
        sent.edited_is_told("method", sent.method, method);
    }
    for (sent, path) in [
        (POST, ""),
        (POST, "//"),
        (POST, "/v2"),
        (POST, "/v2/index.php"),
        (POST, "/index.php"),
        (POST, "/ecm"),
        (POST, "https://ecm.tencentcloudapi.com/"),
        (DEEP, "/api/v3"),
        (DEEP, "http://ecm.tencentcloudapi.com/api/v3"),
        (GET, "https://ecm.tencentcloudapi.com/?Zone=a%20b~%2F%2A&Limit=5&limit=%C3%A9"),
        (GET, "https://ecm.tencentcloudapi.com/"),
    ] {
        sent.edited_is_told("path", "\n/\n", &format!("\n{path}\n"));
    }
}

#[test]
fn query_is_told() {
    const PLUS: Sent = Sent { target: "/?a=x+y%7E%21'", ..GET };
    const LIST: Sent = Sent { target: "/?b=1&a=2&B=3&a=1", ..GET };
    for (sent, query) in [
        (GET, "Zone=a+b~%2F%2A&Limit=5&limit=%C3%A9"),
        (GET, "Zone=a%20b%7E%2F%2A&Limit=5&limit=%C3%A9"),
        (GET, "Zone=a b~/*&Limit=5&limit=é"),
        (GET, "Zone=a%2520b~%252F%252A&Limit=5&limit=%25C3%25A9"),
        (GET, "Zone=a%20b~%2f%2a&Limit=5&limit=%c3%a9"),
        (GET, "Zone=a%20b~/%2A&Limit=5&limit=%C3%A9"),
        (GET, "Zone=a%20b~%2F*&Limit=5&limit=%C3%A9"),
        (GET, "Zone=a+b%7E%2F*&Limit=5&limit=%C3%A9"),
        (PLUS, "a=x%20y%7E%21'"),
        (PLUS, "a=x+y~%21'"),
        (PLUS, "a=x+y%7E!'"),
        (PLUS, "a=x%20y~%21%27"),
        (PLUS, "a=x+y~!'"),
        (PLUS, "a=x y~!'"),
        (PLUS, "a=x%2By%257E%2521'"),
    ] {
        let (_, right) = sent.target.split_once('?').unwrap();
        sent.edited_is_told("query-encoding", right, query);
    }
    for query in ["B=3&a=2&a=1&b=1", "a=2&a=1&b=1&B=3", "B=3&a=1&a=2&b=1", "a=1&B=3&a=2&b=1"] {
        LIST.edited_is_told("query-order", "b=1&a=2&B=3&a=1", query);
    }
    LIST.edited_is_told("query-missing", "b=1&a=2&B=3&a=1", "");
    for query in ["B.0.D=x%20y&B.0.C=1.0&A=%2F", "A=%2F&B.0.C=1.0&B.0.D=x%20y"] {
        POST.edited_is_told("query-missing", "\n/\n\n", &format!("\n/\n{query}\n"));
    }
}

#[test]
fn headers_are_told() {
    const CAPITALS: Sent = Sent {
        more: "X-TC-Action: \tImportImage \r\n",
        signed: "content-type;host;x-tc-action",
        ..POST
    };
    const LIST: Sent = Sent { signed: "host;content-type", ..POST };
    let (line, host) = ("content-type:application/json\n", "host:ecm.tencentcloudapi.com\n");
    let (action, region) = ("x-tc-action:importimage\n", "x-tc-region:ap-guangzhou\n");
    for (cause, sent, from, to) in [
        ("headers-unsorted", POST, [line, host].concat(), [host, line].concat()),
        ("headers-unsorted", LIST, [host, line].concat(), [line, host].concat()),
        (
            "headers-unsorted",
            FOUR,
            [line, host, action, region].concat(),
            [host, region, line, action].concat(),
        ),
        ("headers-not-lowercased", CAPITALS, ":importimage".into(), ":ImportImage".into()),
        ("headers-not-trimmed", CAPITALS, ":importimage".into(), ":\timportimage ".into()),
        ("missing-blank-line", POST, "com\n\n".into(), "com\n".into()),
        ("signed-headers-differ", POST, line.into(), String::new()),
        ("signed-headers-differ", POST, host.into(), String::new()),
        ("signed-headers-differ", FOUR, action.into(), String::new()),
        ("signed-headers-differ", POST, host.into(), [host, action].concat()),
        ("signed-headers-differ", LIST, [host, line].concat(), [host, line, region].concat()),
        (
            "signed-headers-differ",
            POST,
            [host, "\ncontent-type;host"].concat(),
            [host, region, "\ncontent-type;host;x-tc-region"].concat(),
        ),
        (
            "signed-headers-differ",
            POST,
            [line, host, "\ncontent-type;"].concat(),
            [host, "\n"].concat(),
        ),
    ] {
        sent.edited_is_told(cause, &from, &to);
    }
    let spaced = POST.canonical_request().replace(':', ": ");
    POST.is_told("headers-not-trimmed", &spaced);
}

#[test]
fn names_of_headers_are_told_wherever_they_have_capitals() {
    let right = FOUR.canonical_request();
    let lines = [
        right.replace("x-tc-action:", "X-TC-Action:").replace("x-tc-region:", "X-TC-Region:"),
        right.replace("x-tc-action:", "X-Tc-Action:").replace("x-tc-region:", "X-Tc-Region:"),
    ]
    .map(|text| text.replace("content-type:", "Content-Type:").replace("host:", "Host:"));
    let list = "Content-Type;Host;X-TC-Action;X-TC-Region";
    for canonical in &lines {
        FOUR.is_told("header-names-not-lowercased", canonical);
        FOUR.is_told("header-names-not-lowercased", &canonical.replace(FOUR.signed, list));
    }
    let listed = right.replace(FOUR.signed, list);
    FOUR.is_told("header-names-not-lowercased", &listed);

    // In the header, too.
    let [as_sent, _] = &lines;
    for canonical in [right, listed, as_sent.clone(), as_sent.replace(FOUR.signed, list)] {
        let causes = FOUR.diagnose(list, &canonical, |text| text).unwrap().causes;
        let [found] = &causes[..] else { panic!("{causes:?} for {canonical}") };
        assert_eq!(found.cause.name(), "header-names-not-lowercased");
        assert_eq!(found.differs_at, Some(DiffersAt::CanonicalRequest), "{canonical}");
    }
}

#[test]
fn line_ends_are_told() {
    let right = POST.canonical_request();
    let (newline, crlf) = (format!("{right}\n"), right.replace('\n', "\r\n"));
    let (add, replace): (Edit, Edit) = (|text| text + "\n", |text| text.replace('\n', "\r\n"));
    for (cause, canonical, edit, differs_at) in [
        ("trailing-newline", &newline, (|text| text) as Edit, "canonical_request"),
        ("trailing-newline", &right, add, "string_to_sign"),
        ("trailing-newline", &newline, add, "canonical_request"),
        ("crlf", &crlf, |text| text, "canonical_request"),
        ("crlf", &right, replace, "string_to_sign"),
        ("crlf", &crlf, replace, "canonical_request"),
    ] {
        let causes = POST.diagnose(POST.signed, canonical, edit).unwrap().causes;
        let [found] = &causes[..] else { panic!("{causes:?} for {cause}") };
        assert_eq!(found.cause.name(), cause);
        assert_eq!(found.differs_at.unwrap().as_str(), differs_at, "{cause}");
    }
}

#[test]
fn hosts_are_told() {
    for (cause, sent, host) in [
        ("host-port", POST, "ecm.tencentcloudapi.com:443"),
        ("host-port", POST, "ecm.tencentcloudapi.com:80"),
        ("host-port", LOCAL, "127.0.0.1:443"),
        ("host-port", LOCAL, "127.0.0.1:9000"),
        ("host-scheme", POST, "https://ecm.tencentcloudapi.com"),
        ("host-scheme", POST, "http://ecm.tencentcloudapi.com/"),
        ("host-scheme", LOCAL, "http://127.0.0.1:18080"),
        ("host-scheme", LOCAL, "https://127.0.0.1/"),
        ("host-other", POST, "ecm.ap-guangzhou.tencentcloudapi.com"),
        ("host-other", POST, "ecm.intl.tencentcloudapi.com"),
        ("host-other", POST, "localhost"),
        ("host-other", POST, "127.0.0.1"),
        ("host-other", LOCAL, "ecm.tencentcloudapi.com"),
        ("host-other", LOCAL, "localhost"),
        ("host-other", LOCAL, "localhost:18080"),
    ] {
        let (from, to) = (format!("host:{}\n", sent.host), format!("host:{host}\n"));
        sent.edited_is_told(cause, &from, &to);
    }
}

#[test]
fn content_types_are_told() {
    const CHARSET: Sent = POST.with_type("application/json; charset=utf-8");
    const MULTIPART: Sent = POST.with_type("multipart/form-data; boundary=b");
    for (cause, sent, content_type) in [
        ("content-type-charset", POST, "application/json; charset=utf-8"),
        ("content-type-charset", POST, "application/json;charset=utf-8"),
        ("content-type-charset", POST, "application/json; charset=UTF-8"),
        ("content-type-charset", CHARSET, "application/json"),
        ("content-type-charset", CHARSET, "application/json;charset=UTF-8"),
        ("content-type-charset", MULTIPART, "multipart/form-data; boundary=b; charset=utf-8"),
        ("content-type-other", POST, "application/x-www-form-urlencoded"),
        ("content-type-other", POST, "text/plain"),
        ("content-type-other", POST, ""),
        ("content-type-other", GET, "application/json"),
        ("content-type-other", MULTIPART, "application/json"),
        ("content-type-other", MULTIPART, "multipart/form-data"),
    ] {
        let from = format!("content-type:{}\n", sent.content_type);
        sent.edited_is_told(cause, &from, &format!("content-type:{content_type}\n"));
    }
}

#[test]
fn payloads_are_told() {
    let body = POST.body;
    for (cause, sent, last_line) in [
        ("payload-empty", POST, sha256(b"")),
        ("payload-empty", GET, String::new()),
        ("payload-of-get", GET, sha256(b"{}")),
        ("payload-of-get", GET, sha256(r#"{"Zone":"a b~/*","Limit":"5","limit":"é"}"#.as_bytes())),
        ("payload-of-get", GET, sha256(br#"{"Zone": "a b~/*", "Limit": "5", "limit": "\u00e9"}"#)),
        ("payload-of-get", GET.with_body("{}\n"), sha256(b"{}\n")),
        ("payload-trailing-newline", POST, sha256(format!("{body}\n").as_bytes())),
        ("payload-trailing-newline", POST, sha256(format!("{body}\r\n").as_bytes())),
        ("payload-trailing-newline", GET, sha256(b"\n")),
        ("payload-trailing-newline", POST.with_body("a\n"), sha256(b"a")),
        ("payload-trailing-newline", POST.with_body("a\r\n"), sha256(b"a")),
        ("payload-unsigned", POST, "UNSIGNED-PAYLOAD".to_owned()),
        ("payload-unsigned", POST, sha256(b"UNSIGNED-PAYLOAD")),
        ("payload-unsigned", UNSIGNED, "UNSIGNED-PAYLOAD".to_owned()),
        ("payload-unsigned", UNSIGNED, sha256(body.as_bytes())),
        ("payload-hash-uppercase", POST, sha256(body.as_bytes()).to_uppercase()),
        ("payload-not-hashed", POST, body.to_owned()),
        ("payload-not-hashed", POST.with_body("\0\n"), "\0\n".to_owned()),
    ] {
        sent.payload_is_told(cause, &last_line);
    }
}

#[test]
fn body_as_sent_is_no_other_layout() {
    let compact = Sent { body: r#"{"A":1}"#, ..UNSIGNED };
    let right = compact.canonical_request();
    let hashed = right.replace(&sha256(b"UNSIGNED-PAYLOAD"), &sha256(compact.body.as_bytes()));
    let causes = compact.diagnose(compact.signed, &hashed, |text| text).unwrap().causes;
    let names: Vec<_> = causes.iter().map(|found| found.cause.name()).collect();
    assert_eq!(names, ["payload-unsigned"]);
}

#[test]
fn capital_hash_of_the_canonical_request_is_told() {
    let right = POST.canonical_request();
    let (before, hash) = right.rsplit_once('\n').unwrap();
    let both = format!("{before}\n{}", hash.to_uppercase());
    let edit = |text: String| {
        let (before, hash) = text.rsplit_once('\n').unwrap();
        format!("{before}\n{}", hash.to_uppercase())
    };
    for (canonical, differs_at) in [(&right, "string_to_sign"), (&both, "canonical_request")] {
        let causes = POST.diagnose(POST.signed, canonical, edit).unwrap().causes;
        let [found] = &causes[..] else { panic!("{causes:?}") };
        assert_eq!(found.cause.name(), "payload-hash-uppercase");
        assert_eq!(found.differs_at.unwrap().as_str(), differs_at);
    }
}

#[test]
fn json_in_another_layout_is_told() {
    const TABS: Sent =
        POST.with_body("{\n\t\"b\": \"<é😀>\",\n\t\"a\": [\n\t\t1.50,\n\t\t{}\n\t]\n}");
    const ASCII: Sent = POST.with_body(r#"{"b":"<\u00E9\ud83d\ude00>","a":[1.50,{}]}"#);
    for (sent, hashed) in [
        (TABS, "{\"b\":\"<é😀>\",\"a\":[1.50,{}]}"),
        (TABS, "{\"a\":[1.50,{}],\"b\":\"<é😀>\"}"),
        (TABS, "{\"b\": \"<é😀>\", \"a\": [1.50, {}]}"),
        (TABS, "{\"a\": [1.50, {}], \"b\": \"<\\u00e9\\ud83d\\ude00>\"}"),
        (TABS, "{\n  \"b\": \"<é😀>\",\n  \"a\": [\n    1.50,\n    {}\n  ]\n}"),
        (TABS, "{\n    \"a\": [\n        1.50,\n        {}\n    ],\n    \"b\": \"<é😀>\"\n}"),
        (TABS, "{\n\t\"a\": [\n\t\t1.50,\n\t\t{}\n\t],\n\t\"b\": \"<\\u00e9\\ud83d\\ude00>\"\n}"),
        (ASCII, "{\n\t\"b\": \"<é😀>\",\n\t\"a\": [\n\t\t1.50,\n\t\t{}\n\t]\n}"),
        (ASCII, "{\"a\":[1.50,{}],\"b\":\"<\\u00e9\\ud83d\\ude00>\"}"),
    ] {
        sent.payload_is_told("payload-reserialized", &sha256(hashed.as_bytes()));
    }
}

#[test]
fn json_with_other_escapes_is_told() {
    const RAW: Sent = POST.with_body(r#"{ "a": "é😀/<\n\\é&>" }"#);
    const ESCAPED: Sent =
        POST.with_body(r#"{ "a": "\u00e9\uD83D\uDE00\/\u003c\n\\u00e9\u0026>" }"#);
    for (sent, hashed) in [
        (RAW, r#"{ "a": "\u00e9\ud83d\ude00/<\n\\\u00e9&>" }"#),
        (RAW, r#"{ "a": "\u00E9\uD83D\uDE00/<\n\\\u00E9&>" }"#),
        (RAW, r#"{ "a": "é😀\/<\n\\é&>" }"#),
        (RAW, r#"{ "a": "é😀/\u003c\n\\é\u0026\u003e" }"#),
        (RAW, r#"{ "a": "é😀/\u003C\n\\é\u0026\u003E" }"#),
        (RAW, r#"{ "a": "\u00e9\ud83d\ude00\/<\n\\\u00e9&>" }"#),
        (ESCAPED, r#"{ "a": "é😀\/\u003c\n\\u00e9\u0026>" }"#),
        (ESCAPED, r#"{ "a": "\u00e9\uD83D\uDE00/\u003c\n\\u00e9\u0026>" }"#),
        (ESCAPED, r#"{ "a": "\u00e9\uD83D\uDE00\/<\n\\u00e9&>" }"#),
    ] {
        sent.payload_is_told("payload-unicode-escapes", &sha256(hashed.as_bytes()));
    }
}

#[test]
fn json_of_a_large_body_is_not_rewritten() {
    let spaced = format!("[{}1]", "1, ".repeat(1 << 19)).leak();
    let compact = spaced.replace(' ', "");
    let sent = Sent { body: spaced, ..POST };
    let right = sent.canonical_request();
    let other = right.replace(&sha256(spaced.as_bytes()), &sha256(compact.as_bytes()));
    let diagnosis = sent.diagnose(sent.signed, &other, |text| text).unwrap();
    assert!(diagnosis.untried.is_some() && diagnosis.causes.is_empty(), "{:?}", diagnosis.causes);
}
