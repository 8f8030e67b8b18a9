//! Names and their addresses: looked up once a minute at most, within a limit.
//!
//! ureq asks its resolver on every request, also when a pooled connection will
//! carry it, and starts a thread for each question that has a time limit. So
//! ureq's own resolver is given nothing to do ([`Deferred`]), and the connector
//! asks [`Names`] when a connection must really be made.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tencentcloud_core::{TransportError, TransportErrorKind};
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use crate::deadline::{Deadline, now};
use crate::error;

/// How long an answer is good for, counted from the question.
const LIFETIME: Duration = Duration::from_secs(60);

/// A function from host and port to addresses.
pub(crate) type Lookup = dyn Fn(&str, u16) -> io::Result<Vec<SocketAddr>> + Send + Sync;

/// What the operating system says.
pub(crate) fn system(host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
    Ok((host, port).to_socket_addrs()?.collect())
}

/// The known names.
pub(crate) struct Names {
    lookup: Arc<Lookup>,
    lifetime: Duration,
    questions: Mutex<HashMap<Name, Arc<Question>>>,
}

type Name = (String, u16);
type Answer = Result<Arc<[SocketAddr]>, Arc<io::Error>>;

/// One lookup, under way or answered. Everybody who wants the same name waits
/// for the same one, so that a name server that hangs costs one thread, not one
/// for each attempt.
struct Question {
    asked: Instant,
    answer: Mutex<Option<Answer>>,
    answered: Condvar,
}

impl Names {
    pub(crate) fn new(lookup: Arc<Lookup>) -> Self {
        Self { lookup, lifetime: LIFETIME, questions: Mutex::default() }
    }

    /// The addresses of a host, at least one.
    pub(crate) fn resolve(
        self: &Arc<Self>,
        host: &str,
        port: u16,
        deadline: Deadline,
    ) -> Result<Arc<[SocketAddr]>, TransportError> {
        // Written as a number, it is no name; a URI has IPv6 in brackets.
        let host = host.trim_start_matches('[').trim_end_matches(']');
        if let Ok(ip) = host.parse::<IpAddr>() {
            return Ok(Arc::from([SocketAddr::new(ip, port)]));
        }
        let answer = self.question(host, port)?.wait(deadline)?;
        answer.map_err(|e| error::never(TransportErrorKind::Resolve, e))
    }

    /// Drops what is known about a name, because a connection to it failed.
    pub(crate) fn forget(&self, host: &str, port: u16) {
        lock(&self.questions).remove(&(host.to_owned(), port));
    }

    /// The question about a name: the one already asked, or else a new one.
    fn question(self: &Arc<Self>, host: &str, port: u16) -> Result<Arc<Question>, TransportError> {
        let now = now();
        let mut questions = lock(&self.questions);
        questions.retain(|_, known| now.duration_since(known.asked) < self.lifetime);
        let slot = match questions.entry((host.to_owned(), port)) {
            Entry::Occupied(known) => return Ok(Arc::clone(known.get())),
            Entry::Vacant(slot) => slot,
        };
        let question =
            Arc::new(Question { asked: now, answer: Mutex::default(), answered: Condvar::new() });
        let name = slot.key().clone();
        let (names, asked) = (Arc::clone(self), Arc::clone(&question));
        thread::Builder::new()
            .name("resolve".to_owned())
            .spawn(move || names.ask(&name, &asked))
            .map_err(|e| error::never(TransportErrorKind::Resolve, e))?;
        slot.insert(Arc::clone(&question));
        Ok(question)
    }

    /// Looks the name up, on a thread of its own. A failure is told to those who
    /// wait for it now and not remembered.
    fn ask(&self, name: &Name, question: &Arc<Question>) {
        let answer = catch_unwind(AssertUnwindSafe(|| (self.lookup)(&name.0, name.1)))
            .unwrap_or_else(|_| Err(io::Error::other("the resolver panicked")))
            .and_then(|addresses| {
                if addresses.is_empty() {
                    return Err(io::Error::other("it has no address"));
                }
                Ok(addresses.into_iter().map(|address| with_port(address, name.1)).collect())
            })
            .map_err(|e| Arc::new(error::at(&name.0, &e)));
        if answer.is_err() {
            let mut questions = lock(&self.questions);
            if questions.get(name).is_some_and(|known| Arc::ptr_eq(known, question)) {
                questions.remove(name);
            }
        }
        *lock(&question.answer) = Some(answer);
        question.answered.notify_all();
    }
}

impl Question {
    fn wait(&self, deadline: Deadline) -> Result<Answer, TransportError> {
        let mut answer = lock(&self.answer);
        loop {
            if let Some(answer) = &*answer {
                return Ok(answer.clone());
            }
            let left =
                deadline.left().ok_or_else(|| error::late("while the host name was looked up"))?;
            answer =
                self.answered.wait_timeout(answer, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Names").finish_non_exhaustive()
    }
}

/// Answers ureq's question, asked before every request, with nothing at all.
#[derive(Debug)]
pub(crate) struct Deferred;

impl Resolver for Deferred {
    fn resolve(
        &self,
        _uri: &http::Uri,
        _config: &ureq::config::Config,
        _timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        Ok(self.empty())
    }
}

/// Port 0 stands for the port asked for.
fn with_port(mut address: SocketAddr, port: u16) -> SocketAddr {
    if address.port() == 0 {
        address.set_port(port);
    }
    address
}

/// No code of ours panics while it holds one of these locks.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU16, Ordering};

    use super::*;

    /// Names that get another address at each question.
    fn changing(lifetime: Duration) -> Arc<Names> {
        let times = AtomicU16::new(0);
        let mut names = Names::new(Arc::new(move |_: &str, _| {
            let port = times.fetch_add(1, Ordering::Relaxed) + 1;
            Ok(vec![SocketAddr::from(([192, 0, 2, 1], port))])
        }));
        names.lifetime = lifetime;
        Arc::new(names)
    }

    fn port(names: &Arc<Names>, host: &str) -> u16 {
        let deadline = Deadline::after(Duration::from_secs(5));
        names.resolve(host, 443, deadline).unwrap()[0].port()
    }

    #[test]
    fn an_answer_is_kept_for_its_time() {
        let names = changing(LIFETIME);
        assert_eq!((port(&names, "a.example"), port(&names, "a.example")), (1, 1));
        assert_eq!(port(&names, "b.example"), 2);
        names.forget("a.example", 443);
        assert_eq!((port(&names, "a.example"), port(&names, "b.example")), (3, 2));
    }

    #[test]
    fn an_answer_is_not_kept_longer() {
        let names = changing(Duration::ZERO);
        assert_eq!((port(&names, "a.example"), port(&names, "a.example")), (1, 2));
    }

    #[test]
    fn numbers_are_their_own_answer() {
        let names = changing(LIFETIME);
        assert_eq!((port(&names, "[::1]"), port(&names, "127.0.0.1")), (443, 443));
    }
}
