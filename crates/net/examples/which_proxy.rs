//! Prints the proxy for each URL, by the variables of the environment.
//!
//! ```text
//! NO_PROXY=.internal HTTPS_PROXY=http://proxy:3128 \
//!     cargo run -p tencentcloud-net --example which_proxy -- https://ecm.tencentcloudapi.com
//! ```

use std::error::Error;

use tencentcloud_net::{Proxy, Target};

fn main() -> Result<(), Box<dyn Error>> {
    let proxy = Proxy::environment();
    let mut urls: Vec<String> = std::env::args().skip(1).collect();
    if urls.is_empty() {
        urls =
            vec!["https://ecm.tencentcloudapi.com".to_owned(), "http://localhost:8080".to_owned()];
    }
    for url in urls {
        let server = Target::of(&url.parse()?)?;
        match proxy.server_for(&server) {
            Ok(None) => println!("{server}: direct"),
            Ok(Some(proxy)) => println!("{server}: proxy {}", proxy.target()),
            Err(error) => println!("{server}: {error}"),
        }
    }
    Ok(())
}
