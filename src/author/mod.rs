//! New or changed source texts, as edits and as whole texts; writing them is for others.

mod approve;
mod edits;
mod fix;
mod import;
mod new;
mod review;
mod starter;

pub use approve::{Ground, NewRecord, Request, approve};
pub use fix::{Fixed, Wish, difference, fix};
pub use import::{Import, Imported, Letters, Original, Style, Target, import, is_frame, read_letters};
pub use new::{Kind, New, NewText, Place, Wanted, new};
pub use review::{Review, review};
pub use starter::{Ci, Extent, Starter, VARIABLES, Variable, starter};
