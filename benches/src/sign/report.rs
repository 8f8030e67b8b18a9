//! The results of the signers.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt;

use serde::Serialize;

use crate::plot::{Bar, Panel, Plot};
use crate::publish::publish;

/// All rows of a run, and the limits.
#[derive(Default, Serialize)]
pub(crate) struct Report {
    limit_ns: Limits,
    rows: Vec<Row>,
}

/// Nanoseconds of the bare compressions of our message, by payload size.
#[derive(Default, Serialize)]
struct Limits {
    cached: BTreeMap<usize, f64>,
    fresh: BTreeMap<usize, f64>,
}

#[derive(Serialize)]
pub(crate) struct Row {
    pub(crate) signer: &'static str,
    pub(crate) payload: usize,
    pub(crate) median_ns: f64,
    pub(crate) ratio_to_limit: f64,
    pub(crate) allocations: u64,
}

impl Report {
    pub(crate) fn add_limits(&mut self, payload: usize, cached: f64, fresh: f64) {
        self.limit_ns.cached.insert(payload, cached);
        self.limit_ns.fresh.insert(payload, fresh);
    }

    pub(crate) fn add(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Writes the table to stdout and the other results to files.
    pub(crate) fn publish(&self) -> Result<(), Box<dyn Error>> {
        publish("sign", self, &self.plot().svg())
    }

    fn plot(&self) -> Plot {
        let payloads: BTreeSet<usize> = self.rows.iter().map(|row| row.payload).collect();
        let panel = |payload| Panel {
            title: format!("body of {}", size(payload)),
            bars: self.rows.iter().filter(|row| row.payload == payload).map(Row::bar).collect(),
        };
        Plot {
            title: "One signature: times of the bare SHA-256 compressions of its message (log scale)",
            panels: payloads.into_iter().map(panel).collect(),
        }
    }
}

/// Names of our rows.
const OURS: [&str; 4] = ["sign_into, cached key", "headers, cached key", "fresh key", "request"];

impl Row {
    fn bar(&self) -> Bar {
        Bar {
            label: self.signer.into(),
            ratio: self.ratio_to_limit,
            is_ours: OURS.contains(&self.signer),
        }
    }
}

fn size(bytes: usize) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..0x10_0000 => format!("{} KiB", bytes / 1024),
        _ => format!("{} MiB", bytes / 0x10_0000),
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| signer | payload | median ns | x limit | allocations |")?;
        writeln!(f, "| --- | ---: | ---: | ---: | ---: |")?;
        for (name, limits) in [("cached", &self.limit_ns.cached), ("fresh", &self.limit_ns.fresh)] {
            for (payload, ns) in limits {
                writeln!(f, "| limit, {name} key | {payload} | {ns:.0} | 1.00 | 0 |")?;
            }
        }
        for Row { signer, payload, median_ns, ratio_to_limit, allocations } in &self.rows {
            writeln!(
                f,
                "| {signer} | {payload} | {median_ns:.0} | {ratio_to_limit:.2} | {allocations} |"
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_has_the_documented_form() {
        let mut report = Report::default();
        report.add_limits(100, 300.5, 800.0);
        report.add(Row {
            signer: "sign_into, cached key",
            payload: 100,
            median_ns: 400.0,
            ratio_to_limit: 1.25,
            allocations: 0,
        });
        assert_eq!(
            serde_json::to_string(&report).unwrap(),
            r#"{"limit_ns":{"cached":{"100":300.5},"fresh":{"100":800.0}},"rows":[{"signer":"sign_into, cached key","payload":100,"median_ns":400.0,"ratio_to_limit":1.25,"allocations":0}]}"#
        );
    }

    #[test]
    fn plot_has_a_panel_for_each_payload() {
        let row = |signer, payload| Row {
            signer,
            payload,
            median_ns: 1.0,
            ratio_to_limit: 1.1,
            allocations: 0,
        };
        let mut report = Report::default();
        for row in [row("request", 100), row("peer", 100), row("peer", 1 << 20)] {
            report.add(row);
        }
        let panels = report.plot().panels;
        let titles: Vec<&str> = panels.iter().map(|panel| &*panel.title).collect();
        assert_eq!(titles, ["body of 100 B", "body of 1 MiB"]);
        let ours: Vec<bool> = panels[0].bars.iter().map(|bar| bar.is_ours).collect();
        assert_eq!(ours, [true, false]);
    }
}
