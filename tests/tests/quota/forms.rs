//! Users, TLS, Sentinel, Cluster, and servers that refuse.

use std::fs;
use std::time::{Duration, Instant};

use tencentcloud_quota::{Quota, QuotaError};

use crate::faults;
use crate::fleet::Api;
use crate::server::{Server, free_port, pause, run};

/// The rights of `docs/quota.md`, apart from the user's name and password.
fn rights() -> Vec<&'static str> {
    let page = include_str!("../../../docs/quota.md");
    let line = page.lines().find_map(|line| line.strip_prefix("ACL SETUSER app on >PASSWORD "));
    let rights: Vec<_> = line.unwrap().split(' ').collect();
    assert!(rights.len() > 15, "{rights:?}");
    rights
}

const USER: &str = "app";
const PASSWORD: &str = "test-password-000001";

fn add_user(server: &Server, rights: &[&str]) {
    let password = format!(">{PASSWORD}");
    let words = [&["ACL", "SETUSER", USER, "reset", "on", &password], rights].concat();
    server.run::<()>(&words);
}

/// Runs two processes for some seconds; all their permits are the server's.
fn shares_rates(name: &str, url: String) {
    let report = Api::start().fleet(&[url.clone(), url], Duration::from_secs(3)).report();
    println!("{}", report.line(name));
    assert_eq!((report.refused(0.0..f64::MAX), report.local), (0, 0));
    assert!(report.granted > 50);
}

#[test]
#[ignore = "needs redis-server"]
fn user_needs_the_documented_rights_only() {
    let server = Server::start();
    add_user(&server, &rights());
    let url = format!("redis://{USER}:{PASSWORD}@127.0.0.1:{}", server.port);
    shares_rates("user with least rights", url.clone());
    assert_eq!(tencentcloud_quota::usage(&url).unwrap().len(), 1);
    for right in rights().into_iter().filter(|right| right.starts_with(['+', '~'])) {
        // Each of them is needed: by the limiter, or to see the use.
        let others: Vec<&str> = rights().into_iter().filter(|other| *other != right).collect();
        add_user(&server, &others);
        let quota = Quota::builder(&url).build();
        let error = quota.map(drop).and_then(|()| tencentcloud_quota::usage(&url).map(drop));
        let needed = matches!(error, Err(QuotaError::Permission(_)));
        // These run when the server is asked in another state than a probe's.
        let later = ["+eval", "+zcard", "+zrank", "+zrem", "+zremrangebyscore"].contains(&right);
        assert!(needed || later, "{right} is not needed");
    }
}

#[test]
#[ignore = "needs redis-server"]
fn errors_that_do_not_pass_are_typed_and_end_the_start() {
    let server = Server::start();
    add_user(&server, &["~other:*", "+@all"]);
    let at = |user: &str| format!("redis://{user}@127.0.0.1:{}", server.port);
    let error = |url: &str| Quota::builder(url).build().unwrap_err();
    let wrong = error(&at(&format!("{USER}:wrong")));
    assert!(matches!(wrong, QuotaError::Authentication(_)), "{wrong}");
    let keys = error(&at(&format!("{USER}:{PASSWORD}")));
    assert!(matches!(keys, QuotaError::Permission(_)), "{keys}");
    server.run::<()>(&["SET", "{tc3}:index", "of another program"]);
    let foreign = error(&server.url());
    assert!(matches!(foreign, QuotaError::WrongType(_)), "{foreign}");
    let foreign = tencentcloud_quota::usage(&server.url()).unwrap_err();
    assert!(matches!(foreign, QuotaError::WrongType(_)), "{foreign}");
    for url in
        [format!("{}/99", server.url()), server.url().replace("://", "+sentinel://") + "/main"]
    {
        for error in [error(&url), tencentcloud_quota::usage(&url).unwrap_err()] {
            assert!(matches!(error, QuotaError::Url(_)), "{url}: {error}");
        }
    }
}

/// A key of one rate that holds something else costs the others nothing, and calls go on.
#[test]
#[ignore = "needs redis-server"]
fn foreign_value_in_the_key_of_a_rate_leaves_it_to_the_local_pace() {
    let server = Server::start();
    server.run::<()>(&["SET", "{tc3}:default:ecm:DescribeImage:", "of another program"]);
    let report = Api::start().fleet(&[server.url()], Duration::from_secs(3)).report();
    println!("{}", report.line("foreign value"));
    assert_eq!((report.refused(0.0..f64::MAX), report.granted), (0, 0));
    assert!(report.local > 50, "{}", report.local);
}

#[test]
#[ignore = "needs redis-server"]
fn tls_with_a_certificate_of_ones_own() {
    let port = free_port();
    let folder = tempfile::tempdir().unwrap();
    let key = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let [pem, secret] = ["cert.pem", "key.pem"].map(|name| folder.path().join(name));
    fs::write(&pem, key.cert.pem()).unwrap();
    fs::write(&secret, key.signing_key.serialize_pem()).unwrap();
    let [pem, secret] = [pem, secret].map(|path| path.to_str().unwrap().to_owned());
    let port_text = port.to_string();
    let options = ["--tls-port", &*port_text, "--tls-cert-file", &*pem, "--tls-key-file", &*secret];
    let options = [&options[..], &["--tls-auth-clients", "no"]].concat();
    let _server = Server::with(&options);
    let url = format!("rediss://localhost:{port}");
    let api = Api::start().trusting(&pem);
    let report = api.fleet(&[url.clone(), url.clone()], Duration::from_secs(3)).report();
    println!("{}", report.line("TLS"));
    assert_eq!((report.refused(0.0..f64::MAX), report.local), (0, 0));
    assert!(report.granted > 50);
    // A process that does not trust it begins with the local pace.
    let quota = Quota::builder(&url).build().unwrap();
    assert!(!quota.stats().connected);
}

#[test]
#[ignore = "needs redis-server"]
fn sentinels_name_the_server_also_after_a_failover() {
    let (mut server, replica) = (Server::start(), Server::start());
    replica.run::<()>(&["REPLICAOF", "127.0.0.1", &server.port.to_string()]);
    // Sentinels write their state into their file of settings.
    let folder = tempfile::tempdir().unwrap();
    let settings = folder.path().join("sentinel.conf");
    let lines = format!(
        "sentinel monitor main 127.0.0.1 {} 1\nsentinel down-after-milliseconds main 1000\n\
         sentinel failover-timeout main 3000\n",
        server.port
    );
    fs::write(&settings, lines).unwrap();
    let sentinel = Server::sentinel(settings.to_str().unwrap());
    wait_for(|| sentinel.run::<Vec<redis::Value>>(&["SENTINEL", "REPLICAS", "main"]).len() == 1);
    let url = format!("redis+sentinel://127.0.0.1:1,127.0.0.1:{}/main", sentinel.port);
    let api = Api::start();
    let fleet = api.fleet(&vec![url; 4], Duration::from_secs(14));
    fleet.wait_until(Duration::from_secs(3));
    server.kill();
    let report = fleet.report();
    println!("{}", report.line("Sentinel, failover"));
    faults::check(&report, 4, 14.0, 0.0);
    assert!(report.local > 0);
    assert!(replica.run::<i64>(&["EXISTS", "{tc3}:default:ecm:DescribeImage:"]) == 1);
}

#[test]
#[ignore = "needs redis-server"]
fn nodes_of_a_cluster_name_the_one_that_has_the_keys() {
    let options = ["--cluster-enabled", "yes", "--cluster-config-file", "FOLDER/nodes.conf"];
    let nodes = [Server::with(&options), Server::with(&options)];
    let slot: u16 = nodes[0].run(&["CLUSTER", "KEYSLOT", "{tc3}:"]);
    for (node, slots) in nodes.iter().zip([0..8_192, 8_192..16_384]) {
        let slots: Vec<String> = slots.map(|slot| slot.to_string()).collect();
        let words = ["CLUSTER", "ADDSLOTS"].into_iter().chain(slots.iter().map(String::as_str));
        node.run::<()>(&words.collect::<Vec<_>>());
    }
    nodes[0].run::<()>(&["CLUSTER", "MEET", "127.0.0.1", &nodes[1].port.to_string()]);
    wait_for(|| {
        nodes.iter().all(|node| {
            node.run::<String>(&["CLUSTER", "INFO"]).contains("cluster_state:ok")
                && node.run::<String>(&["CLUSTER", "INFO"]).contains("cluster_known_nodes:2")
        })
    });
    let other = &nodes[usize::from(slot < 8192)];
    let url = format!("redis+cluster://127.0.0.1:1,127.0.0.1:{}", other.port);
    shares_rates("cluster", url.clone());
    assert_eq!(tencentcloud_quota::usage(&url).unwrap().len(), 1);
    let refused = redis::cmd("EXISTS").arg("{tc3}:index").query::<i64>(&mut other.connect());
    assert!(refused.is_err(), "the keys are on the other node");
    let owner = &nodes[usize::from(slot >= 8192)];
    assert_eq!(run::<i64>(&mut owner.connect(), &["EXISTS", "{tc3}:index"]), 1);
}

fn wait_for(done: impl Fn() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < Duration::from_secs(20), "it takes too long");
        pause(Duration::from_millis(100));
    }
}
