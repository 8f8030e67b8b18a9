//! What crates take, as tables.

use std::fmt::Write;

/// The number of crates in the first table.
const LARGEST: usize = 20;

/// The number of crates in a line of the second table.
const COLUMNS: usize = 3;

/// A crate.
pub(super) struct Row {
    /// That of the service.
    pub(super) name: String,
    actions: u32,
    /// Of the source.
    bytes: u32,
    /// CPU time.
    pub(super) check_s: f64,
}

impl Row {
    /// A line of the program that writes the crates: name, actions, bytes.
    pub(super) fn parse(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let mut next = || words.next();
        let (name, actions, bytes) = (next()?, next()?.parse().ok()?, next()?.parse().ok()?);
        Some(Self { name: name.into(), actions, bytes, check_s: 0.0 })
    }

    fn cells(&self) -> String {
        let kilobytes = f64::from(self.bytes) / 1e3;
        format!(" `{}` | {} | {kilobytes:.0} | {:.1} |", self.name, self.actions, self.check_s)
    }
}

/// Sums, the largest crates, and all.
pub(super) fn tables(rows: &[Row]) -> String {
    let (mut text, count) = (String::new(), rows.len());
    let actions: u32 = rows.iter().map(|row| row.actions).sum();
    let megabytes = rows.iter().map(|row| f64::from(row.bytes) / 1e6).sum::<f64>();
    let seconds = rows.iter().map(|row| row.check_s).sum::<f64>();
    let _ = writeln!(
        text,
        "{count} crates, {actions} actions, {megabytes:.1} MB of source; \
         `cargo check` took {seconds:.0} s of CPU.\n"
    );
    let mut largest: Vec<_> = rows.iter().collect();
    largest.sort_by(|one, other| other.check_s.total_cmp(&one.check_s));
    header(&mut text, 1);
    for row in largest.into_iter().take(LARGEST) {
        let _ = writeln!(text, "|{}", row.cells());
    }
    text.push('\n');
    header(&mut text, COLUMNS);
    for line in rows.chunks(COLUMNS) {
        let cells: String = line.iter().map(Row::cells).collect();
        let _ = writeln!(text, "|{cells}{}", " | | | |".repeat(COLUMNS - line.len()));
    }
    text
}

fn header(text: &mut String, columns: usize) {
    let titles = " crate | actions | source kB | check s |".repeat(columns);
    let _ = writeln!(text, "|{titles}\n|{}", " --- | ---: | ---: | ---: |".repeat(columns));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_crates_are_listed_three_to_a_line_after_the_slowest() {
        let mut rows: Vec<_> = ["a 1 1500", "b 20 2000000", "c 3 400", "d 4 0"]
            .iter()
            .map(|line| Row::parse(line).unwrap())
            .collect();
        rows[1].check_s = 2.25;
        let expected = "\
4 crates, 28 actions, 2.0 MB of source; `cargo check` took 2 s of CPU.

| crate | actions | source kB | check s |
| --- | ---: | ---: | ---: |
| `b` | 20 | 2000 | 2.2 |
| `a` | 1 | 2 | 0.0 |
| `c` | 3 | 0 | 0.0 |
| `d` | 4 | 0 | 0.0 |

| crate | actions | source kB | check s | crate | actions | source kB | check s | crate | actions | source kB | check s |
| --- | ---: | ---: | ---: | --- | ---: | ---: | ---: | --- | ---: | ---: | ---: |
| `a` | 1 | 2 | 0.0 | `b` | 20 | 2000 | 2.2 | `c` | 3 | 0 | 0.0 |
| `d` | 4 | 0 | 0.0 | | | | | | | | |
";
        assert_eq!(tables(&rows), expected);
        assert!(Row::parse("a 1").is_none());
    }
}
