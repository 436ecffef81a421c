//! `ismsbook` compiles an information security management system that is kept as text into a handbook, and proves on
//! the way that it is complete, consistent and approved.
//!
//! The rooms in reading order, from the ground up; each imports only from the floors below it:
//!
//! ```text
//!  disk --source--> Sources --parse--> Parsed --link--> Handbook --check--> Findings --report--> bytes
//!                   texts     per file                     |
//!                                                          +-- survey -- render: plan -> pages --write--> disk
//! ```

pub mod approval;
pub mod author;
pub mod check;
pub mod cli;
pub mod compare;
pub mod config;
pub mod diag;
pub mod error;
pub mod export;
pub mod link;
pub mod lsp;
pub mod model;
pub mod parse;
pub mod render;
pub mod report;
pub mod schema;
pub mod seal;
pub mod serve;
pub mod session;
pub mod source;
pub mod survey;
pub mod text;
pub mod write;
