use tencentcloud_core::Credential;
use tencentcloud_emulator::Emulator;

use super::*;
use crate::api::{MarkKind, Sign, StageState};
use crate::explorer::{AccountKey as Account, Explorer};

/// A curl line whose scope has the date of UTC+8.
const LOCAL_DATE: &str = "curl -X POST https://cvm.tencentcloudapi.com \\\n  \
    -H 'Authorization: TC3-HMAC-SHA256 Credential=test-secret-id-000001/2026-11-26/cvm/tc3_request, \
    SignedHeaders=content-type;host, \
    Signature=179051dfa783b6ba730b89e9b52a21c2d37e955c80290431a22abab2b44eba82' \\\n  \
    -H 'Content-Type: application/json' \\\n  -H 'Host: cvm.tencentcloudapi.com' \\\n  \
    -H 'X-TC-Action: DescribeInstances' \\\n  -H 'X-TC-Version: 2017-03-12' \\\n  \
    -H 'X-TC-Region: ap-guangzhou' \\\n  -H 'X-TC-Timestamp: 1795631400' \\\n  \
    -d '{\"Filters\":[{\"Name\":\"zone\",\"Values\":[\"ap-guangzhou-6\"]}],\"Limit\":20}'";

fn explorer() -> Explorer {
    let credential = Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap();
    let emulator = Emulator::builder().build().unwrap();
    let account = Account::new(credential, "keys.json");
    Explorer::builder(emulator, "http://127.0.0.1:41873").account(account).build()
}

fn explain(language: Language, text: &str) -> ExplainResponse {
    let asked = ExplainRequest { language, text: text.into(), at: None };
    explorer().inner().explain(&asked)
}

#[test]
fn command_line_for_the_keys_of_the_emulator_goes_to_the_emulator() {
    let explorer = explorer();
    let id = explorer.inner().emulator.credential().secret_id().to_owned();
    let text = LOCAL_DATE.replace("test-secret-id-000001", &id);
    let asked = ExplainRequest { language: Language::English, text, at: None };
    let found = explorer.inner().explain(&asked);
    assert!(found.key.unwrap().is_emulators);
    let line = found.tc3.unwrap();
    assert!(line.ends_with("--endpoint http://127.0.0.1:41873 --as curl"), "{line}");
    // The emulator accepts no other keys.
    assert!(line.starts_with(&format!("TENCENTCLOUD_SECRET_ID={id} ")), "{line}");
}

#[test]
fn local_date_is_explained_with_marks_difference_and_fix() {
    let found = explain(Language::English, LOCAL_DATE);
    assert_eq!((found.verdict, found.differs_at), ("invalid", Some("scope")), "{found:?}");
    assert_eq!(found.title, "The date is local, not UTC");
    assert!(found.message.ends_with("matches bit for bit."), "{}", found.message);
    assert_eq!((found.kind, found.at), (Some("curl"), Some(1_795_631_400)));
    let part = |mark: &crate::api::Mark| LOCAL_DATE[mark.from..mark.to].to_owned();
    let marks: Vec<_> = found.marks.iter().map(|mark| (part(mark), mark.kind)).collect();
    assert_eq!(
        marks,
        [("2026-11-26".into(), MarkKind::Wrong), ("1795631400".into(), MarkKind::Compared)]
    );
    let lines: Vec<_> = found.difference.iter().map(|line| (line.sign, &*line.text)).collect();
    assert_eq!(lines[..2], [(Sign::Title, "String to sign"), (Sign::Same, "TC3-HMAC-SHA256")]);
    let of = |sign| found.difference.iter().find(|line| line.sign == sign).unwrap();
    assert_eq!(
        (&*of(Sign::Old).text, of(Sign::Old).changed),
        ("2026-11-26/cvm/tc3_request", Some((9, 10)))
    );
    assert_eq!(&*of(Sign::New).text, "2026-11-25/cvm/tc3_request");
    assert!(
        found.difference[2].remark.contains("2026-11-25 18:30:00 UTC"),
        "{:?}",
        found.difference
    );
    assert_eq!(found.fix.len(), 2);
    let (same, follows) = (StageState::Same, StageState::Follows);
    let states: Vec<_> = found.stages.iter().map(|stage| stage.state).collect();
    assert_eq!(states, [same, StageState::Different, same, follows, follows, follows]);
    assert_eq!(found.call.unwrap().action, "DescribeInstances");
    // A line that only prints: the call may be a change in the cloud.
    let line = found.tc3.unwrap();
    assert!(line.starts_with("tc3 cvm DescribeInstances ") && line.ends_with(" --as curl"));
    let key = found.key.unwrap();
    assert_eq!((&*key.id, &*key.source), ("••••••••0001", "keys.json"));
    let chinese = explain(Language::Chinese, LOCAL_DATE);
    assert_eq!(chinese.title, "日期用了本地时区，应为 UTC");
}

#[test]
fn right_signature_unknown_key_and_no_request_are_told_apart() {
    let right = LOCAL_DATE.replace("2026-11-26", "2026-11-25");
    let unknown = LOCAL_DATE.replace("test-secret-id-000001", "test-secret-id-000002");
    let unsigned = "POST / HTTP/1.1\r\nHost: ecm.tencentcloudapi.com\r\n\r\n{}";
    for (text, verdict, title) in [
        (&*unknown, "unknown-key", "The key is not known here"),
        (unsigned, "unsigned", "The request is not signed"),
        ("tccli ecm DescribeImage", "no-request", "This is no request"),
        ("", "no-request", "This is no request"),
    ] {
        let found = explain(Language::English, text);
        assert_eq!((found.verdict, &*found.title), (verdict, title), "{text}");
        assert!(found.difference.is_empty() && found.marks.is_empty());
        let restarts = found.notes.iter().any(|note| note.contains("restart it with --keys FILE"));
        assert_eq!(restarts, verdict == "unknown-key", "{:?}", found.notes);
    }
    // Another date alone does not make the signature right.
    let found = explain(Language::English, &right);
    assert_eq!(found.verdict, "invalid");
    assert_eq!(found.title, "No known mistake reproduces this signature");
    let cut = right.replace(",\"Limit\":20}", "");
    let found = explain(Language::English, &cut);
    assert_eq!(found.title, "The body is cut off by Content-Length", "{}", found.message);
}

#[test]
fn every_cause_of_a_wrong_text_has_a_fix_and_no_secret() {
    for cause in Cause::all() {
        let lines = fix(cause);
        assert_eq!(lines.len(), 2, "{}", cause.name());
        assert!(cause_sentence(Language::Chinese, cause.name()).is_some());
    }
    let found = explain(Language::English, &LOCAL_DATE.replace("zone", "test-secret-key-000001"));
    let mut shown = serde_json::to_value(&found).unwrap();
    // What the user pasted may be in the call of the form.
    shown.as_object_mut().unwrap().retain(|name, _| !["call", "tc3"].contains(&&**name));
    assert!(!shown.to_string().contains("test-secret-key-000001"), "{shown}");
}

#[test]
fn stale_content_length_of_a_command_line_is_the_first_cause() {
    let stale = LOCAL_DATE.replace(" -H 'Host", " -H 'content-length: 41' -H 'Host");
    let found = explain(Language::English, &stale);
    let names: Vec<_> = found.causes.iter().map(|cause| cause.name).collect();
    assert_eq!((found.verdict, names), ("invalid", vec!["stale-content-length", "local-date"]));
    assert_eq!(found.title, "The Content-Length is not that of the data");
    assert!(found.message.contains("reads only the first 41 bytes"), "{}", found.message);
    let [mark] = found.marks[..] else { panic!("{:?}", found.marks) };
    assert_eq!(&stale[mark.from..mark.to], "content-length: 41");
    assert_eq!(found.fix[1].text, "--data-binary …");
    let unsigned = stale.replace("Authorization", "X-Authorization");
    let found = explain(Language::Chinese, &unsigned);
    assert_eq!(found.verdict, "unsigned");
    assert!(found.notes[0].contains("41"), "{:?}", found.notes);
}
