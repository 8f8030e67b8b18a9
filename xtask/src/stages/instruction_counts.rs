//! Instruction counts of signatures and of a typed call under callgrind, against the limits of
//! `benches/instructions.json`. The load of the machine does not change them.
//!
//! callgrind does not support the hash instructions of the processor, so a block
//! of SHA-256 takes thousands of plain ones. Blocks are subtracted.

use std::process::Command;

use serde_json::Value;

use super::minutes;
use crate::debian;
use crate::failure::{Failure, Outcome};
use crate::process::{self, cargo, root};

/// The difference of two runs cancels out the start of the process.
const FEW: u64 = 100;
const MANY: u64 = 1_100;

/// The row of the benchmark that only hashes, and its number of blocks.
const HASH_ONLY: (&str, u64) = ("limit, cached key", 8);

pub(super) fn run() -> Outcome {
    install_valgrind()?;
    let limits = Limit::all(include_str!("../../../benches/instructions.json"))?;
    let of_block = instructions(HASH_ONLY.0)? / HASH_ONLY.1;
    let mut exceeded = Vec::new();
    for limit in &limits {
        let all = instructions(&limit.signer)?;
        let own = all.saturating_sub(limit.blocks * of_block);
        let line = limit.line(own);
        eprintln!("{line}");
        if own > limit.instructions {
            exceeded.push(line);
        }
    }
    if exceeded.is_empty() { Ok(()) } else { Err(Failure::new(exceeded.join("; "))) }
}

fn install_valgrind() -> Outcome {
    let version = || {
        let mut command = Command::new("valgrind");
        command.arg("--version");
        process::output(command, minutes(1))
    };
    if version().is_err() {
        debian::install(&["valgrind"])?;
    }
    version().map(drop)
}

/// The instructions of one signature.
fn instructions(signer: &str) -> Outcome<u64> {
    let (few, many) = (instructions_of(signer, FEW)?, instructions_of(signer, MANY)?);
    Ok(many.saturating_sub(few) / (MANY - FEW))
}

fn instructions_of(signer: &str, times: u64) -> Outcome<u64> {
    let folder = root().join("target/xtask");
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::new(format!("failed to create target/xtask: {error}")))?;
    let record = folder.join("callgrind.out");
    let runner = format!(
        "target.'cfg(unix)'.runner = ['valgrind', '--quiet', '--tool=callgrind', '--callgrind-out-file={}']",
        record.display()
    );
    let mut command = cargo(&["run", "--quiet", "--release", "--package=tencentcloud-benches"]);
    command.args(["--config", &runner, "--", "repeat", signer, &times.to_string()]);
    process::run(command, minutes(20))?;
    #[expect(clippy::disallowed_methods, reason = "callgrind writes its result to a file")]
    let text = std::fs::read_to_string(&record).map_err(|error| {
        Failure::new(format!("failed to read the output of callgrind: {error}"))
    })?;
    total(&text).ok_or_else(|| Failure::new("no total in the output of callgrind"))
}

/// Reads the line `totals: N` of callgrind's format.
fn total(record: &str) -> Option<u64> {
    record.lines().find_map(|line| line.strip_prefix("totals:")?.trim().parse().ok())
}

struct Limit {
    signer: String,
    blocks: u64,
    instructions: u64,
}

impl Limit {
    fn all(text: &str) -> Outcome<Vec<Self>> {
        let invalid = |why| Failure::new(format!("invalid benches/instructions.json: {why}"));
        let limits: Vec<Value> =
            serde_json::from_str(text).map_err(|error| invalid(error.to_string()))?;
        let limit = |value: &Value| {
            Some(Self {
                signer: value.get("signer")?.as_str()?.into(),
                blocks: value.get("blocks")?.as_u64()?,
                instructions: value.get("instructions")?.as_u64()?,
            })
        };
        limits
            .iter()
            .map(|value| {
                limit(value).ok_or_else(|| invalid(format!("a member is missing in {value}")))
            })
            .collect()
    }

    fn line(&self, own: u64) -> String {
        let Self { signer, blocks, instructions } = self;
        format!("{signer}: {own} instructions around {blocks} blocks, {instructions} allowed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_is_read() {
        let record = "# callgrind format\nevents: Ir\n\nfn=(1) main\n16 400\n\ntotals: 30094475\n";
        assert_eq!(total(record), Some(30_094_475));
        assert_eq!(total("events: Ir\n"), None);
    }

    #[test]
    fn limits_are_read_and_an_invalid_file_is_an_error() {
        let limits = Limit::all(include_str!("../../../benches/instructions.json")).unwrap();
        assert_eq!(limits.len(), 4);
        assert!(Limit::all("{}").is_err());
        assert!(Limit::all(r#"[{"signer": "a", "blocks": 1}]"#).is_err());
    }
}
