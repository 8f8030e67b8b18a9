//! Bodies that are not what an answer of the API should be.

use crate::fault::{Fault, Group, fault};
use crate::moves::{answer, good_body, reply, reply_with};

pub(crate) fn group() -> Group {
    let good = good_body();
    let html = |content_type| vec![answer(reply_with("200 OK", content_type, good_body()))];
    Group {
        title: "Bodies",
        faults: vec![
            bodies("not JSON", ["hello", "{", "{\"Response\":", "nul", "\0"]),
            bodies(
                "JSON, but no object",
                ["[]", "null", "5", "\"Response\"", "[{\"RequestId\":\"r-own\"}]"],
            ),
            bodies("JSON without `Response`", ["{}", "{\"response\":{}}"]),
            bodies(
                "`Response` is null, a list, a text or a number",
                [
                    r#"{"Response":null}"#,
                    r#"{"Response":[]}"#,
                    r#"{"Response":["r-own"]}"#,
                    r#"{"Response":"r-own"}"#,
                    r#"{"Response":5}"#,
                ],
            ),
            bodies("`Response` twice", [twice()]),
            bodies("100,000 levels deep", [deep("{\"Response\":", "}")]),
            bodies("100,000 levels that never end", ["[".repeat(100_000)]),
            bodies(
                "bad UTF-8",
                [
                    b"{\"Response\":{\"RequestId\":\"\xff\xfe\"}}".as_slice(),
                    b"{\"Response\":{\"New\":\"\xc3\x28\",\"RequestId\":\"r-own\"}}".as_slice(),
                    b"\xff".as_slice(),
                ],
            ),
            bodies("a byte order mark before the JSON", [format!("\u{feff}{good}")]),
            bodies("garbage after the JSON", [format!("{good}garbage"), format!("{good}{good}")]),
            bodies("blanks around the JSON", [format!(" \r\n\t{good}\r\n ")]),
            fault(
                "good JSON that says it is something else",
                vec![html("Content-Type: text/html\r\n"), html("Content-Type: odd\r\n")],
            ),
        ],
    }
}

/// An answer with status 200 for each of these bodies.
pub(crate) fn bodies(
    what: &'static str,
    bodies: impl IntoIterator<Item = impl AsRef<[u8]>>,
) -> Fault {
    fault(what, bodies.into_iter().map(|body| vec![answer(reply(body))]).collect())
}

/// A value within a value, and so on.
pub(crate) fn deep(open: &str, close: &str) -> String {
    const LEVELS: usize = 100_000;
    format!("{}0{}", open.repeat(LEVELS), close.repeat(LEVELS))
}

fn twice() -> String {
    let good = good_body();
    let response = good.trim_start_matches('{').trim_end_matches('}');
    format!("{{{response}}},{response}}}}}")
}
