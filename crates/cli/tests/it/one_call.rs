//! One call of `tc3`: success, help, and every kind of error.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::Output;
use std::time::Duration;

use crate::command::{self, IMPORT, KEY, READ, closed_port, tc3_with_key};

/// Runs the command, with a key that must not occur in its output.
fn tc3(arguments: &[&str], keys: bool) -> Output {
    let mut command = command::tc3();
    command.args(arguments);
    if keys {
        command.env("TENCENTCLOUD_SECRET_ID", KEY[0]);
        command.env("TENCENTCLOUD_SECRET_KEY", "canary-secret-key");
    }
    let output = command.output().unwrap();
    for stream in [&output.stdout, &output.stderr] {
        let text = String::from_utf8_lossy(stream);
        assert!(!text.contains("canary") && !text.contains("panicked"), "{text}");
    }
    output
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn import_with(options: &[&'static str]) -> Vec<&'static str> {
    [&IMPORT[..], options].concat()
}

#[test]
fn import_succeeds_with_emulator_over_both_transports() {
    for transport in ["ureq", "hyper"] {
        for keys in [false, true] {
            let output = tc3(&import_with(&["--emulator", "--transport", transport]), keys);
            assert_eq!(output.status.code(), Some(0), "{transport}: {}", stderr(&output));
            let response: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            assert!(!response["RequestId"].as_str().unwrap().is_empty());
            assert_eq!(stderr(&output).contains("uses its own keys"), keys, "notes unused keys");
        }
    }
}

#[test]
fn stubs_are_for_actions_that_the_emulator_of_a_call_does_not_model() {
    let call = ["cvm", "DescribeInstances", "--emulator"];
    let output = tc3(&call, false);
    assert_eq!(output.status.code(), Some(4));
    assert!(stderr(&output).ends_with("\nadvice: Add --stubs for an example response.\n"));

    let output = tc3(&[&call[..], &["--stubs"]].concat(), false);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let response: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(response["TotalCount"], 1);

    let output = tc3(&import_with(&["--stubs"]), false);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stderr(&output), "error: --emulator is required\n");
}

#[test]
fn parameter_in_small_letters_is_named() {
    for word in ["--limit", "--limit=canary"] {
        let output = tc3(&["ecm", "DescribeImage", word], false);
        assert_eq!(output.status.code(), Some(2));
        let message = "error: argument 3 is not an option; did you mean --Limit?\n";
        assert_eq!(stderr(&output), message);
    }
}

#[test]
fn files_and_octets_that_cannot_be_sent_are_usage_errors() {
    for (arguments, message) in [
        (vec!["cii", "DescribeQualityScore"], "File (a string) is missing"),
        (vec!["cii", "DescribeQualityScore", "--File", "canary!"], "File: the content of a file"),
        (vec!["cii", "DescribeQualityScore", "--File", "@/no/such/file"], "--File: No such file"),
        (vec!["cii", "DescribeQualityScore", "--File", "canary!"], "@FILE sends the content"),
        (
            vec!["cii", "DescribeQualityScore", "--File", "aGk=", "--method", "GET"],
            "DescribeQualityScore is sent by POST only",
        ),
        (vec!["cls", "UploadLog", "--TopicId", "t"], "UploadLog sends octets; --body @FILE"),
        (vec!["cls", "UploadLog", "--TopicId", "t", "--body", "x"], "--body: it must be @FILE"),
        (vec!["cls", "UploadLog", "--TopicId", "t", "--body", "@/dev/null"], "--body: it is empty"),
    ] {
        let output = tc3(&arguments, true);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(message), "{arguments:?}: {}", stderr(&output));
        assert!(!stderr(&output).contains("canary"), "{}", stderr(&output));
    }
}

#[test]
fn action_that_the_catalog_lacks_is_sent_without_the_check() {
    let call = ["cvm", "NewAction", "--version", "2030-01-01", "--New.0", "5", "--Name", "n"];
    let output = tc3(&[&call[..], &["--dry-run"]].concat(), true);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    let output = tc3(&[&call[..], &["--dry-run", "--no-validate"]].concat(), true);
    let request = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    for part in [
        "host: cvm.tencentcloudapi.com",
        "x-tc-action: NewAction",
        "x-tc-version: 2030-01-01",
        "{\"New\":[5],\"Name\":\"n\"}",
    ] {
        assert!(request.contains(part), "{part}: {request}");
    }
    assert!(stderr(&output).contains("the catalog lacks"), "{}", stderr(&output));
}

#[test]
fn usage_error_exits_2_with_one_line() {
    for (arguments, message) in [
        (vec![], "Usage: tc3"),
        (vec!["ecm"], "an action of ecm is required"),
        (vec!["cvmm", "RunInstances"], "\"cvmm\"; did you mean cvm?"),
        (vec!["ecm", "ImportImages"], "ecm has no action \"ImportImages\""),
        (vec!["ecm", "DeleteImage", "--emulator"], "ImageIDSet (a list of strings) is missing"),
        (import_with(&["--emulatr"]), "did you mean --emulator?"),
        (import_with(&["--Zone=z", "--emulatr"]), "argument 10 is not an option; did you mean"),
        (import_with(&["--region", "r", "-w"]), "argument 11 is not an option"),
        (import_with(&["--retries", "many"]), "--retries"),
        (import_with(&["--allow-http"]), "--endpoint"),
        (import_with(&["--foo\nbar"]), "--SourceRegion: "),
        (import_with(&["--Fo\no", "x"]), "unknown member Fo\\no"),
        (vec!["e\ncm", "ImportImage"], "unknown service or command"),
        (vec!["ecm", "Import\nImage"], "ecm has no action"),
        (import_with(&["--endpoint", "a\nb"]), "invalid endpoint"),
        (import_with(&["--json", "{\"Foo\": 1}"]), "unknown member Foo"),
        (import_with(&["--Zone", "z"]), "unknown member Zone"),
        (import_with(&["--transport", "curl"]), "--transport: must be one of hyper, ureq"),
        (import_with(&["--transport"]), "--transport requires a value"),
        (import_with(&["--timeout", "0"]), "greater than zero"),
        (import_with(&["--timeout", "-1"]), "--timeout: must be a finite number of seconds"),
        (import_with(&["--timeout", "inf"]), "--timeout: must be a finite number of seconds"),
        (import_with(&["--timeout", "1e-99"]), "greater than zero"),
        (import_with(&["--timeout", "soon"]), "greater than zero"),
        (import_with(&["--retries", "-1"]), "--retries: must be an integer of at least 0"),
        (import_with(&["--verbose=yes"]), "--verbose takes no value"),
        (import_with(&["--timeout", "1", "--timeout", "2"]), "--timeout is given twice"),
        (vec!["ecm", "DescribeImage", "extra"], "argument 3 is one word too many"),
        (vec!["ecm", "DeleteImage", "--ImageIDSet=a", "b"], "argument 4 is one word too many"),
        (vec!["ecm", "DescribeImage", "--", "x"], "-- has no meaning"),
        (vec!["--region", "r", "sign"], "sign must be the first word"),
        (vec!["ecm", "sign"], "ecm has no action \"sign\""),
        (vec!["ecm", "DescribeImage", "--version", "2020-01-01"], "it has 2019-07-19"),
        (vec!["ecm", "DescribeImage", "--version=2020-01-01"], "it has 2019-07-19"),
        (vec!["ecm", "--version"], "must be a date after a service: 2019-07-19"),
        (vec!["ecm", "DescribeImages"], "did you mean DescribeImage?"),
        (import_with(&["--body", "-"]), "ImportImage sends its parameters and no --body"),
        (
            vec!["monitor", "CreateNoticeContentTmpl", "--version", "2018-07-24"],
            "monitor 2018-07-24 has no action \"CreateNoticeContentTmpl\"; version 2023-06-16 has it",
        ),
        (vec!["help", "ecmm"], "did you mean ecm?"),
        (vec!["help", "ecm", "DescribeImages"], "did you mean DescribeImage?"),
        (
            vec!["help", "ecm", "DescribeImage", "Filtr"],
            "no data type \"Filtr\"; did you mean Filter?",
        ),
        (vec!["help", "ecm", "--version", "2020-01-01"], "it has 2019-07-19"),
        (vec!["help", "ecm", "DescribeImage", "Filter", "x"], "is one word too many"),
        (vec!["--version", "2019-07-19"], "--version takes no value"),
        (
            vec!["ecm", "DescribeImage", "--json", "{\"Limit\": 1, \"Limit\": 2}"],
            "Limit is given twice",
        ),
        (vec!["ecm", "DescribeImage", "--json", "{\"Filters.0.Name\": \"a\"}"], "with a dot"),
        (vec!["ecm", "DescribeImage", "--json", "\u{feff}{}"], "byte order mark"),
        (vec!["ecm", "DescribeImage", "--json", "\"canary\""], "--json is not a JSON object"),
        (import_with(&["--emulator", "--endpoint", "localhost"]), "--endpoint"),
        (import_with(&["--json", "{"]), "--json: unexpected end of JSON"),
        (import_with(&["--json", "@/no/such/file"]), "cannot read"),
        (vec!["quotas"], "unknown service or command \"quotas\""),
        (vec!["quota"], "--redis URL, or TC3_REDIS_URL"),
        (vec!["sign", "/no/such/file"], "cannot read FILE: No such file"),
        (vec!["sign", "--Canary"], "calls none"),
        (vec!["emulator", "--key", "id/canary-secret"], "ID:SECRET"),
        (vec!["emulator", "--keys", "[{\"secret_key\": \"canary\"}]"], "--keys FILE: "),
        (vec!["emulator", "--clock", "noon"], "Unix seconds"),
        (vec!["emulator", "--ImageId", "x"], "calls none"),
        (vec!["emulator", "--keys", "/no/such/file"], "--keys FILE: No such file"),
        (vec!["emulator", "--listen", "localhost"], "--listen: must be an IP address and a port"),
        (
            vec!["emulator", "--listen", "192.0.2.1:1", "extra"],
            "argument 4 is one word too many; see tc3 emulator --help",
        ),
        (vec!["sign", "a", "b"], "argument 3 is one word too many; see tc3 sign --help"),
        (import_with(&["--filter", "x"]), "argument 9 is not an option; see --help"),
        (import_with(&["--regoin", "x"]), "--SourceRegion: "),
        (vec!["ecm", "DescribeImage", "--regoin", "x"], "did you mean --region?"),
        (vec!["ecm", "DescribeImage", "--filte", "x"], "is not an option; see --help"),
    ] {
        let output = tc3(&arguments, true);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(message), "{arguments:?}: {}", stderr(&output));
        assert!(output.stdout.is_empty(), "{arguments:?}");
        let one_line = stderr(&output).lines().count() == 1;
        assert!(one_line || arguments.is_empty(), "{arguments:?}: {}", stderr(&output));
    }
    for endpoint in ["http://user:canary@h", "ftp://h", "http://h/path", ""] {
        let output = tc3(&[&IMPORT[..], &["--endpoint", endpoint]].concat(), true);
        assert_eq!(output.status.code(), Some(2), "{endpoint}: {}", stderr(&output));
    }
    let output = tc3(&import_with(&["--region", "a\r\nX-Evil: 1", "--emulator"]), false);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("X-TC-Region"), "{}", stderr(&output));
}

#[test]
fn every_finding_about_the_input_is_a_line_and_warnings_do_not_stop_the_call() {
    let base = r#"{"Filters": [{"Name": "canary", "Values": "canary"}], "Limit": 1e400}"#;
    let line = ["ecm", "DescribeImage", "--json", base, "--Offset", "x", "--Zone", "z"];
    let output = tc3(&[&line[..], &["--dry-run"]].concat(), true);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        stderr(&output),
        "error: Filters.0.Values must be a list of strings, not a string\n\
         error: Limit must be an integer, not a decimal number\n\
         error: Offset must be an integer, not a string\n\
         error: unknown member Zone\n"
    );
    assert!(output.stdout.is_empty());

    let upload = ["cls", "UploadLog", "--TopicId", "t", "--HashKey", "k"];
    let output = tc3(&[&upload[..], &["--body", "@Cargo.toml", "--dry-run"]].concat(), true);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "warning: HashKey is deprecated\n");
}

#[test]
fn no_validate_sends_what_the_catalog_does_not_know() {
    let line = ["ecm", "DescribeImage", "--Limit", "many", "--Zone", "5", "--New.0", "{\"a\": 1}"];
    let output = tc3(&[&line[..], &["--no-validate", "--dry-run"]].concat(), true);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let sent = r#"{"Limit":"many","Zone":5,"New":[{"a":1}]}"#;
    assert!(stdout(&output).ends_with(&format!("\n\n{sent}\n")), "{}", stdout(&output));
    let twice = ["ecm", "DescribeImage", "--json", r#"{"A": {"B": 1, "B": 2}}"#, "--no-validate"];
    let output = tc3(&twice, true);
    assert_eq!((output.status.code(), &*stderr(&output)), (Some(2), "error: A.B is given twice\n"));
}

/// The actions that are not called with JSON at the host of their product.
#[test]
fn files_octets_and_other_hosts_are_sent_as_the_catalog_says() {
    let file = std::env::temp_dir().join(format!("tc3-one-call-{}", std::process::id()));
    std::fs::write(&file, b"\0\xff").unwrap();
    let at_file = format!("@{}", file.display());
    let dry_run = |line: &[&str]| {
        let output = tc3(&[line, &["--dry-run"]].concat(), true);
        assert_eq!(output.status.code(), Some(0), "{line:?}: {}", stderr(&output));
        stdout(&output)
    };
    for action in ["DescribeQualityScore", "UploadMedicalFile"] {
        let text = dry_run(&["cii", action, "--File", &at_file]);
        assert!(text.contains("content-type: multipart/form-data; boundary="), "{text}");
        assert!(text.contains("\nhost: cii.tencentcloudapi.com\n"), "{text}");
        assert!(text.trim_end().ends_with(" bytes]"), "{text}");
    }
    let url = format!("--File={at_file}");
    assert!(dry_run(&["cii", "UploadMedicalFile", &url, "--FileURL", "u"]).contains("multipart"));

    let text = dry_run(&["cls", "UploadLog", "--TopicId", "t-1", "--body", &at_file]);
    assert!(text.contains("\nx-cls-topicid: t-1\n") && text.ends_with("\n\n[2 bytes]\n"), "{text}");

    let chat = r#"{"ModelName": "m", "Messages": [{"Role": "user", "Content": "c"}]}"#;
    let parse = r#"{"ModelName": "m", "Document": {"FileType": "PDF"}}"#;
    for (action, input) in [("ChatCompletions", chat), ("ParseDocument", parse)] {
        let text = dry_run(&["es", action, "--json", input]);
        assert!(text.starts_with("POST https://es.ai.tencentcloudapi.com/ "), "{text}");
        assert!(text.contains("/es/tc3_request,"), "{text}");
    }
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn missing_credentials_exit_3() {
    let output = tc3(&IMPORT, false);
    assert_eq!(output.status.code(), Some(3));
    let error = stderr(&output);
    assert!(error.contains("TENCENTCLOUD_SECRET_ID is not set"), "{error}");
    let advice = error.lines().find(|line| line.starts_with("advice: ")).unwrap();
    for part in ["Set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY", "--emulator"] {
        assert!(advice.contains(part), "{advice}");
    }
}

#[test]
fn closed_port_exits_5() {
    let url = closed_port();
    for transport in ["ureq", "hyper"] {
        let line = [&IMPORT[..], &["--endpoint", &url, "--transport", transport]].concat();
        let output = tc3(&line, true);
        assert_eq!(output.status.code(), Some(5), "{}", stderr(&output));
        assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
    }
}

/// A server that reads a request and sends this response, or is silent if it is empty.
fn server(response: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(3))).unwrap();
        let (mut request, mut buffer) = (Vec::new(), [0; 4096]);
        while !request.ends_with(b"}") {
            match stream.read(&mut buffer) {
                Ok(read) if read > 0 => request.extend_from_slice(&buffer[..read]),
                _ => return,
            }
        }
        if response.is_empty() {
            // Silence, until the client gives up or the read times out.
            let _ = stream.read(&mut buffer);
        }
        let _ = stream.write_all(response);
    });
    url
}

#[test]
fn unknown_outcome_exits_7_for_a_write_and_5_or_6_for_a_read() {
    let read = ["ecm", "DescribeImage"];
    for transport in ["ureq", "hyper"] {
        for (response, of_read) in [
            (&b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\n\r\n<html>"[..], 5),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"Response\"", 5),
            (
                b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
                5,
            ),
            (b"SSH-2.0-OpenSSH_9.6\r\n", 5),
            (b"", 6),
        ] {
            for (action, code) in [(&read[..], of_read), (&IMPORT[..], 7)] {
                let url = server(response);
                let options = ["--endpoint", &url, "--transport", transport, "--timeout", "0.5"];
                let output = tc3(&[action, &options[..]].concat(), true);
                let response = String::from_utf8_lossy(response);
                assert_eq!(
                    output.status.code(),
                    Some(code),
                    "{transport} {response:?}: {}",
                    stderr(&output)
                );
                assert_eq!(stderr(&output).contains("may have taken effect"), code == 7);
            }
        }
    }
}

/// A server that succeeds after this number of failures.
fn recovering(failures: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for (number, stream) in listener.incoming().take(failures + 1).enumerate() {
            let mut stream = stream.unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(3))).unwrap();
            let (mut request, mut buffer) = (Vec::new(), [0; 4096]);
            while !request.ends_with(b"}") {
                match stream.read(&mut buffer) {
                    Ok(read) if read > 0 => request.extend_from_slice(&buffer[..read]),
                    _ => return,
                }
            }
            let (status, body) = if number < failures {
                ("503 Busy", "<html>")
            } else {
                ("200 OK", r#"{"Response":{"TotalCount":0,"RequestId":"r-1"}}"#)
            };
            let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n", body.len());
            let _ = write!(stream, "{head}Connection: close\r\n\r\n{body}");
        }
    });
    url
}

#[test]
fn read_is_retried_and_v_logs_the_attempts() {
    for transport in ["ureq", "hyper"] {
        let url = recovering(2);
        let line = ["ecm", "DescribeImage", "--endpoint", &url, "--transport", transport];
        let output = tc3(&[&line[..], &["-v"]].concat(), true);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let log = stderr(&output);
        for part in ["attempt 1: 127.0.0.1:", "status 503", "waiting ", "attempt 3: ", "\"r-1\""] {
            assert!(log.contains(part), "{log}");
        }
        assert!(String::from_utf8(output.stdout).unwrap().starts_with("{\n"));

        let url = recovering(2);
        let line = ["ecm", "DescribeImage", "--endpoint", &url, "--transport", transport];
        let output = tc3(&[&line[..], &["--retries", "1"]].concat(), true);
        assert_eq!(output.status.code(), Some(5), "{}", stderr(&output));
        assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
    }
}

#[test]
fn plain_http_to_another_machine_requires_allow_http() {
    let line = [&IMPORT[..], &["--endpoint", "http://gateway.example"]].concat();
    let output = tc3(&line, true);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("advice: Write https://"), "{}", stderr(&output));
    assert!(stderr(&output).contains("--allow-http"), "{}", stderr(&output));
    let output = tc3(&[&line[..], &["--dry-run"]].concat(), true);
    assert_eq!(output.status.code(), Some(2), "--dry-run refuses what the call would");
    assert!(output.stdout.is_empty());
    let output = tc3(&[&line[..], &["--allow-http", "--retries", "0"]].concat(), true);
    assert_eq!(output.status.code(), Some(5), "the name does not resolve: {}", stderr(&output));
}

#[test]
fn region_of_the_environment_is_sent_unless_the_option_replaces_it() {
    let dry_run = |variable: &str, options: &[&str]| {
        let mut command = tc3_with_key();
        command.env("TENCENTCLOUD_REGION", variable);
        let output = command.args(["ecm", "DescribeImage", "--dry-run"]).args(options).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    assert!(dry_run("ap-chengdu", &[]).contains("\nx-tc-region: ap-chengdu\n"));
    let replaced = dry_run("ap-chengdu", &["--region", "ap-guangzhou"]);
    assert!(replaced.contains("\nx-tc-region: ap-guangzhou\n"), "{replaced}");
    let unset = dry_run("", &[]);
    assert!(unset.starts_with("POST") && !unset.contains("x-tc-region"), "{unset}");
}

#[test]
fn emulator_keys_are_refused_for_tencent_by_a_dry_run_too() {
    let mut command = tc3_with_key();
    command.env("TENCENTCLOUD_SECRET_ID", "AKIDemulator000001");
    let output = command.args(["ecm", "DescribeImage", "--dry-run"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("emulator keys"), "{}", stderr(&output));
}

#[test]
fn dry_run_prints_the_signed_request_and_sends_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let output = tc3(&[&IMPORT[..], &["--dry-run", "--endpoint", &url]].concat(), true);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with(&format!("POST {url}/ HTTP/1.1\n")), "{text}");
    assert!(text.contains("authorization: TC3-HMAC-SHA256 Credential=test-secret-id-000001/"));
    assert!(text.contains("\"SourceRegion\":\"ap-chengdu\""));
    listener.set_nonblocking(true).unwrap();
    assert!(listener.accept().is_err(), "no connection");
}

/// Only the newer version of monitor has the action.
#[test]
fn json_without_parameters_is_sent_as_it_is_written() {
    let json = "\n{ \"Limit\" : 5,\n \"Filters\": [] }\n";
    let line = |more: &[&'static str]| [&READ[..], &["--dry-run", "--json", json], more].concat();
    let output = tc3(&line(&[]), true);
    assert!(stdout(&output).ends_with(&format!("\n\n{json}")), "{}", stdout(&output));
    let output = tc3(&line(&["--Limit", "6"]), true);
    assert!(stdout(&output).ends_with("\n\n{\"Limit\":6,\"Filters\":[]}\n"), "{}", stdout(&output));
    let form = ["--sign-method", "HmacSHA1"];
    let output = tc3(&line(&form), true);
    assert!(stdout(&output).contains("\nLimit=5&Action="), "{}", stdout(&output));
}

#[test]
fn version_that_is_not_the_default_is_named() {
    let line = ["monitor", "CreateNoticeContentTmpl", "--TmplName", "a", "--MonitorType", "b"];
    let options = ["--TmplContents", "{}", "--TmplLanguage", "zh", "--dry-run"];
    let output = tc3(&[&line[..], &options].concat(), true);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("note: monitor 2023-06-16"), "{}", stderr(&output));
    let output = tc3(&[&READ[..], &["--dry-run"]].concat(), true);
    assert!(!stderr(&output).contains("note: ecm"), "{}", stderr(&output));
}

/// The official metadata says that these two are called without a signature. They exchange
/// another proof for keys, so there may be none.
#[test]
fn actions_without_signature_are_sent_unsigned_and_need_no_keys() {
    let line = ["sts", "AssumeRoleWithWebIdentity", "--ProviderId", "a", "--WebIdentityToken", "b"];
    let options = ["--RoleArn", "c", "--RoleSessionName", "d", "--region", "ap-guangzhou"];
    for keys in [true, false] {
        let output = tc3(&[&line[..], &options, &["--dry-run"]].concat(), keys);
        assert!(stdout(&output).contains("authorization: SKIP"), "{}", stderr(&output));
    }
    for transport in ["ureq", "hyper"] {
        let url = recovering(0);
        let destination = ["--endpoint", &url, "--transport", transport];
        let output = tc3(&[&line[..], &options, &destination].concat(), false);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
}

#[test]
fn help_covers_command_service_and_action() {
    for (arguments, needle) in [
        (&["--help"][..], "--emulator"),
        (&["-h"], "Examples:"),
        (&["ecm", "--help"], "DescribeCustomImageTask"),
        (&["ecm", "ImportImage", "--help"], "--SourceRegion"),
        (&["ecm", "DescribeImage", "--help"], "--Filters.0.Name"),
        (&["ecm", "DescribeImage", "--help"], " integer"),
        (&["emulator", "--help"], "--listen"),
        (&["--version"], concat!("tc3 ", env!("CARGO_PKG_VERSION"), "\n")),
        (&["--version"], "\ncatalog 20"),
        (&["-V"], concat!("tc3 ", env!("CARGO_PKG_VERSION"), "\n")),
        (&["help"], "Call any action, sign requests, or run a local emulator\n"),
        (&["help", "ecm"], "DescribeCustomImageTask"),
        (&["ecm", "help"], "DescribeCustomImageTask"),
        (&["help", "ecm", "ImportImage"], "--SourceRegion"),
        (&["ecm", "ImportImage", "help"], "--SourceRegion"),
        (&["help"], " autoscaling "),
        (&["help", "services"], "\n  autoscaling        弹性伸缩 (also as)\n"),
        (&["help", "as"], "DescribeAutoScalingGroups"),
        (&["help", "wav"], "[deprecated] "),
        (&["help", "monitor", "--version", "2023-06-16"], "CreateNoticeContentTmpl"),
        (&["help", "ecm", "DescribeImage"], "tc3 help ecm DescribeImage <DATA TYPE>"),
        (&["help", "ecm", "DescribeImage", "Image"], "\n    RegionID  "),
        (&["ecm", "DescribeImage", "Filter", "--help"], "list of strings, required"),
        (&["help", "ecm", "Filter"], "Filter, a data type of ecm 2019-07-19"),
        (&["help", "emulator"], "--listen"),
        (&["help", "search"], "tc3 search 导入镜像"),
        (&["help", "quota"], "TC3_REDIS_URL"),
        (&["sign", "help"], "--batch"),
    ] {
        let output = tc3(arguments, false);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(needle), "{arguments:?}: {text}");
        // Help omits what is not implemented.
        for later in ["--profile", "--filter "] {
            assert!(!text.contains(later), "{arguments:?} mentions {later}");
        }
    }
}

#[test]
fn example_of_every_action_succeeds_with_a_new_emulator() {
    let actions = tencentcloud_catalog::service("ecm").unwrap().default_version().actions;
    for action in actions.iter().filter(|action| tencentcloud_emulator::Emulator::models(action)) {
        let help = stdout(&tc3(&["ecm", action.name, "--help"], false));
        let example = help.lines().find_map(|line| line.strip_prefix("  tc3 ")).unwrap();
        assert!(example.contains(" --emulator"), "{example}");
        let output = tc3(&example.split(' ').collect::<Vec<_>>(), false);
        assert_eq!(output.status.code(), Some(0), "{example}: {}", stderr(&output));
        let is_sent = !example.ends_with(" --dry-run");
        assert_eq!(stdout(&output).contains("\"RequestId\""), is_sent, "{example}");
    }
}

/// A proxy is used, and its URL read, for hosts that are not loopback.
#[test]
fn proxy_that_is_not_valid_is_refused_by_a_dry_run_too() {
    for transport in ["ureq", "hyper"] {
        let error = |options: &[&str]| {
            let mut command = tc3_with_key();
            command.env_remove("NO_PROXY").env_remove("no_proxy").env_remove("REQUEST_METHOD");
            command.env("HTTPS_PROXY", "http://user:canary#@proxy.example:8080");
            command.args(READ).args(["--transport", transport, "--retries", "0"]).args(options);
            let output = command.output().unwrap();
            assert!(output.stdout.is_empty() && !stderr(&output).contains("canary"));
            assert_eq!(output.status.code(), Some(5), "{}", stderr(&output));
            stderr(&output)
        };
        let refused = error(&["--dry-run"]);
        assert!(
            refused.contains("HTTPS_PROXY: ") && refused.contains("percent-encode"),
            "{refused}"
        );
        assert_eq!(refused, error(&[]).replace(" after 1 attempt", ""));
    }
    let mut command = tc3_with_key();
    command.env("HTTPS_PROXY", "http://user:#@proxy.example").env("HTTP_PROXY", ":");
    let direct = command.args(READ).args(["--dry-run", "--endpoint", "http://127.0.0.1:1"]);
    assert_eq!(direct.output().unwrap().status.code(), Some(0), "loopback needs no proxy");
}

#[test]
fn closed_stdout_is_not_an_error() {
    let mut child = command::tc3()
        .args(["ecm", "ImportImage", "--help"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn skeleton_is_an_input_that_a_call_takes_and_needs_no_keys() {
    for option in ["--generate-skeleton", "--generate-cli-skeleton"] {
        let output = tc3(&["ecm", "ImportImage", option], false);
        assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
        let lines = "{\n  \"ImageId\": \"string\",\n  \"ImageDescription\": \"string\",\n  \
                     \"SourceRegion\": \"ap-guangzhou\"\n}\n";
        assert_eq!(stdout(&output), lines);
    }
    let given = ["ecm", "DescribeImage", "--Limit", "7", "--generate-skeleton=all"];
    let output = tc3(&given, false);
    let input: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&input["Limit"], &input["Filters"][0]["Name"]), (&7.into(), &"string".into()));
    let sent = ["ecm", "DescribeImage", "--json", &stdout(&output), "--dry-run"];
    assert_eq!(tc3(&sent, true).status.code(), Some(0));
    for refused in [
        &["ecm", "Unknown", "--no-validate", "--generate-skeleton"][..],
        &["ecm", "DescribeImage", "--generate-skeleton=most"],
        &["ecm", "DescribeImage", "--generate-skeleton", "all"],
        &["ecm", "DescribeImage", "--json", "{}", "--generate-skeleton"],
    ] {
        assert_eq!(tc3(refused, false).status.code(), Some(2), "{refused:?}");
    }
}
