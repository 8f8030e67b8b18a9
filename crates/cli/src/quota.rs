//! `tc3 quota`: how processes share the rates of an account.

use std::fmt::Write;

use serde_json::json;
use tencentcloud_quota::{QuotaError, Usage, usage};

use crate::cli::QuotaOptions;
use crate::failure::Failure;
use crate::{stderr, stdout};

const VARIABLE: &str = "TC3_REDIS_URL";

pub(crate) fn run(options: &QuotaOptions) -> Result<(), Failure> {
    let url = options.redis.clone().or_else(from_environment).ok_or_else(|| {
        Failure::Usage(format!("the URL of a server is required: --redis URL, or {VARIABLE}"))
    })?;
    let mut usages = usage(&url).map_err(|error| match error {
        QuotaError::Url(_) => Failure::Usage(error.to_string()),
        error => Failure::Other(error.to_string()),
    })?;
    usages.sort_by(|a, b| names(a).cmp(&names(b)));
    if usages.is_empty() {
        stderr::print(
            "note: no process has shared a rate there in the last two minutes, or since the server started",
        );
        return Ok(());
    }
    let text = if options.json { objects(&usages) } else { table(&usages) };
    stdout::print(text.trim_end())
}

#[expect(clippy::disallowed_methods, reason = "this edge reads the environment")]
fn from_environment() -> Option<String> {
    std::env::var(VARIABLE).ok().filter(|url| !url.is_empty())
}

fn names(usage: &Usage) -> [&str; 4] {
    [&usage.account, &usage.service, &usage.action, &usage.region]
}

/// One object a line.
fn objects(usages: &[Usage]) -> String {
    usages.iter().fold(String::new(), |mut lines, usage| {
        let [account, service, action, region] = names(usage);
        let object = json!({
            "account": account,
            "service": service,
            "action": action,
            "region": region,
            "rate": rounded(usage.rate),
            "stated_rate": usage.stated_rate,
            "used": rounded(usage.used),
            "use_percent": percent(usage),
            "processes": usage.processes,
            "refused": usage.throttled,
            "wait_seconds": rounded(usage.wait),
        });
        let _ = writeln!(lines, "{object}");
        lines
    })
}

/// One rate a line, below the names of the columns.
fn table(usages: &[Usage]) -> String {
    let head = ["account", "service", "action", "region", "rate", "used", "", "processes"];
    let head = [&head[..], &["refused", "wait"]].concat().into_iter().map(str::to_owned).collect();
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(usages.iter().map(row)).collect();
    let width = |column: usize| {
        rows.iter().filter_map(|row| Some(row.get(column)?.len())).max().unwrap_or_default()
    };
    rows.iter().fold(String::new(), |mut lines, row| {
        let cells = row.iter().enumerate().map(|(column, cell)| {
            let width = width(column);
            // Names stand on the left, numbers on the right.
            if column < 4 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
        });
        let _ = writeln!(lines, "{}", cells.collect::<Vec<_>>().join("  ").trim_end());
        lines
    })
}

fn row(usage: &Usage) -> Vec<String> {
    let [account, service, action, region] = names(usage);
    let stated = usage.stated_rate.map(f64::from).filter(|stated| usage.rate < *stated);
    let rate = match stated {
        _ if usage.rate <= 0.0 => "-".to_owned(),
        Some(stated) => format!("{:.1} of {stated}", usage.rate),
        None => format!("{:.1}", usage.rate),
    };
    vec![
        account.to_owned(),
        service.to_owned(),
        action.to_owned(),
        if region.is_empty() { "-" } else { region }.to_owned(),
        rate,
        format!("{:.1}", usage.used),
        percent(usage).map(|percent| format!("{percent} %")).unwrap_or_default(),
        usage.processes.to_string(),
        usage.throttled.to_string(),
        format!("{:.2} s", usage.wait),
    ]
}

/// What part of the rate is used.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
fn percent(usage: &Usage) -> Option<u32> {
    (usage.rate > 0.0).then(|| (100.0 * usage.used / usage.rate).round() as u32)
}

/// To milliseconds, or thousandths of a request.
fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}
