//! Names of the rules whose findings come out of reading; the room `check` has a rule for each.

/// `type` is not one of the document types.
pub const UNKNOWN_TYPE: &str = "unknown-type";
/// A date is not of the form YYYY-MM-DD, or there is no such day.
pub const BAD_DATE: &str = "bad-date";
/// A time between reviews is neither `12 months` nor `P12M`.
pub const BAD_INTERVAL: &str = "bad-interval";
/// A key is not a field of what it stands in.
pub const UNKNOWN_FIELD: &str = "unknown-field";
/// The top-level key of a register file names no kind of register.
pub const UNKNOWN_REGISTER: &str = "unknown-register";
/// A value has the wrong shape, or is not one of the allowed words.
pub const BAD_VALUE: &str = "bad-value";
/// A key is there, its value is not.
pub const EMPTY_VALUE: &str = "empty-value";
/// A value still is the placeholder of a template.
pub const PLACEHOLDER_VALUE: &str = "placeholder-value";
/// The front matter is opened by `---` and never closed.
pub const FRONT_MATTER_UNCLOSED: &str = "front-matter-unclosed";
/// Text or blank lines stand before the front matter.
pub const TEXT_BEFORE_FRONT_MATTER: &str = "text-before-front-matter";
/// Front matter or a register that is too long, too deep or has too many values to be read.
pub const FRONT_MATTER_TOO_LARGE: &str = "front-matter-too-large";
/// A line is not YAML.
pub const YAML_SYNTAX: &str = "yaml-syntax";
/// A key stands twice in one map.
pub const DUPLICATE_KEY: &str = "duplicate-key";
/// Anchors, aliases, merge keys and tags, which hide what a value is from its reader.
pub const YAML_ANCHOR: &str = "yaml-anchor";
/// A second YAML document in one file.
pub const SEVERAL_YAML_DOCUMENTS: &str = "several-yaml-documents";
/// Lines are indented by tabs.
pub const TAB_INDENTATION: &str = "tab-indentation";
/// An approval record is not exactly of its form.
pub const RECORD_MALFORMED: &str = "record-malformed";

/// Of these, what is wrong with one value, whatever else stands in the file.
pub const OF_VALUES: &[&str] = &[BAD_DATE, BAD_INTERVAL, UNKNOWN_FIELD, BAD_VALUE, EMPTY_VALUE, PLACEHOLDER_VALUE];

/// Every name above, in that order.
pub const ALL: &[&str] = &[
    UNKNOWN_TYPE,
    BAD_DATE,
    BAD_INTERVAL,
    UNKNOWN_FIELD,
    UNKNOWN_REGISTER,
    BAD_VALUE,
    EMPTY_VALUE,
    PLACEHOLDER_VALUE,
    FRONT_MATTER_UNCLOSED,
    TEXT_BEFORE_FRONT_MATTER,
    FRONT_MATTER_TOO_LARGE,
    YAML_SYNTAX,
    DUPLICATE_KEY,
    YAML_ANCHOR,
    SEVERAL_YAML_DOCUMENTS,
    TAB_INDENTATION,
    RECORD_MALFORMED,
];
