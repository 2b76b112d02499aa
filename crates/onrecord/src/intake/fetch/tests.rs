//! Does a hostile server get anything it should not? It runs on the loopback address, which a test has to allow.

use super::super::sources::{Met, Source, Sources};
use super::super::table::Columns;
use super::*;
use reader::Given;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::AtomicUsize;
use std::time::Instant;

/// A server that answers each connection with what this function writes.
fn serve(answer: impl Fn(&str, &mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let answer = Arc::new(answer);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            std::thread::spawn(move || {
                let mut stream = stream;
                let mut head = [0u8; 4096];
                let size = stream.read(&mut head).unwrap_or(0);
                let path = String::from_utf8_lossy(&head[..size]).split(' ').nth(1).unwrap_or("").to_owned();
                let _ = answer(&path, &mut stream);
            });
        }
    });
    address
}

/// Fetches with every name leading to the server, which is allowed.
fn fetcher(server: SocketAddr) -> Fetcher {
    let lookup: Lookup = Arc::new(move |host, port| match host.parse() {
        Ok(ip) => Ok(vec![SocketAddr::new(ip, port)]),
        Err(_) => Ok(vec![server]),
    });
    Fetcher { lookup, allowed: vec![server], time: Duration::from_secs(3), bytes: 100_000 }
}

fn page(stream: &mut TcpStream, header: &str, body: &[u8]) -> std::io::Result<()> {
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n{header}\r\n\r\n", body.len())?;
    stream.write_all(body)
}

fn redirect(stream: &mut TcpStream, to: &str) -> std::io::Result<()> {
    write!(stream, "HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n")
}

#[test]
fn an_answer_comes_back_and_redirects_are_followed() {
    let server = serve(|path, stream| match path {
        "/old" => redirect(stream, "/new"),
        _ => page(stream, "Content-Type: application/rss+xml", b"<rss/>"),
    });
    assert_eq!(fetcher(server).fetch("http://feed.example/old").as_deref(), Ok(&b"<rss/>"[..]));
}

#[test]
fn private_addresses_are_refused_before_a_connection() {
    let met = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&met);
    let server = serve(move |_, stream| {
        counted.fetch_add(1, Ordering::Relaxed);
        page(stream, "X: y", b"secret")
    });
    let strict = Fetcher { allowed: Vec::new(), ..fetcher(server) };
    let port = server.port();
    for address in [
        format!("http://127.0.0.1:{port}/"),
        format!("http://localhost:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        format!("http://feed.example:{port}/"),
        "http://169.254.169.254/latest/meta-data/".into(),
        "http://[fe80::1]/".into(),
        "http://10.0.0.1/".into(),
    ] {
        let what = strict.fetch(&address).unwrap_err();
        assert!(what.contains("this machine or its network"), "{address}: {what}");
    }
    assert_eq!(met.load(Ordering::Relaxed), 0, "a refused address was connected to");
    // A name with one public and one private address is refused as a whole.
    let both: Lookup = Arc::new(move |_, _| Ok(vec!["1.1.1.1:80".parse().unwrap(), server]));
    let mixed = Fetcher { lookup: both, ..strict };
    assert!(mixed.fetch("http://feed.example/").unwrap_err().contains("network"));
}

#[test]
fn a_redirect_to_a_private_address_is_refused() {
    let secret = serve(|_, stream| page(stream, "X: y", b"secret"));
    for to in
        [format!("http://127.0.0.1:{}/", secret.port()), "http://169.254.169.254/".into(), "file:///etc/passwd".into()]
    {
        let target = to.clone();
        let server = serve(move |_, stream| redirect(stream, &target));
        assert!(fetcher(server).fetch("http://feed.example/").is_err(), "{to}");
    }
    let round = serve(|_, stream| redirect(stream, "/again"));
    assert!(fetcher(round).fetch("http://feed.example/").unwrap_err().contains("more than 5 times"));
}

#[test]
fn a_name_that_changes_its_address_is_looked_up_once_and_judged_each_time() {
    let server = serve(|path, stream| match path {
        "/start" => redirect(stream, "http://feed.example/end"),
        _ => page(stream, "X: y", b"<rss/>"),
    });
    let secret = serve(|_, stream| page(stream, "X: y", b"secret"));
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    // The first look-up gives the allowed server, every other one an address of this machine.
    let lookup: Lookup = Arc::new(move |_, _| match count.fetch_add(1, Ordering::Relaxed) {
        0 => Ok(vec![server]),
        _ => Ok(vec![secret]),
    });
    let rebinding = Fetcher { lookup, ..fetcher(server) };
    assert_eq!(rebinding.fetch("http://feed.example/one").as_deref(), Ok(&b"<rss/>"[..]));
    assert_eq!(asked.load(Ordering::Relaxed), 1, "looked up again between judging and connecting");
    asked.store(0, Ordering::Relaxed);
    assert!(rebinding.fetch("http://feed.example/start").unwrap_err().contains("network"));
}

#[test]
fn slow_and_endless_answers_end() {
    let slow = serve(|_, stream| {
        write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 1000\r\n\r\n")?;
        loop {
            stream.write_all(b"a")?;
            std::thread::sleep(Duration::from_millis(100));
        }
    });
    let started = Instant::now();
    let what = fetcher(slow).fetch("http://feed.example/").unwrap_err();
    assert!(what.contains("did not answer"), "{what}");
    assert!(started.elapsed() < Duration::from_secs(20));
    let silent = serve(|_, stream| {
        std::thread::sleep(Duration::from_secs(30));
        stream.write_all(b"")
    });
    assert!(fetcher(silent).fetch("http://feed.example/").unwrap_err().contains("in time"));
    for header in ["HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n", "HTTP/1.1 200 OK\r\nX: "] {
        let endless = serve(move |_, stream| {
            stream.write_all(header.as_bytes())?;
            loop {
                stream.write_all(&[b'a'; 4096])?;
            }
        });
        let what = fetcher(endless).fetch("http://feed.example/").unwrap_err();
        assert!(what.contains("more than 100000 bytes") || what.contains("cannot be fetched"), "{what}");
    }
}

#[test]
fn what_is_no_feed_is_refused() {
    let picture = serve(|_, stream| page(stream, "Content-Type: image/png", b"\x89PNG"));
    assert!(fetcher(picture).fetch("http://feed.example/").unwrap_err().contains("image/png"));
    let html = serve(|_, stream| page(stream, "Content-Type: text/html", b"<!doctype html><p>Mara Quill said no."));
    assert!(fetcher(html).feed("http://feed.example/").unwrap_err().contains("is no feed"));
    let missing = serve(|_, stream| write!(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
    assert!(fetcher(missing).fetch("http://feed.example/").unwrap_err().contains("404"));
    for address in ["", "feed", "ftp://feed.example/", "file:///etc/passwd", "http://a:b@feed.example/", "http:///x"] {
        assert!(fetcher(missing).fetch(address).is_err(), "{address}");
    }
}

#[test]
fn a_packed_answer_cannot_grow_without_bound() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(b"<rss><channel><item><description>").unwrap();
    packed.write_all(&vec![b'a'; 80 << 20]).unwrap();
    let packed = packed.finish().unwrap();
    assert!(packed.len() < 100_000);
    let server = serve(move |_, stream| page(stream, "Content-Type: text/xml\r\nContent-Encoding: gzip", &packed));
    let address = "http://feed.example/";
    let bytes = fetcher(server).feed(address).unwrap();
    assert!(bytes.len() < 100_000, "unpacked before anybody counts");
    let sources = vec![Source::Fetched(address.into(), bytes)];
    let met: Vec<Met> = Sources::new(sources, Given::default(), Columns::default(), 64 << 20).collect();
    assert!(matches!(&met[..], [Met::Problem(problem)] if problem.message.contains("longer than")));
}
