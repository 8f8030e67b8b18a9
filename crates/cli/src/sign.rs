//! `tc3 sign`: signatures without sending a request.

use std::io::{self, BufRead, Read, Write};
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::SignOptions;
use crate::failure::Failure;
use crate::stdout;

mod explain;
mod fields;
mod signing_request;

use self::signing_request::{Signed, SigningRequest};

/// Signs one description of a request, or one per line.
pub(crate) fn run(options: &SignOptions) -> Result<(), Failure> {
    if options.batch {
        return batch(io::stdin().lock(), &mut io::stdout().lock())
            .map_err(|error| Failure::other("cannot complete the batch", &error));
    }
    let text = read(options.file.as_deref())?;
    let signed = SigningRequest::parse(text.as_bytes())
        .and_then(|request| request.sign())
        .map_err(Failure::Usage)?;
    if options.explain {
        return stdout::print(&explain::text(&signed));
    }
    let value = output(&signed);
    stdout::print(&serde_json::to_string_pretty(&value).unwrap_or_else(|_| value.to_string()))
}

/// Reads one JSON object per line and writes one result per line, in order. An invalid
/// line results in `{"error": …}`.
fn batch(mut input: impl BufRead, output_to: &mut impl Write) -> io::Result<()> {
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        let signed = SigningRequest::parse(&line).and_then(|request| request.sign());
        let value = match signed {
            Ok(signed) => output(&signed),
            Err(problem) => json!({ "error": problem }),
        };
        match writeln!(output_to, "{value}") {
            // `| head` closes the pipe.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
            written => written?,
        }
        line.clear();
    }
    output_to.flush()
}

fn output(signed: &Signed) -> Value {
    match signed {
        Signed::Tc3 { canonical_request, string_to_sign, signature, authorization } => json!({
            "canonical_request": canonical_request,
            "string_to_sign": string_to_sign,
            "signature": signature,
            "authorization": authorization,
        }),
        Signed::V1 { string_to_sign, signature } => {
            json!({ "string_to_sign": string_to_sign, "signature": signature })
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the command reads files")]
fn read(file: Option<&Path>) -> Result<String, Failure> {
    if let Some(file) = file.filter(|file| *file != Path::new("-")) {
        return std::fs::read_to_string(file)
            .map_err(|error| Failure::Usage(format!("cannot read {}: {error}", file.display())));
    }
    let mut text = String::new();
    io::stdin()
        .read_to_string(&mut text)
        .map_err(|error| Failure::Usage(format!("cannot read stdin: {error}")))?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(input: &str) -> Vec<Value> {
        let mut output = Vec::new();
        batch(input.as_bytes(), &mut output).unwrap();
        String::from_utf8(output)
            .unwrap()
            .lines()
            .map(|l| serde_json::from_str(l).unwrap())
            .collect()
    }

    #[test]
    fn invalid_line_results_in_an_error_and_the_batch_continues() {
        let valid = r#"{"scheme":"HmacSHA1","method":"GET","host":"h","params":[["A",1]],"secret_key":"k"}"#;
        let output = lines(&format!("{valid}\n\nnot json\n{{}}\n{valid}"));
        assert_eq!(output.len(), 5);
        assert_eq!(output[0]["string_to_sign"], "GETh/?A=1");
        for invalid in &output[1..4] {
            assert!(invalid["error"].is_string(), "{invalid}");
        }
        assert_eq!(output[4], output[0]);
    }

    #[test]
    fn tc3_output_has_every_step() {
        let output = &lines(
            r#"{"scheme":"TC3-HMAC-SHA256","method":"POST","host":"ecm.tencentcloudapi.com","query":"","headers":{"Content-Type":"application/json","X-TC-Action":"ImportImage"},"signed_headers":["content-type","host","x-tc-action"],"payload_base64":"e30=","service":"ecm","timestamp":1700000000,"secret_id":"test-secret-id-000001","secret_key":"test-secret-key-000001"}"#,
        )[0];
        let canonical = output["canonical_request"].as_str().unwrap();
        assert!(canonical.contains("\nx-tc-action:importimage\n\ncontent-type;host;x-tc-action\n"));
        let signature = output["signature"].as_str().unwrap();
        assert!(output["authorization"].as_str().unwrap().ends_with(signature));
        assert!(
            output["string_to_sign"].as_str().unwrap().starts_with("TC3-HMAC-SHA256\n1700000000\n")
        );
    }

    #[test]
    fn error_names_the_member_and_shows_no_value() {
        let with = |change: &str| {
            let mut request = json!({
                "scheme": "TC3-HMAC-SHA256", "method": "POST", "host": "h", "query": "",
                "headers": {"content-type": "application/json"},
                "signed_headers": ["content-type", "host"], "payload": "{}", "service": "ecm",
                "timestamp": 1_700_000_000, "secret_id": "id", "secret_key": "canary",
            });
            let change: Value = serde_json::from_str(change).unwrap();
            for (name, value) in change.as_object().unwrap() {
                request[name] = value.clone();
            }
            let line = &lines(&request.to_string())[0];
            line["error"].as_str().unwrap_or_default().to_owned()
        };
        assert_eq!(with("{}"), "");
        for (change, problem) in [
            (r#"{"scheme": "TC4"}"#, "scheme must be TC3-HMAC-SHA256, HmacSHA1 or HmacSHA256"),
            (r#"{"secret_key": 7}"#, "secret_key must be a string"),
            (r#"{"secret_key": ["canary"]}"#, "secret_key must be a string"),
            (r#"{"timestamp": "now"}"#, "timestamp must be a time in Unix seconds"),
            (r#"{"timestamp": -1}"#, "timestamp must be a time in Unix seconds"),
            (
                r#"{"signed_headers": ["host"]}"#,
                "signed_headers must contain content-type and host",
            ),
            (
                r#"{"signed_headers": ["content-type", "host", "x-a"]}"#,
                "headers lacks the signed header x-a",
            ),
            (r#"{"headers": {}}"#, "headers lacks the signed header content-type"),
            (r#"{"payload": null, "payload_base64": "%"}"#, "payload_base64 must be base64"),
            (r#"{"host": "a\nb"}"#, "host must be a host name"),
            (r#"{"host": ""}"#, "host must be a host name"),
            (r#"{"query": "a\nb"}"#, "a signed part of the request contains a line break"),
            (r#"{"service": "a/b"}"#, "the service is not valid in a credential scope"),
            (r#"{"method": "PO ST"}"#, "method must be GET or POST"),
            (r#"{"unsigned_payload": "true"}"#, "unsigned_payload must be true or false"),
            (r#"{"payload_base64": "e30="}"#, "payload and payload_base64 exclude each other"),
            (
                r#"{"headers": {"content-type": "a", "x;y": "1"}, "signed_headers": ["content-type", "host", "x;y"]}"#,
                "the name of a signed header is not valid",
            ),
        ] {
            let error = with(change);
            assert!(error.contains(problem), "{change}: {error}");
            assert!(!error.contains("canary"), "{error}");
        }
    }
}
