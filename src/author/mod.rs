//! New or changed source texts, as edits and as whole texts; writing them is for others.

mod fix;

pub use fix::{Fixed, Wish, difference, fix};
