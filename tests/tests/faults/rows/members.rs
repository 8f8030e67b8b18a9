//! The members of an answer: errors of the API, and what has the wrong shape.

use super::bodies::{bodies, deep};
use crate::fault::{Fault, Group};

pub(crate) fn group() -> Group {
    Group { title: "What an answer holds", faults: [errors(), shapes()].concat() }
}

fn errors() -> Vec<Fault> {
    let code = |code| format!(r#""Error":{{"Code":"{code}","Message":"m"}}"#);
    let internal = code("InternalError");
    vec![
        members("an error: what was asked for is wrong", &[&code("InvalidParameter")]),
        members("an error: too many requests", &[&code("RequestLimitExceeded")]),
        members("an error: the service failed inside", &[&internal]),
        members(
            "`Error` is null, or without a code",
            &[r#""Error":null"#, r#""Error":{}"#, r#""Error":{"Code":""}"#],
        ),
        members("`Error` twice", &[&format!("{internal},{internal}")]),
        members("`Error.Code` twice", &[r#""Error":{"Code":"A","Code":"B"}"#]),
        members(
            "`Error.Code` is not a text",
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
        members("a number is a text", &[r#""TotalCount":"many""#]),
        members("a number is a text that holds a number", &[r#""TotalCount":"5""#]),
        members("a number beyond 64 bits", &[r#""TotalCount":99999999999999999999999"#]),
        members("a list is an object", &[r#""ImageSet":{}"#]),
        members("a list is of lists, not of objects", &[r#""ImageSet":[[]]"#]),
        members("a list and a number are null", &[r#""TotalCount":null,"ImageSet":null"#]),
        members(
            "a member of the output, 100,000 levels deep",
            &[&format!(r#""ImageSet":{}"#, deep("[", "]"))],
        ),
        members(
            "an unknown member, 100,000 levels deep",
            &[
                &format!(r#""New":{}"#, deep("[", "]")),
                &format!(r#""New":{}"#, deep("{\"a\":", "}")),
            ],
        ),
        members("half of a surrogate pair in an unknown member", &[r#""New":"\ud800""#]),
    ]
}

/// An answer with each of these beside its request id.
fn members(what: &'static str, contents: &[&str]) -> Fault {
    let response = |content: &&str| format!(r#"{{"Response":{{{content},"RequestId":"r-own"}}}}"#);
    bodies(what, contents.iter().map(response))
}
