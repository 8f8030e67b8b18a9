//! What was measured: a table for people, JSON for programs, a plot for both.

mod plot;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::path::Path;

use serde::Serialize;

/// All rows of a run, and the limits that they are held against.
#[derive(Default, Serialize)]
pub(crate) struct Report {
    limit_ns: Limits,
    rows: Vec<Row>,
}

/// Nanoseconds of the bare compressions of our message, by bytes of payload.
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

    /// The table to stdout, the rest to files of this folder.
    pub(crate) fn publish(&self, folder: &Path) -> Result<(), Box<dyn Error>> {
        print!("{self}");
        std::fs::create_dir_all(folder)?;
        write(&folder.join("sign.json"), &serde_json::to_string_pretty(self)?)?;
        write(&folder.join("sign.svg"), &plot::svg(&self.rows))
    }
}

#[expect(clippy::disallowed_methods, reason = "results are files")]
fn write(path: &Path, text: &str) -> Result<(), Box<dyn Error>> {
    std::fs::write(path, text)?;
    eprintln!("wrote {}", path.display());
    Ok(())
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
    fn the_json_is_as_others_read_it() {
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
}
