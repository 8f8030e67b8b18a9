//! A Redis or Valkey server on loopback, and what can happen to it.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use redis::{Connection, FromRedisValue};
use tempfile::TempDir;

/// How long a server may take to start.
const START: Duration = Duration::from_secs(10);

/// A server that ends with this value.
pub(crate) struct Server {
    process: Child,
    pub(crate) port: u16,
    folder: TempDir,
    options: Vec<String>,
}

impl Server {
    pub(crate) fn start() -> Self {
        Self::with(&[])
    }

    /// A sentinel with this file of settings.
    pub(crate) fn sentinel(settings: &str) -> Self {
        let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
        let process = Command::new(program())
            .args([settings, "--sentinel", "--port", &port.to_string(), "--bind", "127.0.0.1"])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self { process, port, folder, options: Vec::new() };
        server.wait();
        server
    }

    /// A server with further options of its command line. `FOLDER` in them stands for its
    /// own folder.
    pub(crate) fn with(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_str().unwrap();
        let options: Vec<_> = options.iter().map(|option| option.replace("FOLDER", path)).collect();
        let port = free_port();
        let process = spawn(port, &folder, &options);
        let server = Self { process, port, folder, options };
        server.wait();
        server
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Runs a command on it.
    pub(crate) fn run<T: FromRedisValue>(&self, words: &[&str]) -> T {
        run(&mut self.connect(), words)
    }

    pub(crate) fn connect(&self) -> Connection {
        redis::Client::open(self.url()).unwrap().get_connection().unwrap()
    }

    /// Ends it at once, without a farewell.
    pub(crate) fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    pub(crate) fn restart(&mut self) {
        self.process = spawn(self.port, &self.folder, &self.options);
        self.wait();
    }

    /// Sends it a signal, such as `STOP` or `CONT`.
    pub(crate) fn signal(&self, name: &str) {
        signal(&self.process, name);
    }

    fn wait(&self) {
        let start = Instant::now();
        let url = self.url();
        while !redis::Client::open(&*url).is_ok_and(|client| client.get_connection().is_ok()) {
            assert!(start.elapsed() < START, "the server does not start");
            pause(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub(crate) fn run<T: FromRedisValue>(connection: &mut Connection, words: &[&str]) -> T {
    let mut command = redis::cmd(words[0]);
    words[1..].iter().for_each(|word| {
        command.arg(*word);
    });
    command.query(connection).unwrap()
}

pub(crate) fn signal(process: &Child, name: &str) {
    let id = process.id().to_string();
    assert!(Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap().success());
}

/// The program of the server: that of `REDIS_SERVER`, else `redis-server`.
pub(crate) fn program() -> String {
    std::env::var("REDIS_SERVER").unwrap_or_else(|_| "redis-server".into())
}

pub(crate) fn pause(pause: Duration) {
    thread::sleep(pause);
}

pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn spawn(port: u16, folder: &TempDir, options: &[String]) -> Child {
    Command::new(program())
        .args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", ""])
        .arg("--dir")
        .arg(folder.path())
        .args(options)
        .stdout(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{} does not start: {error}", program()))
}
