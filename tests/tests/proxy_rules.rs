//! The table of proxy cases over both transports: where each of them connects.
//!
//! Cases that would connect to an address beyond loopback are left to the unit
//! test of `tencentcloud-net`, which walks the same table without a socket.
#![cfg(test)]

use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use tencentcloud_core::{Limits, Transport, TransportError, TransportErrorKind as Kind};
use tencentcloud_hyper::{HyperTransport, Proxy};
use tencentcloud_ureq::UreqTransport;

const CASES: &str = include_str!("../data/proxy_cases.txt");
/// An unreachable address takes this time.
const LIMITS: Limits = Limits::new(Duration::from_millis(100), Duration::from_millis(200));

struct Case {
    line: &'static str,
    proxy: Proxy,
    uri: &'static str,
    way: &'static str,
}

fn cases() -> impl Iterator<Item = Case> {
    all_cases().filter(|case| !case.leaves_this_machine())
}

fn all_cases() -> impl Iterator<Item = Case> {
    CASES.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let &[url, no_proxy, uri, way, _curl] = &cells[..] else { panic!("{line}") };
        let proxy = Proxy::from_variables(|name| match name {
            "ALL_PROXY" => Some(url.into()),
            "NO_PROXY" => Some(no_proxy.into()),
            _ => None,
        });
        Case { line, proxy, uri, way }
    })
}

/// Hosts and ports that a transport looked up. No name has an address.
#[derive(Clone, Default)]
struct Lookups(Arc<Mutex<Vec<String>>>);

impl Lookups {
    fn fail<T>(&self, host: &str, port: u16) -> io::Result<T> {
        self.0.lock().unwrap().push(format!("{host}:{port}"));
        Err(io::Error::new(io::ErrorKind::NotFound, "no such name"))
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

fn request(uri: &str) -> Request<Bytes> {
    Request::post(uri).body("{}".into()).unwrap()
}

impl Case {
    /// Names have no address here, so only an address in the table is connected to.
    fn leaves_this_machine(&self) -> bool {
        let authority = http::Uri::from_static(self.uri).authority().unwrap().to_string();
        let host = match self.way.strip_prefix("proxy ") {
            Some(proxy) => proxy.to_owned(),
            None => authority,
        };
        let host = host
            .strip_prefix('[')
            .and_then(|host| host.split_once(']'))
            .map_or_else(|| host.split(':').next().unwrap_or_default(), |(address, _)| address);
        host.parse::<IpAddr>().is_ok_and(|address| !address.is_loopback())
    }

    fn check<T>(&self, result: Result<T, TransportError>, lookups: &[String]) {
        let Self { line, uri, way, .. } = self;
        let Err(error) = result else {
            panic!("{line}: a response from nobody");
        };
        let text = error.to_string();
        assert!(lookups.len() <= 1, "{line}: {lookups:?}");
        let authority = http::Uri::from_static(uri).authority().unwrap().to_string();
        match way.strip_prefix("proxy ") {
            Some(proxy) => {
                assert!(matches!(error.kind(), Kind::Proxy | Kind::Timeout), "{line}: {text}");
                assert!(text.contains(&format!("proxy {proxy}: ")), "{line}: {text}");
                assert!(lookups.iter().all(|name| name == proxy), "{line}: {lookups:?}");
            }
            None if *way == "direct" => {
                assert!(!text.contains("proxy"), "{line}: {text}");
                assert!(
                    lookups.iter().all(|name| name.starts_with(&authority)),
                    "{line}: {lookups:?}"
                );
            }
            None => {
                assert_eq!(error.kind(), Kind::Proxy, "{line}: {text}");
                assert!(text.contains("ALL_PROXY: ") && lookups.is_empty(), "{line}: {text}");
            }
        }
    }
}

#[tokio::test]
async fn hyper_connects_as_the_table_says() {
    for case in cases() {
        let lookups = Lookups::default();
        let seen = lookups.clone();
        let transport = HyperTransport::builder().proxy(case.proxy.clone());
        let transport = transport.resolver(move |host, port| {
            let lookups = lookups.clone();
            async move { lookups.fail(&host, port) }
        });
        let result = transport.build().unwrap().send(request(case.uri), LIMITS).await;
        case.check(result, &seen.take());
    }
}

#[test]
fn ureq_connects_as_the_table_says() {
    for case in cases() {
        let lookups = Lookups::default();
        let seen = lookups.clone();
        let transport = UreqTransport::builder().proxy(case.proxy.clone());
        let transport = transport.resolver(move |host, port| lookups.fail(host, port));
        let transport = transport.build().unwrap();
        let sending = transport.send(request(case.uri), LIMITS);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let result = runtime.block_on(sending);
        case.check(result, &seen.take());
    }
}
