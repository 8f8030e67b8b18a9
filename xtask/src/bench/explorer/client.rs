//! Requests as the page sends them, without a browser.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

use crate::bench::usage::failed;
use crate::failure::{Failure, Outcome};
use crate::process::now;

/// No response takes this long.
const TIMEOUT: Duration = Duration::from_secs(20);

/// One connection that is kept open.
pub(super) struct Client {
    connection: BufReader<TcpStream>,
    /// `127.0.0.1:39541`
    host: String,
    token: String,
}

impl Client {
    /// Connects to the explorer of a link: `http://HOST/#TOKEN`.
    pub(super) fn connect(link: &str) -> Outcome<Self> {
        let parts = link.strip_prefix("http://").and_then(|rest| rest.split_once("/#"));
        let (host, token) = parts.ok_or_else(|| Failure::new("the link has no token"))?;
        let stream = TcpStream::connect(host).map_err(failed("connect to the explorer"))?;
        let set = stream.set_nodelay(true).and_then(|()| stream.set_read_timeout(Some(TIMEOUT)));
        set.map_err(failed("set up the connection"))?;
        Ok(Self { connection: BufReader::new(stream), host: host.into(), token: token.into() })
    }

    /// The response to `/_explorer/PATH`, and the milliseconds from its first byte sent to
    /// its last one received. JSON is written before and read after that.
    pub(super) fn ask(&mut self, path: &str, body: &Value) -> Outcome<(Value, f64)> {
        let body = body.to_string();
        let request = format!(
            "POST /_explorer/{path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n\
             X-Explorer-Token: {}\r\nContent-Length: {}\r\n\r\n{body}",
            self.host,
            self.token,
            body.len()
        );
        let started = now();
        let exchanged = self.connection.get_mut().write_all(request.as_bytes());
        let response = exchanged.and_then(|()| self.read());
        let ms = now().duration_since(started).as_secs_f64() * 1e3;
        let (status, body) = response.map_err(failed(&format!("ask for {path}")))?;
        let response = serde_json::from_slice(&body).map_err(failed("read a response"))?;
        if status.contains(" 200 ") {
            return Ok((response, ms));
        }
        Err(Failure::new(format!("{path}: {}: {response}", status.trim())))
    }

    /// The first line of a response, and its body.
    fn read(&mut self) -> std::io::Result<(String, Vec<u8>)> {
        let (mut status, mut length) = (String::new(), 0);
        self.connection.read_line(&mut status)?;
        loop {
            let mut line = String::new();
            self.connection.read_line(&mut line)?;
            let Some((name, value)) = line.split_once(':') else { break };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().map_err(std::io::Error::other)?;
            }
        }
        let mut body = vec![0; length];
        self.connection.read_exact(&mut body)?;
        Ok((status, body))
    }
}
