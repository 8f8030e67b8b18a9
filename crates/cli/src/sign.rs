//! `tc3 sign`: signatures without sending a request.

use std::io::{self, BufRead, Read, Write};
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::SignOptions;
use crate::failure::Failure;
use crate::{input, stdout};

mod explain;
mod fields;
mod headers;
mod signing_request;

use self::signing_request::{Signed, SigningRequest};

/// Signs one description of a request, or one per line.
pub(crate) fn run(options: &SignOptions) -> Result<(), Failure> {
    if options.batch {
        let failed = batch(io::stdin().lock(), &mut io::stdout().lock())
            .map_err(|error| Failure::other("cannot complete the batch", &error))?;
        return match failed {
            0 => Ok(()),
            failed => Err(Failure::Other(format!("{failed} of the lines could not be signed"))),
        };
    }
    let text = read(options.file.as_deref())?;
    if text.trim().is_empty() {
        let problem = "the description is empty; pass one as FILE or on stdin, see tc3 sign --help";
        return Err(Failure::Usage(problem.into()));
    }
    let signed =
        SigningRequest::parse(&text).and_then(|request| request.sign()).map_err(Failure::Usage)?;
    if options.explain {
        return stdout::print(&explain::text(&signed));
    }
    let value = output(&signed);
    stdout::print(&serde_json::to_string_pretty(&value).unwrap_or_else(|_| value.to_string()))
}

/// A longer line, of 256 MiB, ends the batch: an endless one must not keep the command busy.
const LONGEST_SKIPPED: u64 = 0x1000_0000;

/// Reads one JSON object per line and writes one result per line, in order. An invalid
/// line results in `{"error": …}`. Returns the number of such lines, also if the reader
/// leaves.
fn batch(mut input: impl BufRead, output_to: &mut impl Write) -> io::Result<u64> {
    let mut failed = 0;
    let mut is_first = true;
    let mut line = Vec::new();
    while read_line(&mut input, &mut line)? {
        let is_too_long = line.len() > input::LIMIT;
        let text = if is_first { input::without_mark(&line) } else { &line };
        is_first = false;
        let signed = if is_too_long {
            Err("the line is longer than 16 MiB".into())
        } else {
            std::str::from_utf8(text)
                .map_err(|_| "the line is not UTF-8".into())
                .and_then(|text| SigningRequest::parse(text)?.sign())
        };
        let value = match signed {
            Ok(signed) => output(&signed),
            Err(problem) => {
                failed += 1;
                json!({ "error": problem })
            }
        };
        match writeln!(output_to, "{value}").and_then(|()| output_to.flush()) {
            // `| head` closes the pipe: nobody wants the rest.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(failed),
            written => written?,
        }
        if is_too_long {
            skip_line(&mut input)?;
        }
    }
    Ok(failed)
}

/// Reads the next line without its end, or as much of it as shows that it is too long.
/// Returns whether there was one.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let limit = u64::try_from(input::LIMIT).unwrap_or(u64::MAX).saturating_add(1);
    let is_line = input.take(limit).read_until(b'\n', line)? > 0;
    if line.ends_with(b"\n") {
        line.pop();
    }
    Ok(is_line)
}

/// Skips the rest of a line that is too long.
fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    let mut rest = input.take(LONGEST_SKIPPED);
    rest.skip_until(b'\n')?;
    match rest.limit() {
        0 => Err(io::Error::other("a line does not end within 256 MiB")),
        _ => Ok(()),
    }
}

fn output(signed: &Signed) -> Value {
    match signed {
        Signed::Tc3(steps) => json!({
            "canonical_request": steps.canonical_request,
            "string_to_sign": steps.string_to_sign,
            "signature": steps.signature.to_string(),
            "authorization": steps.authorization,
        }),
        Signed::V1(steps) => {
            json!({ "string_to_sign": steps.source_text, "signature": steps.signature })
        }
    }
}

/// Reads the description. No error shows the name of the file: the argument may be the
/// description, with its key.
fn read(file: Option<&Path>) -> Result<String, Failure> {
    match file.filter(|file| *file != Path::new("-")) {
        Some(file) => input::file(file).map_err(|problem| {
            Failure::Usage(format!("cannot read FILE: {problem}; pass a description on stdin"))
        }),
        None => input::stdin()
            .map_err(|problem| Failure::Usage(format!("cannot read stdin: {problem}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(input: &str) -> Vec<Value> {
        let mut output = Vec::new();
        let failed = batch(input.as_bytes(), &mut output).unwrap();
        let output = String::from_utf8(output).unwrap();
        assert_eq!(failed, output.matches(r#"{"error":"#).count() as u64);
        output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
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

    /// Takes some bytes. Then the reader leaves.
    struct Pipe(usize);

    impl Write for Pipe {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.0 == 0 {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            let count = bytes.len().min(self.0);
            self.0 -= count;
            Ok(count)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn failed_lines_count_when_the_reader_leaves() {
        let valid = r#"{"scheme":"HmacSHA1","method":"GET","host":"h","params":[["A",1]],"secret_key":"k"}"#;
        for (first, failed) in [("{}", 1), (valid, 0)] {
            let mut input = format!("{first}\n");
            input.extend(std::iter::repeat_n(format!("{valid}\n"), 1_000));
            assert_eq!(batch(input.as_bytes(), &mut Pipe(1_000)).unwrap(), failed);
        }
    }

    #[test]
    fn endless_line_ends_the_batch() {
        let mut output = Vec::new();
        let endless = io::BufReader::with_capacity(1 << 20, io::repeat(0));
        let error = batch(endless, &mut output).unwrap_err();
        assert_eq!(error.to_string(), "a line does not end within 256 MiB");
        assert_eq!(output, b"{\"error\":\"the line is longer than 16 MiB\"}\n");
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
}
