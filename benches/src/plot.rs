//! A bar chart of ratios: stacked panels on one logarithmic scale.

use std::fmt::Write;

const BAR: usize = 20;
const PANEL_HEAD: usize = 34;
const LABELS: f64 = 230.0;
const WIDTH: f64 = 760.0;
const MARGIN: f64 = 60.0;

/// A bar chart of ratios.
pub(crate) struct Plot {
    pub(crate) title: &'static str,
    pub(crate) panels: Vec<Panel>,
}

/// A group of bars.
pub(crate) struct Panel {
    pub(crate) title: String,
    pub(crate) bars: Vec<Bar>,
}

pub(crate) struct Bar {
    pub(crate) label: String,
    pub(crate) ratio: f64,
    /// Our rows have another color.
    pub(crate) is_ours: bool,
}

impl Plot {
    /// A self-contained SVG.
    pub(crate) fn svg(&self) -> String {
        let scale = Scale::of(self.panels.iter().flat_map(|panel| &panel.bars));
        let mut panels = String::new();
        let mut y = 40;
        for Panel { title, bars } in &self.panels {
            text(&mut panels, 12.0, y + 20, "#111", title);
            y += PANEL_HEAD;
            for bar in bars {
                bar.draw(&mut panels, y, &scale);
                y += BAR;
            }
        }
        let mut title = String::new();
        text(&mut title, 12.0, 24, "#111", self.title);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
             font-family=\"sans-serif\" font-size=\"13\">\n\
             <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n{title}{panels}</svg>\n",
            height = y + 12
        )
    }
}

impl Bar {
    fn draw(&self, out: &mut String, y: usize, scale: &Scale) {
        let color = if self.is_ours { "#1a6fb5" } else { "#b9b9b9" };
        let width = scale.width(self.ratio);
        text(out, 24.0, y + 15, "#333", &self.label);
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "<rect x=\"{LABELS}\" y=\"{}\" width=\"{width:.1}\" height=\"{}\" fill=\"{color}\"/>",
            y + 3,
            BAR - 6
        );
        text(out, LABELS + width + 6.0, y + 15, "#333", &format!("{:.2}", self.ratio));
    }
}

fn text(out: &mut String, x: f64, y: usize, color: &str, text: &str) {
    let _ = writeln!(out, "<text x=\"{x:.1}\" y=\"{y}\" fill=\"{color}\">{text}</text>");
}

/// A logarithmic scale from just below the smallest ratio to the largest.
struct Scale {
    least: f64,
    largest: f64,
}

impl Scale {
    fn of<'a>(bars: impl Iterator<Item = &'a Bar>) -> Self {
        bars.fold(Self { least: 0.9, largest: 2.0 }, |scale, bar| Self {
            least: scale.least.min(bar.ratio * 0.9),
            largest: scale.largest.max(bar.ratio),
        })
    }

    fn width(&self, ratio: f64) -> f64 {
        let part = (ratio / self.least).ln() / (self.largest / self.least).ln();
        part * (WIDTH - LABELS - MARGIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(label: &str, ratio: f64) -> Bar {
        Bar { label: label.into(), ratio, is_ours: label == "ours" }
    }

    #[test]
    fn all_bars_fit_the_chart() {
        let panels = vec![
            Panel { title: "small".into(), bars: vec![bar("ours", 0.5), bar("peer", 14.0)] },
            Panel { title: "large".into(), bars: vec![bar("peer", 1.1)] },
        ];
        let scale = Scale::of(panels.iter().flat_map(|panel| &panel.bars));
        assert!(scale.width(0.5) > 0.0);
        assert!(scale.width(14.0) <= WIDTH - LABELS - MARGIN);
        let svg = Plot { title: "ratios", panels }.svg();
        assert_eq!(svg.matches("<rect x=").count(), 3);
        assert_eq!(svg.matches("#1a6fb5").count(), 1);
        assert!(svg.contains(">small<") && svg.contains(">large<") && svg.contains(">ratios<"));
    }
}
