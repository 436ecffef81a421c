//! New or changed source texts, as edits and as whole texts; writing them is for others.

mod approve;
mod fix;

pub use approve::{Ground, NewRecord, Request, approve};
pub use fix::{Fixed, Wish, difference, fix};
