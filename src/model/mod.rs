//! What a handbook is: documents, controls, risks, registers and the links between them. Data and small questions
//! about it; how it was written down and how it is shown is for others.

mod approval;
mod body;
mod catalogue;
mod document;
mod follows;
pub mod form;
mod front;
mod handbook;
mod id;
mod observation;
mod other_names;
mod record;
mod risk;
mod sentence;
mod statement;
mod target;
mod tongue;

pub use approval::{Approval, ApprovalRecord, Digest, Ledger, Meaning, RecordPlace, short_commit};
pub use body::{
    Alert, Alignment, Body, Content, FirstNumber, Heading, Image, Item, Link, LinkForm, MOST_USES, Mention, Node,
    Slice, Tag, VariableUse,
};
pub use catalogue::{Catalogue, Clause, Control, Evidenced, Framework, Wording};
pub use document::{Document, Intro, Section};
pub use follows::{Follows, Placed};
pub use front::{Acknowledgement, ChangeKind, DocumentType, ExternalSource, Field, Front, HistoryEntry, Status};
pub use handbook::{Handbook, Identity, Variable};
pub use id::{ControlId, Id, natural_order};
pub use observation::{Acknowledgements, Confirmation, LinkCheck, Observations};
pub use record::{
    Asset, Audit, AuditFinding, Evidence, Exception, Measure, Objective, Obligation, Person, Record, RegisterKind,
    Registers, Role, Supplier, Term, bare_name,
};
pub use risk::{Acceptance, Action, Band, Method, Rating, Risk, RiskMethod, Treatment};
pub use sentence::{Spelling, Wanted, find_word, places, sentences};
pub use statement::{Implementation, Reason, ReasonKind, StatementLine};
pub use target::{Citation, Reference, Relation, Target};
pub use tongue::{ENGLISH, Tongue};
