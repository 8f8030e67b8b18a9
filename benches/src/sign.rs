//! Signers, compared with the bare SHA-256 compressions of their messages.

mod limit;
mod message;
mod ours;
mod peers;
mod report;
mod typed;

use std::error::Error;

use crate::rounds::{Subject, medians};
use limit::Limits;
use message::Message;
use report::{Report, Row};

/// Sizes of the signed bodies in bytes.
const PAYLOADS: [usize; 3] = [100, 10 * 1024, 1024 * 1024];

/// A signer, and the minimum number of blocks of its message.
struct Signer<'a> {
    subject: Subject<'a>,
    blocks: usize,
}

/// Measures all signers in this many rounds. Shows progress on stderr.
pub(crate) fn measure(rounds: usize) -> Result<Report, Box<dyn Error>> {
    let mut report = Report::default();
    for payload in PAYLOADS {
        eprintln!("signing {payload} bytes, {rounds} rounds ...");
        measure_payload(payload, rounds, &mut report)?;
    }
    Ok(report)
}

fn measure_payload(
    payload: usize,
    rounds: usize,
    report: &mut Report,
) -> Result<(), Box<dyn Error>> {
    let message = Message::of(payload);
    let signers = signers(&message)?;
    let (cached, fresh) = (message.blocks_cached(), message.blocks_fresh());
    let limits = Limits::new([cached, fresh].into_iter().chain(signers.iter().map(|s| s.blocks)));
    let blocks: Vec<usize> = signers.iter().map(|signer| signer.blocks).collect();
    let mut subjects: Vec<Subject<'_>> = limits.subjects();
    let first_signer = subjects.len();
    subjects.extend(signers.into_iter().map(|signer| signer.subject));

    let mut times = medians(&mut subjects, rounds);
    let signer_times = times.split_off(first_signer);
    let limits = limits.measured(&times);
    report.add_limits(payload, limits.of(cached), limits.of(fresh));
    let signers = subjects.iter_mut().skip(first_signer).zip(signer_times).zip(blocks);
    for ((subject, median_ns), blocks) in signers {
        report.add(Row {
            signer: subject.name,
            payload,
            median_ns,
            ratio_to_limit: median_ns / limits.of(blocks),
            allocations: subject.allocations(),
        });
    }
    Ok(())
}

fn signers(message: &Message) -> Result<Vec<Signer<'_>>, Box<dyn Error>> {
    let mut signers = ours::signers(message)?;
    signers.extend(peers::signers(message)?);
    Ok(signers)
}

/// Runs one signer, a limit, or the typed call, this many times.
pub(crate) fn repeat(name: &str, times: u32, payload: usize) -> Result<(), Box<dyn Error>> {
    let message = Message::of(payload);
    let limits = [
        limit::signer("limit, cached key", message.blocks_cached()),
        limit::signer("limit, fresh key", message.blocks_fresh()),
    ];
    let mut signers = limits.into_iter().chain([typed::signer()?]).chain(signers(&message)?);
    let Some(mut signer) = signers.find(|signer| signer.subject.name == name) else {
        return Err(format!("there is no signer `{name}`").into());
    };
    (signer.subject.repeat)(times);
    Ok(())
}
