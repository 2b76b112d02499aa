//! How is the record shown as pages? Not built into this version yet.

use crate::fault::{Fault, Result};
use std::path::Path;

/// Serves the record at `path` on the loopback address.
///
/// # Errors
/// Always, at present.
pub fn run(path: &Path, port: u16) -> Result<u8> {
    let path = path.display();
    Err(Fault::Usage(format!(
        "serve: pages of {path} on port {port} are not part of this version yet; `onrecord export` prints the record"
    )))
}
