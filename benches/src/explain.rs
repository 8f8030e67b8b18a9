//! `cargo xtask bench explain`: the CPU time of a diagnosis.
//!
//! The signature is wrong in no known way, so that every cause is tried.

use std::error::Error;
use std::fmt;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use serde::Serialize;
use tencentcloud_core::{Secret, Timestamp};
use tencentcloud_emulator::explain;
use tencentcloud_verify::{Key, KeyRing, Policy, RawRequest, verify};

use crate::median::median;

const ID: &str = "test-secret-id-000001";
const AT: Timestamp = Timestamp::saturating(1_700_000_000);

#[derive(Serialize)]
struct Report {
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    request: String,
    body_bytes: usize,
    /// CPU time of the diagnosis.
    cpu_ms: f64,
    limit_ms: f64,
    /// CPU time of the verification that has refused the request.
    verify_ms: f64,
}

pub(crate) fn measure(rounds: usize) -> Result<(), Box<dyn Error>> {
    let mut rows = Vec::new();
    for (size, limit_ms) in [(1 << 10, 2.0), (1 << 20, 150.0), (10_000_000, 60.0)] {
        rows.push(row("TC3 POST", &tc3(size), size, limit_ms, rounds)?);
    }
    rows.push(row("TC3 GET", &tc3_get(), 0, 2.0, rounds)?);
    rows.push(row("v1 POST", &v1(1 << 10), 1 << 10, 2.0, rounds)?);
    let report = Report { rows };
    crate::publish::publish_table("explain", &report)
}

fn row(
    name: &str,
    raw: &[u8],
    body_bytes: usize,
    limit_ms: f64,
    rounds: usize,
) -> Result<Row, Box<dyn Error>> {
    let request = RawRequest::parse(raw)?;
    let mut keys: KeyRing = KeyRing::new();
    for number in 1..=10 {
        let secret = Secret::new(format!("test-secret-key-{number:06}"));
        keys.insert(format!("test-secret-id-{number:06}"), Key::new(secret, "100000000001"));
    }
    let found = explain(&request, &keys, AT, Some(8080)).causes();
    if found != ["unknown"] {
        return Err(format!("{name}: the signature is wrong in a known way: {found:?}").into());
    }
    let cpu = |work: &dyn Fn()| -> Result<f64, Box<dyn Error>> {
        // Enough turns that the clock of the system resolves them.
        let turns: u32 = if body_bytes > 1 << 16 { 1 } else { 20 };
        let mut samples = Vec::with_capacity(rounds);
        for _ in 0..rounds {
            let start = cpu_us()?;
            (0..turns).for_each(|_| work());
            samples.push((cpu_us()? - start) / f64::from(turns) / 1e3);
        }
        Ok(median(samples))
    };
    let verify_ms = cpu(&|| {
        let decision = verify(&request, &keys, AT, &|_| "ecm".to_owned(), &Policy::default());
        std::hint::black_box(decision.is_ok());
    })?;
    let cpu_ms = cpu(&|| {
        std::hint::black_box(explain(&request, &keys, AT, Some(8080)));
    })?;
    Ok(Row { request: name.to_owned(), body_bytes, cpu_ms, limit_ms, verify_ms })
}

/// The CPU time of this process in microseconds.
fn cpu_us() -> Result<f64, Box<dyn Error>> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let microseconds = (usage.user_time() + usage.system_time()).num_microseconds();
    Ok(f64::from(u32::try_from(microseconds)?))
}

/// A JSON body of about this size, with all that a rewriting has to look at.
fn json(size: usize) -> String {
    let item = r#"{"Size": 50, "Name": "disk-\u4e91 / 边缘", "Tags": [true, null, "a<b>&c"]}"#;
    let items = vec![item; (size / (item.len() + 1)).max(1)];
    format!(r#"{{"Items":[{}]}}"#, items.join(","))
}

fn tc3(size: usize) -> Vec<u8> {
    format!(
        "POST / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nContent-Type: application/json\r\n{}\r\n{}",
        headers("content-type;host"),
        json(size)
    )
    .into_bytes()
}

fn tc3_get() -> Vec<u8> {
    let query = "Filters.0.Name=a%20b~c&Filters.0.Values.10=%E8%BE%B9&Limit=20&Offset=0";
    let headers = headers("content-type;host;x-tc-action");
    format!(
        "GET /?{query} HTTP/1.1\r\nHost: ecm.tencentcloudapi.com\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n{headers}\r\n"
    )
    .into_bytes()
}

fn headers(list: &str) -> String {
    format!(
        "X-TC-Action: ImportImage\r\nX-TC-Version: 2019-07-19\r\nX-TC-Region: ap-guangzhou\r\n\
         X-TC-Timestamp: {AT}\r\n\
         Authorization: TC3-HMAC-SHA256 Credential={ID}/{}/ecm/tc3_request, \
         SignedHeaders={list}, Signature={}\r\n",
        AT.date(),
        "0".repeat(64)
    )
}

fn v1(size: usize) -> Vec<u8> {
    let values: Vec<_> = (0..size / 32).map(|n| format!("&Values.{n}=a%20b%2B~{n:08}")).collect();
    let values = values.concat();
    format!(
        "POST / HTTP/1.1\r\nHost: ecm.tencentcloudapi.com\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n\r\n\
         Action=ImportImage&Version=2019-07-19&Timestamp={AT}&Nonce=1&SecretId={ID}\
         &Signature=AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D{values}"
    )
    .into_bytes()
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "| request | body (bytes) | diagnosis (ms CPU) | limit | verification (ms CPU) |"
        )?;
        writeln!(f, "|---|---:|---:|---:|---:|")?;
        for Row { request, body_bytes, cpu_ms, limit_ms, verify_ms } in &self.rows {
            writeln!(
                f,
                "| {request} | {body_bytes} | {cpu_ms:.2} | {limit_ms} | {verify_ms:.3} |"
            )?;
        }
        Ok(())
    }
}
