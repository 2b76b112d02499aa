//! How is the record shown to a browser on this machine?
//!
//! One table (`table`) says which address gives which view; a view is handed to a form: a page, or with `.json` data. Listens on the
//! loopback address only and answers no other host name, so that no page of the web can read the record through the
//! browser. Everything is sent with a strict content security policy and nothing runs inline.

mod actions;
mod answer;
mod hall;
mod openapi;
mod table;

use crate::fault::{Fault, Result};
use crate::forms::terminal::tell;
use axum::extract::Request;
use hall::Hall;
use record::Record;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

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
        let hall = Arc::new(Hall::new(path));
        let router = axum::Router::new().fallback(move |request: Request| answer::answer(Arc::clone(&hall), request));
        axum::serve(listener, router)
            .with_graceful_shutdown(stop)
            .await
            .map_err(|error| Fault::Input(format!("serve: {error}")))
    })?;
    Ok(0)
}
