//! The report of the client benchmark.

use std::error::Error;
use std::fmt;

use serde::Serialize;

use crate::plot::{Bar, Panel, Plot};
use crate::publish::publish;

#[derive(Serialize)]
pub(super) struct Report {
    rows: Vec<Row>,
}

#[derive(Serialize)]
pub(super) struct Row {
    pub(super) client: &'static str,
    pub(super) transport: &'static str,
    pub(super) calls: &'static str,
    pub(super) cpu_us: f64,
    pub(super) ratio_to_bare: f64,
    pub(super) connections: u32,
    /// The required number of connections; `None` for peers.
    #[serde(skip)]
    pub(super) expected: Option<u32>,
    /// The bare library that the row is compared with.
    #[serde(skip)]
    pub(super) base: &'static str,
}

impl Report {
    pub(super) fn new(rows: Vec<Row>) -> Self {
        Self { rows }
    }

    /// Prints the table and writes the files.
    pub(super) fn publish(&self) -> Result<(), Box<dyn Error>> {
        publish("client", self, &self.plot().svg())
    }

    /// Fails if one of our rows opened more or fewer connections than required.
    pub(super) fn check_connections(&self) -> Result<(), Box<dyn Error>> {
        let is_wrong = |row: &&Row| row.expected.is_some_and(|right| right != row.connections);
        let wrong: Vec<String> = self
            .rows
            .iter()
            .filter(is_wrong)
            .map(|Row { client, transport, calls, connections, .. }| {
                format!("{client} over {transport}, {calls}: {connections} connections")
            })
            .collect();
        if wrong.is_empty() { Ok(()) } else { Err(wrong.join("; ").into()) }
    }

    fn plot(&self) -> Plot {
        let mut panels: Vec<Panel> = Vec::new();
        for row in &self.rows {
            let title = format!("over {}, {} calls", row.base, row.calls);
            match panels.iter_mut().find(|panel| panel.title == title) {
                Some(panel) => panel.bars.push(row.bar()),
                None => panels.push(Panel { title, bars: vec![row.bar()] }),
            }
        }
        Plot {
            title: "One call: CPU time as a multiple of the bare HTTP library's (log scale)",
            panels,
        }
    }
}

impl Row {
    fn bar(&self) -> Bar {
        let peer = self.expected.is_none();
        let label =
            if peer { format!("{}, {}", self.client, self.transport) } else { self.client.into() };
        Bar { label, ratio: self.ratio_to_bare, is_ours: self.client == "tencentcloud-client" }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| client | transport | calls | CPU us per call | x bare | connections |")?;
        writeln!(f, "| --- | --- | --- | ---: | ---: | ---: |")?;
        for Row { client, transport, calls, cpu_us, ratio_to_bare, connections, .. } in &self.rows {
            writeln!(
                f,
                "| {client} | {transport} | {calls} | {cpu_us:.1} | {ratio_to_bare:.2} | \
                 {connections} |"
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(client: &'static str, connections: u32, expected: Option<u32>) -> Row {
        Row {
            client,
            transport: "hyper",
            calls: "sequential",
            cpu_us: 31.5,
            ratio_to_bare: 1.05,
            connections,
            expected,
            base: "hyper",
        }
    }

    #[test]
    fn json_has_the_documented_members() {
        let report = Report::new(vec![row("bare library", 1, Some(1))]);
        assert_eq!(
            serde_json::to_string(&report).unwrap(),
            r#"{"rows":[{"client":"bare library","transport":"hyper","calls":"sequential","cpu_us":31.5,"ratio_to_bare":1.05,"connections":1}]}"#
        );
    }

    #[test]
    fn wrong_number_of_connections_is_an_error_except_for_peers() {
        assert!(Report::new(vec![row("ours", 1, Some(1))]).check_connections().is_ok());
        assert!(Report::new(vec![row("peer", 574, None)]).check_connections().is_ok());
        let wrong = Report::new(vec![row("ours", 2, Some(1)), row("ours", 0, Some(1))]);
        let error = wrong.check_connections().unwrap_err().to_string();
        assert_eq!(error.matches("ours over hyper, sequential").count(), 2);
    }

    #[test]
    fn rows_of_one_base_and_concurrency_share_a_panel() {
        let report = Report::new(vec![row("a", 1, None), row("b", 1, Some(1))]);
        let panels = report.plot().panels;
        assert_eq!(panels.len(), 1);
        let labels: Vec<&str> = panels[0].bars.iter().map(|bar| &*bar.label).collect();
        assert_eq!(labels, ["a, hyper", "b"]);
    }
}
