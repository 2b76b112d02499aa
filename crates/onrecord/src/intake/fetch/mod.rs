//! What stands at this address of the network?
//!
//! Off unless the user asks for it. Each name is looked up once a request; if one of its addresses is not public, it is
//! refused, else only those addresses are connected to, so that a name cannot change its mind in between. Every redirect goes
//! the same way again and never leaves encryption. Time, bytes and redirects are limited, no proxy of the environment is
//! used, nothing is sent but the request. Not useful for following links: one address, one answer.

mod public;
#[cfg(test)]
mod tests;

use super::kind::{Kind, kind};
use public::is_public;
use std::io::{Error, ErrorKind, Read};
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

/// No answer may take longer than this, from the first byte of the request to the last one of the answer.
const TIME: Duration = Duration::from_secs(60);
/// Nor may a connection or the look-up of a name.
const CONNECT: Duration = Duration::from_secs(10);
/// No answer may be longer.
const BYTES: u64 = 16 << 20;
/// So many redirects are followed.
const REDIRECTS: u32 = 5;

/// Finds the addresses of a name and port.
type Lookup = Arc<dyn Fn(&str, u16) -> std::io::Result<Vec<SocketAddr>> + Send + Sync>;

/// How addresses are fetched.
#[derive(Clone)]
pub struct Fetcher {
    lookup: Lookup,
    /// Addresses that may be connected to although they are not public: for tests alone.
    allowed: Vec<SocketAddr>,
    time: Duration,
    bytes: u64,
}

impl Default for Fetcher {
    fn default() -> Fetcher {
        Fetcher { lookup: Arc::new(look_up), allowed: Vec::new(), time: TIME, bytes: BYTES }
    }
}

impl Fetcher {
    /// The feed at this address, packed or not.
    ///
    /// # Errors
    /// What went wrong and what can be done, without the address.
    pub fn feed(&self, address: &str) -> Result<Vec<u8>, String> {
        let bytes = self.fetch(address)?;
        match kind(&bytes, "") {
            Kind::Feed | Kind::JsonFeed | Kind::Gzip => Ok(bytes),
            _ => Err("the answer is no feed; save the page and add the file".into()),
        }
    }

    /// The body at this address.
    ///
    /// # Errors
    /// What went wrong and what can be done, without the address.
    fn fetch(&self, address: &str) -> Result<Vec<u8>, String> {
        let uri: Uri = address.parse().map_err(|_| "is no address such as https://harbor.example/feed".to_owned())?;
        if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
            return Err("holds a name or password; onrecord sends none".into());
        }
        let config = ureq::config::Config::builder()
            .timeout_global(Some(self.time))
            .timeout_connect(Some(CONNECT.min(self.time)))
            .timeout_resolve(Some(CONNECT.min(self.time)))
            .max_redirects(REDIRECTS)
            .max_response_header_size(64 << 10)
            .proxy(None)
            .user_agent(concat!("onrecord/", env!("CARGO_PKG_VERSION")))
            .accept("application/rss+xml, application/atom+xml, application/feed+json, application/xml, text/xml")
            .accept_encoding("identity")
            .build();
        let guard = Guard { fetcher: self.clone(), is_encrypted: Arc::default() };
        let agent = ureq::Agent::with_parts(config, DefaultConnector::default(), guard);
        let mut answer = agent.get(&uri).call().map_err(|error| told(&error))?;
        let stated = answer.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or("");
        let stated = stated.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
        let is_text = ["xml", "json", "text/", "rss", "atom"].iter().any(|part| stated.contains(part));
        if !stated.is_empty() && !is_text && stated != "application/octet-stream" {
            return Err(format!("answers with {stated}, which is no feed"));
        }
        let mut body = Vec::new();
        let reader = answer.body_mut().with_config().limit(u64::MAX).reader();
        reader.take(self.bytes + 1).read_to_end(&mut body).map_err(|error| match error.get_ref() {
            Some(inner) if inner.to_string().contains("timeout") => self.slow(),
            _ if error.kind() == ErrorKind::TimedOut => self.slow(),
            _ => format!("the answer broke off: {error}; try again later"),
        })?;
        match body.len() as u64 > self.bytes {
            true => Err(format!("answers with more than {} bytes, which is no feed", self.bytes)),
            false => Ok(body),
        }
    }

    fn slow(&self) -> String {
        format!("did not answer within {} s; try again later", self.time.as_secs())
    }
}

/// An error in plain words.
fn told(error: &ureq::Error) -> String {
    match error {
        ureq::Error::StatusCode(code) => format!("answers with status {code}; is the address right?"),
        ureq::Error::Timeout(_) => "did not answer in time; try again later".into(),
        ureq::Error::HostNotFound => "there is no host of this name; is the address right, is there a network?".into(),
        ureq::Error::TooManyRedirects => format!("redirects more than {REDIRECTS} times"),
        ureq::Error::Other(refused) => refused.to_string(),
        ureq::Error::Io(error) => format!("cannot be reached: {error}"),
        other => format!("cannot be fetched: {other}"),
    }
}

/// The resolver of one request: looks names up and refuses what is not public.
struct Guard {
    fetcher: Fetcher,
    is_encrypted: Arc<AtomicBool>,
}

impl std::fmt::Debug for Guard {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Guard")
    }
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        _: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let refused = |what: String| ureq::Error::Other(what.into());
        let is_encrypted = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(refused("is no address of http or https".into())),
        };
        if self.is_encrypted.fetch_or(is_encrypted, Ordering::Relaxed) && !is_encrypted {
            return Err(refused("redirects from an encrypted address to an open one, which is not followed".into()));
        }
        let host = uri.host().unwrap_or("").trim_matches(['[', ']']).to_owned();
        let port = uri.port_u16().unwrap_or(if is_encrypted { 443 } else { 80 });
        let found = self.look_up(&host, port, *timeout.after)?;
        let is_allowed = |address: &SocketAddr| is_public(address.ip()) || self.fetcher.allowed.contains(address);
        if let Some(address) = found.iter().find(|address| !is_allowed(address)) {
            let what = format!("{host} stands for {}, an address of this machine or its network", address.ip());
            return Err(refused(format!("{what}; such addresses are never fetched; save the file and add it")));
        }
        let mut addresses = self.empty();
        found.into_iter().take(16).for_each(|address| addresses.push(address));
        if addresses.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(addresses) }
    }
}

impl Guard {
    /// Looks a name up on a thread of its own, because the system knows no limit of time.
    fn look_up(&self, host: &str, port: u16, most: Duration) -> Result<Vec<SocketAddr>, ureq::Error> {
        let (send, receive) = mpsc::channel();
        let (lookup, name) = (Arc::clone(&self.fetcher.lookup), host.to_owned());
        std::thread::spawn(move || send.send(lookup(&name, port)));
        match receive.recv_timeout(most.min(CONNECT)) {
            Ok(Ok(found)) => Ok(found),
            Ok(Err(_)) => Err(ureq::Error::HostNotFound),
            Err(_) => Err(ureq::Error::Other("its name could not be looked up in time; try again later".into())),
        }
    }
}

fn look_up(host: &str, port: u16) -> std::io::Result<Vec<SocketAddr>> {
    let found: Vec<SocketAddr> = (host, port).to_socket_addrs()?.collect();
    if found.is_empty() { Err(Error::from(ErrorKind::NotFound)) } else { Ok(found) }
}
