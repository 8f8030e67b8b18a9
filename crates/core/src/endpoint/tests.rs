use alloc::string::ToString;

use super::*;

#[test]
fn every_documented_form() {
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

/// The hosts that a careless builder would let through, as advisories against
/// other SDKs list them.
#[test]
fn no_region_or_service_changes_the_host() {
    let long = "a".repeat(64);
    for text in [
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
        assert!(Endpoint::regional(text).is_err(), "region {text:?}");
        assert!(Endpoint::default().origin(text).is_err(), "service {text:?}");
        let custom = Endpoint::custom("localhost").unwrap();
        assert!(custom.origin(text).is_err(), "service {text:?} at a custom endpoint");
    }
}

#[test]
fn custom_hosts() {
    for (text, url) in [
        ("ecm.tencentcloudapi.com", "https://ecm.tencentcloudapi.com"),
        ("HTTP://LocalHost:80/", "http://localhost:80"),
        ("127.0.0.1:18080", "https://127.0.0.1:18080"),
        ("https://[::1]:8443", "https://[::1]:8443"),
        ("my_container.local", "https://my_container.local"),
    ] {
        assert_eq!(Endpoint::custom(text).unwrap().origin("ecm").unwrap().to_string(), url);
    }
    for text in [
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
        assert!(Endpoint::custom(text).is_err(), "{text:?}");
    }
}

#[test]
fn whose_host_it_is() {
    let origin = |text| Endpoint::custom(text).unwrap().origin("ecm").unwrap();
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
fn a_password_in_an_endpoint_is_not_shown() {
    let error = Endpoint::custom("https://user:canary@host.example").unwrap_err();
    assert!(!alloc::format!("{error} {error:?}").contains("canary"));
    assert!(error.to_string().contains("host.example"));
}
