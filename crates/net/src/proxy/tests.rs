//! The table of cases, and what it cannot say.

use std::process::Command;

use http::Uri;

use super::*;

/// Shared with the tests that walk it over real transports.
const CASES: &str = include_str!("../../../../tests/data/proxy_cases.txt");

fn target(uri: &str) -> Target {
    Target::of(&uri.parse::<Uri>().unwrap()).unwrap()
}

fn variables(variables: &[(&str, &str)]) -> Proxy {
    Proxy::from_variables(|name| {
        let (_, value) = variables.iter().find(|(known, _)| *known == name)?;
        Some((*value).into())
    })
}

/// `direct`, `proxy HOST:PORT` or `invalid`.
fn way(proxy: &Proxy, uri: &str) -> String {
    match proxy.server_for(&target(uri)) {
        Ok(None) => "direct".to_owned(),
        Ok(Some(proxy)) => format!("proxy {}", proxy.target()),
        Err(error) => {
            assert_eq!(error.kind(), TransportErrorKind::Proxy);
            "invalid".to_owned()
        }
    }
}

#[test]
fn table_of_cases_holds() {
    let lines = CASES.lines().filter(|line| !line.starts_with('#'));
    let mut count = 0;
    for line in lines {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [url, no_proxy, uri, expected, _curl] = cells[..] else { panic!("{line}") };
        let proxy = variables(&[("ALL_PROXY", url), ("NO_PROXY", no_proxy)]);
        assert_eq!(way(&proxy, uri), expected, "{line}");
        if no_proxy.is_empty() {
            match Proxy::url(url) {
                Ok(proxy) => assert_eq!(way(&proxy, uri), expected, "{line}"),
                // A variable may be invalid where it is not used, a URL may not.
                Err(_) => assert!(expected == "invalid" || uri.contains("localhost"), "{line}"),
            }
        }
        count += 1;
    }
    assert!(count > 90, "{count}");
}

#[test]
fn each_scheme_has_its_own_variable() {
    let proxy = variables(&[
        ("HTTPS_PROXY", " "),
        ("https_proxy", "http://secure.example:1"),
        ("ALL_PROXY", "all.example:3"),
    ]);
    assert_eq!(way(&proxy, "https://ecm.example/"), "proxy secure.example:1");
    assert_eq!(way(&proxy, "http://ecm.example/"), "proxy all.example:3");
    let proxy = variables(&[("HTTP_PROXY", "http://a:1"), ("http_proxy", "http://b:1")]);
    assert_eq!(way(&proxy, "http://ecm.example/"), "proxy a:1");
    assert_eq!(way(&proxy, "https://ecm.example/"), "direct");
    let proxy = variables(&[("all_proxy", "http://a:1"), ("no_proxy", "ecm.example")]);
    assert_eq!(way(&proxy, "https://ecm.example/"), "direct");
    assert_eq!(way(&proxy, "https://cvm.example/"), "proxy a:1");
    assert_eq!(way(&variables(&[]), "https://ecm.example/"), "direct");
}

#[test]
fn cgi_program_ignores_the_variables() {
    let proxy = variables(&[("HTTP_PROXY", "http://evil.example"), ("REQUEST_METHOD", "GET")]);
    assert_eq!(way(&proxy, "http://ecm.example/"), "direct");
}

#[test]
fn invalid_variable_is_named_without_its_value() {
    for (url, advice) in [
        ("http://user:hush@x@proxy.example", "percent-encode"),
        ("http://user:hush@", "percent-encode"),
        ("user:hush://x@proxy.example", "percent-encode"),
        ("http://user:hush#x@proxy.example", "percent-encode"),
        ("http://user:hush/x@proxy.example", "percent-encode"),
        ("http://user:hush?x@proxy.example", "percent-encode"),
        ("http://user:hush@proxy.example:80x", "percent-encode"),
        ("socks5://user:hush@proxy.example", "use http:// or https://"),
    ] {
        // A valid variable of lower precedence is no replacement.
        let proxy = variables(&[("https_proxy", url), ("ALL_PROXY", "http://all.example:3")]);
        let error = proxy.server_for(&target("https://ecm.example/")).unwrap_err().to_string();
        assert!(error.starts_with("https_proxy: ") && error.contains(advice), "{error}");
        assert!(!format!("{error} {proxy:?} {:?}", Proxy::url(url)).contains("hush"), "{error}");
        assert_eq!(way(&proxy, "http://ecm.example/"), "proxy all.example:3");
    }
}

#[cfg(unix)]
#[test]
fn value_that_is_not_unicode_is_invalid() {
    use std::os::unix::ffi::OsStringExt;

    let value = OsString::from_vec(b"http://user:\xff@proxy.example".to_vec());
    for value in [value, OsString::from_vec(b"http://proxy.example:1/\xff".to_vec())] {
        let proxy = Proxy::from_variables(|name| (name == "ALL_PROXY").then(|| value.clone()));
        let error = proxy.server_for(&target("https://ecm.example/")).unwrap_err().to_string();
        assert!(error.contains("percent-encode"), "{error}");
    }
    // A list is not half used: the name before the damage neither.
    let list = OsString::from_vec(b"ecm.example,\xff".to_vec());
    let proxy = Proxy::from_variables(|name| match name {
        "HTTPS_PROXY" => Some("http://proxy.example:1".into()),
        "no_proxy" => Some(list.clone()),
        _ => None,
    });
    for host in ["ecm.example", "cvm.example"] {
        let error = proxy.server_for(&target(&format!("https://{host}/"))).unwrap_err();
        assert!(error.to_string().starts_with("no_proxy: "), "{error}");
    }
    for uri in ["https://localhost/", "https://169.254.0.23/", "http://ecm.example/"] {
        assert_eq!(way(&proxy, uri), "direct");
    }
}

#[test]
fn credentials_are_decoded_and_not_printed() {
    for (user_info, expected) in [
        ("user:pa%40ss@", Some("Basic dXNlcjpwYUBzcw==")),
        ("user:100%@", Some("Basic dXNlcjoxMDAl")),
        ("us%3Aer:a:b@", Some("Basic dXM6ZXI6YTpi")),
        ("user@", Some("Basic dXNlcjo=")),
        (":pass@", Some("Basic OnBhc3M=")),
        ("%FF@", Some("Basic /zo=")),
        ("@", None),
        ("", None),
    ] {
        let proxy = Proxy::url(&format!("http://{user_info}proxy.example")).unwrap();
        let server = proxy.server_for(&target("https://ecm.example/")).unwrap().unwrap();
        let authorization = server.authorization().map(|value| value.to_str().unwrap());
        assert_eq!(authorization, expected, "{user_info}");
        let shown = format!("{proxy:?} {server:?}");
        assert!(!shown.contains("Basic") && !shown.contains("pa"), "{shown}");
    }
    assert_eq!(format!("{:?}", Proxy::none()), "Proxy(none)");
}

#[test]
fn proxy_is_reached_by_its_scheme() {
    for (url, is_tls) in [("https://proxy.example", true), ("http://proxy.example", false)] {
        let proxy = Proxy::url(url).unwrap();
        let server = proxy.server_for(&target("http://ecm.example/")).unwrap().unwrap();
        assert_eq!(server.target().is_tls(), is_tls);
    }
}

#[test]
fn no_proxy_domain_is_not_the_end_of_an_address() {
    for (no_proxy, expected) in [
        ("1", "proxy proxy.example:80"),
        ("0.1", "proxy proxy.example:80"),
        (".0.0.1", "proxy proxy.example:80"),
        ("*.1", "proxy proxy.example:80"),
        ("10.0.0.0/+8", "proxy proxy.example:80"),
        ("10.0.0.1", "direct"),
        ("10.0.0.1.", "direct"),
        ("10.0.0.0/8", "direct"),
    ] {
        let proxy = variables(&[("ALL_PROXY", "http://proxy.example"), ("NO_PROXY", no_proxy)]);
        assert_eq!(way(&proxy, "https://10.0.0.1/"), expected, "{no_proxy}");
    }
}

/// In a separate process, because tests share their environment.
#[test]
fn environment_is_read_and_none_ignores_it() {
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "proxy::tests::with_a_variable", "--ignored"])
        .env_clear()
        .env("HTTPS_PROXY", "http://proxy.example:3128")
        .status();
    assert!(status.unwrap().success());
}

#[test]
#[ignore = "run by `environment_is_read_and_none_ignores_it` in a separate process"]
fn with_a_variable() {
    let uri = "https://ecm.example/";
    assert_eq!(way(&Proxy::environment(), uri), "proxy proxy.example:3128");
    assert_eq!(way(&Proxy::default(), uri), "proxy proxy.example:3128");
    assert_eq!(way(&Proxy::none(), uri), "direct");
}
