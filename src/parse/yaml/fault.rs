//! What the parser stumbles over, in our words: what is wrong with the line and what to do about it.

use std::ops::Range;

use granit_parser::ErrorKind;

/// What the parser stumbled over; offsets in the piece.
pub(super) struct Fault {
    pub range: Range<usize>,
    pub words: &'static str,
    pub hint: &'static str,
    /// What is at fault goes on over the lines that are indented further.
    pub runs_on: bool,
    /// Not worth a finding: the tree reports depth itself.
    pub is_depth: bool,
    pub wants_quotes: bool,
}

impl Fault {
    pub(super) fn new(range: Range<usize>, words: &'static str, hint: &'static str) -> Self {
        Fault { range, words, hint, runs_on: false, is_depth: false, wants_quotes: false }
    }

    pub(super) fn running_on(mut self) -> Self {
        self.runs_on = true;
        self
    }

    pub(super) fn of(mut self, kind: &ErrorKind) -> Self {
        self.is_depth = matches!(kind, ErrorKind::RecursionLimitExceeded);
        self.runs_on = self.is_depth;
        self.wants_quotes = matches!(kind, ErrorKind::MappingValueNotAllowed | ErrorKind::UnexpectedCharacter { .. });
        self
    }
}

pub(super) fn is_about_tabs(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart
    )
}

pub(super) fn is_about_an_open_quote(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnclosedQuotedScalar
            | ErrorKind::InvalidQuotedScalarIndent
            | ErrorKind::DocumentIndicatorInQuotedScalar
    )
}

/// What is wrong, and what to do.
pub(super) fn words_for(kind: &ErrorKind) -> (&'static str, &'static str) {
    match kind {
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => (
            "a second colon makes this line read as a key inside a value",
            "put the value in quotes, or mend the indentation",
        ),
        ErrorKind::UnexpectedCharacter { .. } => {
            ("a value cannot begin with this character", "put the value in quotes")
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => (
            "this line is neither a key with a colon nor part of a value",
            "write `key: value`, or indent the line under the value that it belongs to",
        ),
        ErrorKind::BlockSequenceEntryNotAllowed | ErrorKind::BlockEntryInFlowCollection => {
            ("an entry of a list cannot begin here", "put each `- ` on a line of its own, under its key")
        }
        ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
            ("this bracket does not close what is open", "take it away, or open it with the same kind of bracket")
        }
        ErrorKind::UnclosedFlowCollection { .. } => ("a bracket is not closed", "close it where the list or map ends"),
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => {
            ("text follows the closing quote", "put the whole value in quotes")
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => {
            ("a backslash in double quotes begins a code that does not exist", "use single quotes, or write `\\\\`")
        }
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::ExpectedDocumentStart
        | ErrorKind::InvalidIndentation => (
            "this line fits neither the list or map above it nor its indentation",
            "line it up with the entries that it belongs to",
        ),
        ErrorKind::DirectiveDisallowed => {
            ("a line that begins with `%` is an instruction to the parser", "take the line away, or use quotes")
        }
        ErrorKind::CommentNotSeparated | ErrorKind::CommentInterceptedScalar => {
            ("a comment breaks into a value", "put a space before `#`, or move the comment to a line of its own")
        }
        _ => ("this line is not YAML that can be read", "mend the line, or put its value in quotes"),
    }
}
