//! Which way a request takes.

use super::*;

fn route(proxy: &Proxy, uri: &'static str) -> Route {
    proxy.route(&Uri::from_static(uri)).unwrap()
}

#[test]
fn https_is_tunnelled_and_http_forwarded() {
    let proxy = Proxy::url("http://user:pa%40ss@proxy.example:3128").unwrap();
    let Route::Tunnel { proxy: target, auth } = route(&proxy, "https://ecm.example/") else {
        panic!("https needs a tunnel");
    };
    assert_eq!(target.to_string(), "proxy proxy.example:3128");
    // user:pa@ss
    assert_eq!(auth.unwrap(), "Basic dXNlcjpwYUBzcw==");
    assert!(matches!(route(&proxy, "http://ecm.example/"), Route::Forward(_)));
}

#[test]
fn this_machine_is_reached_directly() {
    let proxy = Proxy::url("proxy.example:3128").unwrap();
    for uri in [
        "http://localhost/",
        "https://API.LocalHost.:8443/",
        "http://127.0.0.1:8080/",
        "http://127.9.9.9/",
        "https://[::1]:8443/",
        "http://[::ffff:127.0.0.1]/",
    ] {
        assert!(matches!(route(&proxy, uri), Route::Direct(_)), "{uri}");
    }
    for uri in ["http://localhost.example/", "http://128.0.0.1/"] {
        assert!(matches!(route(&proxy, uri), Route::Forward(_)), "{uri}");
    }
}

fn with(variables: &[(&str, &str)]) -> Proxy {
    Proxy::from_variables(|name| {
        let (_, value) = variables.iter().find(|(known, _)| *known == name)?;
        Some((*value).to_owned())
    })
}

/// The proxy on the way, in words.
fn way(proxy: &Proxy, uri: &'static str) -> String {
    match route(proxy, uri) {
        Route::Direct(_) => "direct".to_owned(),
        Route::Forward(proxy) | Route::Tunnel { proxy, .. } => proxy.to_string(),
    }
}

#[test]
fn each_scheme_has_its_own_proxy() {
    let proxy = with(&[
        ("HTTPS_PROXY", " "),
        ("https_proxy", "http://secure.example:1"),
        ("ALL_PROXY", "all.example:3"),
    ]);
    assert_eq!(way(&proxy, "https://ecm.example/"), "proxy secure.example:1");
    assert_eq!(way(&proxy, "http://ecm.example/"), "proxy all.example:3");
    assert_eq!(way(&with(&[]), "http://ecm.example/"), "direct");
    let cgi = with(&[("HTTP_PROXY", "http://evil.example"), ("REQUEST_METHOD", "GET")]);
    assert_eq!(way(&cgi, "http://ecm.example/"), "direct");
}

#[test]
fn exceptions_are_reached_directly() {
    for url in ["http://proxy.example:1", "what is it"] {
        let proxy = with(&[("ALL_PROXY", url), ("NO_PROXY", "api.example, 10.0.0.0/8")]);
        assert_eq!(way(&proxy, "https://ecm.api.example/"), "direct");
        assert_eq!(way(&proxy, "http://10.1.2.3/"), "direct");
    }
    let proxy = with(&[("ALL_PROXY", "http://proxy.example:1"), ("no_proxy", "api.example")]);
    assert_eq!(way(&proxy, "https://api.other.example/"), "proxy proxy.example:1");
}

#[test]
fn a_proxy_that_cannot_be_used_is_an_error_and_not_passed_by() {
    for url in [
        "::::",
        "garbage:x:y",
        "http://",
        "/",
        "what is it",
        "http://user:hush@",
        "http://proxy.example:hush",
        "http://proxy.example:99999",
        "socks5://user:hush@proxy.example:1080",
        "https://proxy.example",
        "http://proxy.example\u{fffd}",
    ] {
        assert_eq!(Proxy::url(url).unwrap_err(), InvalidProxy, "{url}");
        // Another variable with a good one does not help.
        let proxy = with(&[("https_proxy", url), ("ALL_PROXY", "http://all.example:3")]);
        let error = proxy.route(&Uri::from_static("https://ecm.example/")).unwrap_err();
        let text = "https_proxy does not hold the URL of an HTTP proxy, such as http://host:port";
        assert_eq!(error.to_string(), text, "{url}");
        // Where it is not needed, it does no harm.
        assert_eq!(way(&proxy, "https://127.0.0.1/"), "direct");
        assert_eq!(way(&proxy, "http://ecm.example/"), "proxy all.example:3");
    }
}

#[test]
fn a_password_is_not_printed() {
    let proxy = Proxy::url("http://user:pass-000001@proxy.example").unwrap();
    let shown = format!("{proxy:?} {:?}", route(&proxy, "https://ecm.example/"));
    assert!(!shown.contains("000001") && !shown.contains("Basic"), "{shown}");
}
