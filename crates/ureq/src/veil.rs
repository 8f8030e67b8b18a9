//! Keeping secrets out of ureq's log.
//!
//! At level `TRACE` ureq prints the head of each request, every byte of it. So at
//! that level it is given stars for the values that are marked as sensitive, and
//! for the query, where signature v1 has its token. The connection, which is
//! ours and runs on the same thread, puts back what belongs there.

use std::cell::RefCell;

use http::HeaderValue;
use http::request::Parts;
use http::uri::{PathAndQuery, Uri};
use log::LevelFilter;
use ureq::Error;
use ureq::unversioned::transport::{Buffers, NextTimeout, Transport};

thread_local! {
    static HIDDEN: RefCell<Vec<Line>> = const { RefCell::new(Vec::new()) };
}

/// The end of a line of the head, as ureq writes it and as it is to be.
struct Line {
    stars: Vec<u8>,
    real: Vec<u8>,
}

/// While this lives, this thread knows what is behind the stars.
pub(crate) struct Veil(());

/// Hides what ureq would print, if it would.
pub(crate) fn veil(head: &mut Parts) -> Veil {
    if log::max_level() == LevelFilter::Trace {
        let mut lines = Vec::new();
        hide_query(&mut head.uri, &mut lines);
        for (name, value) in &mut head.headers {
            if value.is_sensitive() && !value.is_empty() {
                let line =
                    |value: &[u8]| [name.as_str().as_bytes(), b": ", value, b"\r\n"].concat();
                let real = line(value.as_bytes());
                if let Ok(stars) = HeaderValue::from_bytes(&b"*".repeat(value.len())) {
                    lines.push(Line { stars: line(stars.as_bytes()), real });
                    *value = stars;
                }
            }
        }
        HIDDEN.set(lines);
    }
    Veil(())
}

fn hide_query(uri: &mut Uri, lines: &mut Vec<Line>) {
    let Some(query) = uri.query().filter(|query| !query.is_empty()) else { return };
    let line = |query: &str| format!("?{query} HTTP/1.1\r\n").into_bytes();
    let (real, stars) = (line(query), "*".repeat(query.len()));
    let target = PathAndQuery::try_from(format!("{}?{stars}", uri.path()));
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = target.ok();
    if let Ok(hidden) = Uri::from_parts(parts) {
        lines.push(Line { stars: line(&stars), real });
        *uri = hidden;
    }
}

impl Drop for Veil {
    fn drop(&mut self) {
        HIDDEN.take();
    }
}

/// A connection that sends what is behind the stars.
#[derive(Debug)]
pub(crate) struct Unveiled(pub(crate) Box<dyn Transport>);

impl Transport for Unveiled {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.0.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        HIDDEN.with_borrow_mut(|lines| {
            if !lines.is_empty() {
                let output = self.0.buffers().output();
                let output = output.get_mut(..amount).unwrap_or_default();
                lines.retain(|line| !put_back(output, line));
            }
        });
        self.0.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.0.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        self.0.is_open()
    }

    fn is_tls(&self) -> bool {
        self.0.is_tls()
    }
}

/// ureq writes whole lines, so one is here or it is not.
fn put_back(output: &mut [u8], line: &Line) -> bool {
    let length = line.stars.len();
    let place = output.windows(length).position(|window| window == line.stars);
    match place.and_then(|start| output.get_mut(start..)?.get_mut(..length)) {
        Some(place) => {
            place.copy_from_slice(&line.real);
            true
        }
        None => false,
    }
}
