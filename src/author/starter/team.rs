//! What stands beside a handbook: a README for the team, settings of editors and of git, and jobs for CI.

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
        ("README.md", readme(wish, facts)),
    ];
    match wish.ci {
        Ci::GitHub => files.push((".github/workflows/handbook.yml", GITHUB.to_owned())),
        Ci::GitLab => files.push((".gitlab-ci.yml", GITLAB.to_owned())),
        Ci::None => {}
    }
    files.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

fn readme(wish: &Starter, facts: &[Fact]) -> String {
    // A heading is one line, whatever the name holds.
    let organization: Vec<&str> = wish.organization.split_whitespace().collect();
    let organization: String = organization.join(" ").chars().flat_map(escaped).collect();
    let mut text = format!(
        "\
# Information security handbook of {organization}

The texts of our information security management system, compiled and checked by `ismsbook`.

```console
$ ismsbook check           # what is wrong, where, and what to do
$ ismsbook status          # what is to be decided and approved first
$ ismsbook build --draft   # the handbook as a site, in book/
```
"
    );
    let first = match wish.extent {
        Extent::Whole => WHOLE,
        Extent::Minimal => MINIMAL,
    };
    text.push_str(first);
    if !facts.is_empty() {
        text.push_str(FACTS);
        for fact in facts {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "- [ ] `{}:{}` {}", fact.file, fact.line, code(&fact.words));
        }
    }
    text
}

const WHOLE: &str = "
## What to do first

1. Settings: put the names in `[isms.variables]` of `book.toml` right.
2. People: describe each person in `registers/people.yaml` and name them in `held_by` of `registers/roles.yaml`.
   Every named role needs a holder, and a deputy where the work cannot wait.
3. Scope: write in `MAN-002` what the management system covers.
4. Registers: keep the assets, suppliers and obligations that are yours, change the others, add what is missing.
5. Risks: rate each risk of `registers/risks.yaml` for yourselves, choose its treatment, and let its owner accept the rest.
6. Statement of applicability: the reasons in `controls/applicability.yaml` are proposals.
   Set `status`, `how`, `owner` and `due` of each control as it is with you; what is not started stays so.
7. Documents: read each one, change what is not so with you, and raise its version to 1.0 when it is ready.
   The records (`REC-…`) are empty forms.
8. Approval: set `status: in-review`, then `ismsbook approve POL-001 --role role:ceo`.

`ismsbook new policy \"Title\"` begins a document, `ismsbook new risk \"Title\"` an entry of a register.
";

const MINIMAL: &str = "
## What to do first

1. People: describe each person in `registers/people.yaml` and name them in `held_by` of `registers/roles.yaml`.
2. Policy: change `policies/pol-001-information-security.md` until it is yours.
3. Growth: `ismsbook new policy \"Title\"` begins a document, `ismsbook new risk \"Title\"` an entry of a register.
4. Approval: set `status: in-review`, then `ismsbook approve POL-001 --role role:ceo`.
";

const FACTS: &str = "
## Sentences that tell facts of an example

The texts were written for an invented company, and these lines still tell its dates, figures and trade.
Make each one true or take it out, and strike it here.

";

/// A letter of a name as Markdown shows it.
fn escaped(letter: char) -> impl Iterator<Item = char> {
    let is_mark = letter.is_ascii_punctuation() && !matches!(letter, '.' | ',' | '\'' | '(' | ')' | '&' | '-');
    is_mark.then_some('\\').into_iter().chain([letter])
}

/// A line of text as code, however many backticks are in it.
fn code(words: &str) -> String {
    if words.contains('`') { format!("`` {words} ``") } else { format!("`{words}`") }
}
