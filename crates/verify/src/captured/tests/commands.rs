//! Command lines. `tests/clients/curl_commands.py` compares such with what curl sends.

use super::*;

pub(super) const EXAMPLE: &str = r#"curl -X POST "https://ecm.tencentcloudapi.com/" \
  -H 'X-TC-Action: DescribeImage' -H $'X-A: it\'s \u8fb9' -Hhost:h \
  --data-raw '{"Limit": 5}'"#;

/// The request of the arguments, as HTTP without its headers: request line, host, type,
/// body.
fn sent(arguments: &str) -> String {
    let captured = read(format!("curl {arguments}")).unwrap_or_else(|error| {
        panic!("{arguments}: {error}");
    });
    assert_eq!(captured.form, Form::Command);
    let request = &captured.request;
    let part = |name| header(&captured, name).unwrap_or_else(|| "-".into());
    let query =
        if request.query().is_empty() { String::new() } else { format!("?{}", request.query()) };
    let body = String::from_utf8_lossy(request.body());
    let (method, path) = (request.method(), request.path());
    format!("{method} {path}{query} {} {} {body}", part("host"), part("content-type"))
}

fn error(arguments: &str) -> String {
    match read(format!("curl {arguments}")) {
        Ok(_) => panic!("{arguments}: no error"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn method_and_body_are_those_of_curl() {
    const FORM: &str = "application/x-www-form-urlencoded";
    for (arguments, expected) in [
        ("http://h", "GET / h - ".to_owned()),
        ("h", "GET / h - ".to_owned()),
        ("-X PUT http://h", "PUT / h - ".to_owned()),
        ("-XPUT -X POST http://h", "POST / h - ".to_owned()),
        ("-d a http://h", format!("POST / h {FORM} a")),
        ("-da -d=b http://h --data c", format!("POST / h {FORM} a&=b&c")),
        ("--data-ascii a --data '' http://h", format!("POST / h {FORM} a&")),
        ("-d '' http://h", format!("POST / h {FORM} ")),
        ("--request=GET --data-raw=@a http://h", format!("GET / h {FORM} @a")),
        ("-d @body.json http://h", format!("POST / h {FORM} {{\"Limit\": 5}}")),
        ("--data-binary @body.json h", format!("POST / h {FORM} {{\r\n\"Limit\": 5}}\n\0")),
        (
            "-d a --data-binary @body.json -d b h",
            format!("POST / h {FORM} a&{{\r\n\"Limit\": 5}}\n\0&b"),
        ),
        ("-H 'content-type: text/plain' -d a h", "POST / h text/plain a".to_owned()),
        ("-H Content-Type: -d a h", "POST / h - a".to_owned()),
        ("-H 'Content-Type;' -d a h", "POST / h  a".to_owned()),
        ("-G -d a=1 -d b=2 http://h", "GET /?a=1&b=2 h - ".to_owned()),
        ("--get -d a=1 http://h/?z=2", "GET /?z=2&a=1 h - ".to_owned()),
        ("-GXPOST -d a=1 'http://h/?#f'", "POST /?a=1 h - ".to_owned()),
        ("-G -d '' h", "GET / h - ".to_owned()),
        ("-G -d '' h?a", "GET /?a& h - ".to_owned()),
        ("-G -d b 'h?a&'", "GET /?a&b h - ".to_owned()),
        ("-G h", "GET / h - ".to_owned()),
        ("-d a -- h", format!("POST / h {FORM} a")),
        ("--http1.1 --globoff --noproxy '*' h", "GET / h - ".to_owned()),
        ("-sSvkL --fail -i -o /dev/null -w '%{http_code}' -m 5 h", "GET / h - ".to_owned()),
        ("-sd a --location --max-time=5 -D- h", format!("POST / h {FORM} a")),
        (
            "--json '{' --json @body.json h",
            "POST / h application/json {{\r\n\"Limit\": 5}\n\0".into(),
        ),
        ("--json {} -H 'Content-Type: text/plain' h", "POST / h text/plain {}".into()),
        ("-H 'Accept-Encoding: gzip' --compressed h", "GET / h - ".to_owned()),
        ("-d a --json b -d c h", "POST / h application/json ab&c".to_owned()),
    ] {
        assert_eq!(sent(arguments), expected, "{arguments}");
    }
}

#[test]
fn host_and_target_are_those_of_curl() {
    for (url, expected) in [
        ("https://h:443/a", "GET /a h - "),
        ("https://h:80", "GET / h:80 - "),
        ("HTTP://H:080?a", "GET /?a H - "),
        ("http://h:08080/", "GET / h:8080 - "),
        ("http://[::1]:8080/", "GET / [::1]:8080 - "),
        ("'http://h?a=%7E%20+~b[]#c?d'", "GET /?a=%7E%20+~b[] h - "),
        ("http://h/é?é", "GET /%c3%a9?é h - "),
        ("h//", "GET // h - "),
        ("h -H Host:", "GET / - - "),
        ("h -H 'Host;'", "GET /  - "),
        ("h -H 'host: other:1'", "GET / other:1 - "),
    ] {
        assert_eq!(sent(url), expected, "{url}");
    }
}

#[test]
fn headers_are_those_of_curl() {
    let arguments =
        "curl h -H 'A: 1' -H 'a:2' -H 'B;' -H 'C:' -H 'D' -H 'E; f' -H 'X: ;' -H Accept:";
    let captured = read(arguments).unwrap();
    let values = |name| captured.request.header_values(name).collect::<Vec<_>>();
    assert_eq!(values("a"), [b"1", b"2"]);
    assert_eq!(values("b"), [b""]);
    assert_eq!(values("x"), [b";"]);
    for absent in ["c", "d", "e", "accept", "content-length"] {
        assert!(values(absent).is_empty(), "{absent}");
    }
    let of_powershell = read("curl.exe h -d a").unwrap();
    assert_eq!(&**of_powershell.request.body(), b"a");
    let captured = read("$ curl h -d 边").unwrap();
    assert_eq!(header(&captured, "content-length").as_deref(), Some("3"));
    assert_eq!(header(&captured, "accept").as_deref(), Some("*/*"));
}

#[test]
fn words_are_those_of_a_shell() {
    for (word, expected) in [
        (r"'a\'", r"a\"),
        (r#""a\"\$\`\\\n""#, r#"a"$`\\n"#),
        ("\"a\\\nb\"", "ab"),
        ("a\\\nb\\\r\nc", "abc"),
        (r#"a\ b'c d'"e f"$'g h'"#, "a bc de fg h"),
        (r"$'\n\r\t\\\'\x41\101\u8fb9\U1F600\q'", "\n\r\t\\'AA边😀\\q"),
        (r#""$ $" 'x' "#, "$ $"),
        ("{}", "{}"),
        ("a#b", "a#b"),
    ] {
        let captured =
            read(format!("curl h -H A: --data-raw {word}")).map(|captured| captured.request);
        // Of several words the others are URLs.
        let body = captured.map(|request| String::from_utf8_lossy(request.body()).into_owned());
        match body {
            Ok(body) => assert_eq!(body, expected, "{word}"),
            Err(error) => assert!(word.ends_with(' '), "{word}: {error}"),
        }
    }
    let captured = read("curl\th \\\r\n -d\\\n a\\\n").unwrap();
    assert_eq!(captured.request.body(), "a");
    assert_eq!(read("curl h -d $'\\xff'").unwrap().request.body(), &b"\xff"[..]);
}

#[test]
fn what_a_shell_would_replace_or_run_is_an_error() {
    for (arguments, expected) in [
        ("h -d 'a", "a quotation mark is not closed"),
        ("h -d \"a", "a quotation mark is not closed"),
        ("h -d $'a", "a quotation mark is not closed"),
        ("h -d $'\\ud800'", "an escape in $'…' is not valid"),
        ("h -d $'\\x'", "an escape in $'…' is not valid"),
        ("h -d \"$canary\"", "a variable"),
        ("h -d ${canary}", "a variable"),
        ("h -d `canary`", "a variable"),
        ("h -d \"$(canary)\"", "a variable"),
        ("http://h/?a=1&canary=2", "is not quoted; quote the URL"),
        ("h | canary", "is not quoted; quote the URL"),
        ("h > canary", "is not quoted; quote the URL"),
        ("h; canary", "is not quoted; quote the URL"),
        ("h -d {a,b}", "a brace is not quoted"),
        ("h # canary", "a comment"),
        ("h\ncurl canary", "more than one line"),
    ] {
        let error = error(arguments);
        let says = "no request: the curl command line is not valid: ";
        assert!(error.starts_with(says) && error.contains(expected), "{arguments}: {error}");
        assert!(!error.contains("canary"), "{error}");
    }
}

#[test]
fn urls_that_curl_changes_or_refuses_are_errors() {
    for (arguments, expected) in [
        ("", "it has no URL"),
        ("-d a", "it has no URL"),
        ("h g", "it has more than one URL"),
        ("h --url g", "it has more than one URL"),
        ("h -d", "the last option has no value"),
        ("ftp://h", "neither https nor http"),
        ("http://canary:canary@h", "the URL has a user name"),
        ("http:///a", "the URL has no valid host"),
        ("http://h:a", "the URL has no valid host"),
        ("http://边", "the URL has no valid host"),
        ("'http://h/a b'", "the URL has a space"),
        ("'h?a={1,2}'", "which curl expands"),
        ("'h?a=[1-2]'", "which curl expands"),
        ("h/./a", "which curl resolves"),
        ("h/a/..", "which curl resolves"),
        ("-G -d 'a b' h", "the data of -G has a space"),
        ("-G -d 'a#b' h", "the data of -G has a space"),
    ] {
        let error = error(arguments);
        assert!(error.contains(expected), "{arguments}: {error}");
        assert!(!error.contains("canary"), "{error}");
    }
}

#[test]
fn other_options_are_errors_that_name_them() {
    for (arguments, option) in [
        ("-sSI h", "-I"),
        ("-x canary h", "-x"),
        ("-sSLu canary h", "-u"),
        ("--no-output a h", "--no-output"),
        ("--proxy canary h", "--proxy"),
        ("-Gu canary h", "-u"),
        ("-ucanary h", "-u"),
        ("--user=canary h", "--user"),
        ("--data-urlencode canary h", "--data-urlencode"),
        ("--silent=canary h", "--silent"),
        ("-F a=canary h", "-F"),
        ("-H @canary h", "-H @FILE"),
        ("--get=1 h", "--get"),
        ("--http1.0 h", "--http1.0"),
        ("--Canary h", "an option"),
        ("-é h", "an option"),
    ] {
        let failed = read(format!("curl {arguments}")).unwrap_err();
        assert_eq!(failed, CapturedError::Option(option.to_owned()), "{arguments}");
        assert!(!failed.to_string().contains("canary"));
    }
}

#[test]
fn options_that_leave_the_request_as_it_is_are_ignored() {
    for options in [
        "-sSLkifvg46 -#",
        "-so /dev/null -w '%{http_code}' -m5",
        "-o/dev/null -sw canary",
        "--silent --show-error --location --insecure --compressed --include --verbose",
        "--no-silent --no-progress-meter --no-buffer -N --no-keepalive",
        "--max-time 5 --connect-timeout=5 --retry 3 --cacert canary --resolve canary",
        "--http2 --tlsv1.2 --trace-ascii - --fail-with-body --output canary",
    ] {
        let expected = "POST / h application/json a";
        assert_eq!(sent(&format!("{options} --json a h")), expected, "{options}");
        assert_eq!(sent(&format!("h --json a {options}")), expected, "{options}");
    }
    assert_eq!(error("h -o"), error("h -d"));
    assert_eq!(error("h --output"), error("h -d"));
}

#[test]
fn output_below_a_command_is_not_read() {
    for output in [
        "{\"Response\": {}}",
        "HTTP/2 401\ncontent-type: application/json\n\n{}",
        "*   Trying 127.0.0.1:443...\n> POST / HTTP/1.1\n",
        "  % Total    % Received",
        "\n# a comment\ncurl: (6) Could not resolve host: h",
    ] {
        let captured = read(format!("curl h -d a\n{output}")).unwrap();
        assert_eq!(captured.request.body(), "a", "{output}");
    }
}

#[test]
fn stale_content_length_is_told_and_the_data_is_read_whole() {
    for (arguments, declared, actual) in [
        ("-H 'content-length: 5' -d 1234567890", 5, 10),
        ("-H 'Content-Length:12' -d 1234567890", 12, 10),
        ("-H 'Content-Length: 1'", 1, 0),
        ("-G -d a=b -H 'Content-Length: 3'", 3, 0),
    ] {
        let captured = read(format!("curl h {arguments}")).unwrap();
        let stale = captured.stale_length.unwrap();
        assert_eq!((stale.declared, stale.actual), (declared, actual), "{arguments}");
        assert_eq!(captured.request.body().len() as u64, actual);
        let length = header(&captured, "content-length");
        assert_eq!(length, (actual > 0).then(|| actual.to_string()), "{arguments}");
    }
    for arguments in ["-d a", "-H 'Content-Length: 1' -d a", "-H Content-Length: -d a"] {
        assert_eq!(read(format!("curl h {arguments}")).unwrap().stale_length, None);
    }
    for value in ["a", "1' -H 'Content-Length: 1"] {
        assert!(error(&format!("h -d ab -H 'Content-Length: {value}'")).contains("single"));
    }
}

#[test]
fn user_agent_is_that_of_the_command_unless_a_header_replaces_it() {
    let agent = |arguments| header(&read(arguments).unwrap(), "user-agent");
    assert_eq!(agent("curl h -A me").as_deref(), Some("me"));
    assert_eq!(agent("curl h -H 'user-agent: you' --user-agent me").as_deref(), Some("you"));
    assert_eq!(agent("curl h -A ''"), None);
}

#[test]
fn file_that_cannot_be_read_is_an_error() {
    let expected = "no request: cannot read the file of --data-binary: no such file";
    assert_eq!(error("--data-binary @canary h"), expected);
    assert_eq!(error("--data-ascii @canary h"), expected.replace("binary", "ascii"));
    assert!(error("-d @- h").starts_with("no request: cannot read the file of --data: stdin"));
    assert!(error("-d $'@\\xff' h").ends_with("its name is not UTF-8"));
}

#[test]
fn case_of_escapes_is_uncertain_where_it_depends_on_the_version_of_curl() {
    for (arguments, is_uncertain) in [
        ("'h?a=%7E%20'", false),
        ("'h?a=%7e'", true),
        ("'h/%7e?a=%20'", true),
        ("-G -d a=%20 h", false),
        ("-G -d a=%7E h", true),
        ("-G -d a=%7e h", true),
        ("-d a=%7E h", false),
        ("'h?a=%e'", false),
    ] {
        let captured = read(format!("curl {arguments}")).unwrap();
        let expected = is_uncertain.then_some(Uncertain::EscapeCase);
        assert_eq!(captured.uncertain, expected, "{arguments}");
    }
}
