//! The command under test, and what the tests call.

use std::net::TcpListener;
use std::process::{Child, Command};

/// A placeholder key pair: id and key.
pub(crate) const KEY: [&str; 2] = ["test-secret-id-000001", "test-secret-key-000001"];

/// A read.
pub(crate) const READ: [&str; 2] = ["ecm", "DescribeImage"];

/// A write that succeeds with a new emulator.
pub(crate) const IMPORT: [&str; 8] = [
    "ecm",
    "ImportImage",
    "--ImageId",
    "img-pmqg1cw9",
    "--ImageDescription",
    "sampleImage",
    "--SourceRegion",
    "ap-chengdu",
];

/// `tc3` without the credentials, the region and the texts of the user.
pub(crate) fn tc3() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tc3"));
    command.env("TC3_DATA_DIR", concat!(env!("CARGO_TARGET_TMPDIR"), "/no-data"));
    for name in ["SECRET_ID", "SECRET_KEY", "TOKEN", "SESSION_TOKEN", "SECURITY_TOKEN", "REGION"] {
        command.env_remove(format!("TENCENTCLOUD_{name}"));
    }
    command
}

/// `tc3` with the placeholder key pair.
pub(crate) fn tc3_with_key() -> Command {
    let mut command = tc3();
    command.env("TENCENTCLOUD_SECRET_ID", KEY[0]).env("TENCENTCLOUD_SECRET_KEY", KEY[1]);
    command
}

/// The output, which must be UTF-8.
pub(crate) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// An URL that refuses connections.
pub(crate) fn closed_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

/// Sends a signal, such as `INT`.
pub(crate) fn signal(name: &str, child: &Child) {
    let pid = child.id().to_string();
    assert!(Command::new("kill").args([&format!("-{name}"), &pid]).status().unwrap().success());
}
