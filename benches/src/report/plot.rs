//! The rows as bars: one panel for each payload, all on one scale.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::Row;

const BAR: usize = 20;
const PANEL_HEAD: usize = 34;
const LABELS: f64 = 230.0;
const WIDTH: f64 = 760.0;
const MARGIN: f64 = 60.0;

/// An SVG that needs no script, no font and no network.
pub(super) fn svg(rows: &[Row]) -> String {
    let payloads: BTreeSet<usize> = rows.iter().map(|row| row.payload).collect();
    let scale = Scale::of(rows);
    let mut panels = String::new();
    let mut y = 40;
    for payload in payloads {
        text(&mut panels, 12.0, y + 20, "#111", &format!("body of {}", size(payload)));
        y += PANEL_HEAD;
        for row in rows.iter().filter(|row| row.payload == payload) {
            bar(&mut panels, y, row, &scale);
            y += BAR;
        }
    }
    let mut title = String::new();
    let what = "One signature: times of the bare SHA-256 compressions of its message (log scale)";
    text(&mut title, 12.0, 24, "#111", what);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
         font-family=\"sans-serif\" font-size=\"13\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n{title}{panels}</svg>\n",
        height = y + 12
    )
}

fn bar(out: &mut String, y: usize, row: &Row, scale: &Scale) {
    let colour = if OURS.contains(&row.signer) { "#1a6fb5" } else { "#b9b9b9" };
    let width = scale.width(row.ratio_to_limit);
    text(out, 24.0, y + 15, "#333", row.signer);
    // Writing to a string does not fail.
    let _ = writeln!(
        out,
        "<rect x=\"{LABELS}\" y=\"{}\" width=\"{width:.1}\" height=\"{}\" fill=\"{colour}\"/>",
        y + 3,
        BAR - 6
    );
    text(out, LABELS + width + 6.0, y + 15, "#333", &format!("{:.2}", row.ratio_to_limit));
}

/// As the rows of ours are called.
const OURS: [&str; 4] = ["sign_into, cached key", "headers, cached key", "fresh key", "request"];

fn text(out: &mut String, x: f64, y: usize, colour: &str, text: &str) {
    let _ = writeln!(out, "<text x=\"{x:.1}\" y=\"{y}\" fill=\"{colour}\">{text}</text>");
}

fn size(bytes: usize) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..0x10_0000 => format!("{} KiB", bytes / 1024),
        _ => format!("{} MiB", bytes / 0x10_0000),
    }
}

/// A little less than the limit is at the left, the largest ratio at the right.
struct Scale {
    largest: f64,
}

const LEAST: f64 = 0.9;

impl Scale {
    fn of(rows: &[Row]) -> Self {
        Self { largest: rows.iter().map(|row| row.ratio_to_limit).fold(2.0, f64::max) }
    }

    fn width(&self, ratio: f64) -> f64 {
        let part = (ratio.max(LEAST) / LEAST).ln() / (self.largest / LEAST).ln();
        part * (WIDTH - LABELS - MARGIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(signer: &'static str, payload: usize, ratio_to_limit: f64) -> Row {
        Row { signer, payload, median_ns: 1.0, ratio_to_limit, allocations: 0 }
    }

    #[test]
    fn every_row_has_a_bar_within_the_picture() {
        let rows = [row("request", 100, 1.0), row("peer", 100, 14.0), row("peer", 1 << 20, 1.1)];
        let svg = svg(&rows);
        assert_eq!(svg.matches("<rect x=").count(), rows.len());
        assert_eq!(svg.matches("#1a6fb5").count(), 1);
        assert!(svg.contains("body of 100 B") && svg.contains("body of 1 MiB"));
        let scale = Scale::of(&rows);
        assert!(scale.width(1.0) > 0.0);
        assert!(scale.width(14.0) <= WIDTH - LABELS - MARGIN);
    }
}
