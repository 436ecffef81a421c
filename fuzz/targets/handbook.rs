//! Whole handbooks of a document, a register and settings, with a zero between them, of any text.
#![no_main]

#[path = "../texts.rs"]
mod texts;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| texts::handbook(bytes));
