//! HTTP/1.1 messages, and what of them two clients have in common.

/// A request or a response.
pub(crate) struct Message {
    line: String,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// Headers that a transport or a client adds by itself.
const OF_CLIENT: [&str; 3] = ["accept", "connection", "user-agent"];

impl Message {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let end = head_length(bytes).unwrap();
        let head = std::str::from_utf8(&bytes[..end]).unwrap().trim_end_matches("\r\n");
        let mut lines = head.split("\r\n");
        let line = lines.next().unwrap().to_owned();
        let headers = lines.map(|line| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_owned(), value.to_owned())
        });
        Self { line, headers: headers.collect(), body: bytes[end..].to_vec() }
    }

    pub(crate) fn content_length(&self) -> usize {
        let is_length = |name: &str| name.eq_ignore_ascii_case("content-length");
        let found = self.headers.iter().find(|(name, _)| is_length(name));
        found.map_or(0, |(_, value)| value.parse().unwrap())
    }

    /// The whole message, with a star for each value that changes from second to second.
    pub(crate) fn without_time(&self) -> String {
        let body = String::from_utf8_lossy(&self.body);
        let body = pairs_without_time(&body);
        // Another signature may need more bytes in a form.
        let is_form = body.contains("Signature=*");
        let headers = self.headers.iter().map(|(name, value)| {
            let value = match &*name.to_ascii_lowercase() {
                "x-tc-timestamp" => "*".to_owned(),
                "content-length" if is_form => "*".to_owned(),
                "authorization" => {
                    let (before, _) = value.split_once("Signature=").unwrap();
                    format!("{before}Signature=*")
                }
                _ => value.clone(),
            };
            format!("{name}: {value}\r\n")
        });
        let line = self.line.split(' ').map(pairs_without_time).collect::<Vec<_>>().join(" ");
        let whole = format!("{line}\r\n{}\r\n{body}", headers.collect::<String>());
        match self.boundary() {
            Some(boundary) => whole.replace(boundary, "*"),
            None => whole,
        }
    }

    /// Between the parts of a body with files.
    fn boundary(&self) -> Option<&str> {
        self.headers.iter().find_map(|(_, value)| value.split_once("; boundary=")).map(|two| two.1)
    }

    /// As [`Self::without_time`]; without the headers of a client, and the others in any order
    /// and spelling.
    pub(crate) fn of_any_client(&self) -> Vec<String> {
        let whole = self.without_time();
        let (head, body) = whole.split_once("\r\n\r\n").unwrap();
        let (line, headers) = head.split_once("\r\n").unwrap();
        let mut headers: Vec<_> = headers
            .split("\r\n")
            .map(|line| line.split_once(": ").unwrap())
            .map(|(name, value)| (name.to_ascii_lowercase(), value))
            .filter(|(name, _)| !OF_CLIENT.contains(&&**name))
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        headers.sort();
        [&[line.to_owned()], &*headers, &[body.to_owned()]].concat()
    }
}

/// The length of the head of a message, with the empty line at its end.
pub(crate) fn head_length(bytes: &[u8]) -> Option<usize> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    Some(end + 4)
}

/// The pairs of signature v1 that differ between two requests.
fn pairs_without_time(text: &str) -> String {
    let pairs = text.split('&').map(|pair| {
        let changing = ["Timestamp=", "Nonce=", "Signature="];
        let name = changing.iter().find(|name| {
            let start = pair.trim_start_matches("/?");
            start.starts_with(**name)
        });
        match name {
            Some(name) => {
                let (before, _) = pair.split_once(name).unwrap();
                format!("{before}{name}*")
            }
            None => pair.to_owned(),
        }
    });
    pairs.collect::<Vec<_>>().join("&")
}
