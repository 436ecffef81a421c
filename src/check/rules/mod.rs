//! The list of rules, one file each, in the order of their codes. No code is ever reused.

mod bad_date;
mod bad_id_format;
mod bad_interval;
mod bad_setting;
mod bad_value;
mod duplicate_entry;
mod duplicate_id;
mod duplicate_key;
mod empty_value;
mod file_too_large;
mod front_matter_too_large;
mod front_matter_unclosed;
mod missing_classification;
mod missing_field;
mod missing_id;
mod missing_language;
mod missing_owner;
mod missing_section;
mod missing_title;
mod no_front_matter;
mod not_utf8;
mod odd_file_name;
mod owner_is_person;
mod placeholder_value;
mod several_yaml_documents;
mod symlink_not_followed;
mod tab_indentation;
mod text_before_front_matter;
mod unknown_field;
mod unknown_register;
mod unknown_setting;
mod unknown_type;
mod unreadable_file;
mod version_in_title;
mod yaml_anchor;
mod yaml_syntax;

use super::rule::Rule;

/// All rules. A new rule is one file and one line here.
pub static RULES: &[&Rule] = &[
    &missing_id::RULE,
    &duplicate_id::RULE,
    &bad_id_format::RULE,
    &missing_title::RULE,
    &version_in_title::RULE,
    &unknown_type::RULE,
    &missing_owner::RULE,
    &owner_is_person::RULE,
    &bad_date::RULE,
    &missing_classification::RULE,
    &unknown_field::RULE,
    &missing_language::RULE,
    &missing_section::RULE,
    &no_front_matter::RULE,
    &front_matter_unclosed::RULE,
    &text_before_front_matter::RULE,
    &yaml_syntax::RULE,
    &duplicate_key::RULE,
    &yaml_anchor::RULE,
    &several_yaml_documents::RULE,
    &front_matter_too_large::RULE,
    &tab_indentation::RULE,
    &bad_value::RULE,
    &empty_value::RULE,
    &placeholder_value::RULE,
    &bad_interval::RULE,
    &unknown_register::RULE,
    &not_utf8::RULE,
    &file_too_large::RULE,
    &unreadable_file::RULE,
    &odd_file_name::RULE,
    &symlink_not_followed::RULE,
    &unknown_setting::RULE,
    &bad_setting::RULE,
    &missing_field::RULE,
    &duplicate_entry::RULE,
];
