//! From bytes to JSON.

use std::str::FromStr;

use serde_json::{Map, Value};
use tencentcloud_catalog::Action;
use tencentcloud_core::CommonCode;
use tencentcloud_verify::RawRequest;

use super::{Codes, query};
use crate::failure::Failure;
use crate::messages;

const JSON: &str = "application/json";

/// The parameters as they were sent: the JSON body of a POST, the query of a GET.
pub(crate) fn read(
    request: &RawRequest,
    action: &'static Action,
) -> Result<Map<String, Value>, Failure> {
    if request.method() == "GET" {
        return query::read(request.query(), action);
    }
    let content_type = request.header("content-type").unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case(JSON) {
        return Err(Failure::common(
            CommonCode::UnsupportedProtocol,
            messages::content_type(content_type, JSON),
        ));
    }
    json(request.body(), Codes::of(action))
}

fn json(body: &[u8], codes: Codes) -> Result<Map<String, Value>, Failure> {
    let text = std::str::from_utf8(body)
        .map_err(|_| Failure::new(codes.format(), messages::not_utf8()))?;
    // Nothing at all: an action without parameters, called by hand.
    if text.trim().is_empty() {
        return Ok(Map::new());
    }
    match Value::from_str(text) {
        Ok(Value::Object(body)) => Ok(body),
        Ok(_) => Err(Failure::common(CommonCode::InvalidParameter, messages::not_an_object())),
        Err(_) if text.contains(is_stray_control) => {
            Err(Failure::new(codes.format(), messages::control_character_in_body()))
        }
        Err(error) => Err(Failure::common(
            CommonCode::InvalidParameter,
            messages::malformed_json(error.line(), error.column()),
        )),
    }
}

/// A control character that JSON allows nowhere.
fn is_stray_control(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use tencentcloud_catalog::action;

    use super::*;

    fn code(body: &[u8]) -> &'static str {
        let action = action("ecm", "2019-07-19", "ImportImage").unwrap();
        json(body, Codes::of(action)).unwrap_err().code
    }

    #[test]
    fn bytes_that_are_no_object() {
        let format = "InvalidParameter.InvalidDataFormat";
        assert_eq!(code(b"{\"ImageId\": \"\xff\"}"), format);
        assert_eq!(code(b"{\"ImageId\": \"a\x01\"}"), format);
        assert_eq!(code(b"{\"ImageId\": "), "InvalidParameter");
        assert_eq!(code(b"[]"), "InvalidParameter");
        assert_eq!(code(b"{} {}"), "InvalidParameter");
        let deep = "[".repeat(100_000);
        assert_eq!(code(deep.as_bytes()), "InvalidParameter");
    }

    #[test]
    fn an_empty_body_has_no_parameters() {
        let action = action("ecm", "2019-07-19", "DescribeImage").unwrap();
        assert!(json(b"", Codes::of(action)).unwrap().is_empty());
    }
}
