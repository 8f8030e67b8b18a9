use super::*;

mod commands;
mod traces;

/// What a form is read as: the request line without the version, headers and body.
fn read(input: impl AsRef<[u8]>) -> Result<Captured, CapturedError> {
    Captured::read(input.as_ref(), &mut |path| match path {
        "body.json" => Ok(b"{\r\n\"Limit\": 5}\n\0".to_vec()),
        _ => Err("no such file".into()),
    })
}

fn header(captured: &Captured, name: &str) -> Option<String> {
    captured.request.header(name).unwrap().map(str::to_owned)
}

#[test]
fn saved_request_is_read_as_it_was_sent() {
    let raw = "POST /?a=%7e HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\n{}\r\n";
    let lines = raw.replace("\r\n\r\n{}\r\n", "\n\n{}\r\n").replace("h\r\n", "h\n");
    for input in [raw.to_owned(), format!("{raw}\n"), format!("\u{feff}\r\n{raw}\r\n\r\n"), lines] {
        let captured = read(&input).unwrap();
        assert_eq!((captured.form, captured.uncertain), (Form::Saved, None), "{input:?}");
        assert_eq!(captured.request.body(), "{}\r\n", "{input:?}");
        assert_eq!(captured.request.query(), "a=%7e");
    }
}

#[test]
fn saved_body_without_a_length_is_everything_after_the_headers() {
    let captured = read("POST / HTTP/1.1\nHost: h\n\n{}\n").unwrap();
    assert_eq!(captured.request.body(), "{}\n");
}

#[test]
fn empty_line_at_the_end_of_a_copied_request_is_optional() {
    for end in ["", "\n", "\r\n", "\r\n\r\n"] {
        let captured = read(format!("GET /?a=1 HTTP/1.1\nHost: h{end}")).unwrap();
        assert_eq!(captured.request.host(), Some("h"), "{end:?}");
        assert!(captured.request.body().is_empty(), "{end:?}");
    }
}

#[test]
fn saved_request_with_a_part_of_its_body_is_an_error() {
    for body in ["", "{}", "{\"Limit\""] {
        let input = format!("POST / HTTP/1.1\nHost: h\nContent-Length: 12\n\n{body}");
        assert_eq!(read(input).unwrap_err(), CapturedError::BodyNotAtHand(Form::Saved), "{body}");
    }
    let error = read("POST / HTTP/1.1\nContent-Length: 12").unwrap_err();
    assert_eq!(error, CapturedError::BodyNotAtHand(Form::Saved));
}

#[test]
fn text_that_is_no_request_is_an_error_that_says_what_is_expected() {
    for input in [
        "",
        "\n",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{}",
        "{\"Response\": {}}",
        "curling is a sport",
        "GET / HTTP/1.0\r\nHost: h\r\n\r\n",
        "POST / HTTP/1.1\r\nHost : h\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}GET / HTTP/1.1\r\n",
        "> quoted\n> mail\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ] {
        let error = read(input).unwrap_err();
        assert!(matches!(error, CapturedError::NoRequest(_)), "{input:?}: {error:?}");
        assert!(error.to_string().starts_with("no request: expected an HTTP/1.1 request, "));
    }
    let error = read(b"\xff\xfeP\0O\0S\0T\0").unwrap_err();
    assert!(matches!(error, CapturedError::NoRequest(_)));
}

/// Every beginning of every form, and every one without a byte.
#[test]
fn damaged_input_never_panics() {
    let forms = [
        traces::ASCII.to_owned(),
        traces::HEXADECIMAL.to_owned(),
        traces::VERBOSE.to_owned(),
        commands::EXAMPLE.to_owned(),
        "POST /?a=%7e HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\n{}\r\n".to_owned(),
    ];
    for form in forms {
        assert!(read(&form).is_ok(), "{form}");
        for at in 0..form.len() {
            let (start, rest) = form.as_bytes().split_at(at);
            let _ = read(start);
            let _ = read([start, &rest[1..]].concat());
            let _ = read([start, b"\xff", &rest[1..]].concat());
        }
    }
}
