//! Signatures of any bytes, after a message and a zero.
#![no_main]

#[path = "../laws.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::signature(bytes));
