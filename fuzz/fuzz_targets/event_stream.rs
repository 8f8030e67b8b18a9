//! Arbitrary bytes as a stream of events: events and errors do not depend on the pieces,
//! events respect the limit, and an encoded event decodes to itself.
#![no_main]

use bytes::Bytes;
use libfuzzer_sys::fuzz_target;
use tencentcloud_core::event_stream::{Decoder, Event, TooLarge};

fuzz_target!(|stream: &[u8]| {
    for limit in [40, usize::MAX] {
        let whole = decode(stream, &[stream.len()], limit);
        assert_eq!(whole, decode(stream, &[1], limit), "byte by byte, {limit}");
        // The sizes of the pieces are the bytes of the input.
        let pieces: Vec<usize> = stream.iter().map(|&byte| usize::from(byte)).collect();
        assert_eq!(whole, decode(stream, &pieces, limit), "in pieces, {limit}");
        if stream.len() <= 64 {
            for cut in 1..stream.len() {
                let pieces = [cut, stream.len()];
                assert_eq!(whole, decode(stream, &pieces, limit), "cut at {cut}, {limit}");
            }
        }

        for event in &whole.0 {
            // An invalid byte is replaced by three.
            assert!(event.data.len() <= limit.saturating_mul(3), "{event:?}");
            assert!(!event.data.contains('\r'), "{event:?}");
            let (again, error) = decode(write(event).as_bytes(), &[7], usize::MAX);
            assert_eq!((again.as_slice(), error), (std::slice::from_ref(event), None));
        }
    }
});

/// Decodes a stream that arrives in pieces of these sizes, repeated. Returns the events
/// and the error that ended it.
fn decode(stream: &[u8], pieces: &[usize], limit: usize) -> (Vec<Event>, Option<TooLarge>) {
    let mut decoder = Decoder::new(limit);
    let mut stream = Bytes::copy_from_slice(stream);
    let mut events = Vec::new();
    for &piece in pieces.iter().cycle() {
        if stream.is_empty() {
            break;
        }
        let mut chunk = stream.split_to(piece.clamp(1, stream.len()));
        loop {
            match decoder.decode(&mut chunk) {
                Ok(Some(event)) => events.push(event),
                Ok(None) => break assert!(chunk.is_empty()),
                Err(error) => {
                    assert_eq!(decoder.decode(&mut chunk), Err(error), "the error persists");
                    return (events, Some(error));
                }
            }
        }
    }
    (events, None)
}

/// Encodes an event like a server.
fn write(event: &Event) -> String {
    let mut text = String::new();
    let mut field = |name: &str, value: &str| text.extend([name, ": ", value, "\n"]);
    if let Some(name) = &event.event {
        field("event", name);
    }
    if let Some(id) = &event.id {
        field("id", id);
    }
    if let Some(retry) = event.retry {
        field("retry", &retry.as_millis().to_string());
    }
    for line in event.data.split('\n') {
        field("data", line);
    }
    text + "\n"
}
