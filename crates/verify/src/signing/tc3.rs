//! Everything that a client decides when it signs by v3.
//!
//! The verifier knows one right way to sign. A cause is another way, so that all its
//! steps are data here: a cause changes one of them, and the signature that follows is
//! compared with that of the client.

use std::borrow::Cow;

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use tencentcloud_core::Secret;
use zeroize::Zeroizing;

use crate::hex::hex;

pub(crate) type Bytes<'a> = Cow<'a, [u8]>;

/// The canonical request, the string to sign and the key of one way to sign.
#[derive(Clone)]
pub(crate) struct Signing<'a> {
    pub(crate) request: Canonical<'a>,
    pub(crate) text: ToSign<'a>,
    pub(crate) key: KeyChain<'a>,
    /// How the bytes of the last HMAC are written.
    pub(crate) encode: fn(&[u8]) -> String,
    /// How many characters of the signature are sent: all.
    pub(crate) length: usize,
}

/// The canonical request.
#[derive(Clone, PartialEq)]
pub(crate) struct Canonical<'a> {
    pub(crate) method: Bytes<'a>,
    pub(crate) path: Bytes<'a>,
    pub(crate) query: Bytes<'a>,
    /// Names and values, as they are written.
    pub(crate) headers: Vec<(Bytes<'a>, Bytes<'a>)>,
    /// Between name and value: `:`.
    pub(crate) colon: &'static str,
    /// Whether an empty line follows the headers.
    pub(crate) has_blank_line: bool,
    /// The names of the signed headers, joined by semicolons.
    pub(crate) list: Bytes<'a>,
    /// The last line: the hexadecimal hash of the payload.
    pub(crate) payload: Bytes<'a>,
    pub(crate) lines: Lines,
}

/// The string to sign.
#[derive(Clone, PartialEq)]
pub(crate) struct ToSign<'a> {
    /// The first line. `None` leaves it out.
    pub(crate) algorithm: Option<&'static str>,
    pub(crate) timestamp: Cow<'a, str>,
    pub(crate) date: Cow<'a, str>,
    pub(crate) service: Cow<'a, str>,
    pub(crate) terminator: Cow<'a, str>,
    /// How the last line has the canonical request.
    pub(crate) request: RequestLine,
    pub(crate) lines: Lines,
}

/// How the string to sign has the canonical request.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum RequestLine {
    /// As the lower-case hexadecimal hash, as documented.
    Hash(Hash),
    /// As the hash in capital letters.
    UpperCase,
    /// As it is.
    Plain,
}

/// Between and behind the lines of a text.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Lines {
    pub(crate) separator: &'static str,
    pub(crate) end: &'static str,
}

impl Lines {
    pub(crate) const DOCUMENTED: Self = Self { separator: "\n", end: "" };
}

/// The HMACs that end in the signature.
#[derive(Clone)]
pub(crate) struct KeyChain<'a> {
    /// Before the secret key: `TC3`.
    pub(crate) prefix: &'static str,
    pub(crate) secret: Secret,
    /// Date, service and terminator.
    pub(crate) steps: Vec<Step<'a>>,
    /// The hash function of the steps.
    pub(crate) hash: Hash,
    /// The hash function of the signature.
    pub(crate) last_hash: Hash,
}

/// A step of the chain.
#[derive(Clone, PartialEq)]
pub(crate) struct Step<'a> {
    pub(crate) message: Bytes<'a>,
    /// Whether the next key is the result as hexadecimal text instead of bytes.
    pub(crate) is_hex: bool,
}

impl<'a> Step<'a> {
    pub(crate) fn new(message: impl Into<Bytes<'a>>) -> Self {
        Self { message: message.into(), is_hex: false }
    }
}

/// A hash function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha1,
    Sha256,
}

impl Hash {
    pub(crate) fn hex(self, bytes: &[u8]) -> String {
        match self {
            Self::Sha1 => hex(&Sha1::digest(bytes)),
            Self::Sha256 => hex(&Sha256::digest(bytes)),
        }
    }

    pub(crate) fn hmac(self, key: &[u8], message: &[u8]) -> Vec<u8> {
        fn of<M: Mac + KeyInit>(key: &[u8], message: &[u8]) -> Vec<u8> {
            // An HMAC has keys of any length.
            <M as KeyInit>::new_from_slice(key)
                .map(|mac| mac.chain_update(message).finalize().into_bytes().to_vec())
                .unwrap_or_default()
        }
        match self {
            Self::Sha1 => of::<Hmac<Sha1>>(key, message),
            Self::Sha256 => of::<Hmac<Sha256>>(key, message),
        }
    }
}

impl<'a> Signing<'a> {
    pub(crate) fn string_to_sign(&self) -> Vec<u8> {
        self.text.write_for(&self.request)
    }

    /// The last HMAC, with the key that [`KeyChain::signing_key`] returns.
    pub(crate) fn mac(&self, signing_key: &[u8]) -> Vec<u8> {
        self.key.last_hash.hmac(signing_key, &self.string_to_sign())
    }

    /// The signature as written in the `Authorization` header.
    pub(crate) fn sign(&self) -> String {
        self.last_step(&self.key.signing_key(), &self.string_to_sign())
    }

    /// The signature, given the results of the steps before.
    pub(crate) fn last_step(&self, signing_key: &[u8], string_to_sign: &[u8]) -> String {
        let mac = self.key.last_hash.hmac(signing_key, string_to_sign);
        let signature = (self.encode)(&mac);
        if signature.len() <= self.length {
            signature
        } else {
            signature.chars().take(self.length).collect()
        }
    }

    /// Sets the date of scope and key.
    pub(crate) fn set_date(&mut self, date: &'a str) {
        self.text.date = date.into();
        self.key.set(KeyChain::DATE, date.as_bytes());
    }

    /// Whether the bytes of the signature are the same.
    pub(crate) fn is_same_input(&self, other: &Self) -> bool {
        self.request == other.request
            && self.text == other.text
            && self.key.is_same_chain(&other.key)
            && self.key.last_hash == other.key.last_hash
    }
}

impl Canonical<'_> {
    /// The value of a header as it is written.
    pub(crate) fn value(&self, wanted: &str) -> Option<&[u8]> {
        let mut headers = self.headers.iter();
        headers.find(|(name, _)| **name == *wanted.as_bytes()).map(|(_, value)| &**value)
    }

    pub(crate) fn write(&self) -> Vec<u8> {
        let mut text = Vec::with_capacity(512 + self.query.len() + self.payload.len());
        self.parts(&mut |part| text.extend_from_slice(part));
        text
    }

    /// The hash of [`Canonical::write`], without a copy of a large body in it.
    fn hash(&self, function: Hash) -> String {
        fn of<D: Digest>(canonical: &Canonical<'_>) -> String {
            let mut hash = D::new();
            canonical.parts(&mut |part| hash.update(part));
            hex(&hash.finalize())
        }
        match function {
            Hash::Sha1 => of::<Sha1>(self),
            Hash::Sha256 => of::<Sha256>(self),
        }
    }

    fn parts(&self, out: &mut dyn FnMut(&[u8])) {
        let line = self.lines.separator.as_bytes();
        for part in [&self.method, &self.path, &self.query] {
            out(part);
            out(line);
        }
        for (name, value) in &self.headers {
            for part in [name, self.colon.as_bytes(), value, line] {
                out(part);
            }
        }
        if self.has_blank_line {
            out(line);
        }
        for part in [&self.list, line, &self.payload, self.lines.end.as_bytes()] {
            out(part);
        }
    }
}

impl ToSign<'_> {
    /// The string to sign for a canonical request that is written.
    pub(crate) fn write(&self, canonical: &[u8]) -> Vec<u8> {
        match self.request {
            RequestLine::Plain => self.write_with(canonical),
            line => self.write_with(line.of_hash(|function| function.hex(canonical)).as_bytes()),
        }
    }

    /// The string to sign for a canonical request.
    fn write_for(&self, canonical: &Canonical<'_>) -> Vec<u8> {
        match self.request {
            RequestLine::Plain => self.write_with(&canonical.write()),
            line => self.write_with(line.of_hash(|function| canonical.hash(function)).as_bytes()),
        }
    }

    fn write_with(&self, last_line: &[u8]) -> Vec<u8> {
        let line = self.lines.separator;
        let mut text = Vec::with_capacity(128 + last_line.len());
        if let Some(algorithm) = self.algorithm {
            text.extend_from_slice(algorithm.as_bytes());
            text.extend_from_slice(line.as_bytes());
        }
        let scope = [&*self.date, "/", &self.service, "/", &self.terminator];
        for part in [&*self.timestamp, line].into_iter().chain(scope).chain([line]) {
            text.extend_from_slice(part.as_bytes());
        }
        text.extend_from_slice(last_line);
        text.extend_from_slice(self.lines.end.as_bytes());
        text
    }
}

impl RequestLine {
    /// The line of a hash.
    fn of_hash(self, hash: impl Fn(Hash) -> String) -> String {
        match self {
            Self::Hash(function) => hash(function),
            Self::UpperCase | Self::Plain => hash(Hash::Sha256).to_ascii_uppercase(),
        }
    }
}

impl<'a> KeyChain<'a> {
    pub(crate) const DATE: usize = 0;
    pub(crate) const SERVICE: usize = 1;
    pub(crate) const TERMINATOR: usize = 2;

    /// Sets the message of a step of the right chain.
    pub(crate) fn set(&mut self, step: usize, message: impl Into<Bytes<'a>>) {
        if let Some(step) = self.steps.get_mut(step) {
            step.message = message.into();
        }
    }

    /// Whether the signing key is the same.
    pub(crate) fn is_same_chain(&self, other: &Self) -> bool {
        self.prefix == other.prefix
            && self.secret == other.secret
            && self.steps == other.steps
            && self.hash == other.hash
    }

    /// The key of the last HMAC.
    pub(crate) fn signing_key(&self) -> Zeroizing<Vec<u8>> {
        let start = [self.prefix.as_bytes(), self.secret.expose().as_bytes()].concat();
        self.steps.iter().fold(Zeroizing::new(start), |key, step| {
            let next = Zeroizing::new(self.hash.hmac(&key, &step.message));
            if step.is_hex { Zeroizing::new(hex(&next).into_bytes()) } else { next }
        })
    }
}
