use super::*;

fn with(variables: &'static [(&'static str, &'static str)]) -> Proxy {
    Proxy::from_variables(|name| {
        let (_, value) = variables.iter().find(|(known, _)| *known == name)?;
        Some((*value).to_owned())
    })
}

#[track_caller]
fn chosen(proxy: &Proxy, uri: &'static str) -> Option<String> {
    let proxy = proxy.choose(&Uri::from_static(uri)).unwrap()?;
    Some(format!("{}:{}", proxy.host(), proxy.port()))
}

#[test]
fn each_scheme_has_its_own() {
    let proxy =
        with(&[("HTTPS_PROXY", "http://secure.example:1"), ("http_proxy", "plain.example:2")]);
    assert_eq!(chosen(&proxy, "https://a.example"), Some("secure.example:1".into()));
    assert_eq!(chosen(&proxy, "http://a.example"), Some("plain.example:2".into()));
}

#[test]
fn all_proxy_is_for_the_rest() {
    let proxy =
        with(&[("HTTPS_PROXY", "http://secure.example:1"), ("ALL_PROXY", "http://all.example:3")]);
    assert_eq!(chosen(&proxy, "https://a.example"), Some("secure.example:1".into()));
    assert_eq!(chosen(&proxy, "http://a.example"), Some("all.example:3".into()));
}

#[test]
fn empty_is_not_set() {
    let proxy = with(&[("HTTPS_PROXY", " "), ("https_proxy", "http://lower.example:4")]);
    assert_eq!(chosen(&proxy, "https://a.example"), Some("lower.example:4".into()));
    assert_eq!(chosen(&with(&[("HTTPS_PROXY", "")]), "https://a.example"), None);
    assert_eq!(chosen(&with(&[]), "https://a.example"), None);
}

#[test]
fn no_proxy_is_kept_to() {
    let proxy = with(&[("ALL_PROXY", "http://all.example:3"), ("NO_PROXY", "internal.example")]);
    assert_eq!(chosen(&proxy, "https://a.internal.example"), None);
    assert!(chosen(&proxy, "https://a.example").is_some());
}

#[test]
fn a_client_of_a_cgi_program_cannot_choose_the_proxy() {
    let proxy = with(&[("HTTP_PROXY", "http://evil.example:6"), ("REQUEST_METHOD", "GET")]);
    assert_eq!(chosen(&proxy, "http://a.example"), None);
}

#[test]
fn loopback_is_never_proxied() {
    let proxy = Proxy::url("http://proxy.example:3128").unwrap();
    for uri in [
        "http://127.0.0.1:8080",
        "http://127.3.2.1",
        "http://[::1]:8080",
        "http://[::ffff:127.0.0.1]",
        "http://localhost:8080",
        "http://LOCALHOST",
        "http://ecm.localhost",
        "http://ecm.localhost.",
    ] {
        assert_eq!(chosen(&proxy, uri), None, "{uri}");
    }
    for uri in
        ["http://128.0.0.1", "http://localhost.example", "http://notlocalhost", "http://[::2]"]
    {
        assert!(chosen(&proxy, uri).is_some(), "{uri}");
    }
}

#[test]
fn an_unusable_proxy_is_told_without_its_text() {
    for value in ["socks5://user:hush@proxy.example", "http://user:hush@", "what is it"] {
        let proxy = Proxy::from_variables(|name| (name == "HTTPS_PROXY").then(|| value.to_owned()));
        let error = proxy.choose(&Uri::from_static("https://a.example")).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Proxy);
        assert!(error.to_string().contains("HTTPS_PROXY"), "{error}");
        assert!(!error.to_string().contains("hush"), "{error}");
        // Where it is not needed, it does no harm.
        assert_eq!(chosen(&proxy, "https://127.0.0.1"), None);
        assert_eq!(chosen(&proxy, "http://a.example"), None);
    }
}
