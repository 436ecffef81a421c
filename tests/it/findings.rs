//! The JSON report of `check` as tests read it.

use serde_json::Value;

use super::project::Outcome;

/// One place of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    pub line: u64,
    pub column: u64,
    pub offset: u64,
}

/// One finding of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub code: String,
    pub rule: String,
    pub level: String,
    pub message: String,
    pub hint: String,
    pub file: String,
    pub start: Spot,
    pub end: Spot,
}

impl Found {
    /// The bytes that the finding points at.
    pub fn slice<'t>(&self, text: &'t str) -> &'t str {
        let offset = |spot: &Spot| usize::try_from(spot.offset).expect("an offset in memory");
        text.get(offset(&self.start)..offset(&self.end)).expect("a finding points at whole characters of its file")
    }
}

/// The JSON report of a check.
#[derive(Debug)]
pub struct Report {
    pub code: Option<i32>,
    pub json: Value,
    pub findings: Vec<Found>,
}

impl Report {
    #[track_caller]
    pub fn read(outcome: &Outcome) -> Self {
        let json: Value = serde_json::from_str(&outcome.stdout).unwrap_or_else(|error| {
            panic!("not JSON: {error}\n--- stdout\n{}\n--- stderr\n{}", outcome.stdout, outcome.stderr)
        });
        let findings = json["findings"].as_array().expect("a list of findings").iter().map(found).collect();
        Report { code: outcome.code, json, findings }
    }

    /// The findings of one rule, by code.
    pub fn of(&self, code: &str) -> Vec<&Found> {
        self.findings.iter().filter(|it| it.code == code).collect()
    }

    /// The one finding of a rule.
    #[track_caller]
    pub fn only(&self, code: &str) -> &Found {
        match self.of(code).as_slice() {
            [found] => found,
            found => panic!("{} findings of {code}, expected one; all: {:#?}", found.len(), self.brief()),
        }
    }

    /// The findings about one file.
    pub fn in_file(&self, name: &str) -> Vec<&Found> {
        self.findings.iter().filter(|it| it.file == name).collect()
    }

    /// Every finding in one line, for messages and comparisons.
    pub fn brief(&self) -> Vec<String> {
        let line = |it: &Found| {
            format!("{} {} {}:{}:{} {}", it.level, it.code, it.file, it.start.line, it.start.column, it.message)
        };
        self.findings.iter().map(line).collect()
    }
}

fn found(json: &Value) -> Found {
    let text = |key: &str| json[key].as_str().unwrap_or_default().to_owned();
    let spot = |key: &str| {
        let number = |name: &str| json[key][name].as_u64().unwrap_or_else(|| panic!("`{key}.{name}` of {json}"));
        Spot { line: number("line"), column: number("column"), offset: number("offset") }
    };
    Found {
        code: text("code"),
        rule: text("rule"),
        level: text("level"),
        message: text("message"),
        hint: text("hint"),
        file: text("file"),
        start: spot("start"),
        end: spot("end"),
    }
}
