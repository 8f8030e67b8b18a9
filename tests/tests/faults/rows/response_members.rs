//! Members of the response: API errors, and members of the wrong type.

use super::bodies::{bodies, deep};
use crate::fault::{Fault, Group};

pub(crate) fn group() -> Group {
    Group { title: "Contents of the response", faults: [errors(), shapes()].concat() }
}

fn errors() -> Vec<Fault> {
    let code = |code| format!(r#""Error":{{"Code":"{code}","Message":"m"}}"#);
    let internal = code("InternalError");
    vec![
        members("an API error: invalid parameter", &[&code("InvalidParameter")]),
        members("an API error: throttled", &[&code("RequestLimitExceeded")]),
        members("an API error: internal error", &[&internal]),
        members("`Error` is null", &[r#""Error":null"#]),
        members(
            "`Error` has no code",
            &[
                r#""Error":{}"#,
                r#""Error":{"Code":""}"#,
                r#""Error":{"code":"A"}"#,
                r#""Error":"A""#,
                r#""Error":["A"]"#,
                r#""Error":true"#,
            ],
        ),
        members("`Error` twice", &[&format!("{internal},{internal}")]),
        members("`Error.Code` twice", &[r#""Error":{"Code":"A","Code":"B"}"#]),
        members(
            "`Error.Code` is not a string",
            &[r#""Error":{"Code":5}"#, r#""Error":{"Code":null}"#, r#""Error":{"Code":["A"]}"#],
        ),
    ]
}

fn shapes() -> Vec<Fault> {
    let response = |content: &str| format!(r#"{{"Response":{{{content}}}}}"#);
    vec![
        bodies("`RequestId` is missing", [response(r#""TotalCount":0"#)]),
        bodies("`RequestId` is null", [response(r#""RequestId":null"#)]),
        bodies("`RequestId` is a number", [response(r#""RequestId":5"#)]),
        bodies("`RequestId` is a list", [response(r#""RequestId":["r-own"]"#)]),
        bodies("`RequestId` twice", [response(r#""RequestId":"r-own","RequestId":"r-own""#)]),
        members("an integer is a string", &[r#""TotalCount":"many""#]),
        members("an integer is a string of digits", &[r#""TotalCount":"5""#]),
        members("an integer exceeds 64 bits", &[r#""TotalCount":99999999999999999999999"#]),
        members("an integer has a fraction", &[r#""TotalCount":20.5"#]),
        members("a string is a number", &[r#""ImageSet":[{"ImageId":5}]"#]),
        members("a boolean is a string", &[r#""ImageSet":[{"IsSupportCloudInit":"true"}]"#]),
        members("a list is an object with members", &[r#""ImageSet":{"A":1}"#]),
        members(
            "a list is an empty object or an empty string",
            &[r#""ImageSet":{}"#, r#""ImageSet":"""#],
        ),
        members("a list contains lists, not objects", &[r#""ImageSet":[[]]"#]),
        members("a list and an integer are null", &[r#""TotalCount":null,"ImageSet":null"#]),
        members(
            "a known member, 100,000 levels deep",
            &[&format!(r#""ImageSet":{}"#, deep("[", "]"))],
        ),
        members(
            "an unknown member, 100,000 levels deep",
            &[
                &format!(r#""New":{}"#, deep("[", "]")),
                &format!(r#""New":{}"#, deep("{\"a\":", "}")),
            ],
        ),
        members("a lone surrogate in an unknown member", &[r#""New":"\ud800""#]),
    ]
}

/// A response with each of these members and a request id.
fn members(what: &'static str, contents: &[&str]) -> Fault {
    let response = |content: &&str| format!(r#"{{"Response":{{{content},"RequestId":"r-own"}}}}"#);
    bodies(what, contents.iter().map(response))
}
