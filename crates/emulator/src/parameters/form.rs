//! Parameters of a query or form, whose names are paths.

use tencentcloud_catalog::{Action, UnflattenError, unflatten};
use tencentcloud_core::CommonCode;
use tencentcloud_verify::form;

use crate::api_request::CommonParameter;
use crate::failure::Failure;
use crate::messages;

/// The JSON of the query of a GET with signature v3.
pub(super) fn of_query(query: &str, action: &'static Action) -> Result<String, Failure> {
    let query = query.as_bytes();
    let pairs = form::decode(query).map_err(|fault| {
        let pair = form::pair(query, fault.pair()).unwrap_or_default();
        Failure::common(CommonCode::InvalidParameter, messages::malformed_pair(fault, Some(pair)))
    })?;
    json(pairs.iter(), action)
}

/// The JSON of the query or form of signature v1 without its common parameters. A name
/// that the action requires, too, is also a parameter of the action, or no request could
/// have it.
pub(super) fn of_v1(
    pairs: &[(String, String)],
    action: &'static Action,
) -> Result<String, Failure> {
    let is_common = |name: &str| {
        CommonParameter::NAMES.contains(&name)
            && action.member(name).is_none_or(|member| !member.required)
    };
    json(pairs.iter().filter(|(name, _)| !is_common(name)), action)
}

/// Converts pairs such as `Filters.0.Name=image-id&Limit=5` to the JSON that a POST would
/// have.
fn json<'a>(
    pairs: impl Iterator<Item = &'a (String, String)>,
    action: &Action,
) -> Result<String, Failure> {
    unflatten(action, pairs.map(|(name, value)| (&**name, &**value))).map_err(|error| {
        let text = match error {
            UnflattenError::Repeated(name) => messages::repeated(&name),
            UnflattenError::ValueAndMembers { name, member } => {
                messages::value_and_members(&name, &member)
            }
            UnflattenError::Name(name) => messages::malformed_name(&name),
            other => messages::malformed_name(&other.to_string()),
        };
        Failure::common(CommonCode::InvalidParameter, text)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use tencentcloud_catalog::{action, check_input_text};
    use tencentcloud_core::Language;

    use super::super::findings;
    use super::*;
    use crate::check_log::CheckLog;

    fn describe() -> &'static Action {
        action("ecm", "2019-07-19", "DescribeImage").unwrap()
    }

    fn read(query: &str) -> Result<Value, (&'static str, String)> {
        let action = describe();
        of_query(query, action)
            .and_then(|json| {
                let findings = check_input_text(action, &json);
                let checks = &mut CheckLog::default();
                findings::read(&json, &findings, action, true, checks)
            })
            .map(|parameters| parameters.to_json().into())
            .map_err(|failure| (failure.code, failure.text.into_language(Language::EnUs)))
    }

    #[test]
    fn names_become_paths_and_values_take_their_type() {
        let query = "Filters.0.Name=image-id&Filters.0.Values.0=a+b%26%E8%BE%B9&\
                     Filters.0.Values.10=z&Filters.0.Values.2=y&Limit=5&Offset=0";
        assert_eq!(
            read(query).unwrap(),
            json!({
                "Filters": [{"Name": "image-id", "Values": ["a b&边", "y", "z"]}],
                "Limit": 5,
                "Offset": 0,
            })
        );
        assert_eq!(read("").unwrap(), json!({}));
    }

    #[test]
    fn values_are_refused_when_not_of_their_type() {
        for (query, named) in [
            ("Limit=", "`Limit` has a wrong type: expected integer"),
            ("Limit=five", "`Limit` has a wrong type: expected integer"),
            ("Limit.0=5", "`Limit` has a wrong type: expected integer"),
            ("Filters=", "`Filters` has a wrong type: expected list"),
            ("Filters.x.Name=a", "`Filters` has a wrong type: expected list"),
            ("Filters.00.Name=a", "`Filters` has a wrong type: expected list"),
            ("Filters.0=a", "`Filters.0` has a wrong type: expected object"),
        ] {
            let (code, text) = read(query).unwrap_err();
            assert_eq!(code, "InvalidParameter.InvalidDataFormat", "{query}");
            assert!(text.contains(named), "{query}: {text}");
        }
        let (code, text) = read("Filters.0.Values.0=a&Filters.1.Name=").unwrap_err();
        assert_eq!(code, "MissingParameter.MissingImageParameter");
        let missing = "`Filters.0.Name`, `Filters.1.Values` are missing";
        assert!(text.contains(missing), "{text}");
    }

    #[test]
    fn malformed_pairs_have_a_message_each() {
        let deep = format!("{}x=1", "a.".repeat(10_000));
        for (query, says) in [
            ("Limit", "has no `=`"),
            ("Limit=5%", "`%` without two hexadecimal digits"),
            ("Limit=%zz", "`%` without two hexadecimal digits"),
            ("Limit=%ff", "not valid UTF-8"),
            ("Limit=1&Limit=2", "`Limit` occurs more than once"),
            ("Filters.0.Name=1&Limit=1&Filters.0.Name=2", "`Filters.0.Name` occurs more than once"),
            ("Limit=1&Limit.0=2", "both a value and members such as `Limit.0`"),
            ("Limit.0=2&Limit=1", "both a value and members such as `Limit.0`"),
            (".=1", "is not a valid name"),
            ("=1", "is not a valid name"),
            (&deep, "is not a valid name"),
        ] {
            let (code, text) = read(query).unwrap_err();
            assert_eq!(code, "InvalidParameter", "{text}");
            assert!(text.contains(says), "{text}");
        }
    }

    #[test]
    fn common_parameters_of_v1_are_removed() {
        let pairs = form::decode(
            b"Action=a&Version=b&Timestamp=c&Nonce=d&SecretId=e&Signature=f&SignatureMethod=g\
              &Token=h&Region=i&Language=j&RequestClient=k&Limit=5",
        );
        assert_eq!(of_v1(&pairs.unwrap(), describe()).unwrap(), r#"{"Limit":5}"#);
    }
}
