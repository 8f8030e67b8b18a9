//! Changes of the input.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use bytes::Bytes;
use serde_json::value::RawValue;

use super::flatten::members;
use super::{Content, Request, RequestError};
use crate::error::JsonError;

impl Request {
    /// The members of the JSON input in order, with their values as JSON text. Fails if the
    /// input is not a JSON object, has a member twice or is an octet stream.
    pub fn members(&self) -> Result<Vec<(String, &str)>, RequestError> {
        if self.header_parameters().is_some() {
            return Err(RequestError::Unsupported("an octet stream has no members"));
        }
        Ok(members(self.body())?.into_iter().map(|(name, value)| (name, value.get())).collect())
    }

    /// Sets a member of the JSON input to a JSON value: replaces its value, or adds it
    /// after the others, which stay as they are, byte for byte.
    ///
    /// # Errors
    ///
    /// If the input is not a JSON object, has a member twice or is an octet stream, and if
    /// the value is not JSON.
    ///
    /// ```
    /// use tencentcloud_core::Request;
    ///
    /// let request = Request::new("ecm", "2019-07-19", "DescribeImage", r#"{"Limit": 5}"#)
    ///     .set("Limit", "10")?
    ///     .set("Offset", "20")?;
    /// assert_eq!(request.body(), r#"{"Limit": 10,"Offset":20}"#);
    /// # Ok::<(), tencentcloud_core::RequestError>(())
    /// ```
    pub fn set(mut self, member: &str, json: &str) -> Result<Self, RequestError> {
        match &mut self.content {
            Content::Json(input) | Content::Query(input) | Content::Multipart { input, .. } => {
                *input = with_member(input, member, json)?;
            }
            Content::Octets { .. } => {
                return Err(RequestError::Unsupported("an octet stream has no members"));
            }
        }
        Ok(self)
    }

    /// Sets the body of a request made with [`Request::octets`]. Fails for any other.
    pub fn octet_body(mut self, bytes: impl Into<Bytes>) -> Result<Self, RequestError> {
        match &mut self.content {
            Content::Octets { body, .. } => *body = bytes.into(),
            _ => {
                return Err(RequestError::Unsupported(
                    "only an action that takes an octet stream has a body beside its input",
                ));
            }
        }
        Ok(self)
    }
}

/// The input with another value for a member.
fn with_member(input: &Bytes, member: &str, json: &str) -> Result<Bytes, RequestError> {
    let value: &RawValue = serde_json::from_str(json).map_err(|error| RequestError::Member {
        name: member.into(),
        reason: JsonError::without_value(&error).to_string(),
    })?;
    let members = members(input)?;
    let input = core::str::from_utf8(input).unwrap_or_default();
    let old = members.iter().find(|(name, _)| name == member).map(|(_, value)| value.get());
    let (before, value, after) = if let Some(old) = old {
        // A raw value is a part of the input, so the distance is the place.
        let start = old.as_ptr().addr().saturating_sub(input.as_ptr().addr());
        let end = start.saturating_add(old.len());
        (input.get(..start), value.get().to_owned(), input.get(end..))
    } else {
        let end = input.trim_ascii_end().len().saturating_sub(1);
        let comma = if members.is_empty() { "" } else { "," };
        let name = serde_json::Value::from(member);
        (input.get(..end), format!("{comma}{name}:{}", value.get()), input.get(end..))
    };
    Ok([before.unwrap_or_default(), &value, after.unwrap_or_default()].concat().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(input: &'static str) -> Request {
        Request::new("ecm", "2019-07-19", "DescribeImage", input)
    }

    #[test]
    fn value_is_replaced_and_the_other_members_stay_as_they_are() {
        let input = "\t{ \"A\" : 1.10 , \"B\\u0031\":{\"A\":[1e3]},\r\n\"C\":\"\u{8fb9}\" } ";
        for (member, json, expected) in [
            ("A", " -0 ", input.replace("1.10", "-0")),
            ("B1", "null", input.replace("{\"A\":[1e3]}", "null")),
            ("C", r#"{"x":[]}"#, input.replace("\"\u{8fb9}\"", r#"{"x":[]}"#)),
            ("A.\"", "[1 ]", input.replace(" } ", " ,\"A.\\\"\":[1 ]} ")),
        ] {
            assert_eq!(request(input).set(member, json).unwrap().body(), &expected, "{member}");
        }
    }

    #[test]
    fn member_is_added_to_every_kind_of_json_input() {
        for (input, expected) in [
            ("{}", "{\"A\":1}"),
            (" { \n}\n", " { \n\"A\":1}\n"),
            ("{\"a\":1}", "{\"a\":1,\"A\":1}"),
        ] {
            let json = request(input);
            let get = json.clone().with_method(super::super::Method::Get);
            let multipart = Request::multipart("cii", "2021-04-08", "X", input, [].into());
            for request in [json, get, multipart] {
                assert_eq!(request.set("A", "1").unwrap().body(), expected);
            }
        }
    }

    #[test]
    fn what_is_not_json_is_an_error_that_shows_no_value() {
        for input in ["", "[]", "{} {}", "{\"a\":1,}", "{\"a\":1,\"a\":2}"] {
            assert!(request(input).members().is_err(), "{input}");
            assert!(request(input).set("A", "1").is_err(), "{input}");
        }
        for json in ["", "canary", "1 2", "\"canary", "{\"canary\":}"] {
            let error = request("{}").set("A", json).unwrap_err();
            assert!(matches!(&error, RequestError::Member { name, .. } if name == "A"), "{json}");
            assert!(!error.to_string().contains("canary"), "{error}");
        }
    }

    #[test]
    fn members_are_read_in_order_with_their_values_as_they_are() {
        let request = request(r#"{"b": 1.10, "\u0061":{"x" : []}}"#);
        let members = request.members().unwrap();
        assert_eq!(members, [("b".into(), "1.10"), ("a".into(), "{\"x\" : []}")]);
    }

    #[test]
    fn only_an_octet_stream_has_a_body_beside_its_members() {
        let parameters = [("TopicId".into(), "t".into())];
        let octets = Request::octets("cls", "2020-10-16", "UploadLog", parameters.into(), "");
        assert!(octets.clone().set("TopicId", "1").is_err());
        assert_eq!(octets.octet_body("x").unwrap().body(), "x");
        assert!(request("{}").octet_body("x").is_err());
    }
}
