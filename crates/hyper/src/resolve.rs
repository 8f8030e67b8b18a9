//! Names and their addresses.

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use futures_util::future::{FutureExt, Shared};
use tokio::sync::oneshot;
use tokio::time::Instant;

/// How long an answer is good for, counted from the question.
const LIFETIME: Duration = Duration::from_secs(60);

/// An async function from host and port to addresses.
pub(crate) type Lookup = dyn Fn(String, u16) -> Addresses + Send + Sync;
pub(crate) type Addresses = Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send>>;

/// What the operating system says.
///
/// It can take half a minute to say it, and cannot be told to stop. So it is
/// asked on a thread of its own: a runtime waits for its blocking tasks when it
/// ends, and a program that has given up should be able to.
pub(crate) fn system(host: String, port: u16) -> Addresses {
    let (tell, told) = oneshot::channel();
    let asking = thread::Builder::new().name("resolve".to_owned()).spawn(move || {
        let addresses = (host, port).to_socket_addrs().map(Iterator::collect);
        // Nobody may be waiting any more.
        let _ = tell.send(addresses);
    });
    Box::pin(async move {
        asking?;
        told.await.unwrap_or_else(|lost| Err(io::Error::other(lost)))
    })
}

/// The known names.
///
/// Everybody who wants the same name polls the same lookup, so that a burst of
/// connections asks once. The lock is held to find the lookup, never while one
/// is awaited.
pub(crate) struct Names {
    lookup: Arc<Lookup>,
    known: Mutex<HashMap<Name, Known>>,
}

type Name = (String, u16);
type Answer = Result<Arc<[SocketAddr]>, Arc<io::Error>>;

struct Known {
    asked: Instant,
    answer: Shared<Pin<Box<dyn Future<Output = Answer> + Send>>>,
}

impl Names {
    pub(crate) fn new(lookup: Arc<Lookup>) -> Self {
        let known = Mutex::default();
        Self { lookup, known }
    }

    /// The addresses of a host, at least one.
    pub(crate) async fn resolve(&self, host: &str, port: u16) -> Answer {
        if let Ok(ip) = host.parse::<IpAddr>() {
            return Ok(Arc::from([SocketAddr::new(ip, port)]));
        }
        let asked = self.ask(host, port);
        let answer = asked.clone().await;
        if answer.is_err() {
            // A failure is told to those who wait for it now and not remembered.
            let mut known = self.lock();
            let name = (host.to_owned(), port);
            if known.get(&name).is_some_and(|known| known.answer.ptr_eq(&asked)) {
                known.remove(&name);
            }
        }
        answer
    }

    /// Drops what is known about a name, because a connection to it failed.
    pub(crate) fn forget(&self, host: &str, port: u16) {
        self.lock().remove(&(host.to_owned(), port));
    }

    /// The lookup of a name: the one already under way or done, or a new one.
    fn ask(&self, host: &str, port: u16) -> Shared<Pin<Box<dyn Future<Output = Answer> + Send>>> {
        let now = Instant::now();
        let mut known = self.lock();
        known.retain(|_, known| now.duration_since(known.asked) < LIFETIME);
        let known = known.entry((host.to_owned(), port)).or_insert_with(|| {
            let (lookup, host) = (Arc::clone(&self.lookup), host.to_owned());
            // Called when first polled, so that no code of others runs in here.
            let answer = async move { non_empty(lookup(host, port).await).map_err(Arc::new) };
            Known { asked: now, answer: answer.boxed().shared() }
        });
        known.answer.clone()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Name, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn non_empty(addresses: io::Result<Vec<SocketAddr>>) -> io::Result<Arc<[SocketAddr]>> {
    let addresses = addresses?;
    if addresses.is_empty() {
        return Err(io::Error::new(io::ErrorKind::NotFound, "it has no address"));
    }
    Ok(addresses.into())
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Names").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Counts its lookups; `down.example` has no address.
    fn names() -> (Names, Arc<AtomicUsize>) {
        let count = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&count);
        let names = Names::new(Arc::new(move |host, port| {
            counted.fetch_add(1, Ordering::Relaxed);
            Box::pin(async move {
                tokio::task::yield_now().await;
                match host.as_str() {
                    "down.example" => Ok(Vec::new()),
                    _ => Ok(vec![SocketAddr::from(([192, 0, 2, 1], port))]),
                }
            })
        }));
        (names, count)
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_is_kept_for_a_minute() {
        let (names, count) = names();
        for (elapsed, lookups) in [(0, 1), (59, 1), (2, 2)] {
            tokio::time::advance(Duration::from_secs(elapsed)).await;
            assert!(names.resolve("up.example", 443).await.is_ok());
            assert_eq!(count.load(Ordering::Relaxed), lookups);
        }
    }

    #[tokio::test]
    async fn an_answer_is_dropped_when_told() {
        let (names, count) = names();
        names.resolve("up.example", 443).await.unwrap();
        names.forget("up.example", 443);
        names.resolve("up.example", 443).await.unwrap();
        assert_eq!(count.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn those_who_ask_together_share_one_lookup() {
        let (names, count) = names();
        let (a, b) = tokio::join!(names.resolve("up.example", 1), names.resolve("up.example", 1));
        assert_eq!(a.unwrap(), b.unwrap());
        assert_eq!(count.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn a_failure_is_not_remembered() {
        let (names, count) = names();
        for _ in 0..2 {
            let error = names.resolve("down.example", 443).await.unwrap_err();
            assert_eq!(error.to_string(), "it has no address");
        }
        assert_eq!(count.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn an_address_is_no_name() {
        let (names, count) = names();
        for host in ["127.0.0.1", "::1"] {
            names.resolve(host, 80).await.unwrap();
        }
        assert_eq!(count.load(Ordering::Relaxed), 0);
    }
}
