//! A form of more than fifty fields, all filled in.

use serde_json::{Map, Value, json};

use super::client::Client;
use crate::failure::{Failure, Outcome};

/// Has 51 members, most of them scalars, and no structure that contains itself.
const SERVICE: &str = "waf";
const ACTION: &str = "AddSpartaProtection";
const FEWEST_MEMBERS: usize = 50;

/// The request of a preview of that form. It is asked for once, so that the catalog has
/// decoded the service, and fails where the input is not valid.
pub(super) fn preview(client: &mut Client) -> Outcome<Value> {
    let asked = json!({"language": "en-US", "service": SERVICE, "action": ACTION});
    let form = client.ask("action", &asked)?.0;
    let invalid = || Failure::new("the form of the benchmark is not as expected");
    let input = structure(form.get("members"), &form).ok_or_else(invalid)?;
    if input.as_object().is_none_or(|input| input.len() < FEWEST_MEMBERS) {
        return Err(Failure::new(format!("{ACTION} has fewer than {FEWEST_MEMBERS} members")));
    }
    let input = serde_json::to_string_pretty(&input).map_err(|_| invalid())?;
    let preview = json!({
        "language": "en-US",
        "call": {
            "service": SERVICE, "version": form.get("version"), "action": ACTION,
            "input": input, "region": "ap-guangzhou",
            "scheme": "TC3-HMAC-SHA256", "method": "POST",
        },
        "destination": {"target": "emulator"},
        "at": "/Domain",
    });
    let response = client.ask("preview", &preview)?.0;
    let is_error = |finding: &Value| finding.get("severity").is_none_or(|found| found == "error");
    let findings = response.get("findings").and_then(Value::as_array);
    if response.get("request").is_none_or(Value::is_null)
        || findings.is_none_or(|findings| findings.iter().any(is_error))
    {
        return Err(Failure::new(format!("the preview of {ACTION} has findings or no request")));
    }
    Ok(preview)
}

/// Every member, filled in.
fn structure(members: Option<&Value>, form: &Value) -> Option<Value> {
    let mut filled = Map::new();
    for member in members?.as_array()? {
        let name = member.get("name")?.as_str()?;
        filled.insert(name.to_owned(), value(member.get("type")?, form)?);
    }
    Some(filled.into())
}

fn value(kind: &Value, form: &Value) -> Option<Value> {
    Some(match kind.get("kind")?.as_str()? {
        "string" => json!("an example of a text"),
        "integer" | "unsigned" => json!(1),
        "float" => json!(0.5),
        "boolean" => json!(true),
        "list" => json!([value(kind.get("of")?, form)?]),
        "structure" => structure(form.get("structures")?.get(kind.get("name")?.as_str()?), form)?,
        _ => return None,
    })
}
