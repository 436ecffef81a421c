//! Catalogue files: controls, clauses, crosswalks to other frameworks, read whole through serde. The `schema` line says
//! which of them a file is; without one its keys do.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::model::{Catalogue, Clause, Control, ControlId, Evidenced, Framework, Id, Wording};

/// Why a catalogue could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueFault {
    /// Counted from 1; none where the fault has no place.
    pub line: Option<usize>,
    /// In lower case, one line, without the place.
    pub message: String,
}

/// The attribute groups of ISO/IEC 27002:2022, in its order; groups of other names follow in the order of their names.
const ATTRIBUTES: [&str; 5] =
    ["control_type", "properties", "cybersecurity_concepts", "operational_capabilities", "security_domains"];

/// Reads one catalogue file: the part of the catalogue that it holds, each list in natural order of ids. Pairs of a
/// crosswalk that it calls unconfirmed are left out.
pub fn catalogue(source: &str) -> Result<Catalogue, CatalogueFault> {
    let keys = || top_level(source).map(|(key, _)| key);
    let schema = top_level(source).find(|(key, _)| *key == "schema").map_or("", |(_, value)| value);
    let has = |wanted: &str| keys().any(|key| key == wanted);
    let mut catalogue = Catalogue::default();
    if schema.starts_with("isms-clauses/") || has("clauses") {
        let file: ClauseFile = read(source)?;
        catalogue.clauses = file.clauses.into_iter().map(ClauseEntry::into_clause).collect();
        catalogue.clauses.sort_by(|left, right| left.id.cmp(&right.id));
    } else if schema.starts_with("isms-crosswalks/") || has("frameworks") {
        catalogue.frameworks = read::<CrosswalkFile>(source)?.into_frameworks();
    } else if has("controls") {
        let is_reference = schema.starts_with("isms-annex-a/");
        let file: ControlFile = read(source)?;
        catalogue.controls = file.controls.into_iter().map(|entry| entry.into_control(is_reference)).collect();
        catalogue.controls.sort_by(|left, right| left.id.cmp(&right.id));
    } else if has("wording") {
        catalogue.wordings.push(read::<WordingFile>(source)?.wording.into_wording()?);
    } else {
        let message = "the file has none of the keys `controls`, `clauses`, `frameworks` and `wording`".to_owned();
        return Err(CatalogueFault { line: None, message });
    }
    Ok(catalogue)
}

/// Whether a YAML file is a catalogue and not a register: a catalogue's key stands at the head of a line.
pub fn is_catalogue(source: &str) -> bool {
    top_level(source).any(|(key, _)| matches!(key, "controls" | "clauses" | "frameworks" | "wording"))
}

/// The keys at the heads of lines, with what follows on the line, without its quotes. What a file is can be told without
/// reading it through the parser, which is then run once.
fn top_level(source: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = source.trim_start_matches('\u{feff}').lines();
    let outer = lines.filter(|line| !line.starts_with([' ', '#', '-', '\t']));
    outer.filter_map(|line| {
        let (key, value) = line.split_once(':')?;
        Some((key.trim_end(), value.trim().trim_start_matches(['"', '\''])))
    })
}

fn read<T: DeserializeOwned>(source: &str) -> Result<T, CatalogueFault> {
    let options = serde_yaml::options! {
        strict_booleans: true,
        reject_unsupported_tags: true,
        merge_keys: serde_yaml::options::MergeKeyPolicy::Error,
        with_snippet: false,
    };
    serde_yaml::from_str_with_options(source, options).map_err(|error| {
        let error = error.without_snippet();
        let line = error.location().and_then(|it| usize::try_from(it.line()).ok());
        let text = error.to_string();
        let first = text.lines().next().unwrap_or_default();
        let message = first.split(" at line ").next().unwrap_or_default().trim_start_matches("error: ");
        CatalogueFault { line, message: message.trim_end_matches('.').to_owned() }
    })
}

#[derive(Deserialize)]
struct WordingFile {
    wording: WordingEntry,
}

/// What `ismsbook wording` prints.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordingEntry {
    title: String,
    /// Numbers of sixteen hexadecimal digits with blanks between them.
    runs: String,
}

impl WordingEntry {
    fn into_wording(self) -> Result<Wording, CatalogueFault> {
        let number = |word: &str| {
            let is_whole = word.len() == 16;
            u64::from_str_radix(word, 16).ok().filter(|_| is_whole).ok_or_else(|| CatalogueFault {
                line: None,
                message: "a run of words is not a number of sixteen hexadecimal digits".to_owned(),
            })
        };
        let mut runs = self.runs.split_whitespace().map(number).collect::<Result<Vec<u64>, _>>()?;
        runs.sort_unstable();
        runs.dedup();
        Ok(Wording { title: self.title, runs })
    }
}

#[derive(Deserialize)]
struct ControlFile {
    controls: Vec<ControlEntry>,
}

#[derive(Deserialize)]
struct ControlEntry {
    id: String,
    title: String,
    #[serde(default)]
    theme: String,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    new_in_2022: bool,
    #[serde(default)]
    former_2013: Vec<String>,
    #[serde(flatten)]
    attributes: BTreeMap<String, Attribute>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Attribute {
    Values(Vec<String>),
    Value(String),
    Other(IgnoredAny),
}

impl ControlEntry {
    fn into_control(self, is_reference: bool) -> Control {
        let mut attributes: Vec<(String, Vec<String>)> = self
            .attributes
            .into_iter()
            .filter_map(|(name, attribute)| match attribute {
                Attribute::Values(values) => Some((name, values)),
                Attribute::Value(value) => Some((name, vec![value])),
                Attribute::Other(_) => None,
            })
            .collect();
        attributes.sort_by_key(|(name, _)| ATTRIBUTES.iter().position(|it| it == name).unwrap_or(ATTRIBUTES.len()));
        Control {
            id: Id::new(self.id),
            title: self.title,
            theme: self.theme,
            attributes,
            former: self.former_2013.iter().filter_map(|former| ControlId::parse_loosely(former)).collect(),
            is_new: self.new_in_2022,
            summary: self.summary,
            is_reference,
        }
    }
}

#[derive(Deserialize)]
struct ClauseFile {
    clauses: Vec<ClauseEntry>,
}

#[derive(Deserialize)]
struct ClauseEntry {
    id: String,
    title: String,
    parent: Option<String>,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    documented_information: Vec<EvidencedEntry>,
    amended_2024: Option<String>,
}

#[derive(Deserialize)]
struct EvidencedEntry {
    name: String,
    kind: String,
    explicit: bool,
}

impl ClauseEntry {
    fn into_clause(self) -> Clause {
        let evidenced = |it: EvidencedEntry| Evidenced { name: it.name, kind: it.kind, is_explicit: it.explicit };
        Clause {
            id: Id::new(self.id),
            title: self.title,
            parent: self.parent.map(Id::new),
            summary: self.summary,
            documented_information: self.documented_information.into_iter().map(evidenced).collect(),
            amended: self.amended_2024,
        }
    }
}

#[derive(Deserialize)]
struct CrosswalkFile {
    frameworks: BTreeMap<String, FrameworkEntry>,
    #[serde(default)]
    controls: BTreeMap<String, BTreeMap<String, Pairs>>,
}

#[derive(Deserialize)]
struct FrameworkEntry {
    name: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Pairs {
    Points(Vec<String>),
    Other(IgnoredAny),
}

impl CrosswalkFile {
    fn into_frameworks(self) -> Vec<Framework> {
        let mut frameworks: Vec<Framework> = self
            .frameworks
            .into_iter()
            .map(|(key, entry)| Framework { key, name: entry.name, pairs: BTreeMap::new() })
            .collect();
        for (control, related) in self.controls {
            let control = Id::new(control);
            for (key, pairs) in related {
                let framework = frameworks.iter_mut().find(|framework| framework.key == key);
                if let (Some(framework), Pairs::Points(points)) = (framework, pairs)
                    && !points.is_empty()
                {
                    framework.pairs.insert(control.clone(), points);
                }
            }
        }
        frameworks
    }
}

#[cfg(test)]
mod tests {
    use super::catalogue;

    const ANNEX_A: &str = include_str!("../../controls/annex-a.yaml");
    const CLAUSES: &str = include_str!("../../controls/clauses.yaml");
    const CROSSWALKS: &str = include_str!("../../controls/crosswalks.yaml");

    #[test]
    fn the_built_in_controls_are_all_read_in_natural_order() {
        let controls = catalogue(ANNEX_A).expect("the built-in catalogue is read").controls;
        assert_eq!(controls.len(), 93);
        assert!(controls.iter().all(|control| control.is_reference && control.attributes.len() == 5));
        assert_eq!(controls.iter().filter(|control| control.is_new).count(), 11);
        assert_eq!(controls[1].id.as_str(), "A.5.2");
        assert_eq!(controls[0].attributes[0].0, "control_type");
        let former: std::collections::BTreeSet<_> = controls.iter().flat_map(|it| &it.former).collect();
        assert_eq!(former.len(), 114);
    }

    #[test]
    fn the_built_in_clauses_are_read_with_what_they_ask_to_be_documented() {
        let clauses = catalogue(CLAUSES).expect("the built-in clauses are read").clauses;
        let scope = clauses.iter().find(|clause| clause.id.as_str() == "4.3").expect("clause 4.3 is there");
        assert!(scope.documented_information.iter().any(|it| it.is_explicit));
        assert_eq!(clauses.last().map(|clause| clause.id.as_str()), Some("10.2"));
    }

    #[test]
    fn the_built_in_crosswalks_leave_unconfirmed_pairs_out() {
        let frameworks = catalogue(CROSSWALKS).expect("the built-in crosswalks are read").frameworks;
        assert_eq!(frameworks.len(), 6);
        let pairs = |key: &str| -> usize {
            let framework = frameworks.iter().find(|it| it.key == key).expect("the framework is there");
            framework.pairs.values().map(Vec::len).sum()
        };
        assert_eq!((pairs("nist_csf_2_0"), pairs("soc2_tsc")), (244, 108));
    }

    #[test]
    fn an_own_catalogue_needs_no_more_than_id_and_title() {
        let own = catalogue(
            "controls:\n  - id: OWN.10\n    title: Vault\n    level: [high]\n  - {id: 5.10, title: x, n: 1}\n",
        );
        let controls = own.expect("the catalogue is read").controls;
        assert_eq!(controls.iter().map(|it| it.id.as_str()).collect::<Vec<_>>(), ["5.10", "OWN.10"]);
        assert_eq!(controls[1].attributes, [("level".to_owned(), vec!["high".to_owned()])]);
        assert!(!controls[0].is_reference);
    }

    #[test]
    fn a_fault_names_its_line() {
        let fault = catalogue("controls:\n  - id: A\n    title: x\n  - id: B\n").expect_err("a title is missing");
        assert_eq!(fault.line, Some(4));
        assert!(fault.message.contains("title"), "{}", fault.message);
        let fault = catalogue("controls: [\n").expect_err("the list is not closed");
        assert!(!fault.message.contains('\n') && !fault.message.contains("line"), "{}", fault.message);
        assert!(catalogue("").is_err());
    }
}
