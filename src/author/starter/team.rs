//! What stands beside a handbook: a README for the team, a list of sentences to make true, settings of editors and of git, and jobs for CI.

use std::fmt::Write as _;

use super::documents::Fact;
use super::{Extent, Starter};

/// Whose jobs are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ci {
    GitHub,
    GitLab,
    None,
}

const EDITOR: &str = "\
root = true

[*]
charset = utf-8
end_of_line = lf
insert_final_newline = true
indent_style = space
indent_size = 2

[*.toml]
indent_size = 4
";

/// For Visual Studio Code: which schema of this folder belongs to which files. Front matter is for the language server.
const CODE: &str = "\
{
  \"yaml.schemas\": {
    \".vscode/registers.schema.json\": [\"registers/*.yaml\", \"controls/applicability.yaml\"]
  },
  \"files.eol\": \"\\n\"
}
";

const EXTENSIONS: &str = "\
{
  \"recommendations\": [\"redhat.vscode-yaml\", \"tamasfe.even-better-toml\", \"editorconfig.editorconfig\"]
}
";

/// For every editor with the language server of TOML.
const TAPLO: &str = "\
[[rule]]
include = [\"book.toml\"]

[rule.schema]
path = \".vscode/book.schema.json\"
";

/// Approvals hold the bytes of texts, so line ends must be the same everywhere.
const ATTRIBUTES: &str = "* text=auto eol=lf\n*.sig -text\n";

const IGNORE: &str = "/book/\n";

const GITHUB: &str = "\
name: handbook
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  handbook:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      # Put `ismsbook` on the path here, in the way that your organisation installs programs.
      - run: ismsbook check --format github
      - run: ismsbook status
      - run: ismsbook build --draft
      - uses: actions/upload-artifact@v4
        with:
          name: handbook
          path: book
";

const GITLAB: &str = "\
handbook:
  # An image with `ismsbook` on the path, as your organisation makes it.
  image: $ISMSBOOK_IMAGE
  variables:
    GIT_DEPTH: \"0\"
  script:
    - ismsbook check --format text --format gitlab=findings.json
    - ismsbook status
    - ismsbook build --draft
  artifacts:
    when: always
    paths: [book]
    reports:
      codequality: findings.json
";

pub(super) fn files(wish: &Starter, facts: &[Fact]) -> Vec<(String, String)> {
    let mut files = vec![
        (".editorconfig", EDITOR.to_owned()),
        (".gitattributes", ATTRIBUTES.to_owned()),
        (".gitignore", IGNORE.to_owned()),
        (".taplo.toml", TAPLO.to_owned()),
        (".vscode/extensions.json", EXTENSIONS.to_owned()),
        (".vscode/settings.json", CODE.to_owned()),
        ("README.md", readme(wish)),
    ];
    files.extend(checklist(facts).map(|text| ("CHECKLIST.md", text)));
    match wish.ci {
        Ci::GitHub => files.push((".github/workflows/handbook.yml", GITHUB.to_owned())),
        Ci::GitLab => files.push((".gitlab-ci.yml", GITLAB.to_owned())),
        Ci::None => {}
    }
    files.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

fn readme(wish: &Starter) -> String {
    // A heading is one line, whatever the name holds.
    let organization: Vec<&str> = wish.organization.split_whitespace().collect();
    let organization: String = organization.join(" ").chars().flat_map(escaped).collect();
    let first = match wish.extent {
        Extent::Whole => WHOLE,
        Extent::Minimal => MINIMAL,
    };
    format!(
        "\
# Information security handbook of {organization}

The texts of our information security management system, compiled and checked by `ismsbook`.
{first}{DAY}"
    )
}

const WHOLE: &str = "
## To be decided first

1. Names: set what stands in `[isms.variables]` of `book.toml`.
2. People: describe each in `registers/people.yaml`, and name who holds each role in `registers/roles.yaml`.
3. Scope: write in `MAN-002` what the management system covers.
4. Risks, assets, suppliers, obligations: make those in `registers/` yours; rate each risk, and let its owner accept the rest.
5. Controls: the reasons in `controls/applicability.yaml` are proposals; set `status`, `how`, `owner` and `due` of each.
6. Texts: make the sentences that `CHECKLIST.md` lists true, or take them out.

## Where what lies

`policies/` holds the documents, a folder a section; `registers/` and `controls/` hold what their tables show.
Who approved which words lies in a folder `approvals`, and only `ismsbook approve` writes there.
";

const MINIMAL: &str = "
## To be decided first

1. People: describe each in `registers/people.yaml`, and name who holds each role in `registers/roles.yaml`.
2. Policy: change `policies/pol-001-information-security.md` until it is yours.

## Where what lies

`policies/` holds the documents, `registers/` roles and people, `book.toml` the settings.
Who approved which words lies in a folder `approvals`, and only `ismsbook approve` writes there.
";

/// The same for every handbook.
const DAY: &str = "
## The commands of a day

    ismsbook status               what is open, and who must approve what
    ismsbook serve                the handbook in a browser, while it is written
    ismsbook check                what is wrong, where, and what to do
    ismsbook new policy \"Title\"   a new document; `new risk` and others: an entry of a register

## How a change is approved

Change the text, raise its `version` (to 1.0 the first time) and set `status: in-review`.
Whoever approves runs `ismsbook approve POL-001 --role role:ceo`; the record is committed together with `status: approved`.
";

/// The lines that still tell facts of the example, as a list to strike off; none where there are no such lines.
fn checklist(facts: &[Fact]) -> Option<String> {
    let lines = facts.iter().fold(CHECKLIST.to_owned(), |mut lines, fact| {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "- [ ] `{}:{}` {}", fact.file, fact.line, code(&fact.words));
        lines
    });
    (!facts.is_empty()).then_some(lines)
}

const CHECKLIST: &str = "\
# Sentences to make true

The texts come from the handbook of an invented company, and these lines still tell its dates, figures and trade.
Make each one true or take it out, and strike it here; when the list is empty, delete this file.
The list was made by looking for years, sums and words of the trade, so read the documents all the same.

";

/// A letter of a name as Markdown shows it; most names are read in the README's source too, and few letters mean anything.
fn escaped(letter: char) -> impl Iterator<Item = char> {
    let is_mark = matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '!' | '~' | '|' | '{' | '}');
    is_mark.then_some('\\').into_iter().chain([letter])
}

/// A line of text as code, however many backticks are in it.
fn code(words: &str) -> String {
    if words.contains('`') { format!("`` {words} ``") } else { format!("`{words}`") }
}
