//! Detached signatures in OpenSSH's form (`PROTOCOL.sshsig`) against a file of signers: bytes in, verdict out. Everything
//! that is not understood is refused; no file, no clock and no document is known here.

mod keys;
mod signers;

#[cfg(test)]
mod tests;

use ssh_key::public::KeyData;
use ssh_key::{Algorithm, EcdsaCurve, HashAlg, LineEnding, PublicKey, SshSig};

pub use keys::Compromised;
pub use signers::{Fault, Signer, Signers};

/// What our signatures are about; a signature of a commit or a file (`git`, `file`) can never count as an approval.
pub const NAMESPACE: &str = "approval@ismsbook";

/// The one version of the form. Its number is not covered by the signature, so no other one is let through.
const VERSION: u32 = 1;

/// Longest signature that is looked at, in bytes.
const LONGEST: usize = 16 * 1024;

/// A signature that holds for the bytes, with the key that made it. Whose key that is, is the next question.
#[derive(Debug, Clone)]
pub struct Sealed {
    key: KeyData,
}

/// Why a signature proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("it is no signature in OpenSSH's form")]
    Shape,
    #[error("it is of the kind `{0}`; only ed25519 and ecdsa-sha2-nistp256 keys, also on hardware, are accepted")]
    Kind(String),
    #[error("it was made for `{0}`, not for `approval@ismsbook`")]
    Namespace(String),
    #[error("nobody touched the hardware key when it was made")]
    Untouched,
    #[error("it does not belong to these bytes")]
    Content,
}

/// Why the key of a signature does not speak for a person at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The key is listed for nobody.
    Unknown,
    /// The key is listed for somebody else.
    OtherPerson,
    /// The key was not valid yet.
    TooEarly,
    /// The key was no longer valid.
    Expired,
}

/// Verifies that an armoured signature holds for exactly these bytes in our namespace.
///
/// # Errors
/// Why it does not.
pub fn verify(bytes: &[u8], armoured: &str) -> Result<Sealed, Broken> {
    if armoured.len() > LONGEST {
        return Err(Broken::Shape);
    }
    let Ok(signature) = SshSig::from_pem(armoured.replace("\r\n", "\n")) else { return Err(Broken::Shape) };
    if signature.version() != VERSION || !is_canonical(&signature, armoured) {
        return Err(Broken::Shape);
    }
    let key = signature.public_key().clone();
    if !is_accepted(&key.algorithm()) || key.algorithm() != signature.algorithm() {
        return Err(Broken::Kind(signature.algorithm().to_string()));
    }
    if signature.namespace() != NAMESPACE {
        let shown = signature.namespace().chars().filter(|it| !it.is_control()).take(64);
        return Err(Broken::Namespace(shown.collect()));
    }
    // Only the two that `PROTOCOL.sshsig` names exist, and the reserved field must mean nothing.
    let is_known_hash = matches!(signature.hash_alg(), HashAlg::Sha256 | HashAlg::Sha512);
    if !is_known_hash || !signature.reserved().is_empty() {
        return Err(Broken::Shape);
    }
    if is_on_hardware(&key.algorithm()) && !was_touched(signature.signature_bytes()) {
        return Err(Broken::Untouched);
    }
    let holds = PublicKey::from(key.clone()).verify(NAMESPACE, bytes, &signature).is_ok();
    if holds { Ok(Sealed { key }) } else { Err(Broken::Content) }
}

impl Sealed {
    /// The key's fingerprint, as `ssh-keygen -l` prints it.
    pub fn fingerprint(&self) -> String {
        self.key.fingerprint(HashAlg::Sha256).to_string()
    }
}

/// Whether the text is the one form of the signature, but for line ends: the reader of the form lets through lengths and
/// numbers that mean nothing.
fn is_canonical(signature: &SshSig, armoured: &str) -> bool {
    let dense = |text: &str| text.split_ascii_whitespace().collect::<String>();
    signature.to_pem(LineEnding::LF).is_ok_and(|written| dense(&written) == dense(armoured))
}

/// The kinds of keys whose signatures count.
fn is_accepted(algorithm: &Algorithm) -> bool {
    is_on_hardware(algorithm)
        || matches!(algorithm, Algorithm::Ed25519 | Algorithm::Ecdsa { curve: EcdsaCurve::NistP256 })
}

fn is_on_hardware(algorithm: &Algorithm) -> bool {
    matches!(algorithm, Algorithm::SkEd25519 | Algorithm::SkEcdsaSha2NistP256)
}

/// Whether a person touched the hardware key: the lowest bit of the flags before the counter (`PROTOCOL.u2f`).
fn was_touched(signature: &[u8]) -> bool {
    const COUNTER: usize = 4;
    let flags = signature.len().checked_sub(COUNTER + 1).and_then(|at| signature.get(at));
    flags.is_some_and(|it| it & 1 == 1)
}
