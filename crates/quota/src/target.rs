//! Where the server is: one address, or several to ask.

use std::fmt;

use http::Uri;
use percent_encoding::percent_decode_str;
use redis::{
    Client, ConnectionAddr, ConnectionInfo, IntoConnectionInfo, RedisConnectionInfo, RedisError,
};

use crate::error::QuotaError;
use crate::link::CONNECT;

const DEFAULT_PORT: u16 = 6379;

const SCHEMES: &str = "its scheme is none of redis, valkey, rediss, valkeys, redis+sentinel, redis+cluster, \
                       rediss+sentinel, rediss+cluster";

/// The addresses of a URL.
///
/// All keys have one hash tag, so a cluster is one node among several, and which one it is
/// the others tell.
#[derive(Clone)]
pub(crate) struct Target {
    /// The settings of a connection to each address.
    nodes: Vec<ConnectionInfo>,
    /// The name under which sentinels know the server; the addresses are theirs.
    master: Option<Master>,
}

#[derive(Clone)]
struct Master {
    name: String,
    /// The settings of a connection to the server, apart from its address.
    settings: ConnectionInfo,
}

/// Without user and password.
impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nodes: Vec<String> = self.nodes.iter().map(|node| node.addr().to_string()).collect();
        let master = self.master.as_ref().map(|master| &master.name);
        f.debug_struct("Target").field("nodes", &nodes).field("master", &master).finish()
    }
}

impl Target {
    /// Parses a URL; [`Quota::builder`](crate::Quota::builder) has its forms.
    pub(crate) fn parse(url: &str) -> Result<Self, QuotaError> {
        let (scheme, rest) = url.split_once("://").ok_or(QuotaError::Url("it has no ://"))?;
        let (scheme, kind) = match scheme.split_once('+') {
            Some((scheme, kind @ ("sentinel" | "cluster"))) => (scheme, kind),
            _ => (scheme, ""),
        };
        if kind.is_empty() {
            return Ok(Self { nodes: vec![settings(url)?], master: None });
        }
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let (user, hosts) = authority.rsplit_once('@').unwrap_or(("", authority));
        let at = if user.is_empty() { "" } else { "@" };
        let server =
            |host: &str, path: &str| settings(&format!("{scheme}://{user}{at}{host}{path}"));
        if kind == "cluster" {
            let nodes = hosts.split(',').map(|host| server(host, "")).collect::<Result<_, _>>()?;
            return Ok(Self { nodes, master: None });
        }
        let (name, database) = path.split_once('/').unwrap_or((path, ""));
        if name.is_empty() {
            return Err(QuotaError::Url("a path with the name of the master is missing"));
        }
        // The credential is the server's.
        let sentinels = hosts.split(',').map(|host| settings(&format!("{scheme}://{host}")));
        let nodes = sentinels.collect::<Result<_, _>>()?;
        let settings = server("master", &format!("/{database}"))?;
        Ok(Self { nodes, master: Some(Master { name: name.to_owned(), settings }) })
    }

    /// The settings of connections to try, one after the other. Asks the sentinels.
    pub(crate) fn candidates(&self) -> Result<Vec<ConnectionInfo>, RedisError> {
        let Some(master) = &self.master else { return Ok(self.nodes.clone()) };
        let mut last = None;
        for sentinel in &self.nodes {
            match ask_sentinel(sentinel, &master.name) {
                Ok(Some((host, port))) => return Ok(vec![at(&master.settings, &host, port)]),
                Ok(None) => {}
                Err(error) => last = Some(error),
            }
        }
        let unknown = (redis::ErrorKind::MasterNameNotFoundBySentinel, "no sentinel knows it");
        Err(last.unwrap_or_else(|| unknown.into()))
    }
}

/// What is wrong with the path of a URL, or with a password that ends the host too early.
const DATABASE: &str = "the database is no number (in a password, / is %2F and @ is %40)";

/// The settings of a URL with one host. Not those that redis parses: the tables of
/// internationalized names would make a program larger by half a megabyte.
fn settings(url: &str) -> Result<ConnectionInfo, QuotaError> {
    let uri: Uri = url.parse().map_err(|_| QuotaError::Url("host or port is wrong"))?;
    let authority = uri.authority().ok_or(QuotaError::Url("it has no host"))?;
    let host = authority.host().trim_matches(['[', ']']).to_owned();
    let port = match uri.port_u16() {
        Some(port) => port,
        None if authority.as_str().ends_with(authority.host()) => DEFAULT_PORT,
        None => return Err(QuotaError::Url("the port is no number from 1 to 65535")),
    };
    let addr = match uri.scheme_str() {
        Some("redis" | "valkey") => ConnectionAddr::Tcp(host, port),
        Some("rediss" | "valkeys") => {
            ConnectionAddr::TcpTls { host, port, insecure: false, tls_params: None }
        }
        _ => return Err(QuotaError::Url(SCHEMES)),
    };
    // One command fewer that a user must be allowed.
    let mut redis = RedisConnectionInfo::default().set_skip_set_lib_name();
    if let Some((credential, _)) = authority.as_str().rsplit_once('@') {
        // Without a password the server would take this for its default user, silently.
        let parts = credential.split_once(':');
        let (user, password) =
            parts.ok_or(QuotaError::Url("a user needs a colon and a password"))?;
        let decoded = |text| {
            percent_decode_str(text)
                .decode_utf8()
                .map_err(|_| QuotaError::Url("user or password is not UTF-8"))
        };
        if !user.is_empty() {
            redis = redis.set_username(decoded(user)?);
        }
        if !password.is_empty() {
            redis = redis.set_password(decoded(password)?);
        }
    }
    let database = uri.path().trim_start_matches('/');
    if !database.is_empty() {
        redis = redis.set_db(database.parse().map_err(|_| QuotaError::Url(DATABASE))?);
    }
    let info = addr.into_connection_info().map_err(|_| QuotaError::Url("host or port is wrong"))?;
    Ok(info.set_redis_settings(redis))
}

/// The same settings with another address. A node of a cluster that does not know its own
/// host leaves it empty.
pub(crate) fn at(settings: &ConnectionInfo, host: &str, port: u16) -> ConnectionInfo {
    let or = |known: String| if host.is_empty() { known } else { host.to_owned() };
    let addr = match settings.addr().clone() {
        ConnectionAddr::TcpTls { host, insecure, tls_params, .. } => {
            ConnectionAddr::TcpTls { host: or(host), port, insecure, tls_params }
        }
        ConnectionAddr::Tcp(host, _) => ConnectionAddr::Tcp(or(host), port),
        _ => ConnectionAddr::Tcp(host.to_owned(), port),
    };
    settings.clone().set_addr(addr)
}

fn ask_sentinel(
    sentinel: &ConnectionInfo,
    name: &str,
) -> Result<Option<(String, u16)>, RedisError> {
    let client = Client::open(sentinel.clone())?;
    let mut connection = client.get_connection_with_timeout(CONNECT)?;
    connection.set_read_timeout(Some(CONNECT))?;
    redis::cmd("SENTINEL").arg("get-master-addr-by-name").arg(name).query(&mut connection)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(url: &str) -> String {
        format!("{:?}", Target::parse(url).unwrap())
    }

    #[test]
    fn forms_of_urls() {
        let cases = [
            ("redis://127.0.0.1", r#"["127.0.0.1:6379"], master: None"#),
            ("redis://[::1]:7/", r#"["::1:7"], master: None"#),
            ("rediss://app:pw@cache.test:6380/2", r#"["cache.test:6380"], master: None"#),
            ("redis+cluster://app:pw@a:1,b:2", r#"["a:1", "b:2"], master: None"#),
            ("redis+sentinel://app:pw@a:1,b:2/main/3", r#"["a:1", "b:2"], master: Some("main")"#),
        ];
        for (url, expected) in cases {
            assert_eq!(shown(url), format!("Target {{ nodes: {expected} }}"), "{url}");
        }
        let target = Target::parse("rediss+sentinel://app:pw@a:1/main/3").unwrap();
        let server = at(&target.master.unwrap().settings, "c", 7);
        assert!(matches!(server.addr(), ConnectionAddr::TcpTls { port: 7, .. }));
        let redis = server.redis_settings();
        assert_eq!((redis.username(), redis.password(), redis.db()), (Some("app"), Some("pw"), 3));
        assert_eq!(target.nodes[0].redis_settings().password(), None);
        let target = Target::parse("redis://:p%40ss%2Fword@h").unwrap();
        let redis = target.nodes[0].redis_settings();
        assert_eq!((redis.username(), redis.password()), (None, Some("p@ss/word")));
    }

    #[test]
    fn wrong_urls_are_typed_errors_that_do_not_show_them() {
        for url in [
            "",
            "localhost",
            "http://h",
            "redis://",
            "redis://:sesame@h:port",
            "redis://:sesame@h:70000",
            "redis://:sesame@h/x",
            "redis://:sesame%ff@h",
            "redis+sentinel://h:1",
            "redis+cluster://a:1,,b:2",
            "redis+else://h",
            "redis://app@h",
            "redis://p%40sesame@h",
        ] {
            let error = Target::parse(url).unwrap_err();
            assert!(matches!(error, QuotaError::Url(_)), "{url}: {error}");
            assert!(!format!("{error:?} {error}").contains("sesame"));
        }
    }
}
