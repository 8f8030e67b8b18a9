//! Output of curl. The samples are those of curl 7.88 for a request to a loopback server.

use super::*;

pub(super) const ASCII: &str = "\
== Info:   Trying 127.0.0.1:80...
=> Send header, 128 bytes (0x80)
0000: POST /?q=1 HTTP/1.1
0015: Host: 127.0.0.1
0026: Accept: */*
0033: X: a\x20
003a: Content-Length: 157
004f: Content-Type: multipart/form-data; boundary=b
007e:\x20
=> Send data, 157 bytes (0x9d)
0000: --b
0005: Content-Disposition: form-data; name=\"ImageDescription\"
003e:\x20
0040: sample image, sample image, sample image, sample image, sample i
0080: mage, sample image,\x20
0096: --b--
<= Recv header, 17 bytes (0x11)
0000: HTTP/1.1 200 OK
== Info: Closing connection 0
";

pub(super) const HEXADECIMAL: &str = "\
=> Send header, 47 bytes (0x2f)
0000: 50 4f 53 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d POST / HTTP/1.1.
0010: 0a 48 6f 73 74 3a 20 68 0d 0a 43 6f 6e 74 65 6e .Host: h..Conten
0020: 74 2d 4c 65 6e 67 74 68 3a 20 37 0d 0a 0d 0a    t-Length: 7....
=> Send data, 7 bytes (0x7)
0000: 7b 22 e8 be b9 0a 22                            {\"....\"
";

pub(super) const VERBOSE: &str = "\
*   Trying 127.0.0.1:80...
* Connected to 127.0.0.1 (127.0.0.1) port 80 (#0)
> GET /?q=1 HTTP/1.1\r
> Host: 127.0.0.1\r
> Accept: */*\r
> X: a \r
> \r
< HTTP/1.1 200 OK\r
< Content-Length: 0\r
< \r
* Closing connection 0
";

const BODY: &str = "--b\r\nContent-Disposition: form-data; name=\"ImageDescription\"\r\n\r\n\
                    sample image, sample image, sample image, sample image, sample image, \
                    sample image, \r\n--b--\r\n";

#[test]
fn text_trace_restores_line_ends_and_wrapped_lines() {
    let captured = read(ASCII).unwrap();
    assert_eq!((captured.form, captured.uncertain), (Form::TraceAscii, None));
    assert_eq!(captured.request.body(), BODY);
    assert_eq!((captured.request.method(), captured.request.query()), ("POST", "q=1"));
    assert_eq!(header(&captured, "host").as_deref(), Some("127.0.0.1"));
    let values: Vec<_> = captured.request.header_values("x").collect();
    assert_eq!(values, [b"a"]);
}

#[test]
fn trace_may_have_times_and_connection_numbers() {
    for prefix in ["12:00:00.123456 ", "12:00:00.123456 [0-0] ", "[0-0] "] {
        let with = |text: &str| {
            let markers = ["=> Send", "<= Recv", "== Info"];
            markers.iter().fold(text.to_owned(), |text, marker| {
                text.replace(marker, &format!("{prefix}{marker}"))
            })
        };
        let captured = read(with(ASCII)).unwrap();
        assert_eq!(captured.request.body(), BODY, "{prefix}");
    }
    let verbose = VERBOSE.replace("\n>", "\n12:00:00.123456 >");
    assert_eq!(read(verbose).unwrap().request.query(), "q=1");
}

#[test]
fn hexadecimal_trace_restores_every_byte() {
    let captured = read(HEXADECIMAL).unwrap();
    assert_eq!((captured.form, captured.uncertain), (Form::Trace, None));
    assert_eq!(captured.request.body(), "{\"边\n\"");
}

#[test]
fn dot_in_a_body_of_a_text_trace_is_uncertain() {
    let dotted = ASCII.replacen("sample image,", "sample image.", 1);
    let captured = read(dotted).unwrap();
    assert_eq!(captured.uncertain, Some(Uncertain::Dots));
    assert_eq!(captured.request.body(), &BODY.replacen("image,", "image.", 1));
    let query = |query: &str| read(ASCII.replace("q=1", query)).unwrap().uncertain;
    assert_eq!((query("q.1"), query("..1")), (None, Some(Uncertain::Dots)));
}

#[test]
fn trace_without_all_bytes_of_the_body_is_an_error() {
    let lost = CapturedError::BodyNotAtHand(Form::TraceAscii);
    let data = ASCII.find("=> Send data").unwrap();
    for input in [
        // No body, a part of it, a shorter line, a broken line.
        ASCII[..data].to_owned(),
        ASCII[..ASCII.find("0080: ").unwrap()].to_owned(),
        ASCII.replacen("form-data; name", "name", 1),
        ASCII.replacen("sample image, ", "sample\nimage, ", 1),
    ] {
        assert_eq!(read(&input).unwrap_err(), lost, "{input}");
    }
    let shorter = HEXADECIMAL.replace("e8 be b9", "e8 be  9");
    assert_eq!(read(shorter).unwrap_err(), CapturedError::BodyNotAtHand(Form::Trace));
}

#[test]
fn body_in_several_pieces_is_joined() {
    let head = b"POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\n";
    let captured = read(trace_of(head, &[b"{}", b"\r\n"])).unwrap();
    assert_eq!(captured.request.body(), "{}\r\n");
    let error = read(trace_of(head, &[b"{}"])).unwrap_err();
    assert_eq!(error, CapturedError::BodyNotAtHand(Form::Trace));
}

/// A hexadecimal trace of a request.
fn trace_of(head: &[u8], pieces: &[&[u8]]) -> String {
    let block = |name: &str, bytes: &[u8]| {
        let lines = bytes.chunks(16).enumerate().map(|(line, chunk)| {
            let digits: Vec<_> = chunk.iter().map(|byte| format!("{byte:02x}")).collect();
            let digits = digits.join(" ");
            format!("{:04x}: {digits:<48}text\n", line * 16)
        });
        let lines: String = lines.collect();
        format!("=> Send {name}, {0} bytes (0x{0:x})\n{lines}", bytes.len())
    };
    let pieces: String = pieces.iter().map(|piece| block("data", piece)).collect();
    block("header", head) + &pieces
}

#[test]
fn only_request_beside_that_to_a_proxy_is_read() {
    let connect = trace_of(b"CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n", &[]);
    let get = trace_of(b"GET /?a=1 HTTP/2\r\nhost: h\r\n\r\n", &[]);
    assert_eq!(read(format!("{connect}{get}")).unwrap().request.query(), "a=1");
    assert_eq!(read(format!("{get}{connect}{get}")).unwrap_err(), CapturedError::Requests(2));
    assert!(matches!(read(connect).unwrap_err(), CapturedError::NoRequest(_)));
    let twice = [VERBOSE, VERBOSE].concat();
    assert_eq!(read(twice).unwrap_err(), CapturedError::Requests(2));
}

#[test]
fn verbose_output_is_a_request_without_a_body() {
    for input in [VERBOSE.to_owned(), VERBOSE.replace('\r', ""), VERBOSE.replace("> \r\n", "")] {
        let captured = read(input).unwrap();
        assert_eq!((captured.form, captured.uncertain), (Form::Verbose, None));
        assert_eq!((captured.request.method(), captured.request.query()), ("GET", "q=1"));
        assert!(captured.request.body().is_empty());
    }
    let empty = VERBOSE.replace("> X: a ", "> Content-Length: 0");
    assert!(read(empty).is_ok());
    for header in ["Content-Length: 7", "Transfer-Encoding: chunked"] {
        let error = read(VERBOSE.replace("> X: a ", &format!("> {header}"))).unwrap_err();
        assert_eq!(error, CapturedError::BodyNotAtHand(Form::Verbose));
        let advice = "give the curl command line, or the output of --trace-ascii -";
        assert!(error.to_string().ends_with(advice), "{error}");
    }
}
