//! What a redline shows, and that it leads from one text to the other whatever they are.

use super::{Fate, Redline, redline};
use crate::compare::blocks::{Block, Kind, blocks};
use crate::{link, source};

fn read(text: &str) -> Vec<Block> {
    let settings = "//- book.toml\n[isms.variables]\ndays = \"5 days\"\n";
    let settings = crate::config::read(crate::text::FileId::new(0), settings.split_once('\n').expect("two lines").1).0;
    let sources = source::fixture(&format!("//- policies/a.md\n{text}"));
    let handbook = link::link(&sources, &settings).handbook;
    handbook.documents.first().map(|it| blocks(&handbook, &it.body)).unwrap_or_default()
}

fn between(before: &str, after: &str) -> Redline {
    redline(&read(before), &read(after))
}

/// A line a block: a sign, then the words with `[-…-]` and `{+…+}`; marks that stay are left out.
fn shown(redline: &Redline) -> Vec<String> {
    let line = |line: &super::Line| {
        let sign = match line.fate {
            Fate::Same => ' ',
            Fate::Inserted => '+',
            Fate::Deleted => '-',
            Fate::MovedHere => '>',
            Fate::MovedAway => '<',
            Fate::Changed => '~',
        };
        let cell = |runs: &Vec<super::Run>| -> String {
            let run = |run: &super::Run| match run.fate {
                Fate::Deleted if line.fate == Fate::Changed => format!("[-{}-]", run.text),
                Fate::Inserted if line.fate == Fate::Changed => format!("{{+{}+}}", run.text),
                _ if run.is_mark => String::new(),
                _ => run.text.clone(),
            };
            runs.iter().map(run).collect()
        };
        format!("{sign} {}", line.cells.iter().map(cell).collect::<Vec<_>>().join(" | ")).trim_end().to_owned()
    };
    redline.lines.iter().map(line).collect()
}

/// One side of the redline: kinds, and the texts of the cells.
fn side(redline: &Redline, left_out: [Fate; 2], words: Fate) -> Vec<(Kind, Vec<String>)> {
    let lines = redline.lines.iter().filter(|it| !left_out.contains(&it.fate));
    let is_ours = |line: &super::Line, runs: &&Vec<super::Run>| {
        // A cell that only the other side has is no cell of this one.
        line.fate != Fate::Changed || runs.is_empty() || runs.iter().any(|it| it.fate == Fate::Same || it.fate == words)
    };
    lines
        .map(|line| {
            let kind = if words == Fate::Deleted { line.was.unwrap_or(line.kind) } else { line.kind };
            let text = |runs: &Vec<super::Run>| {
                let runs = runs.iter().filter(|it| it.fate == Fate::Same || it.fate == words);
                runs.map(|it| it.text.as_str()).collect()
            };
            (kind, line.cells.iter().filter(|it| is_ours(line, it)).map(text).collect())
        })
        .collect()
}

fn plain(blocks: &[Block]) -> Vec<(Kind, Vec<String>)> {
    let cells = |block: &Block| block.cells.iter().map(|it| it.text.clone()).collect();
    blocks.iter().map(|block| (block.kind, cells(block))).collect()
}

#[track_caller]
fn leads_both_ways(before: &[Block], after: &[Block]) {
    let made = redline(before, after);
    assert_eq!(side(&made, [Fate::Deleted, Fate::MovedAway], Fate::Inserted), plain(after));
    assert_eq!(side(&made, [Fate::Inserted, Fate::MovedHere], Fate::Deleted), plain(before));
    assert_eq!(made.is_empty(), before == after);
}

#[test]
fn a_wiki_link_without_words_is_told_once() {
    let redline = between("See [[POL-007]] there.\n", "See [[POL-007]] here, and [[POL-008|the other]].\n");
    assert_eq!(shown(&redline), ["~ See POL-007 [-there-]{+here, and the other+}{+ <POL-008>+}."]);
}

#[test]
fn words_are_marked_inside_their_block() {
    let made = between(
        "## Leaving\n\nThe IT lead must close an account within 5 days.\n\nNothing else.\n",
        "## Leaving\n\nThe IT lead must close every account within 1 day of leaving.\n\nNothing else.\n",
    );
    assert_eq!(
        shown(&made),
        [
            "  Leaving",
            "~ The IT lead must close [-an-]{+every+} account within [-5 days-]{+1 day of leaving+}.",
            "  Nothing else."
        ]
    );
    assert_eq!(made.counts(), (5, 3));
}

#[test]
fn blocks_that_moved_are_no_change_of_words() {
    let made = between(
        "The first long paragraph.\n\nThe second long paragraph.\n\nA third one, quite different.\n",
        "A third one, quite different.\n\nThe first long paragraph.\n\nThe second long paragraph.\n",
    );
    let moves = shown(&made);
    assert_eq!(moves.iter().filter(|it| it.starts_with('>')).count(), 1, "{moves:?}");
    assert_eq!(moves.iter().filter(|it| it.starts_with('<')).count(), 1, "{moves:?}");
    assert_eq!(made.counts(), (0, 0));
}

#[test]
fn tables_are_compared_by_cell_code_by_line_and_lists_by_entry() {
    let table = |days: &str| format!("| Level | Days |\n|---|---|\n| low | 30 |\n| high | {days} |\n");
    assert_eq!(shown(&between(&table("5"), &table("3"))), ["  Level | Days", "  low | 30", "~ high | [-5-]{+3+}"]);
    assert_eq!(
        shown(&between("```\na = 1\nb = 2\n```\n", "```\na = 1\nb = 3\n```\n")),
        ["~ a = 1\n[-b = 2\n-]{+b = 3"].map(|it| format!("{it}\n+}}"))
    );
    assert_eq!(
        shown(&between("- lock it\n- leave it\n", "- lock it\n- hide it well\n- leave it\n")),
        ["  lock it", "+ hide it well", "  leave it"]
    );
}

#[test]
fn a_column_that_came_in_is_a_cell_of_its_own() {
    let made = between(
        "| Who | When |\n|---|---|\n| IT | daily |\n",
        "| Who | What | When |\n|---|---|---|\n| IT | lock | daily |\n",
    );
    assert_eq!(shown(&made), ["~ Who | {+What+} | When", "~ IT | {+lock+} | daily"]);
}

#[test]
fn what_is_no_word_is_a_change_too() {
    let one = |before: &str, after: &str| shown(&between(before, after)).concat();
    assert_eq!(one("Read [this](a.md) now.\n", "Read [this](b.md) now.\n"), "~ Read this[- <a.md>-]{+ <b.md>+} now.");
    assert_eq!(one("You must not lock it.\n", "You must ~~not~~ lock it.\n"), "~ You must {+~~+}not{+~~+} lock it.");
    assert_eq!(one("Never do it.\n", "**Never** do it.\n"), "~ {+**+}Never{+**+} do it.");
    assert_eq!(one("- [ ] signed by all\n", "- [x] signed by all\n"), "~ [[- -]{+x+}] signed by all");
    assert_eq!(one("## Scope of it\n", "### Scope of it\n"), "~ Scope of it");
    assert_eq!(one("within {{ days }}.\n", "within 5 days.\n"), "  within 5 days.");
    assert!(between("a\n<!-- one -->\n", "a\n<!-- two -->\n").is_empty());
}

#[test]
fn blocks_with_little_in_common_are_not_mixed() {
    let made = between("The desk is open from nine to five.\n", "Visitors sign a list.\n");
    assert_eq!(shown(&made), ["- The desk is open from nine to five.", "+ Visitors sign a list."]);
}

/// A small source of numbers that are always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

/// Markdown put together from pieces in which everything occurs, broken markup included.
fn some_text(dice: &mut Dice) -> String {
    const PIECES: [&str; 26] = [
        "# Scope\n\n",
        "must ",
        "not ",
        "lock the screen. ",
        "\n\n",
        "\n- ",
        "\n  1. ",
        "| a | b |\n|---|---|\n| c | d |\n\n",
        "| e |\n",
        "```\ncode\n",
        "```\n",
        "**",
        "~~",
        "`",
        "[x](y.md) ",
        "![p](q.png) ",
        "> ",
        "> [!NOTE]\n> ",
        "{{ days }} ",
        "[^1] ",
        "\n[^1]: note\n",
        "Straße 東京 e\u{301} ",
        "<b> & \"",
        "\\|",
        "\n\n---\n\n",
        "\u{1}\u{202e}",
    ];
    (0..dice.roll(30)).map(|_| PIECES[dice.roll(PIECES.len())]).collect()
}

#[test]
fn a_redline_leads_forward_and_backward_whatever_the_texts() {
    let mut dice = Dice(7);
    for _ in 0..600 {
        let before = some_text(&mut dice);
        // Half of the texts are near each other, as texts of one document are.
        let mut after = some_text(&mut dice);
        if dice.roll(2) == 0 {
            let places: Vec<usize> = before.char_indices().map(|(at, _)| at).chain([before.len()]).collect();
            let at = places[dice.roll(places.len())];
            after = format!("{}{}{}", &before[..at], after.chars().take(9).collect::<String>(), &before[at..]);
        }
        leads_both_ways(&read(&before), &read(&after));
    }
}

#[test]
fn hostile_pairs_end_soon() {
    let many = |count: usize, word: &dyn Fn(usize) -> String| (0..count).map(word).collect::<Vec<_>>().concat();
    let words = |step: usize| many(60_000, &|it| format!("w{} ", it * step % 50_021));
    let lines = |step: usize| many(12_000, &|it| format!("w{} is it\n\n", it * step % 10_007));
    let alike: String = "a b ".repeat(40_000);
    let other: String = "b a a ".repeat(30_000);
    for (before, after) in [(words(7), words(11)), (lines(3), lines(5)), (alike, other), (words(1), lines(1))] {
        leads_both_ways(&read(&before), &read(&after));
    }
}
