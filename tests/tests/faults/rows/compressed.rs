//! Compressed bodies, and bodies that claim to be.

use std::io::Write as _;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};

use crate::fault::{Fault, Group, fault};
use crate::script::{Scenario, respond, response_with, valid_body};

/// A size limit that the valid response does not exceed.
const SMALL_LIMIT: usize = 10_000;

pub(crate) fn group() -> Group {
    let valid = valid_body();
    let whole = gzip(valid.as_bytes());
    Group {
        title: "Compressed bodies",
        faults: vec![
            encoded("valid gzip", "gzip", [whole.clone()]),
            encoded("valid deflate", "deflate", [deflate(valid.as_bytes())]),
            encoded(
                "gzip truncated at every byte, with a matching Content-Length",
                "gzip",
                (1..whole.len()).map(|kept| whole.slice(..kept)),
            ),
            encoded("gzip with a wrong checksum", "gzip", [flipped(&whole, whole.len() - 5)]),
            encoded(
                "gzip with a wrong length in its trailer",
                "gzip",
                [flipped(&whole, whole.len() - 1)],
            ),
            encoded("garbage after gzip", "gzip", [[&whole[..], b"garbage"].concat().into()]),
            encoded("not gzip, despite its Content-Encoding", "gzip", [valid.clone().into()]),
            encoded(
                "not deflate, despite its Content-Encoding",
                "deflate",
                [Bytes::from_static(&[0xff; 100])],
            ),
            encoded("gzip within gzip", "gzip, gzip", [gzip(&whole)]),
            encoded("an encoding that the client did not accept", "br", [valid.clone().into()]),
            encoded("an empty body with Content-Encoding gzip", "gzip", [Bytes::new()]),
            encoded("a gzip bomb", "gzip", [bomb()]).body_limit(SMALL_LIMIT),
            encoded(
                "gzip that exceeds the size limit before decoding",
                "gzip",
                [[gzip(b"").to_vec().repeat(SMALL_LIMIT / 20 + 1), whole.to_vec()].concat().into()],
            )
            .body_limit(SMALL_LIMIT),
        ],
    }
}

/// A response with this Content-Encoding for each of these bodies.
fn encoded(what: &'static str, encoding: &str, bodies: impl IntoIterator<Item = Bytes>) -> Fault {
    let header = format!("Content-Encoding: {encoding}\r\n");
    let scenario = |body| -> Scenario { vec![respond(response_with("200 OK", &header, body))] };
    fault(what, bodies.into_iter().map(scenario).collect())
}

fn gzip(content: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap().into()
}

fn deflate(content: &[u8]) -> Bytes {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap().into()
}

/// 700 bytes that decode to 600,000.
fn bomb() -> Bytes {
    gzip(&vec![b' '; 600_000])
}

fn flipped(bytes: &Bytes, at: usize) -> Bytes {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 1;
    bytes.into()
}
