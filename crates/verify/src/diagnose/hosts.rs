//! Hosts that a client may sign in the place of the one that it sends to.

use crate::host::Host;

/// The hosts of the service, and the names of this machine with and without the port that
/// was sent. `sent` is not among them.
pub(crate) fn other_hosts(sent: &str, service: &str, region: Option<&str>) -> Vec<String> {
    let name = Host::new(sent).without_port().unwrap_or(sent);
    let port = sent.strip_prefix(name).unwrap_or_default();
    let mut hosts = vec![format!("{service}.tencentcloudapi.com")];
    let region = region.filter(|region| !region.is_empty());
    for region in region.into_iter().flat_map(|region| [region.to_owned(), region.to_lowercase()]) {
        hosts.push(format!("{service}.{region}.tencentcloudapi.com"));
    }
    hosts.push(format!("{service}.intl.tencentcloudapi.com"));
    for local in ["localhost", "127.0.0.1"] {
        hosts.extend([local.to_owned(), format!("{local}{port}")]);
    }
    hosts.dedup();
    // Without its port it is the right host, too.
    hosts.retain(|host| ![sent, name].iter().any(|right| right.eq_ignore_ascii_case(host)));
    hosts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_those_of_the_service_and_of_this_machine() {
        for (sent, region, hosts) in [
            (
                "example.com",
                Some("ap-Chengdu"),
                &[
                    "ecm.tencentcloudapi.com",
                    "ecm.ap-Chengdu.tencentcloudapi.com",
                    "ecm.ap-chengdu.tencentcloudapi.com",
                    "ecm.intl.tencentcloudapi.com",
                    "localhost",
                    "127.0.0.1",
                ][..],
            ),
            (
                "ECM.tencentcloudapi.com:443",
                None,
                &[
                    "ecm.intl.tencentcloudapi.com",
                    "localhost",
                    "localhost:443",
                    "127.0.0.1",
                    "127.0.0.1:443",
                ],
            ),
            (
                "localhost:8080",
                None,
                &[
                    "ecm.tencentcloudapi.com",
                    "ecm.intl.tencentcloudapi.com",
                    "127.0.0.1",
                    "127.0.0.1:8080",
                ],
            ),
        ] {
            assert_eq!(other_hosts(sent, "ecm", region), hosts, "{sent}");
        }
    }
}
