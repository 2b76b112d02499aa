//! How is the record shown to a browser on this machine?
//!
//! Routes ask the record for a view and hand it to a form: a page, or with `.json` the same view as data. Listens on the
//! loopback address only and answers no other host name, so that no page of the web can read the record through the
//! browser. Everything is sent with a strict content security policy and nothing runs inline.

mod routes;

use crate::fault::{Fault, Result};
use crate::forms::terminal::tell;
use record::Record;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

/// Serves the record at `path` until the process is interrupted; port 0 takes a free one.
///
/// # Errors
/// A record fault where the record cannot be opened, an input fault where the port is taken.
pub fn run(path: &Path, port: u16) -> Result<u8> {
    // Opened once before anything is promised: a missing or newer record is told here.
    Record::open_existing(path)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_io()
        .build()
        .map_err(|error| Fault::Input(format!("serve: no threads to serve with: {error}")))?;
    let path = path.to_path_buf();
    runtime.block_on(async move {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listener = tokio::net::TcpListener::bind(address).await.map_err(|error| {
            Fault::Input(format!("serve: port {port} cannot be used: {error}; choose another with --port N (0: any)"))
        })?;
        let address = listener.local_addr().unwrap_or(address);
        tell(&format!("{} is shown at http://{address}/ (end with Ctrl-C)", path.display()));
        let stop = async {
            let _ = tokio::signal::ctrl_c().await;
        };
        axum::serve(listener, routes::router(path))
            .with_graceful_shutdown(stop)
            .await
            .map_err(|error| Fault::Input(format!("serve: {error}")))
    })?;
    Ok(0)
}
