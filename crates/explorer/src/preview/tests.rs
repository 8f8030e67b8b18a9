use tencentcloud_core::Credential;
use tencentcloud_emulator::Emulator;

use super::*;
use crate::api::{Part, RequestLine, StepId};
use crate::explorer::{AccountKey, Explorer};

const TIME: u64 = 1_795_615_512;

pub(crate) fn explorer() -> Explorer {
    let emulator = Emulator::builder().key("test-secret-id-000001", "test-secret-key-000001");
    let account = Credential::new("AKIDcanary000000000k3Q9", "canary-secret-key-000001").unwrap();
    Explorer::builder(emulator.build().unwrap(), "http://127.0.0.1:41873")
        .account(AccountKey::new(account.with_token("canary+token/000001").unwrap(), "environment"))
        .build()
}

fn describe(input: &str) -> Call {
    Call {
        service: "ecm".into(),
        version: "2019-07-19".into(),
        action: "DescribeImage".into(),
        input: input.into(),
        octets: None,
        region: None,
        language: None,
        scheme: "TC3-HMAC-SHA256".into(),
        method: "POST".into(),
    }
}

fn asked(call: Call, target: TargetKind) -> PreviewRequest {
    PreviewRequest {
        language: Language::English,
        call,
        destination: Destination { target, endpoint: None },
        time: Some(TIME),
        random: Some(7),
        at: None,
    }
}

fn request(explorer: &Explorer, asked: &PreviewRequest) -> SignedRequest {
    let preview = explorer.inner().preview(asked);
    preview.request.unwrap_or_else(|| panic!("{:?}", preview.problem))
}

fn text(lines: &[RequestLine], part: Part) -> Vec<&str> {
    lines.iter().filter(|line| line.part == part).map(|line| line.text.as_str()).collect()
}

/// All forms of one call.
fn variants() -> Vec<Call> {
    let input = r#"{"Filters":[{"Name":"image-type","Values":["PRIVATE_IMAGE"]}],"Limit":20}"#;
    let mut calls = Vec::new();
    for scheme in ["TC3-HMAC-SHA256", "HmacSHA256", "HmacSHA1"] {
        for method in ["POST", "GET"] {
            let (scheme, method) = (scheme.into(), method.into());
            calls.push(Call { scheme, method, ..describe(input) });
        }
    }
    calls
}

#[test]
fn request_of_the_emulator_is_shown_with_every_step() {
    let mut asked = asked(describe(r#"{"Limit":20}"#), TargetKind::Emulator);
    asked.at = Some("/Limit".into());
    let preview = explorer().inner().preview(&asked);
    assert_eq!((preview.url.as_str(), preview.time), ("http://127.0.0.1:41873/", TIME));
    assert!(preview.findings.is_empty() && preview.problem.is_none());
    let request = preview.request.unwrap();
    let letters: Vec<(&str, char)> =
        request.lines.iter().filter_map(|line| Some((line.text.as_str(), line.letter?))).collect();
    assert_eq!(
        letters,
        [
            ("POST / HTTP/1.1", 'a'),
            ("host: 127.0.0.1:41873", 'b'),
            ("content-type: application/json", 'c'),
            ("x-tc-timestamp: 1795615512", 'd'),
            (r#"{"Limit":20}"#, 'e'),
        ]
    );
    assert_eq!(request.lines.last().unwrap().mark, Some((9, 11)));
    assert_eq!(request.expires, TIME + 300);
    let steps: Vec<StepId> = request.steps.iter().map(|step| step.id).collect();
    assert_eq!(
        steps,
        [
            StepId::CanonicalRequest,
            StepId::Hash,
            StepId::StringToSign,
            StepId::KeyChain,
            StepId::Signature,
            StepId::Authorization,
        ]
    );
    let [canonical, hash, string, chain, signature, authorization] = &request.steps[..] else {
        panic!("six steps")
    };
    assert_eq!(canonical.lines.len(), 8);
    assert_eq!(canonical.size, "142 bytes, no ↵ at the end");
    assert_eq!(canonical.summary, "142 bytes · 8 lines");
    assert_eq!(canonical.lines[4].source, "header host, with its port");
    assert_eq!(canonical.lines[7].derives, ['e']);
    assert_eq!(hash.lines[0].derives, ['a', 'b', 'c', 'e']);
    assert_eq!(string.lines[3].text, hash.lines[0].text);
    assert_eq!(string.lines[3].from_step, Some(2));
    assert_eq!(string.summary, "1795615512 · 2026-11-25/ecm/tc3_request");
    assert!(chain.hidden.is_none() && chain.lines.iter().all(|line| line.text.len() == 64));
    assert_eq!(signature.lines[0].derives, ['a', 'b', 'c', 'd', 'e']);
    let sent = text(&request.lines, Part::Header);
    assert!(sent.contains(&&*format!("authorization: {}", authorization.lines[0].text)));
    assert!(authorization.lines[0].text.ends_with(&signature.lines[0].text));
}

#[test]
fn tied_text_occurs_in_the_line_that_it_is_derived_from() {
    let explorer = explorer();
    for call in variants() {
        let request = request(&explorer, &asked(call.clone(), TargetKind::Emulator));
        let line = |letter: char| {
            let mut tied = request.lines.iter().filter(|line| line.letter == Some(letter));
            tied.next().unwrap_or_else(|| panic!("{letter} {call:?}"))
        };
        for step in &request.steps {
            assert!(!step.why.is_empty() && !step.title.is_empty() && !step.summary.is_empty());
            for shown in &step.lines {
                assert!(shown.derives.iter().all(|letter| line(*letter).signed));
                let Some(letter) = shown.letter else { continue };
                let is_derived = shown.source.starts_with("SHA-256")
                    || shown.source.starts_with("UTC date")
                    // Percent-encoded in the line, and not in the step.
                    || matches!(step.id, StepId::Parameters | StepId::SourceText);
                let value = match shown.text.split_once(':') {
                    Some((_, value)) if step.id == StepId::CanonicalRequest => value,
                    _ => &shown.text,
                };
                let found = line(letter).text.to_ascii_lowercase();
                assert!(
                    is_derived || found.contains(&value.to_ascii_lowercase()),
                    "{value} in {found}"
                );
            }
            let joined = |line: &crate::api::StepLine| {
                format!("{}{}", line.text, if line.newline { "\n" } else { "" })
            };
            let text: String = step.lines.iter().map(joined).collect();
            if !matches!(step.id, StepId::Parameters | StepId::KeyChain) {
                assert_eq!(step.copy.as_deref(), Some(&*text), "{:?}", step.id);
            }
        }
    }
}

#[test]
fn same_time_and_number_give_the_same_bytes() {
    let explorer = explorer();
    for call in variants() {
        let mut asked = asked(call, TargetKind::Emulator);
        let one = serde_json::to_string(&request(&explorer, &asked)).unwrap();
        assert_eq!(one, serde_json::to_string(&request(&explorer, &asked)).unwrap());
        asked.time = Some(TIME + 1);
        assert_ne!(one, serde_json::to_string(&request(&explorer, &asked)).unwrap());
    }
    let mut fresh = asked(describe("{}"), TargetKind::Emulator);
    (fresh.time, fresh.random) = (None, None);
    let preview = explorer.inner().preview(&fresh);
    assert!(preview.random <= LARGEST_RANDOM && preview.time > TIME - 300_000_000);
}

#[test]
fn bytes_are_those_of_the_transport() {
    let explorer = explorer();
    for call in variants() {
        let asked = asked(call, TargetKind::Emulator);
        let now = explorer.inner().now(TargetKind::Emulator, asked.time, asked.random);
        let signed =
            explorer.inner().signed(asked.language, &asked.call, &asked.destination, now).unwrap();
        let mut bytes = signed.head.clone();
        bytes.extend_from_slice(signed.request.body());
        let shown = request(&explorer, &asked);
        let body = text(&shown.lines, Part::Body).join("\n");
        let head = shown.lines.iter().take_while(|line| line.part != Part::Blank);
        let head: Vec<&str> = head.flat_map(|line| [&*line.text, "\r\n"]).collect();
        let head = head.concat();
        assert_eq!(format!("{head}\r\n{body}").as_bytes(), bytes);
    }
}

#[test]
fn nothing_of_an_account_is_shown_but_the_end_of_its_id() {
    let explorer = explorer();
    for target in [TargetKind::Cloud, TargetKind::Custom] {
        for call in variants() {
            let mut asked = asked(call, target);
            asked.destination.endpoint = Some("https://example.com".into());
            let request = request(&explorer, &asked);
            let json = serde_json::to_string(&request).unwrap();
            assert!(!json.to_ascii_lowercase().contains("canary"), "{json}");
            assert!(json.contains("••••••••k3Q9"));
            let chain = request.steps.iter().find(|step| step.id == StepId::KeyChain);
            if let Some(chain) = chain {
                assert!(chain.hidden.is_some() && chain.copy.is_none());
                assert!(chain.lines.iter().all(|line| line.text.is_empty()));
            }
        }
    }
}

#[test]
fn problems_are_sentences_and_findings_remain() {
    let explorer = explorer();
    for (input, problem) in
        [("{", "The input is not a JSON object"), ("[1]", "The input is not a JSON")]
    {
        let preview = explorer.inner().preview(&asked(describe(input), TargetKind::Emulator));
        assert!(preview.request.is_none());
        assert!(preview.problem.unwrap().starts_with(problem));
        assert_eq!(preview.findings.len(), 1, "{input}");
    }
    let mut plain = asked(describe("{}"), TargetKind::Custom);
    plain.destination.endpoint = Some("http://example.com".into());
    let preview = explorer.inner().preview(&plain);
    assert!(preview.problem.unwrap().contains("plain HTTP"));
    let emulator = Emulator::builder().build().unwrap();
    let keyless = Explorer::builder(emulator, "http://127.0.0.1:1").build();
    let preview = keyless.inner().preview(&asked(describe("{}"), TargetKind::Cloud));
    assert!(preview.problem.unwrap().starts_with("There is no key"));
}
