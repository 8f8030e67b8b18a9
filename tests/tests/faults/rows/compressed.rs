//! Bodies that are compressed, or say so.

use std::io::Write as _;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};

use crate::fault::{Fault, Group, fault};
use crate::moves::{Scene, answer, good_body, reply_with};

/// A cap that the good answer is within.
const SMALL: usize = 10_000;

pub(crate) fn group() -> Group {
    let good = good_body();
    let whole = gzip(good.as_bytes());
    Group {
        title: "Compressed bodies",
        faults: vec![
            encoded("gzip, as it should be", "gzip", [whole.clone()]),
            encoded("deflate, as it should be", "deflate", [deflate(good.as_bytes())]),
            encoded(
                "gzip, cut at every byte, though the length is right",
                "gzip",
                (1..whole.len()).map(|kept| whole.slice(..kept)),
            ),
            encoded("gzip with a wrong checksum", "gzip", [flipped(&whole, whole.len() - 5)]),
            encoded(
                "gzip with a wrong length at its end",
                "gzip",
                [flipped(&whole, whole.len() - 1)],
            ),
            encoded("garbage after gzip", "gzip", [[&whole[..], b"garbage"].concat().into()]),
            encoded("gzip that is none", "gzip", [good.clone().into()]),
            encoded("deflate that is none", "deflate", [Bytes::from_static(&[0xff; 100])]),
            encoded("gzip within gzip", "gzip, gzip", [gzip(&whole)]),
            encoded("an encoding that was not asked for", "br", [good.clone().into()]),
            encoded("gzip, and nothing at all", "gzip", [Bytes::new()]),
            encoded("a gzip bomb", "gzip", [bomb()]).cap(SMALL),
            encoded(
                "gzip that is beyond the cap before it is decoded",
                "gzip",
                [[gzip(b"").to_vec().repeat(SMALL / 20 + 1), whole.to_vec()].concat().into()],
            )
            .cap(SMALL),
        ],
    }
}

/// An answer for each of these bodies, said to be encoded in this way.
fn encoded(what: &'static str, encoding: &str, bodies: impl IntoIterator<Item = Bytes>) -> Fault {
    let header = format!("Content-Encoding: {encoding}\r\n");
    let scene = |body| -> Scene { vec![answer(reply_with("200 OK", &header, body))] };
    fault(what, bodies.into_iter().map(scene).collect())
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

/// Seven hundred bytes, which become six hundred thousand.
fn bomb() -> Bytes {
    gzip(&vec![b' '; 600_000])
}

fn flipped(bytes: &Bytes, at: usize) -> Bytes {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 1;
    bytes.into()
}
