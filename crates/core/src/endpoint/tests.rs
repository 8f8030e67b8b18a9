use alloc::string::ToString;

use super::*;

#[test]
fn every_documented_endpoint_has_its_host() {
    for (endpoint, url) in [
        (Endpoint::default(), "https://ecm.tencentcloudapi.com"),
        (Endpoint::regional("ap-beijing").unwrap(), "https://ecm.ap-beijing.tencentcloudapi.com"),
        (
            Endpoint::finance("ap-shanghai-fsi").unwrap(),
            "https://ecm.ap-shanghai-fsi.tencentcloudapi.com",
        ),
        (Endpoint::internal(), "https://ecm.internal.tencentcloudapi.com"),
        (Endpoint::international(), "https://ecm.intl.tencentcloudapi.com"),
    ] {
        let origin = endpoint.origin("ecm").unwrap();
        assert_eq!(origin.to_string(), url);
        assert!(origin.is_tencent() && !origin.is_loopback());
    }
    assert!(Endpoint::finance("ap-shanghai").is_err());
}

/// Injections that security advisories of other SDKs list.
#[test]
fn region_or_service_that_is_not_a_label_is_rejected() {
    let long = "a".repeat(64);
    for value in [
        "",
        ".",
        "..",
        "x.evil.example",
        "x.evil.example/",
        "a@evil",
        "a#",
        "a?",
        "a\\",
        "a/",
        "a:1",
        "a b",
        "a\r\n",
        "a\0",
        "-a",
        "a-",
        "A",
        "ａ",
        "a。b",
        "%2e",
        &long,
    ] {
        assert!(Endpoint::regional(value).is_err(), "region {value:?}");
        assert!(Endpoint::default().origin(value).is_err(), "service {value:?}");
        let custom = Endpoint::custom("localhost").unwrap();
        assert!(custom.origin(value).is_err(), "service {value:?} at a custom endpoint");
    }
}

#[test]
fn custom_endpoint_accepts_hosts_and_rejects_everything_else() {
    for (value, url) in [
        ("ecm.tencentcloudapi.com", "https://ecm.tencentcloudapi.com"),
        ("HTTP://LocalHost:80/", "http://localhost:80"),
        ("127.0.0.1:18080", "https://127.0.0.1:18080"),
        ("https://[::1]:8443", "https://[::1]:8443"),
        ("my_container.local", "https://my_container.local"),
    ] {
        assert_eq!(Endpoint::custom(value).unwrap().origin("ecm").unwrap().to_string(), url);
    }
    for value in [
        "",
        "http://",
        "ftp://a",
        "http://a/b",
        "http://a?b",
        "http://a#b",
        "http://u@a",
        "a:",
        "a:0",
        "a:65536",
        "a:+1",
        "a b",
        "a\n",
        "[::1",
        "[::1]x",
        "[nope]",
        "a..b",
        "1.2.3",
        "0x7f.1",
        "a\\b",
        "http://a//",
        "é",
    ] {
        assert!(Endpoint::custom(value).is_err(), "{value:?}");
    }
}

#[test]
fn hosts_are_recognized_as_tencent_or_loopback() {
    let origin = |value| Endpoint::custom(value).unwrap().origin("ecm").unwrap();
    assert!(origin("ECM.TencentCloudAPI.com").is_tencent());
    assert!(origin("ecm.tencentcloudapi.com.cn:443").is_tencent());
    assert!(!origin("eviltencentcloudapi.com").is_tencent());
    assert!(!origin("tencentcloudapi.com.evil.example").is_tencent());
    for local in ["127.0.0.1:1", "127.9.9.9", "localhost:80", "ecm.localhost", "[::1]:1"] {
        assert!(origin(local).is_loopback(), "{local}");
    }
    assert!(!origin("localhost.evil.example").is_loopback());
    assert_eq!(origin("[::1]:1").host(), "::1");
}

#[test]
fn password_is_redacted_in_errors() {
    let error = Endpoint::custom("https://user:canary@host.example").unwrap_err();
    assert!(!alloc::format!("{error} {error:?}").contains("canary"));
    assert!(error.to_string().contains("host.example"));
}

#[test]
fn error_names_the_invalid_part_and_the_expected_one() {
    for (endpoint, problem) in [
        ("http://127.0.0.1:18556/path", "a path, query or fragment is not allowed"),
        ("http://a?b", "a path, query or fragment is not allowed"),
        ("http://127.0.0.1:99999", "the port must be a number from 1 to 65535"),
        ("http://127.0.0.1:", "the port must be a number from 1 to 65535"),
        ("http://::1:18556", "an IPv6 address must be in brackets, as in [::1]:8443"),
        ("[::1", "the bracket `]` is missing"),
        ("[a]:1", "only an IPv6 address may be in brackets"),
        ("a]", "only an IPv6 address may be in brackets"),
        ("[::1]a", "only a port may follow the bracket `]`"),
        ("ftp://a", "the scheme must be http:// or https://"),
        ("https://", "the host is missing"),
        (":80", "the host is missing"),
        ("\u{e9}.example", "a host has ASCII letters only; write an international name as xn--…"),
        ("a b", "it contains a space or a control character"),
        ("1.2.3", "the host is neither a host name nor an IPv4 address"),
    ] {
        let error = Endpoint::custom(endpoint).unwrap_err().to_string();
        assert_eq!(error, alloc::format!("invalid endpoint {endpoint:?}: {problem}"));
    }
    assert_eq!(
        Endpoint::custom("http://user:pw@127.0.0.1:18556").unwrap_err().to_string(),
        "invalid endpoint \"[redacted]@127.0.0.1:18556\": user and password are not supported"
    );
    assert_eq!(
        Endpoint::finance("ap-shanghai").unwrap_err().to_string(),
        "invalid finance region \"ap-shanghai\": expected a region that ends in -fsi"
    );
}

#[cfg(feature = "call")]
#[test]
fn host_labels_replace_the_service_in_documented_hosts_only() {
    use crate::Request;

    let request = |labels| Request::new("es", "2025-01-01", "X", "{}").host_labels(labels);
    for (endpoint, host) in [
        (Endpoint::default(), "es.ai.tencentcloudapi.com"),
        (Endpoint::regional("ap-beijing").unwrap(), "es.ai.ap-beijing.tencentcloudapi.com"),
        (Endpoint::internal(), "es.ai.internal.tencentcloudapi.com"),
        (Endpoint::custom("localhost:80").unwrap(), "localhost"),
    ] {
        assert_eq!(endpoint.origin_for(&request("es.ai")).unwrap().host(), host);
        let plain = Request::new("ecm", "2019-07-19", "X", "{}");
        assert_eq!(endpoint.origin_for(&plain), endpoint.origin("ecm"));
    }
    for labels in ["", ".", "es.", ".ai", "es..ai", "es/ai", "es:1", "ES.ai", "evil.example/"] {
        assert!(Endpoint::default().origin_for(&request(labels)).is_err(), "{labels}");
    }
}
