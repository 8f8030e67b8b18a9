//! Two calls of the history side by side.

use tencentcloud_catalog::pretty_json;

use crate::api::{CompareResponse, DiffLine, HistoryEntry, Language, Sign};
use crate::difference::{collapsed, lines};
use crate::mask::Mask;

/// Equal lines that are shown beside a difference.
const AROUND: usize = 2;

/// What differs between two calls. What follows from another difference says so.
pub(crate) fn compare(
    language: Language,
    mask: &Mask,
    older: &HistoryEntry,
    newer: &HistoryEntry,
) -> CompareResponse {
    let same = |count: usize| {
        language.of(format!("{count} lines are the same"), format!("{count} 行相同"))
    };
    let mut request = lines(&as_strs(&older.request), &as_strs(&newer.request));
    let summary = explain(language, &mut request);

    // The layout decodes escapes, with which a server may spell a secret.
    let shown = |entry: &HistoryEntry| {
        let pretty = pretty_json(&entry.response);
        pretty.map_or_else(|| entry.response.clone(), |text| mask.hide(&text))
    };
    let (old, new) = (shown(older), shown(newer));
    let mut response = lines(&old.lines().collect::<Vec<_>>(), &new.lines().collect::<Vec<_>>());
    for (sign, entry) in [(Sign::Old, older), (Sign::New, newer)] {
        if let Some(first) = response.iter_mut().find(|line| line.sign == sign) {
            first.remark.clone_from(&entry.row.result);
        }
    }
    CompareResponse {
        summary,
        request: collapsed(request, AROUND, same),
        response: collapsed(response, AROUND, same),
    }
}

fn as_strs(lines: &[String]) -> Vec<&str> {
    lines.iter().map(String::as_str).collect()
}

/// Says of lines of a request why they differ, and sums it up.
fn explain(language: Language, request: &mut [DiffLine]) -> String {
    let differs = |line: &&DiffLine| line.sign != Sign::Same;
    let mut names: Vec<String> = Vec::new();
    for line in request.iter().filter(differs) {
        let name = name_of(&line.text);
        if !name.is_empty() && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    let is_signature = |name: &String| name == AUTHORIZATION;
    let has_signature = names.iter().any(is_signature);
    let causes: Vec<_> = names.iter().filter(|name| !is_signature(name)).cloned().collect();
    let is_time = causes == [TIMESTAMP];

    let later = later(language, request);
    for line in request.iter_mut().filter(|line| line.sign == Sign::New) {
        match name_of(&line.text) {
            TIMESTAMP => line.remark = later.clone().unwrap_or_default(),
            AUTHORIZATION if is_time => {
                line.remark = language.of("follows from the time", "由时间引起").into();
            }
            AUTHORIZATION => {
                line.remark = language.of("follows from the other lines", "由其他行引起").into();
            }
            _ => {}
        }
    }
    let causes = causes.join(language.of(", ", "、"));
    match (&*causes, is_time, has_signature) {
        ("", _, false) => language.of("the requests are the same", "两次请求相同").into(),
        (_, true, _) => language
            .of("the time differs, and the signature with it", "时间不同，签名随之不同")
            .into(),
        ("", _, true) => language.of("the signature differs", "签名不同").into(),
        (causes, _, true) => language.of(
            format!("different: {causes}; the signature follows"),
            format!("不同：{causes}；签名随之不同"),
        ),
        (causes, _, false) => {
            language.of(format!("different: {causes}"), format!("不同：{causes}"))
        }
    }
}

const AUTHORIZATION: &str = "authorization";
const TIMESTAMP: &str = "x-tc-timestamp";
const BODY: &str = "body";

/// The name of a header; `body` or `request line` for other lines.
fn name_of(line: &str) -> &str {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    match line.split_once(": ") {
        Some((name, _)) if is_name(name) => name,
        _ if line.ends_with(" HTTP/1.1") => "request line",
        _ if line.is_empty() => "",
        _ => BODY,
    }
}

/// How much later the second call was signed.
fn later(language: Language, request: &[DiffLine]) -> Option<String> {
    let time = |sign: Sign| {
        let mut of_sign = request.iter().filter(|line| line.sign == sign);
        let line = of_sign.find(|line| name_of(&line.text) == TIMESTAMP)?;
        line.text.split_once(": ")?.1.parse::<i64>().ok()
    };
    let seconds = time(Sign::New)?.checked_sub(time(Sign::Old)?)?;
    let (length, is_later) = (seconds.unsigned_abs(), seconds > 0);
    let units = [
        (86_400, language.of("d", "天")),
        (3_600, language.of("h", "小时")),
        (60, language.of("min", "分")),
        (1, language.of("s", "秒")),
    ];
    let mut rest = length;
    let mut parts = Vec::new();
    for (unit, name) in units {
        if rest >= unit && parts.len() < 2 {
            parts.push(format!("{} {name}", rest / unit));
            rest %= unit;
        }
    }
    let length = parts.join(" ");
    Some(language.of(
        format!("{length} {}", if is_later { "later" } else { "earlier" }),
        format!("{}{length}", if is_later { "晚" } else { "早" }),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{Call, HistoryRow, TargetKind};

    fn entry(request: &[&str], response: &str, result: &str) -> HistoryEntry {
        HistoryEntry {
            row: HistoryRow {
                id: 1,
                time: 1,
                service: "ecm".into(),
                version: String::new(),
                action: "ImportImage".into(),
                class: None,
                target: TargetKind::Emulator,
                result: result.into(),
                ok: true,
            },
            call: Call {
                service: "ecm".into(),
                version: String::new(),
                action: "ImportImage".into(),
                input: "{}".into(),
                octets: None,
                region: None,
                language: None,
                scheme: "TC3-HMAC-SHA256".into(),
                method: "POST".into(),
            },
            request: request.iter().map(|&line| line.to_owned()).collect(),
            response: response.into(),
        }
    }

    fn request<'a>(time: &'a str, signature: &'a str, body: &'a str) -> Vec<&'a str> {
        vec![
            "POST / HTTP/1.1",
            "host: h",
            time,
            "a: 1",
            "b: 2",
            "c: 3",
            "d: 4",
            signature,
            "",
            body,
        ]
    }

    #[test]
    fn signature_follows_from_the_time() {
        let older = entry(
            &request("x-tc-timestamp: 1795615329", "authorization: … Signature=f0a3", "{}"),
            r#"{"Response":{"RequestId":"51c0"}}"#,
            "accepted",
        );
        let newer = entry(
            &request("x-tc-timestamp: 1795615512", "authorization: … Signature=7ea9", "{}"),
            r#"{"Response":{"RequestId":"8c0f"}}"#,
            "success",
        );
        let compared = compare(Language::English, &Mask::default(), &older, &newer);
        assert_eq!(compared.summary, "the time differs, and the signature with it");
        let remark = |start: &str| {
            let mut lines = compared.request.iter();
            lines.find(|l| l.sign == Sign::New && l.text.starts_with(start)).unwrap().clone()
        };
        let time = remark("x-tc-timestamp");
        assert_eq!((&*time.remark, time.changed), ("3 min 3 s later", Some((23, 26))));
        assert_eq!(remark("authorization").remark, "follows from the time");
        let remarks: Vec<_> = compared.response.iter().map(|line| &*line.remark).collect();
        assert!(remarks.contains(&"accepted") && remarks.contains(&"success"), "{remarks:?}");
        let chinese = compare(Language::Chinese, &Mask::default(), &older, &newer);
        assert_eq!(chinese.summary, "时间不同，签名随之不同");
        let same = compare(Language::English, &Mask::default(), &older, &older);
        assert!(same.summary.contains("the same"));
    }

    #[test]
    fn other_differences_are_named() {
        let older = entry(&request("x-tc-timestamp: 1", "authorization: a", r#"{"A":1}"#), "", "");
        let newer = entry(&request("x-tc-timestamp: 2", "authorization: b", r#"{"A":2}"#), "", "");
        let compared = compare(Language::English, &Mask::default(), &older, &newer);
        assert_eq!(compared.summary, "different: x-tc-timestamp, body; the signature follows");
    }
}
