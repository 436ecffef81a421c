//! Names that other tools and older handbooks give to the fields of a document.

use super::Field;
use crate::text::slug;

/// By field: its other names, as anchors are made of them.
const OTHER_NAMES: &[(Field, &[&str])] = &[
    (
        Field::Id,
        &[
            "document-id",
            "doc-id",
            "policy-id",
            "document-number",
            "doc-no",
            "document-no",
            "reference",
            "ref",
            "ref-id",
            "document-reference",
            "code",
            "document-code",
            "acronym",
            "policy-number",
            "policy-no",
            "policy-code",
            "policy-reference",
            "doc-number",
            "document-ref",
            "document-identifier",
            "procedure-id",
            "standard-id",
            "dokument-id",
            "dokumenten-id",
            "dokumentnummer",
            "dokumentennummer",
            "dokument-nr",
            "dokumenten-nr",
            "dok-nr",
            "dok-id",
            "richtliniennummer",
            "numéro-de-document",
            "número-de-documento",
            "id-du-document",
            "código",
            "código-del-documento",
            "référence",
            "referencia",
        ],
    ),
    (
        Field::Title,
        &[
            "name",
            "document-title",
            "document-name",
            "policy-name",
            "subject",
            "policy-title",
            "titel",
            "titre",
            "título",
            "título-del-documento",
        ],
    ),
    (Field::Type, &["document-type", "doc-type", "kind", "category", "dokumenttyp", "type-de-document"]),
    (
        Field::Version,
        &[
            "revision",
            "rev",
            "document-version",
            "doc-version",
            "version-number",
            "current-version",
            "issue",
            "policy-version",
            "versionsnummer",
            "versión",
        ],
    ),
    (
        Field::Status,
        &["state", "document-status", "approval-status", "policy-status", "statut", "dokumentstatus", "estado"],
    ),
    (Field::Language, &["lang", "locale", "sprache", "langue"]),
    (Field::Summary, &["description", "abstract"]),
    (
        Field::Owner,
        &[
            "policy-owner",
            "document-owner",
            "owner-role",
            "owner-group",
            "owned-by",
            "responsible",
            "accountable",
            "process-owner",
            "responsible-role",
            "responsible-party",
            "responsible-department",
            "business-owner",
            "maintained-by",
            "maintainer",
            "verantwortlich",
            "verantwortlicher",
            "dokumentenverantwortlicher",
            "dokumenteneigner",
            "dokumenteneigentümer",
            "eigentümer",
            "propriétaire",
            "propietario",
            "responsable",
        ],
    ),
    (
        Field::Authors,
        &[
            "author",
            "written-by",
            "prepared-by",
            "created-by",
            "editor",
            "document-author",
            "document-creator",
            "drafted-by",
            "autor",
            "verfasser",
            "erstellt-von",
            "auteur",
            "rédigé-par",
        ],
    ),
    (Field::Reviewers, &["reviewer", "reviewed-by", "geprüft-von", "geprüft-durch", "relu-par", "revisado-por"]),
    (
        Field::Approver,
        &["approval-authority", "approvers", "approving-authority", "policy-approver", "approbateur", "aprobador"],
    ),
    (
        Field::ApprovedBy,
        &[
            "approval-by",
            "signed-off-by",
            "authorised-by",
            "authorized-by",
            "genehmigt-von",
            "genehmigt-durch",
            "freigegeben-von",
            "freigegeben-durch",
            "freigabe-durch",
            "approuvé-par",
            "validé-par",
            "aprobado-por",
        ],
    ),
    (
        Field::ApprovedOn,
        &[
            "approved-date",
            "approval-date",
            "date-approved",
            "date-of-approval",
            "adoption-date",
            "date-adopted",
            "date-of-adoption",
            "genehmigt-am",
            "freigegeben-am",
            "freigabe-am",
            "freigabedatum",
            "datum-der-freigabe",
            "date-dapprobation",
            "fecha-de-aprobación",
            "approuvé-le",
            "aprobado-el",
            "date-of-last-approval",
        ],
    ),
    (
        Field::EffectiveFrom,
        &[
            "effective-date",
            "effective",
            "valid-from",
            "in-force-since",
            "date-effective",
            "policy-effective-date",
            "implementation-date",
            "date-dentrée-en-vigueur",
            "date-deffet",
            "fecha-de-vigencia",
            "fecha-de-entrada-en-vigor",
            "gültig-ab",
            "gültig-seit",
            "in-kraft-seit",
            "inkrafttreten",
        ],
    ),
    (Field::EffectiveUntil, &["valid-until", "expiry-date", "expires"]),
    (
        Field::ReviewInterval,
        &[
            "review-cycle",
            "review-frequency",
            "review-period",
            "review-in",
            "review-cadence",
            "review-schedule",
            "frequency-of-review",
            "überprüfungsintervall",
            "prüfintervall",
            "prüfzyklus",
            "überprüfungszyklus",
            "fréquence-de-révision",
        ],
    ),
    (
        Field::LastReviewed,
        &[
            "last-review",
            "last-reviewed-on",
            "last-reviewed-at",
            "last-review-date",
            "date-reviewed",
            "review-date",
            "date-last-reviewed",
            "date-of-last-review",
            "reviewed-on",
            "letzte-überprüfung",
            "letzte-prüfung",
            "dernière-révision",
            "última-revisión",
        ],
    ),
    (
        Field::NextReview,
        &[
            "next-review-date",
            "review-due",
            "review-by",
            "next-review-due",
            "due-for-review",
            "date-of-next-review",
            "next-scheduled-review",
            "scheduled-review-date",
            "review-due-date",
            "next-annual-certification-date",
            "nächste-überprüfung",
            "nächste-prüfung",
            "nächste-revision",
            "prochaine-révision",
            "próxima-revisión",
        ],
    ),
    (
        Field::Classification,
        &[
            "information-classification",
            "confidentiality",
            "sensitivity",
            "document-classification",
            "security-classification",
            "classification-level",
            "data-classification",
            "protective-marking",
            "klassifizierung",
            "klassifikation",
            "schutzklasse",
            "vertraulichkeitsstufe",
            "vertraulichkeit",
            "clasificación",
        ],
    ),
    (Field::Audience, &["distribution", "issued-to", "target-audience", "zielgruppe"]),
    (
        Field::Controls,
        &[
            "iso-controls",
            "annex-a-controls",
            "iso-27001-controls",
            "control",
            "iso-iec-27001-controls",
            "iso27001-controls",
        ],
    ),
    (Field::Clauses, &["iso-clauses", "clause"]),
    (Field::Supersedes, &["replaces"]),
    (Field::Scope, &["applies-to", "applicable-to", "geltungsbereich"]),
    (Field::Contact, &["contact-person", "policy-contact", "ansprechpartner"]),
    (Field::Retention, &["retention-period"]),
];

impl Field {
    /// The field that a key stands for, by its own name or by one that is used elsewhere, in any spelling of its words:
    /// `Effective date`, `effective_date` and `effective-date` are the same.
    pub fn called(key: &str) -> Option<Field> {
        let key = slug(key);
        let own = Field::ALL.into_iter().find(|it| slug(it.name()) == key);
        own.or_else(|| OTHER_NAMES.iter().find(|(_, names)| names.contains(&key.as_str())).map(|(field, _)| *field))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Field, OTHER_NAMES};
    use crate::text::slug;

    #[test]
    fn a_field_is_known_by_its_own_name_and_by_others() {
        assert_eq!(Field::called("effective_from"), Some(Field::EffectiveFrom));
        assert_eq!(Field::called("Effective date"), Some(Field::EffectiveFrom));
        assert_eq!(Field::called("review_cycle"), Some(Field::ReviewInterval));
        assert_eq!(Field::called("weather"), None);
    }

    #[test]
    fn no_name_stands_for_two_fields() {
        let names: Vec<&str> = OTHER_NAMES.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let own: BTreeSet<String> = Field::ALL.into_iter().map(|it| slug(it.name())).collect();
        let once: BTreeSet<&str> = names.iter().copied().filter(|it| !own.contains(*it)).collect();
        assert_eq!(once.len(), names.len());
        assert!(names.iter().all(|it| slug(it) == *it), "names are written as anchors are made of them");
    }
}
