//! `tc3` against `tc3 emulator`, as two processes.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Output, Stdio};

use crate::command::{IMPORT, KEY, READ, signal, tc3, tc3_with_key, text};

/// An emulator process, killed on drop.
pub(crate) struct Emulator {
    child: Child,
    url: String,
}

impl Emulator {
    fn start(options: &[&str]) -> Self {
        let mut child = tc3()
            .arg("emulator")
            .args(options)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let url = line.strip_prefix("listening on ").map(|url| url.trim_end().to_owned());
        assert!(url.is_some(), "{line:?}");
        Self { url: url.unwrap(), child }
    }

    /// Runs `tc3` against the emulator with the known key.
    pub(crate) fn call(&self, arguments: &[&str]) -> Output {
        tc3_with_key().args(arguments).args(["--endpoint", &self.url]).output().unwrap()
    }

    /// `127.0.0.1:PORT`.
    pub(crate) fn address(&self) -> &str {
        self.url.strip_prefix("http://").unwrap()
    }

    /// The id of the process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends SIGTERM and returns the exit status.
    fn terminate(mut self) -> Option<i32> {
        signal("TERM", &self.child);
        self.child.wait().unwrap().code()
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An emulator with the placeholder key pair.
pub(crate) fn known_key() -> Emulator {
    Emulator::start(&["--key", &KEY.join(":")])
}

#[test]
fn action_that_is_not_modeled_succeeds_with_stubs() {
    let describe = ["cvm", "DescribeZones", "--region", "ap-guangzhou"];
    let refused = known_key().call(&describe);
    assert_eq!(refused.status.code(), Some(4));
    assert!(text(&refused.stderr).contains("UnsupportedOperation"));
    let stub = Emulator::start(&["--stubs", "--key", &KEY.join(":")]).call(&describe);
    assert_eq!(stub.status.code(), Some(0), "{}", text(&stub.stderr));
    let response: serde_json::Value = serde_json::from_slice(&stub.stdout).unwrap();
    assert_eq!(
        (&response["TotalCount"], &response["ZoneSet"][0]["Zone"]),
        (&1.into(), &"stub".into())
    );
}

#[test]
fn second_import_is_a_duplicate_with_advice() {
    let emulator = known_key();
    for transport in ["hyper", "ureq"] {
        let first = emulator.call(&[&IMPORT[..], &["--transport", transport]].concat());
        if transport == "hyper" {
            assert_eq!(first.status.code(), Some(0), "{}", text(&first.stderr));
            let response: serde_json::Value = serde_json::from_slice(&first.stdout).unwrap();
            assert!(response["RequestId"].as_str().unwrap().len() >= 32);
            continue;
        }
        assert_eq!(first.status.code(), Some(4));
        assert_eq!(text(&first.stdout), "", "stdout carries results only");
        let stderr = text(&first.stderr);
        assert!(stderr.contains("InvalidParameterValue.ImageDuplicate"), "{stderr}");
        assert!(stderr.contains("request id "), "{stderr}");
        // The advice of the action, not that of the family of the code.
        assert!(stderr.contains("advice: Use the image that was imported before"), "{stderr}");
    }
    assert_eq!(emulator.terminate(), Some(0), "SIGTERM stops it cleanly");
}

/// The file of the authority exists while the emulator runs.
#[test]
fn https_is_served_with_an_authority_on_stderr() {
    let mut emulator = Emulator::start(&["--tls", "--key", &KEY.join(":")]);
    assert!(emulator.url.starts_with("https://127.0.0.1:"), "{}", emulator.url);
    let mut line = String::new();
    BufReader::new(emulator.child.stderr.as_mut().unwrap()).read_line(&mut line).unwrap();
    let authority = PathBuf::from(line.strip_prefix("certificate authority: ").unwrap().trim_end());
    let pem = std::fs::read_to_string(&authority).unwrap();
    assert!(pem.starts_with("-----BEGIN CERTIFICATE-----\n") && !pem.contains("PRIVATE"));

    let describe = |transport: &str| {
        let mut call = tc3_with_key();
        call.args(READ).args(["--transport", transport, "--endpoint", &emulator.url]);
        call
    };
    for transport in ["hyper", "ureq"] {
        let trusted = describe(transport).env("SSL_CERT_FILE", &authority).output().unwrap();
        assert_eq!(trusted.status.code(), Some(0), "{}", text(&trusted.stderr));
    }
    let foreign = describe("hyper").output().unwrap();
    assert_eq!(foreign.status.code(), Some(5), "{}", text(&foreign.stderr));
    assert_eq!(emulator.terminate(), Some(0));
    assert!(!authority.exists());
}

#[test]
fn all_image_actions_succeed() {
    let emulator = known_key();
    let json = |arguments: &[&str]| -> serde_json::Value {
        let output = emulator.call(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", text(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    json(&IMPORT);
    let filter = [
        "ecm",
        "DescribeImage",
        "--Filters.0.Name",
        "image-type",
        "--Filters.0.Values",
        "PRIVATE_IMAGE",
    ];
    let images = json(&filter);
    let id = images["ImageSet"][0]["ImageId"].as_str().unwrap().to_owned();
    assert_eq!(images["TotalCount"], 1);

    json(&["ecm", "ModifyImageAttribute", "--ImageId", &id, "--ImageName", "renamed"]);
    assert_eq!(json(&filter)["ImageSet"][0]["ImageName"], "renamed");
    let by_id = format!(r#"{{"Filters": [{{"Name": "image-id", "Values": ["{id}"]}}]}}"#);
    assert_eq!(json(&["ecm", "DescribeCustomImageTask", "--json", &by_id])["TotalCount"], 1);
    json(&["ecm", "DeleteImage", "--ImageIDSet", &id]);
    assert_eq!(json(&filter)["TotalCount"], 0);
}

#[test]
fn error_message_has_the_requested_language() {
    let emulator = known_key();
    let unknown = |language: &str| {
        let mut line = IMPORT.to_vec();
        line[3] = "img-00000000";
        line.extend(["--language", language]);
        let output = emulator.call(&line);
        assert_eq!(output.status.code(), Some(4));
        text(&output.stderr).to_owned()
    };
    let (english, chinese) = (unknown("en-US"), unknown("zh-CN"));
    assert!(english.contains("ImageId") && english.contains("InvalidImageID"), "{english}");
    assert!(chinese.contains("ImageId") && chinese.contains("镜像"), "{chinese}");
}

#[test]
fn options_shape_the_emulator() {
    let key = KEY.join(":");
    let options = [
        &["--key", &key, "--image", "img-00000001:ap-guangzhou:web"][..],
        &["--import-duration", "60", "--image-quota", "1", "--id-seed", "7"],
        &["--deny", "DeleteImage", "--deny", "7:ImportImage"],
    ];
    let mut ids = Vec::new();
    for _ in 0..2 {
        let emulator = Emulator::start(&options.concat());
        let import = IMPORT.map(|word| match word {
            "img-pmqg1cw9" => "img-00000001",
            "ap-chengdu" => "ap-guangzhou",
            other => other,
        });
        let output = emulator.call(&import);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let output = emulator.call(&["ecm", "DescribeImage"]);
        let mut images: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let mut image = images["ImageSet"][0].take();
        assert_eq!(
            (&image["ImageName"], &image["ImageState"]),
            (&"web".into(), &"IMPORTING".into())
        );
        ids.push(image["ImageId"].take());
        for (line, code) in [
            (&IMPORT[..], "ResourceInsufficient.InvaildPrivateImageNum"),
            (&["ecm", "DeleteImage", "--ImageIDSet", "img-00000001"], "UnauthorizedOperation"),
        ] {
            let output = emulator.call(line);
            assert_eq!(output.status.code(), Some(4));
            assert!(text(&output.stderr).contains(code), "{}", text(&output.stderr));
        }
    }
    assert_eq!(ids.first(), ids.last());
}

#[test]
fn invalid_options_of_the_emulator_are_usage_errors() {
    for (option, value, says) in [
        ("--image", "img-00000001", "must be ID:REGION"),
        ("--image", "img-00000001:ap-chengdu:", "the name must not be empty"),
        ("--image", "img-1:ap-guangzhou", "img- and eight"),
        ("--image", "img-00000001:mars", "not a CVM region"),
        ("--deny", "1:Import", "no such action"),
        ("--import-duration", "soon", "must be a finite number of seconds"),
    ] {
        let output = tc3().args(["emulator", option, value]).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{option} {value}");
        assert!(text(&output.stderr).contains(says), "{}", text(&output.stderr));
    }
}

#[test]
fn administration_token_is_printed() {
    let mut emulator = Emulator::start(&["--key", &KEY.join(":"), "--admin-token"]);
    let mut line = String::new();
    BufReader::new(emulator.child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    let token = line.trim_end().rsplit_once("X-Emulator-Token: ").unwrap().1;
    assert!(token.len() == 32 && token.bytes().all(|byte| byte.is_ascii_hexdigit()), "{line}");
}

#[test]
fn wrong_key_is_an_api_error_with_advice() {
    let emulator = Emulator::start(&["--key", "test-secret-id-000001:another-key"]);
    let output = emulator.call(&IMPORT);
    assert_eq!(output.status.code(), Some(4));
    let stderr = text(&output.stderr);
    assert!(stderr.contains("AuthFailure.SignatureFailure"), "{stderr}");
    assert!(stderr.contains("advice: Check the secret key"), "{stderr}");
    assert!(!stderr.contains(KEY[1]), "{stderr}");
}

#[test]
fn emulator_without_keys_generates_and_prints_a_pair() {
    let mut emulator = Emulator::start(&[]);
    let mut lines = BufReader::new(emulator.child.stderr.take().unwrap()).lines();
    let mut value = |name: &str| {
        lines
            .find_map(|line| {
                line.unwrap().trim().strip_prefix(&format!("export {name}=")).map(str::to_owned)
            })
            .unwrap()
    };
    let id = value("TENCENTCLOUD_SECRET_ID");
    let key = value("TENCENTCLOUD_SECRET_KEY");
    assert!(id.starts_with("AKIDemulator"), "{id}");
    let output = tc3()
        .args(IMPORT)
        .args(["--endpoint", &emulator.url])
        .env("TENCENTCLOUD_SECRET_ID", &id)
        .env("TENCENTCLOUD_SECRET_KEY", &key)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));

    // Such a pair is never sent to Tencent Cloud.
    let output = tc3()
        .args(IMPORT)
        .env("TENCENTCLOUD_SECRET_ID", &id)
        .env("TENCENTCLOUD_SECRET_KEY", &key)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("emulator keys"), "{}", text(&output.stderr));
}

#[test]
fn clock_option_sets_the_time_of_the_emulator() {
    let emulator = Emulator::start(&["--key", &KEY.join(":"), "--clock", "1700000000"]);
    let output = emulator.call(&["ecm", "DescribeImage", "--retries", "0"]);
    assert_eq!(output.status.code(), Some(4));
    let stderr = text(&output.stderr);
    assert!(stderr.contains("AuthFailure.SignatureExpire"), "{stderr}");
}

#[test]
fn printed_command_works() {
    for options in [&[][..], &["--stubs"]] {
        let mut emulator = Emulator::start(options);
        let lines = BufReader::new(emulator.child.stderr.take().unwrap()).lines();
        let mut command = tc3();
        for line in lines.map(Result::unwrap) {
            if let Some((name, value)) =
                line.trim().strip_prefix("export ").and_then(|pair| pair.split_once('='))
            {
                command.env(name, value);
            } else if let Some(arguments) = line.trim().strip_prefix("tc3 ") {
                command.args(arguments.split(' '));
                break;
            }
        }
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{options:?}: {}", text(&output.stderr));
    }
}

#[test]
fn json_is_read_from_stdin_and_files_with_a_byte_order_mark() {
    let emulator = known_key();
    let input = "\u{feff}{\"Limit\": 0}";
    let file = std::env::temp_dir().join(format!("tc3-input-{}.json", std::process::id()));
    std::fs::File::create(&file).unwrap().write_all(input.as_bytes()).unwrap();
    let from_file = format!("@{}", file.display());
    for (option, input) in [("-", input), ("-", "{\"Limit\": 0}"), (&from_file, "")] {
        let mut child = tc3_with_key()
            .args(["ecm", "DescribeImage", "--json", option, "--dry-run"])
            .args(["--endpoint", &emulator.url])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        // It does not read the input if the option names a file.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{option}");
        assert!(text(&output.stdout).ends_with("\n\n{\"Limit\": 0}\n"), "{option}");
    }
    std::fs::remove_file(file).unwrap();
}

#[test]
fn all_signature_methods_are_accepted() {
    let emulator = known_key();
    for method in ["POST", "GET"] {
        for signature in ["TC3-HMAC-SHA256", "HmacSHA1", "HmacSHA256"] {
            let output = emulator.call(&[
                "ecm",
                "DescribeImage",
                "--Filters.0.Name",
                "image-name",
                "--Filters.0.Values",
                "a b&c=+%边",
                "--Limit",
                "5",
                "--method",
                method,
                "--sign-method",
                signature,
            ]);
            assert_eq!(
                output.status.code(),
                Some(0),
                "{method} {signature}: {}",
                text(&output.stderr)
            );
        }
    }
}
