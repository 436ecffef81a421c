//! Entries of every register as they are written, with their places and their faults.

use crate::model::{Implementation, ReasonKind, Treatment};
use crate::parse::{ParsedRegister, faults, register};
use crate::text::FileId;

fn read(source: &str) -> ParsedRegister {
    register(FileId::new(0), source)
}

fn clean(source: &str) -> ParsedRegister {
    let parsed = read(source);
    assert_eq!(parsed.findings, [], "{source}");
    parsed
}

/// Rule and slice of each finding.
fn faults_in(source: &str) -> Vec<(&'static str, &str)> {
    read(source).findings.iter().map(|it| (it.rule, &source[it.place.span.range()])).collect()
}

#[test]
fn a_risk_is_read_with_all_its_parts() {
    let source = "\
risks:
  - id: RISK-001
    title: Theft of laptops
    scenario: |
      A laptop is stolen.
    assets: [AST-001, AST-002]
    threat: theft
    vulnerability: no lock
    properties: [C, integrity]
    owner: role:cto
    inherent: {likelihood: 4, impact: 5, score: 20}
    residual: {likelihood: 2, impact: 5}
    treatment: mitigate
    controls: [A.8.1]
    actions:
      - {id: ACT-001, title: Lock them, owner: ciso, due: 2027-01-31, status: open}
    acceptance: {by: role:cto, person: person:amara-okoye, on: 2026-09-24, until: 2027-09-30, score: 10}
    identified_on: 2026-02-03
    assessed_on: 2026-09-17
    next_review: 2027-03-31
";
    let registers = clean(source).registers;
    let risk = &registers.risks[0];
    assert_eq!(risk.record.name(), "RISK-001");
    assert_eq!(&source[risk.record.place.span.range()][..4], "id: ");
    assert_eq!(risk.scenario.as_ref().map(|it| it.value.as_str()), Some("A laptop is stolen."));
    assert_eq!(risk.assets.len(), 2);
    assert_eq!(risk.properties[0].value, "confidentiality");
    assert_eq!(risk.treatment.map(|it| it.value), Some(Treatment::Modify));
    assert_eq!(risk.owner.as_ref().map(|it| it.raw.value.as_str()), Some("role:cto"));
    let inherent = risk.inherent.as_ref().expect("the rating is read");
    assert_eq!(&source[inherent.span.range()], "{likelihood: 4, impact: 5, score: 20}");
    assert_eq!(risk.actions[0].due.map(|it| it.value.to_string()).as_deref(), Some("2027-01-31"));
    assert!(risk.acceptance.as_ref().is_some_and(|it| it.person.is_some() && it.until.is_some()));
}

#[test]
fn a_line_of_the_statement_is_read_with_its_reasons() {
    let source = "\
applicability:
  - control: A.5.1
    applicable: yes
    reasons:
      - risk: [RISK-001, RISK-002]
      - contract: OBL-004
      - business: Customers ask for it.
      - legal
    status: implemented
    how: It is in place.
    owner: role:ciso
    evidence: [EVD-001]
    checked_on: 2026-09-15
  - control: A.8.30
    applicable: No
    justification: Nothing is outsourced.
";
    let parsed = clean(source);
    let line = &parsed.statement[0];
    assert_eq!(line.control.raw.value, "A.5.1");
    assert!(line.is_applicable() && parsed.statement[1].is_excluded());
    let kinds: Vec<ReasonKind> = line.reasons.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [ReasonKind::Risk, ReasonKind::Contract, ReasonKind::Business, ReasonKind::Legal]);
    assert_eq!(line.reasons[0].references.len(), 2);
    assert_eq!(line.reasons[1].references[0].raw.value, "OBL-004");
    assert_eq!(line.reasons[2].words.as_ref().map(|it| it.value.as_str()), Some("Customers ask for it."));
    assert_eq!(line.status.map(|it| it.value), Some(Implementation::Implemented));
    let slice = |span: crate::text::Span| &source[span.range()];
    assert_eq!(line.reasons_span.map(slice), Some("reasons"));
    assert_eq!(parsed.statement_place.map(|it| slice(it.span)), Some("applicability"));
}

#[test]
fn every_kind_of_register_may_stand_in_one_file() {
    let source = "\
assets: [{id: AST-001, title: Code, kind: information, owner: role:cto, classification: internal, supplier: SUP-001}]
roles: [{id: ciso, title: CISO, description: Answers, held_by: [person:a], deputy: person:b, approves: [policy]}]
people: [{id: a, name: Ann, title: Lead, email: a@example.com, unit: IT}]
objectives: [{id: OBJ-1, title: t, status: on-track, measures: [{name: n, target: 5 %, current: 4, measured_on: 2026-01-01}]}]
obligations: [{id: OBL-1, title: t, kind: law, documents: [POL-1]}]
suppliers: [{id: SUP-1, title: t, tier: critical, data: internal}]
exceptions: [{id: EXC-1, title: t, document: POL-1, expires: 2027-01-01, risks: [R]}]
audits: [{id: AUD-1, title: t, kind: internal, date: 2026-01-01}]
findings: [{id: FND-1, title: t, kind: minor, clause: 9.2, status: open, due: 2026-01-01}]
evidence: [{id: EVD-1, title: t, link: 'https://files.example.com/x', sha256: abc}]
terms: [{term: Multi-factor authentication, definition: Two proofs., abbreviation: MFA, see: [POL-1]}]
applicability: []
risks:
";
    let registers = clean(source).registers;
    assert_eq!(registers.people[0].record.title(), "Ann");
    assert_eq!(registers.people[0].job.as_ref().map(|it| it.value.as_str()), Some("Lead"));
    assert_eq!(registers.terms[0].record.name(), "multi-factor-authentication");
    assert_eq!(registers.findings[0].clause.as_ref().map(|it| it.raw.value.as_str()), Some("9.2"));
    assert_eq!(registers.objectives[0].measures.len(), 1);
}

#[test]
fn an_unknown_register_is_told_with_the_nearest_name() {
    let parsed = read("risk:\n  - id: x\ncolours: []\ntreatment: []\n");
    assert!(parsed.findings.iter().all(|it| it.rule == faults::UNKNOWN_REGISTER));
    assert_eq!(parsed.findings[0].hint.as_deref(), Some("did you mean `risks`?"));
    assert_eq!(parsed.findings.len(), 3);
    assert_eq!(faults_in("- id: x\n")[0], (faults::UNKNOWN_REGISTER, "-"));
}

#[test]
fn a_mistyped_field_beside_the_right_one_is_not_renamed_to_it() {
    let hint_and_fixes = |fields: &str| {
        let finding = read(&format!("risks:\n  - {{id: RISK-001, title: A, {fields}}}\n")).findings.remove(0);
        (finding.hint.unwrap_or_default(), finding.fixes.len())
    };
    assert_eq!(hint_and_fixes("ower: role:cto"), ("did you mean `owner`?".to_owned(), 1));
    let beside = "did you mean `owner`, which is there already?".to_owned();
    assert_eq!(hint_and_fixes("ower: role:cto, owner: role:ceo"), (beside, 0));
}

#[test]
fn faults_of_an_entry_point_at_the_smallest_place() {
    let source = "\
risks:
  - id: RISK-001
    ower: role:cto
    title:
    treatment: pray
    assessed_on: 2026-02-30
    owner: [TBD]
    actions:
      - {status: Done}
  - RISK-002
  -
";
    let expected = [
        (faults::UNKNOWN_FIELD, "ower"),
        (faults::EMPTY_VALUE, "title"),
        (faults::BAD_VALUE, "pray"),
        (faults::BAD_DATE, "2026-02-30"),
        (faults::PLACEHOLDER_VALUE, "[TBD]"),
        (faults::BAD_VALUE, "Done"),
        (faults::BAD_VALUE, "RISK-002"),
        (faults::EMPTY_VALUE, "-"),
    ];
    assert_eq!(faults_in(source), expected);
    assert!(read(source).registers.risks[0].actions[0].is_done(), "a mere spelling is read all the same");
}

#[test]
fn a_register_written_as_a_map_is_told_to_be_a_list() {
    assert_eq!(faults_in("roles:\n  ciso: {title: CISO}\n"), [(faults::BAD_VALUE, "ciso")]);
}

#[test]
fn a_line_without_control_is_told_and_left_out() {
    let source = "applicability:\n  - applicable: yes\n";
    assert_eq!(faults_in(source), [(faults::EMPTY_VALUE, "applicable")]);
    assert!(read(source).statement.is_empty());
}

#[test]
fn a_byte_order_mark_does_not_move_places() {
    assert_eq!(faults_in("\u{feff}risk:\r\n  - id: x\r\n"), [(faults::UNKNOWN_REGISTER, "risk")]);
}

#[test]
fn a_merge_conflict_in_a_register_is_one_finding() {
    let source = "roles:\n  - id: a\n<<<<<<< HEAD\n    title: b\n=======\n    title: c\n>>>>>>> x\n";
    assert_eq!(faults_in(source), [(faults::YAML_SYNTAX, "<<<<<<< HEAD")]);
    assert_eq!(read(source).registers.roles[0].record.title(), "b");
}

#[test]
fn a_line_that_names_the_version_of_yaml_is_read_over() {
    let assets = "assets:\n  - {id: AST-001, title: no}\n";
    for head in [
        "%YAML 1.2\n---\n",
        "\u{feff}# What it is.\n\n%YAML 1.1 # old\r\n# more\r\n---\r\n",
        "%YAML\t1.2\n--- # here\n",
    ] {
        let source = format!("{head}{assets}");
        let parsed = clean(&source);
        assert_eq!(
            &source[parsed.registers.assets[0].record.place.span.range()],
            "{id: AST-001, title: no}",
            "{head:?}"
        );
    }
    // What says more, or stands alone, is told.
    for head in [
        "%YAML 1.2\n",
        "%YAML 2.0\n---\n",
        "%TAG ! tag:x,2000:\n---\n",
        "%YAML 1.2\n%YAML 1.2\n---\n",
        "%YAML 1.\n---\n",
    ] {
        let source = format!("{head}{assets}");
        assert_eq!(faults_in(&source)[0].0, faults::YAML_SYNTAX, "{head:?}");
    }
}
