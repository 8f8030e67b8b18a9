//! Connecting to a host with several addresses.

use std::net::SocketAddr;
use std::time::Duration;

use tencentcloud_core::TransportErrorKind;
use tencentcloud_net::ConnectError;
use tokio::task::JoinSet;
use tokio::time::timeout;

/// How long an address may be silent before the next one is tried beside it.
const HEAD_START: Duration = Duration::from_millis(300);

/// The first connection that one of these addresses accepts, and which.
///
/// They are tried in order. The next one starts when one fails, or has not responded
/// within [`HEAD_START`]; the others go on
/// ([RFC 8305](https://www.rfc-editor.org/rfc/rfc8305)). So a silent address costs
/// little and a slow one still wins.
pub(crate) async fn first<T, F>(
    addresses: &[SocketAddr],
    connect: impl Fn(SocketAddr) -> F,
) -> Result<(T, SocketAddr), ConnectError>
where
    T: Send + 'static,
    F: Future<Output = Result<T, ConnectError>> + Send + 'static,
{
    let mut attempts = JoinSet::new();
    let mut waiting = addresses.iter().copied();
    let mut failure = ConnectError::new(TransportErrorKind::Connect, "host has no address");
    loop {
        if let Some(address) = waiting.next() {
            let attempt = connect(address);
            attempts.spawn(async move { attempt.await.map(|connected| (connected, address)) });
        }
        let ended = if waiting.len() == 0 {
            attempts.join_next().await
        } else {
            match timeout(HEAD_START, attempts.join_next()).await {
                Ok(ended) => ended,
                Err(_) => continue,
            }
        };
        match ended {
            Some(Ok(Ok(connected))) => return Ok(connected),
            Some(Ok(Err(error))) => failure = error,
            Some(Err(lost)) => failure = ConnectError::new(TransportErrorKind::Connect, lost),
            None => return Err(failure),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(last: u8) -> SocketAddr {
        ([127, 0, 0, last], 1).into()
    }

    #[tokio::test(start_paused = true)]
    async fn silent_addresses_have_a_head_start_only() {
        let start = tokio::time::Instant::now();
        let addresses: Vec<_> = (1..=4).map(address).collect();
        // Silent, silent, refused, accepted after a while.
        let (last, used) = first(&addresses, |address| async move {
            match address.ip().to_string().as_str() {
                "127.0.0.3" => Err(ConnectError::new(TransportErrorKind::Connect, "refused")),
                "127.0.0.4" => {
                    tokio::time::sleep(Duration::from_secs(1)).await;
                    Ok(4)
                }
                _ => std::future::pending().await,
            }
        })
        .await
        .unwrap();
        assert_eq!((last, used), (4, address(4)));
        assert_eq!(start.elapsed(), 2 * HEAD_START + Duration::from_secs(1));
    }

    #[tokio::test(start_paused = true)]
    async fn slow_address_wins_if_the_others_fail() {
        let addresses = [address(1), address(2)];
        let connected = first(&addresses, |address| async move {
            if address.ip().to_string() == "127.0.0.2" {
                return Err(ConnectError::new(TransportErrorKind::Connect, "refused"));
            }
            tokio::time::sleep(Duration::from_secs(2)).await;
            Ok(())
        });
        assert_eq!(connected.await.unwrap().1, address(1));
    }

    #[tokio::test]
    async fn last_failure_is_the_result() {
        let addresses = [address(1), address(2)];
        let error = first(&addresses, |address| async move {
            Err::<(), _>(ConnectError::new(TransportErrorKind::Connect, address))
        });
        assert_eq!(error.await.unwrap_err().to_string(), "127.0.0.2:1");
    }
}
