//! The examples with which the help of each command begins: people read what to type before they read what it is called.

use clap::Command;

/// By command, in the order of the help.
const EXAMPLES: &[(&str, &str)] = &[
    (
        "init",
        "\
Examples:
  ismsbook init                     ask for the names and write the starter here
  ismsbook init handbook --organization \"Example Ltd\" --set product=Ledger --ci github
                                    write it into `handbook/` without a question
  ismsbook init --minimal --organization \"Example Ltd\"
                                    one policy and three roles, to grow from

Nothing that is there is ever changed: such files are left alone and named.",
    ),
    (
        "new",
        "\
Examples:
  ismsbook new policy \"Use of AI tools\" --owner role:ciso --parent POL-001
                                    the next id, the parent's folder, the template of a policy
  ismsbook new risk \"Stolen laptop\" --owner role:it-lead
                                    one more entry at the end of the register of risks
  ismsbook new term \"Hot desk\" --dry-run
                                    show what would be written

Ids count up from the highest one and are never used again.",
    ),
    (
        "import",
        "\
Examples:
  ismsbook import ~/old-policies    show what would come in, then ask
  ismsbook import ~/old-policies --dest handbook --yes
                                    begin a handbook of it without a question
  ismsbook import ~/old-policies --dest handbook --format json=undecided.json
                                    write what is left to decide for programs

The folder that is imported is never changed, and no word of a text is lost: what an old header says stands in the front matter before it leaves the text, and what could not be decided stands there in a comment.",
    ),
    (
        "check",
        "\
Examples:
  ismsbook check                    find what is wrong, with the place and what to do
  ismsbook check policies/40-access report only what lies in this folder
  ismsbook check --base origin/main report only what the change causes
  ismsbook check --fix --diff       show what can be mended, and write nothing
  ismsbook check --format text --format sarif=check.sarif
                                    print for people and write SARIF in one run
  ismsbook check --write-baseline   take the findings of today as known",
    ),
    (
        "build",
        "\
Examples:
  ismsbook build                    compile the handbook into `book/`
  ismsbook build --draft            build although there are errors, with a banner
  ismsbook build --site public --dest public
                                    the named build, without what is classified above it
  ismsbook build --edition v2026.1  publish the edition of that tag beside the current text",
    ),
    (
        "serve",
        "\
Examples:
  ismsbook serve --open             the handbook in the browser, shown again at every change
  ismsbook serve --port 0           at the next free port; the address is the first line printed
  ismsbook serve --site public      only what the named build shows
  ismsbook serve --poll             where the file system tells of no changes",
    ),
    (
        "status",
        "\
Examples:
  ismsbook status                   what is to be decided, approved and reviewed
  ismsbook status --due 90d         reviews of the next three months
  ismsbook status --base origin/main --format markdown
                                    which approvals a change voids, for a comment
  ismsbook status --fail-on missing,stale,overdue
                                    end with 1 where something is left to do",
    ),
    (
        "diff",
        "\
Examples:
  ismsbook diff main                what changed since, word by word, and what that does
  ismsbook diff v1.0 v1.1 --format html > changes.html
                                    the same between two revisions, as a page
  ismsbook diff --approved POL-007  against the words that were last approved",
    ),
    (
        "approve",
        "\
Examples:
  ismsbook approve POL-007 --role role:ceo
                                    record that these words are approved
  ismsbook approve POL-007 PRO-006 --role role:ciso --sign ~/.ssh/id_ed25519
                                    sign the records as well
  ismsbook approve POL-007 --role role:ceo --withdraw
                                    take the newest approval back",
    ),
    (
        "acknowledgements",
        "\
Examples:
  ismsbook acknowledgements export.csv
                                    how many have confirmed the words that hold, document by document
  ismsbook acknowledgements 2026-*.jsonl --people 82 --at-least 95
                                    end with 1 where fewer than 95 % have
  ismsbook acknowledgements export.csv --format register > registers/acknowledgements.yaml
                                    enter the counts, so that `check` tells what is overdue

No person is named, whatever the form.",
    ),
    (
        "verify",
        "\
Examples:
  ismsbook verify book              hold a published folder against the sources
  ismsbook verify /srv/handbook --format json
                                    the same for programs",
    ),
    (
        "export",
        "\
Examples:
  ismsbook export approvals > approvals.csv
                                    every record, whether it counts, and why not
  ismsbook export codeowners > .github/CODEOWNERS
                                    whom to ask for a review of which file",
    ),
    (
        "explain",
        "\
Examples:
  ismsbook explain missing-owner    why a rule exists and how to satisfy it
  ismsbook explain D008             the same by its code",
    ),
    (
        "rules",
        "\
Examples:
  ismsbook rules                    every rule with its level, one a line
  ismsbook rules --format json      the same for programs",
    ),
    (
        "theme",
        "\
Examples:
  ismsbook theme list               which files there are, and which of them the project changes
  ismsbook theme show templates/document.html > theme/templates/document.html
                                    begin a file of your own with the built-in one
  ismsbook theme diff               how your files differ, to bring them up to date",
    ),
    (
        "schema",
        "\
Examples:
  ismsbook schema front-matter      a JSON Schema for editors
  ismsbook schema book              the same for `book.toml`",
    ),
    (
        "wording",
        "\
Examples:
  ismsbook wording licensed.txt --title \"Licensed copy\" > controls/wording.yaml
                                    digests by which quotations are found",
    ),
    (
        "completions",
        "\
Examples:
  ismsbook completions bash > ~/.local/share/bash-completion/completions/ismsbook
  ismsbook completions zsh > \"${fpath[1]}/_ismsbook\"
  ismsbook completions fish > ~/.config/fish/completions/ismsbook.fish",
    ),
    (
        "lsp",
        "\
Examples:
  ismsbook lsp                      what an editor starts; it finds the handbook itself
  ismsbook lsp --root handbook      for a handbook that lies elsewhere",
    ),
    (
        "man",
        "\
Examples:
  ismsbook man | man -l -           read the manual page
  ismsbook man check | man -l -     that of one command
  ismsbook man --dest /usr/local/share/man/man1
                                    write all of them into a folder",
    ),
];

/// The command line with the examples of each command in its help.
pub(super) fn with_examples(mut program: Command) -> Command {
    for (name, examples) in EXAMPLES {
        program = program.mut_subcommand(name, |it| it.before_long_help(*examples));
    }
    program
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::{EXAMPLES, with_examples};
    use crate::cli::Cli;

    #[test]
    fn the_help_of_every_command_begins_with_examples_of_it() {
        for mut command in with_examples(Cli::command()).get_subcommands().cloned() {
            let (name, help) = (command.get_name().to_owned(), command.render_long_help().to_string());
            assert!(help.starts_with(&format!("Examples:\n  ismsbook {name}")), "`{name}`:\n{help}");
        }
    }

    /// Every line that begins an example is taken by the command line as it stands; what a shell makes of it is cut away.
    #[test]
    fn every_example_can_be_typed() {
        let program = with_examples(Cli::command());
        let lines = EXAMPLES.iter().flat_map(|(_, text)| text.lines());
        for line in lines.filter(|it| it.starts_with("  ismsbook ")) {
            let typed = line.trim().split(" > ").next().unwrap_or_default().split(" | ").next().unwrap_or_default();
            let typed = typed.split("  ").next().unwrap_or_default();
            let mut words: Vec<String> = vec![String::new()];
            let mut is_quoted = false;
            for letter in typed.chars() {
                match letter {
                    '"' => is_quoted = !is_quoted,
                    ' ' if !is_quoted => words.push(String::new()),
                    _ => words.last_mut().expect("a word was begun").push(letter),
                }
            }
            let taken = program.clone().try_get_matches_from(&words);
            // One space parts an example that fills its column from its words.
            let is_taken = taken.is_ok()
                || (1..words.len())
                    .rev()
                    .any(|count| line.len() > 36 && program.clone().try_get_matches_from(&words[..count]).is_ok());
            assert!(is_taken, "{typed}: {:?}", taken.err().map(|it| it.to_string()));
        }
    }
}
