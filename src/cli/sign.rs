//! Signing by the program that holds the keys. No key is ever read here, so that agents, passphrases and hardware keys work
//! as they do for everything else that `ssh-keygen` signs.
#![expect(
    clippy::disallowed_methods,
    reason = "signatures are made by running ssh-keygen; this file is the one that does"
)]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::error::Error;
use crate::seal;

/// The armoured signature of these bytes by this key, which holds when it is verified.
///
/// # Errors
/// When the program is not there or gives up, or the key is of a kind that does not count.
pub(super) fn sign(bytes: &[u8], key: &Path) -> Result<String, Error> {
    let failed = |error: std::io::Error| Error::usage(format!("cannot run `ssh-keygen`: {error}"));
    // Prompts for a passphrase or a touch go to the terminal, not through us.
    let mut child = Command::new("ssh-keygen")
        .args(["-q", "-Y", "sign", "-n", seal::NAMESPACE, "-f"])
        .arg(key)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    if let Some(mut input) = child.stdin.take() {
        // A program that gave up early does not read on; its exit code says so.
        let _ = input.write_all(bytes);
    }
    let output = child.wait_with_output().map_err(failed)?;
    if !output.status.success() {
        return Err(Error::usage(format!("`ssh-keygen` did not sign with `{}`; nothing was written", key.display())));
    }
    let armoured = String::from_utf8_lossy(&output.stdout).into_owned();
    match seal::verify(bytes, &armoured) {
        Ok(_) => Ok(armoured),
        Err(broken) => Err(Error::usage(format!("the signature would not count: {broken}; nothing was written"))),
    }
}
