//! No command prints a secret: keys of the environment, of files and of input, and the
//! password of a proxy. The search covers raw, hexadecimal, Base64, percent-encoded and
//! numeric forms. `tests/tests/canary` is the same for the libraries.

mod explain;
#[path = "../../../../tests/tests/canary/search.rs"]
mod search;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use tencentcloud_codegen::snippets::Form;

use self::search::Search;

const ID: &str = "test-secret-id-000001";
const KEY: &str = "test-secret/key+canary=000001";
const TOKEN: &str = "test-session/token+canary=000002";
const PASSWORD: &str = "test-proxy/password+canary=000003";

fn tc3() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tc3"));
    command
        .env_remove("TENCENTCLOUD_REGION")
        .env("TENCENTCLOUD_SECRET_ID", ID)
        .env("TENCENTCLOUD_SECRET_KEY", KEY)
        .env("TENCENTCLOUD_TOKEN", TOKEN)
        .env("RUST_LOG", "trace")
        .env("RUST_BACKTRACE", "full");
    command
}

/// Runs the command, searches its output and returns whether it succeeded.
#[track_caller]
fn run(command: &mut Command, input: &str) -> bool {
    let output = output(command, input);
    search_output(&[output.stdout, output.stderr].concat());
    output.status.success()
}

fn output(command: &mut Command, input: &str) -> Output {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // It may exit before it has read its input.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

#[track_caller]
fn search_output(output: &[u8]) {
    let secrets = [("secret key", KEY), ("token", TOKEN), ("password", PASSWORD)];
    let search = Search::of(secrets.map(|(name, text)| (name, text.as_bytes())));
    let text = String::from_utf8_lossy(output);
    assert!(!text.contains("panicked"), "{text}");
    if let Some((secret, form, around)) = search.find(&text) {
        panic!("the {secret} is printed as {form:?}: {around}");
    }
}

#[test]
fn explorer_prints_and_serves_no_secret() {
    let state = tempfile::tempdir().unwrap();
    let mut command = tc3();
    command.arg("explorer").env("XDG_STATE_HOME", state.path());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut output = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut output).unwrap();
    let (address, token) = output.trim_end().split_once("/#").unwrap();
    let (address, token) = (address.replace("explorer on http://", ""), token.to_owned());
    let call = r#"{"service": "ecm", "version": "2019-07-19", "action": "DescribeImage",
        "input": "{}", "scheme": "TC3-HMAC-SHA256", "method": "POST"}"#;
    let echo = echo();
    let destination = format!(r#"{{"target": "custom", "endpoint": "{echo}"}}"#);
    let about = format!(r#""language": "en-US", "call": {call}, "destination": {destination}"#);
    let pasted = format!("curl https://ecm.tencentcloudapi.com -H 'X-TC-Token: {TOKEN}' -d {KEY}");
    let mut shown = Vec::new();
    for (path, body) in [
        ("start", r#"{"language": "en-US"}"#.to_owned()),
        ("preview", format!("{{{about}}}")),
        ("snippet", format!(r#"{{{about}, "form": "curl"}}"#)),
        ("snippet", format!(r#"{{{about}, "form": "rust"}}"#)),
        ("send", format!("{{{about}}}")),
        ("explain", format!(r#"{{"language": "en-US", "text": "{pasted}"}}"#)),
        ("history", "{}".to_owned()),
        ("emulator", "{}".to_owned()),
        ("emulator/journal", r#"{"language": "en-US", "after": 5}"#.to_owned()),
    ] {
        let mut stream = std::net::TcpStream::connect(&address).unwrap();
        let length = body.len();
        let request = format!(
            "POST /_explorer/{path} HTTP/1.1\r\nHost: {address}\r\nX-Explorer-Token: {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\
             Connection: close\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        assert!(response.starts_with("HTTP/1.1 200 "), "{path}: {response}");
        shown.extend(response.into_bytes());
    }
    child.kill().unwrap();
    let mut stderr = Vec::new();
    child.stderr.take().unwrap().read_to_end(&mut stderr).unwrap();
    child.wait().unwrap();
    let history = std::fs::read(state.path().join("tc3/explorer/history.jsonl")).unwrap();
    assert!(history.starts_with(b"{"));
    search_output(&[shown, output.into_bytes(), stderr, history].concat());
}

/// The URL of a server that echoes the request in its body and the token as request id.
fn echo() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            stream.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
            let mut request = [0; 8192];
            let mut length = 0;
            while let Ok(count @ 1..) = stream.read(request.split_at_mut(length).1) {
                length += count;
            }
            let request = String::from_utf8_lossy(request.split_at(length).0);
            let token = request.lines().find_map(|line| line.strip_prefix("x-tc-token: "));
            let head = format!(
                "HTTP/1.1 404 Not Found\r\nX-TC-RequestId: {}\r\nContent-Length: {}\r\n\r\n",
                token.unwrap_or("r-1"),
                request.len()
            );
            stream.write_all((head + &request).as_bytes()).unwrap();
        }
    });
    url
}

/// An address without a listener.
fn closed_port() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

const FORMS: [&[&str]; 5] = [
    &[],
    &["--method", "GET"],
    &["--sign-method", "HmacSHA1"],
    &["--sign-method", "HmacSHA256", "--method", "GET"],
    &["--transport", "hyper"],
];

#[test]
fn snippets_have_no_secret() {
    for form in Form::ALL {
        for options in FORMS {
            let mut command = tc3();
            command.args(["ecm", "DescribeImage", "--Limit", "5", "--as", form.as_str()]);
            let output = output(command.args(options), "");
            search_output(&[&*output.stdout, &*output.stderr].concat());
            // The official clients and a shell cannot send every form of a request.
            let is_plain = options.is_empty() || options.contains(&"hyper");
            assert!(output.status.success() || !is_plain, "{form} {options:?}");
        }
    }
}

#[test]
fn calls_print_no_secret() {
    let (echo, closed) = (echo(), format!("http://{}", closed_port()));
    for form in FORMS {
        let call = |options: &[&str]| {
            let mut command = tc3();
            command.args(["ecm", "DescribeImage", "-v", "--retries", "0"]).args(options).args(form);
            run(&mut command, "")
        };
        assert!(call(&["--emulator"]), "{form:?}");
        assert!(call(&["--dry-run"]), "{form:?}");
        assert!(!call(&["--endpoint", &echo]), "{form:?}");
        assert!(!call(&["--endpoint", &closed]), "{form:?}");
        assert!(!call(&["--endpoint", "http://api.example"]), "{form:?}");
    }
}

#[test]
fn proxy_errors_print_no_secret() {
    let password = "test-proxy%2Fpassword%2Bcanary%3D000003";
    for (name, url) in [
        ("HTTPS_PROXY", format!("http://user:{password}@{}", closed_port())),
        ("ALL_PROXY", format!("http://user:{password}@{}", echo().replace("http://", ""))),
        ("HTTPS_PROXY", format!("socks5://user:{password}@{}", closed_port())),
        ("HTTPS_PROXY", format!("http://user:{PASSWORD}@:0")),
    ] {
        for transport in ["ureq", "hyper"] {
            let mut command = tc3();
            for other in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY"] {
                command.env_remove(other);
            }
            command.env(name, &url).args(["ecm", "DescribeImage", "-v", "--retries", "0"]);
            command.args(["--endpoint", "https://api.invalid", "--transport", transport]);
            assert!(!run(&mut command, ""), "{url} {transport}");
        }
    }
}

#[test]
fn invalid_credentials_are_not_printed() {
    for (name, value) in [
        ("TENCENTCLOUD_SECRET_KEY", format!("{KEY} ")),
        ("TENCENTCLOUD_SECRET_KEY", format!("\u{feff}{KEY}")),
        ("TENCENTCLOUD_SECRET_KEY", format!("\"{KEY}\"")),
        ("TENCENTCLOUD_TOKEN", format!("{TOKEN}\u{200b}")),
        ("TENCENTCLOUD_TOKEN", format!("{TOKEN}\r\nX: 1")),
        ("TENCENTCLOUD_SECRET_ID", format!("{ID},{KEY}")),
    ] {
        let mut command = tc3();
        command.env(name, value).args(["ecm", "DescribeImage"]);
        assert!(!run(&mut command, ""), "{name}");
    }
}

#[test]
fn sign_prints_no_secret() {
    let tc3_request = format!(
        r#"{{"scheme": "TC3-HMAC-SHA256", "method": "POST", "host": "ecm.tencentcloudapi.com", "query": "", "headers": [["content-type", "application/json"], ["host", "ecm.tencentcloudapi.com"]], "signed_headers": ["content-type", "host"], "payload": "{{}}", "service": "ecm", "timestamp": 1700000000, "secret_id": "{ID}", "secret_key": "{KEY}"}}"#
    );
    let v1_request = format!(
        r#"{{"scheme": "HmacSHA1", "method": "GET", "host": "h", "params": [["Action", "X"]], "secret_key": "{KEY}"}}"#
    );
    for request in [&tc3_request, &v1_request] {
        for options in [&["sign", "-"][..], &["sign", "--explain", "-"], &["sign", "--batch"]] {
            assert!(run(tc3().args(options), request), "{options:?}");
        }
    }
    // The key in place of other members, and in invalid JSON.
    let broken: Vec<String> = [
        tc3_request.replace("\"POST\"", &format!("[\"{KEY}\"]")),
        tc3_request.replace("TC3-HMAC-SHA256", KEY),
        tc3_request.replace("1700000000", &format!("\"{KEY}\"")),
        tc3_request.replace(&format!("\"{KEY}\""), &format!("{{\"{KEY}\": \"{KEY}\"}}")),
        tc3_request.replace(&format!("\"{ID}\""), &format!("[\"{KEY}\"]")),
        tc3_request.replace("\"secret_key\":", "\"secret_key\""),
        v1_request.replace("[[\"Action\", \"X\"]]", &format!("[\"{KEY}\"]")),
        tc3_request.replace("\"service\"", &format!("\"{KEY}\": 1, \"service\"")),
        tc3_request.replace("\"service\"", &format!("\"{KEY}\": 1, \"{KEY}\": 2, \"service\"")),
        v1_request.replace("[\"Action\"", &format!("[\"{KEY}\", \"X\"], [\"{KEY}\"")),
        format!("{KEY} {tc3_request}"),
        format!("\"{KEY}\""),
    ]
    .into();
    for request in &broken {
        run(tc3().args(["sign", "-"]), request);
    }
    run(tc3().args(["sign", "--batch"]), &broken.join("\n"));
}

/// Secrets where a file name, an option or nothing belongs, and values with a dash.
#[test]
fn secrets_in_the_wrong_place_are_not_printed() {
    let description = format!(r#"{{"scheme": "HmacSHA1", "secret_key": "{KEY}"}}"#);
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{KEY}\n-----END PRIVATE KEY-----");
    let (pair, dash) = (format!("{ID}:{KEY}"), format!("-{KEY}"));
    let (dashes, upper) = (format!("--{KEY}"), format!("--T{KEY}"));
    let option = |option: &str, value: &str| format!("{option}={value}");
    for arguments in [
        &["sign", &description][..],
        &["sign", "--explain", &description],
        &["sign", &option("--explain", &description)],
        &["sign", &option("--batch", &description)],
        &["sign", "-", KEY],
        &["sign", &option("--key", KEY)],
        &["sign", &dash],
        &["sign", &dashes],
        &["sign", &upper],
        &["sign", "--", &dash],
        &["emulator", "--keys", &pair],
        &["emulator", "--keys", &description],
        &["emulator", "--key", ID, KEY],
        &["emulator", "--key", &format!("{ID}/{KEY}")],
        &["emulator", "--key", &format!("{ID}:\"{KEY}\"")],
        &["emulator", KEY],
        &["emulator", &dash],
        &["emulator", &upper],
        &["emulator", "--listen", KEY],
        &["emulator", "--clock", KEY],
        &["emulator", &option("--secret", KEY)],
        &["emulator", &option("--deny", &dash)],
        &["emulator", &option("--deny", &format!("1:{dash}"))],
        &["emulator", "--deny", &dash],
        &["emulator", &option("--image", &dash)],
        &["emulator", &option("--image", &format!("{dash}:ap-guangzhou"))],
        &["emulator", &option("--image", &format!("img-00000001:{dash}"))],
        &[
            "emulator",
            &option("--key", &format!("{dash}:a")),
            &option("--key", &format!("{dash}:b")),
        ],
        &["emulator", &option("--import-duration", &dash)],
        &["emulator", &option("--image-quota", &dash)],
        &["emulator", &option("--id-seed", &dash)],
        &["emulator", &option("--listen", &dash)],
        &["emulator", &option("--clock", &dash)],
        &["emulator", &option("--admin-token", &dash)],
        &["ecm", "DescribeImage", "--Limit", &dash],
        &["ecm", "DescribeImage", "--Limit", &pem],
        &["ecm", "DescribeImage", "--Limit", "1", &dashes],
        &["ecm", "DescribeImage", "--region", &pem],
        &["ecm", "DescribeImage", "--region", &dash],
        &["ecm", "DescribeImage", "--timeout", &dash],
        &["ecm", "DescribeImage", &option("--timeout", &dash)],
        &["ecm", "DescribeImage", &option("--transport", &dash)],
        &["ecm", "DescribeImage", &option("--endpoint", &dash)],
        &["ecm", "DescribeImage", &option("--json", &dash)],
        &["ecm", "DescribeImage", &option("--secret-key", KEY)],
        &["ecm", "DescribeImage", &option("--verbose", KEY)],
        &["ecm", "DescribeImage", KEY],
        &["ecm", "DescribeImage", &pem],
        &["ecm", "DescribeImage", "--", &dash],
        &["ecm", &dash],
        &[&dash],
    ] {
        assert!(!run(tc3().args(arguments), ""), "{arguments:?}");
    }
}

#[test]
fn emulator_prints_no_secret() {
    let directory = std::env::temp_dir().join(format!("tc3-canary-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let file = directory.join("keys.json");
    let keys = format!(r#"[{{"secret_id": "{ID}", "secret_key": "{KEY}", "token": "{TOKEN}"}}]"#);
    for broken in [
        keys.replace(']', ""),
        keys.replace(KEY, &format!(" {KEY}")),
        keys.replace("secret_key", KEY),
        keys.replace("\"secret_id\"", &format!("\"{KEY}\": 1, \"{KEY}\": 2, \"secret_id\"")),
        keys.replace("\"secret_id\": ", &format!("\"secret_id\": {KEY}")),
    ] {
        std::fs::write(&file, broken).unwrap();
        assert!(!run(tc3().args(["emulator", "--keys"]).arg(&file), ""));
    }
    assert!(!run(tc3().args(["emulator", "--key", &format!("{ID}/{KEY}")]), ""));
    assert!(!run(tc3().args(["emulator", "--key", &format!("{ID}:{KEY} ")]), ""));

    std::fs::write(&file, &keys).unwrap();
    let mut command = tc3();
    command.args(["emulator", "--keys"]).arg(&file);
    let mut emulator = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdout = BufReader::new(emulator.stdout.take().unwrap());
    let mut output = String::new();
    stdout.read_line(&mut output).unwrap();
    let url = output.trim_end().replace("listening on ", "");
    assert!(run(tc3().args(["ecm", "DescribeImage", "--endpoint", &url]), ""));
    emulator.kill().unwrap();
    let rest = emulator.wait_with_output().unwrap();
    stdout.read_to_string(&mut output).unwrap();
    search_output(&[output.into_bytes(), rest.stderr].concat());
    std::fs::remove_dir_all(directory).unwrap();
}
