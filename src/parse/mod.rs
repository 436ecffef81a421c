//! One text into its parts. Cannot fail, knows no other file.

mod anchors;
mod body;
mod prose;

pub use body::body;
