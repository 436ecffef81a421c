//! The list of rules, one file each, in the order of their codes. No code is ever reused.

mod acceptance_expired;
mod acceptance_missing;
mod acceptance_not_borne_out;
mod acknowledgement_not_set;
mod acknowledgement_overdue;
mod action_overdue;
mod address_of_two_people;
mod approval_in_future;
mod approval_incomplete;
mod approval_of_other_version;
mod approval_proof_missing;
mod approver_not_authorised;
mod approver_without_role;
mod audience_missing;
mod bad_date;
mod bad_id_format;
mod bad_interval;
mod bad_setting;
mod bad_value;
mod broken_anchor;
mod broken_link;
mod broken_reference;
mod broken_theme;
mod changed_after_approval;
mod classification_too_high_for_site;
mod climate_decision_missing;
mod conflicting_limit;
mod control_mentioned_not_declared;
mod control_of_2013;
mod control_spelling;
mod control_without_document;
mod date_in_text_past;
mod double_negative;
mod draft_markers_left;
mod duplicate_entry;
mod duplicate_id;
mod duplicate_key;
mod duty_without_actor;
mod duty_without_frequency;
mod effective_before_approval;
mod empty_value;
mod exception_expired;
mod exception_without_approval;
mod excluded_but_used;
mod exclusion_without_reason;
mod expired_temporary_rule;
mod external_edition_missing;
mod external_link_dead;
mod file_too_large;
mod front_matter_too_large;
mod front_matter_unclosed;
mod hard_wired_name;
mod heading_not_telling;
mod heading_skipped;
mod hidden_character;
mod history_entry_missing;
mod id_reused;
mod illegal_transition;
mod image_without_alt;
mod implemented_without_evidence;
mod inclusion_without_reason;
mod key_compromised;
mod link_to_retired;
mod long_sentence;
mod major_change_marked_minor;
mod mandatory_document_missing;
mod missing_classification;
mod missing_field;
mod missing_id;
mod missing_language;
mod missing_owner;
mod missing_section;
mod missing_title;
mod mixed_normative_verbs;
mod must_in_guideline;
mod next_review_mismatch;
mod no_front_matter;
mod not_utf8;
mod odd_file_name;
mod orphan_document;
mod owner_is_person;
mod personal_data_in_text;
mod placeholder_value;
mod planned_without_date;
mod policy_without_procedure;
mod published_differs_from_approved;
mod published_without_approval;
mod quotes_standard_text;
mod raw_html;
mod record_chain_broken;
mod record_deleted;
mod record_malformed;
mod record_of_other_document;
mod record_time_implausible;
mod redirect_leads_nowhere;
mod reference_loop;
mod residual_above_inherent;
mod retention_missing;
mod review_due_soon;
mod review_interval_missing;
mod review_interval_too_long;
mod review_overdue;
mod review_without_record;
mod risk_without_owner;
mod role_only_in_text;
mod score_mismatch;
mod secret_in_text;
mod self_approval;
mod several_duties_in_one_sentence;
mod several_yaml_documents;
mod signature_invalid;
mod signer_unknown;
mod signers_malformed;
mod silence_expired;
mod silence_idle;
mod silence_malformed;
mod soa_control_missing;
mod soa_older_than_assessment;
mod soa_out_of_step;
mod soa_version_changed;
mod status_missing;
mod status_not_borne_out;
mod superseded_not_linked;
mod symlink_not_followed;
mod tab_indentation;
mod text_before_front_matter;
mod text_differs_from_approval;
mod translation_behind;
mod two_published_versions;
mod uncontrolled_copy;
mod undecided_value;
mod undefined_abbreviation;
mod undefined_term;
mod unknown_audience;
mod unknown_classification;
mod unknown_clause;
mod unknown_control;
mod unknown_field;
mod unknown_register;
mod unknown_risk;
mod unknown_role;
mod unknown_setting;
mod unknown_type;
mod unknown_variable;
mod unpublished_link;
mod unreadable_file;
mod unsafe_link;
mod untreated_above_criteria;
mod unused_theme_file;
mod vacant_role;
mod vague_term;
mod value_off_scale;
mod version_in_title;
mod version_not_raised;
mod version_reused;
mod version_rolled_back;
mod version_went_down;
mod weak_duty;
mod weak_reason;
mod will_as_duty;
mod yaml_anchor;
mod yaml_syntax;

use super::rule::Rule;

pub use undecided_value::undecided;

/// Names of rules that look only where the settings turn them on: they are wrong too often for everybody.
pub static OFF_BY_DEFAULT: &[&str] = &["conflicting-limit"];

/// Names of rules that raise some of their findings to errors, though the level of the rule is lower.
pub static RAISED: &[&str] = &["draft-markers-left"];

/// All rules. A new rule is one file and one line here.
pub static RULES: &[&Rule] = &[
    &missing_id::RULE,
    &duplicate_id::RULE,
    &bad_id_format::RULE,
    &id_reused::RULE,
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
    &unknown_classification::RULE,
    &silence_malformed::RULE,
    &silence_expired::RULE,
    &silence_idle::RULE,
    &undecided_value::RULE,
    &published_without_approval::RULE,
    &approval_of_other_version::RULE,
    &changed_after_approval::RULE,
    &approver_not_authorised::RULE,
    &self_approval::RULE,
    &approval_in_future::RULE,
    &approval_proof_missing::RULE,
    &review_overdue::RULE,
    &review_due_soon::RULE,
    &review_interval_missing::RULE,
    &review_interval_too_long::RULE,
    &next_review_mismatch::RULE,
    &review_without_record::RULE,
    &effective_before_approval::RULE,
    &draft_markers_left::RULE,
    &version_not_raised::RULE,
    &version_went_down::RULE,
    &history_entry_missing::RULE,
    &major_change_marked_minor::RULE,
    &illegal_transition::RULE,
    &two_published_versions::RULE,
    &superseded_not_linked::RULE,
    &link_to_retired::RULE,
    &translation_behind::RULE,
    &retention_missing::RULE,
    &uncontrolled_copy::RULE,
    &expired_temporary_rule::RULE,
    &external_edition_missing::RULE,
    &record_malformed::RULE,
    &record_of_other_document::RULE,
    &record_chain_broken::RULE,
    &record_deleted::RULE,
    &record_time_implausible::RULE,
    &approver_without_role::RULE,
    &signature_invalid::RULE,
    &signer_unknown::RULE,
    &key_compromised::RULE,
    &signers_malformed::RULE,
    &approval_incomplete::RULE,
    &status_not_borne_out::RULE,
    &text_differs_from_approval::RULE,
    &version_rolled_back::RULE,
    &version_reused::RULE,
    &acceptance_not_borne_out::RULE,
    &unknown_control::RULE,
    &control_of_2013::RULE,
    &unknown_clause::RULE,
    &broken_reference::RULE,
    &reference_loop::RULE,
    &orphan_document::RULE,
    &policy_without_procedure::RULE,
    &mandatory_document_missing::RULE,
    &control_without_document::RULE,
    &control_mentioned_not_declared::RULE,
    &conflicting_limit::RULE,
    &climate_decision_missing::RULE,
    &broken_link::RULE,
    &broken_anchor::RULE,
    &unknown_variable::RULE,
    &control_spelling::RULE,
    &soa_control_missing::RULE,
    &exclusion_without_reason::RULE,
    &weak_reason::RULE,
    &inclusion_without_reason::RULE,
    &status_missing::RULE,
    &implemented_without_evidence::RULE,
    &planned_without_date::RULE,
    &soa_out_of_step::RULE,
    &excluded_but_used::RULE,
    &soa_older_than_assessment::RULE,
    &soa_version_changed::RULE,
    &risk_without_owner::RULE,
    &score_mismatch::RULE,
    &residual_above_inherent::RULE,
    &untreated_above_criteria::RULE,
    &acceptance_missing::RULE,
    &acceptance_expired::RULE,
    &action_overdue::RULE,
    &unknown_risk::RULE,
    &value_off_scale::RULE,
    &unknown_role::RULE,
    &vacant_role::RULE,
    &role_only_in_text::RULE,
    &exception_expired::RULE,
    &exception_without_approval::RULE,
    &audience_missing::RULE,
    &acknowledgement_not_set::RULE,
    &acknowledgement_overdue::RULE,
    &unknown_audience::RULE,
    &address_of_two_people::RULE,
    &classification_too_high_for_site::RULE,
    &secret_in_text::RULE,
    &personal_data_in_text::RULE,
    &published_differs_from_approved::RULE,
    &unpublished_link::RULE,
    &external_link_dead::RULE,
    &image_without_alt::RULE,
    &heading_skipped::RULE,
    &raw_html::RULE,
    &unsafe_link::RULE,
    &hidden_character::RULE,
    &broken_theme::RULE,
    &unused_theme_file::RULE,
    &redirect_leads_nowhere::RULE,
    &mixed_normative_verbs::RULE,
    &weak_duty::RULE,
    &will_as_duty::RULE,
    &duty_without_actor::RULE,
    &vague_term::RULE,
    &duty_without_frequency::RULE,
    &long_sentence::RULE,
    &several_duties_in_one_sentence::RULE,
    &undefined_abbreviation::RULE,
    &undefined_term::RULE,
    &heading_not_telling::RULE,
    &double_negative::RULE,
    &quotes_standard_text::RULE,
    &hard_wired_name::RULE,
    &date_in_text_past::RULE,
    &must_in_guideline::RULE,
];
