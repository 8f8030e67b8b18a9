//! The input of a request, ready for comparison.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use serde_json::Value;

use super::difference::Difference;

#[derive(Debug, PartialEq)]
pub(super) enum Parameters {
    Json(Value),
    /// A query or form: sorted and still percent-encoded.
    Pairs(Vec<(String, String)>),
    Bytes(Bytes),
}

/// Parameters of signature v1 that are not part of the input or differ each time.
const VOLATILE: [&str; 8] = [
    "Language",
    "Nonce",
    "RequestClient",
    "SecretId",
    "Signature",
    "SignatureMethod",
    "Timestamp",
    "Token",
];

impl Parameters {
    pub(super) fn of(request: &http::Request<Bytes>) -> Self {
        let body = request.body();
        let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let kind = kind.unwrap_or_default();
        if body.is_empty() {
            return Self::pairs(request.uri().query().unwrap_or_default());
        }
        if let Some((_, boundary)) = kind.split_once("boundary=") {
            return Self::Bytes(without_boundary(body, boundary.trim_matches('"')));
        }
        if kind.starts_with("application/x-www-form-urlencoded") {
            return Self::pairs(&String::from_utf8_lossy(body));
        }
        if kind.starts_with("application/octet-stream") {
            return Self::Bytes(body.clone());
        }
        match serde_json::from_slice(body) {
            Ok(value) => Self::Json(value),
            Err(_) => Self::Bytes(body.clone()),
        }
    }

    /// Removes a pair and returns its value.
    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        let Self::Pairs(pairs) = self else { return None };
        let index = pairs.iter().position(|(key, _)| key == name)?;
        Some(pairs.remove(index).1)
    }

    /// Removes what differs each time a request of signature v1 is sent.
    pub(super) fn drop_volatile(&mut self) {
        if let Self::Pairs(pairs) = self {
            pairs.retain(|(name, _)| !VOLATILE.contains(&&**name));
        }
    }

    pub(super) fn differences(&self, sent: &Self, all: &mut Vec<Difference>) {
        match (self, sent) {
            (Self::Json(recorded), Self::Json(sent)) => json(String::new(), recorded, sent, all),
            (Self::Pairs(recorded), Self::Pairs(sent)) => pairs(recorded, sent, all),
            _ if self == sent => {}
            _ => all.push(Difference {
                place: "body".to_owned(),
                recorded: self.summary(),
                sent: sent.summary(),
            }),
        }
    }

    fn pairs(form: &str) -> Self {
        let pairs = form.split('&').filter(|pair| !pair.is_empty());
        let mut pairs: Vec<_> = pairs
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        pairs.sort();
        Self::Pairs(pairs)
    }

    fn summary(&self) -> String {
        match self {
            Self::Json(_) => "JSON".to_owned(),
            Self::Pairs(pairs) if pairs.is_empty() => "nothing".to_owned(),
            Self::Pairs(_) => "a form or query".to_owned(),
            Self::Bytes(bytes) => format!("{} bytes", bytes.len()),
        }
    }
}

fn json(place: String, recorded: &Value, sent: &Value, all: &mut Vec<Difference>) {
    let below = |name: &str| match place.as_str() {
        "" => name.to_owned(),
        place => format!("{place}.{name}"),
    };
    match (recorded, sent) {
        (Value::Object(recorded), Value::Object(sent)) => {
            for (name, value) in recorded {
                match sent.get(name) {
                    Some(other) => json(below(name), value, other, all),
                    None => all.push(Difference::of_json(below(name), Some(value), None)),
                }
            }
            for (name, value) in sent.iter().filter(|(name, _)| !recorded.contains_key(*name)) {
                all.push(Difference::of_json(below(name), None, Some(value)));
            }
        }
        (Value::Array(recorded), Value::Array(sent)) if recorded.len() == sent.len() => {
            for (index, (recorded, sent)) in recorded.iter().zip(sent).enumerate() {
                json(below(&index.to_string()), recorded, sent, all);
            }
        }
        (recorded, sent) if recorded == sent => {}
        (recorded, sent) => {
            let place = if place.is_empty() { "body".to_owned() } else { place };
            all.push(Difference::of_json(place, Some(recorded), Some(sent)));
        }
    }
}

fn pairs(recorded: &[(String, String)], sent: &[(String, String)], all: &mut Vec<Difference>) {
    let value = |pairs: &[(String, String)], name: &String| {
        pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    };
    let only_sent = sent.iter().filter(|(name, _)| value(recorded, name).is_none());
    for (name, _) in recorded.iter().chain(only_sent) {
        let (was, is) = (value(recorded, name), value(sent, name));
        if was != is {
            let shown = |value: Option<String>| value.unwrap_or_else(|| "nothing".to_owned());
            all.push(Difference { place: name.clone(), recorded: shown(was), sent: shown(is) });
        }
    }
}

/// The body without its multipart boundary, which differs each time.
fn without_boundary(body: &Bytes, boundary: &str) -> Bytes {
    let boundary = boundary.as_bytes();
    if boundary.is_empty() {
        return body.clone();
    }
    let mut rest = body.as_ref();
    let mut without = Vec::with_capacity(rest.len());
    while let Some((first, after)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(boundary) {
            rest = after;
        } else {
            without.push(*first);
            rest = after;
        }
    }
    without.into()
}
