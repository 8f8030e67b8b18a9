use alloc::format;
use alloc::string::ToString;

use proptest::prelude::*;

use super::*;

/// Decodes a stream that arrives in pieces of these sizes, repeated.
fn events(stream: &[u8], pieces: &[usize], limit: usize) -> Result<Vec<Event>, TooLarge> {
    let mut decoder = Decoder::new(limit);
    let mut stream = Bytes::copy_from_slice(stream);
    let mut events = Vec::new();
    for &piece in pieces.iter().cycle() {
        if stream.is_empty() {
            break;
        }
        let mut chunk = stream.split_to(piece.clamp(1, stream.len()));
        while let Some(event) = decoder.decode(&mut chunk)? {
            events.push(event);
        }
        assert!(chunk.is_empty());
        assert!(decoder.line.len() + decoder.size <= limit);
    }
    Ok(events)
}

fn all(stream: &str) -> Vec<Event> {
    events(stream.as_bytes(), &[stream.len()], 1000).unwrap()
}

fn datas(stream: &str) -> Vec<String> {
    all(stream).into_iter().map(|event| event.data).collect()
}

/// A simple reference decoder: the whole stream at once, line by line.
fn reference(stream: &[u8], limit: usize) -> Option<Vec<Event>> {
    let text = String::from_utf8_lossy(stream);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines: Vec<&str> = text.split('\n').collect();
    let rest = lines.pop().unwrap_or_default();
    let (mut events, mut id, mut retry) = (Vec::new(), None, None);
    let (mut datas, mut name, mut size) = (Vec::new(), None, 0);
    for line in lines {
        if size + line.len() > limit {
            return None;
        }
        if line.is_empty() {
            let data = datas.join("\n");
            if !datas.is_empty() {
                events.push(Event { event: name, data, id: id.clone(), retry });
            }
            (datas, name, size) = (Vec::new(), None, 0);
            continue;
        }
        let colon = line.find(':').unwrap_or(line.len());
        let mut value = line.get(colon + 1..).unwrap_or_default();
        if value.starts_with(' ') {
            value = &value[1..];
        }
        let text = (!value.is_empty()).then(|| value.to_string());
        match &line[..colon] {
            "data" => datas.push(value),
            "event" => name = text,
            "id" if !value.contains('\0') => id = text,
            "retry" => {
                let digits = !value.is_empty() && value.chars().all(|c| c.is_ascii_digit());
                let number = digits.then(|| value.parse().unwrap_or(u64::MAX));
                retry = number.map(Duration::from_millis).or(retry);
            }
            _ => continue,
        }
        size += line.len();
    }
    (size + rest.len() <= limit).then_some(events)
}

#[test]
fn event_has_all_fields() {
    let stream = "event: delta\ndata: {\"a\": 1}\nid: 7\nretry: 3000\n\n";
    let [event] = &*all(stream) else { panic!("one event") };
    assert_eq!(event.event.as_deref(), Some("delta"));
    assert_eq!(event.data, r#"{"a": 1}"#);
    assert_eq!(event.id.as_deref(), Some("7"));
    assert_eq!(event.retry, Some(Duration::from_secs(3)));
}

#[test]
fn lines_end_with_lf_cr_or_crlf() {
    for end in ["\n", "\r", "\r\n"] {
        let stream = format!("data: a{end}data: b{end}{end}data: c{end}{end}");
        for piece in 1..stream.len() {
            let events = events(stream.as_bytes(), &[piece], 1000).unwrap();
            let datas: Vec<_> = events.iter().map(|event| &*event.data).collect();
            assert_eq!(datas, ["a\nb", "c"], "{end:?} in pieces of {piece}");
        }
    }
    // LF followed by CR is two line ends.
    assert_eq!(datas("data: a\n\rdata: b\n\r"), ["a", "b"]);
}

/// The LF may arrive much later.
#[test]
fn event_is_returned_at_cr_without_waiting_for_lf() {
    let mut decoder = Decoder::new(100);
    let mut chunk = Bytes::from_static(b"data: a\r\n\r");
    assert_eq!(decoder.decode(&mut chunk).unwrap().unwrap().data, "a");
    let mut chunk = Bytes::from_static(b"\ndata: b\r\n\r\n");
    assert_eq!(decoder.decode(&mut chunk).unwrap().unwrap().data, "b");
    assert_eq!(decoder.decode(&mut chunk), Ok(None));
}

#[test]
fn one_space_after_the_colon_is_removed() {
    assert_eq!(datas("data:a\n\ndata: a\n\ndata:  a \n\ndata:\ta\n\n"), ["a", "a", " a ", "\ta"]);
    assert_eq!(datas("data: a: b\n\n"), ["a: b"]);
}

#[test]
fn data_lines_are_joined_by_line_feeds() {
    assert_eq!(datas("data: a\ndata: b\n\n"), ["a\nb"]);
    assert_eq!(datas("data\ndata:\ndata: \n\n"), ["\n\n"]);
    assert_eq!(datas("data\n\n"), [""]);
}

#[test]
fn event_without_data_is_ignored() {
    assert_eq!(all("event: a\n\nid: 1\nretry: 9\n\n: comment\n\n\n\n"), []);
    // Its type does not apply to the next event.
    let [event] = &*all("event: a\n\ndata: b\n\n") else { panic!("one event") };
    assert_eq!(event.event, None);
}

#[test]
fn comments_and_unknown_fields_are_ignored() {
    assert_eq!(datas(": data: no\n:\ndata: a\nother: b\nData: c\n data: d\ndataa\n\n"), ["a"]);
}

#[test]
fn id_is_kept_until_the_next_id() {
    let stream =
        "id: 1\ndata: a\n\ndata: b\n\nid: 2\n\ndata: c\n\nid: x\0y\ndata: d\n\nid\ndata: e\n\n";
    let ids: Vec<_> = all(stream).into_iter().map(|event| event.id).collect();
    let expected = [Some("1"), Some("1"), Some("2"), Some("2"), None];
    assert_eq!(ids, expected.map(|id| id.map(String::from)));
}

#[test]
fn retry_is_ignored_unless_it_is_digits() {
    let retry = |value: &str| all(&format!("retry: 5\nretry:{value}\ndata\n\n"))[0].retry;
    assert_eq!(retry("0010"), Some(Duration::from_millis(10)));
    assert_eq!(retry(&"9".repeat(30)), Some(Duration::from_millis(u64::MAX)));
    for value in ["", "+1", "-1", "1.5", "1s", " 1 ", "1 ", "\u{662}"] {
        assert_eq!(retry(value), Some(Duration::from_millis(5)), "{value:?}");
    }
}

#[test]
fn retry_is_kept_until_the_next_retry() {
    let stream = "retry: 5\ndata: a\n\ndata: b\n\nretry: 6\n\ndata: c\n\n";
    let retries: Vec<_> = all(stream).into_iter().map(|event| event.retry).collect();
    assert_eq!(retries, [5, 5, 6].map(|retry| Some(Duration::from_millis(retry))));
}

#[test]
fn byte_order_mark_is_removed_only_at_the_start() {
    assert_eq!(
        datas("\u{feff}data: a\n\n\u{feff}data: b\n\ndata: \u{feff}c\n\n"),
        ["a", "\u{feff}c"]
    );
    assert_eq!(datas("\u{feff}\u{feff}data: a\n\n"), Vec::<String>::new());
    assert_eq!(datas("\n\u{feff}data: a\n\n"), Vec::<String>::new());
}

#[test]
fn invalid_utf_8_is_replaced() {
    let events = events(b"data: a\xffb\xe4\xbd\ndata: \xe4\xbd\xa0\n\n", &[1], 100).unwrap();
    assert_eq!(events[0].data, "a\u{fffd}b\u{fffd}\n\u{4f60}");
}

#[test]
fn open_event_is_returned_at_the_end() {
    let last = |stream: &'static str| {
        let mut decoder = Decoder::new(1000);
        let mut chunk = Bytes::from(stream);
        while decoder.decode(&mut chunk).unwrap().is_some() {}
        let last = decoder.end();
        assert_eq!(decoder.end(), None, "{stream:?}");
        last.map(|event| event.data)
    };
    for (stream, expected) in [
        ("data: a\n\ndata: b", Some("b")),
        ("data: a\n\ndata: b\n", Some("b")),
        ("data: a\r\n\r\ndata: b\r", Some("b")),
        ("data: a\n\ndata: b\ndata: c", Some("b\nc")),
        ("data: a\n\n", None),
        ("data: a\n\nid: 7\nevent: x", None),
        ("data: a\n\n: comment", None),
        ("", None),
    ] {
        assert_eq!(last(stream).as_deref(), expected, "{stream:?}");
    }
}

#[test]
fn event_larger_than_the_limit_is_an_error() {
    // Two fields of ten bytes. Ignored lines do not count.
    let stream = ": a comment\nevent: abc\ndata: abcd\nother: one\n\ndata: abcd\n\n";
    assert_eq!(events(stream.as_bytes(), &[7], 30).unwrap().len(), 2);
    for pieces in [1, 5, 100] {
        assert_eq!(events(b"data: abc\ndata: abc\n\n", &[pieces], 18).unwrap().len(), 1);
        let error = events(b"data: abc\ndata: abc\n\n", &[pieces], 17).unwrap_err();
        assert_eq!(error.to_string(), "an event of the stream has more than 17 bytes");
        // An unfinished line, and a comment.
        assert!(events(&[b'a'; 18], &[pieces], 17).is_err());
        assert!(events(b":34567890\n", &[pieces], 8).is_err());
    }
}

#[test]
fn events_before_the_error_are_returned_and_the_error_persists() {
    let mut decoder = Decoder::new(10);
    let mut chunk = Bytes::from_static(b"data: a\n\ndata: abcdef\n\ndata: b\n\n");
    assert_eq!(decoder.decode(&mut chunk).unwrap().unwrap().data, "a");
    let error = decoder.decode(&mut chunk).unwrap_err();
    assert_eq!(decoder.decode(&mut chunk), Err(error));
}

#[test]
fn event_stream_is_recognized_by_media_type_without_parameters() {
    for stream in
        ["text/event-stream", "TEXT/Event-Stream;charset=utf-8", " text/event-stream ; a=b"]
    {
        assert!(is_event_stream(stream), "{stream:?}");
    }
    for other in ["", "application/json", "text/event-streams", "text/plain; text/event-stream"] {
        assert!(!is_event_stream(other), "{other:?}");
    }
}

/// Valid and invalid streams.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let words: Vec<&[u8]> = alloc::vec![
        b"data",
        b"event",
        b"id",
        b"retry",
        b":",
        b": ",
        b" ",
        b"\n",
        b"\n",
        b"\n\n",
        b"\r",
        b"\r\n",
        b"\r\n\r\n",
        b"data: a\n",
        b"17",
        b"x",
        b"\0",
        b"\xef\xbb\xbf",
        b"\xe4\xbd\xa0",
        b"\xff",
        b"\xe4",
    ];
    let word = prop_oneof![
        9 => prop::sample::select(words).prop_map(<[u8]>::to_vec),
        1 => prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop::collection::vec(word, 0..60).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn events_do_not_depend_on_the_pieces(
        stream in stream(),
        pieces in prop::collection::vec(1_usize..20, 1..6),
        limit in 0_usize..80,
    ) {
        let whole = events(&stream, &[stream.len()], limit);
        prop_assert_eq!(events(&stream, &pieces, limit), whole.clone());
        prop_assert_eq!(events(&stream, &[1], limit), whole);
    }

    #[test]
    fn events_equal_those_of_the_reference(stream in stream()) {
        let ours = events(&stream, &[stream.len()], usize::MAX).unwrap();
        prop_assert_eq!(Some(ours), reference(&stream, usize::MAX));
    }

    /// Streams without a byte order mark and invalid UTF-8, whose size the
    /// reference counts differently.
    #[test]
    fn limit_equals_that_of_the_reference(
        stream in stream().prop_map(|stream| String::from_utf8_lossy(&stream).replace('\u{feff}', "")),
        limit in 0_usize..60,
    ) {
        let ours = events(stream.as_bytes(), &[3], limit);
        prop_assert_eq!(ours.ok(), reference(stream.as_bytes(), limit));
    }
}
