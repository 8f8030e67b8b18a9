//! The part of a request that stays the same whenever it is sent.

use std::fmt;

use bytes::Bytes;
use http::header::HOST;
use http::{HeaderMap, Method};

use super::difference::Difference;
use super::parameters::Parameters;

/// The identity of a request, without signature, timestamp and nonce.
#[derive(Debug, PartialEq)]
pub(super) struct RequestKey {
    method: Method,
    host: String,
    action: String,
    version: String,
    region: String,
    parameters: Parameters,
}

impl RequestKey {
    pub(super) fn of(request: &http::Request<Bytes>) -> Self {
        let headers = request.headers();
        let mut parameters = Parameters::of(request);
        // Signature v1 has the common parameters among those of the action.
        let is_v1 = !headers.contains_key("x-tc-action");
        let mut common = |header_name, name| {
            let parameter = if is_v1 { parameters.take(name) } else { None };
            header(headers, header_name).or(parameter).unwrap_or_default()
        };
        let (action, version, region) = (
            common("x-tc-action", "Action"),
            common("x-tc-version", "Version"),
            common("x-tc-region", "Region"),
        );
        if is_v1 {
            parameters.drop_volatile();
        }
        let authority = || request.uri().authority().map(ToString::to_string);
        let host = header(headers, HOST.as_str()).or_else(authority).unwrap_or_default();
        Self { method: request.method().clone(), host, action, version, region, parameters }
    }

    pub(super) fn differences(&self, sent: &Self) -> Vec<Difference> {
        let mut all = Vec::new();
        let mut compare = |place: &str, recorded: &str, sent: &str| {
            if recorded != sent {
                all.push(Difference::of_strings(place, recorded, sent));
            }
        };
        compare("action", &self.action, &sent.action);
        compare("version", &self.version, &sent.version);
        compare("host", &self.host, &sent.host);
        compare("method", self.method.as_str(), sent.method.as_str());
        compare("region", &self.region, &sent.region);
        self.parameters.differences(&sent.parameters, &mut all);
        all
    }

    /// The distance to a sent request. A different action outweighs any number of
    /// different parameters.
    pub(super) fn distance(&self, sent: &Self) -> usize {
        let weight = |place: &str| match place {
            "action" => 10_000,
            "version" | "host" | "method" => 1_000,
            "region" => 100,
            _ => 1,
        };
        self.differences(sent).iter().map(|difference| weight(&difference.place)).sum()
    }
}

/// Method, host, action, version and region.
impl fmt::Display for RequestKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.host)?;
        for part in [&self.action, &self.version, &self.region] {
            if !part.is_empty() {
                write!(f, " {part}")?;
            }
        }
        Ok(())
    }
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}
