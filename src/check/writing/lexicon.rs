//! The words that the writing rules look for: those of a language, and those of the handbook at hand. Found in one pass
//! over a text, whatever their number.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, Input, MatchKind, StartKind};

use super::english::ENGLISH;
use crate::check::rule::{Context, Passage};
use crate::text::Heads;

/// What a found word speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cue {
    Must,
    Shall,
    Should,
    Will,
    /// A duty that leaves a way out, such as "if possible".
    Weak,
    /// A word that everybody reads in another way, such as "appropriate".
    Vague,
    /// Again and again, without saying how often.
    Often,
    DoubleNegative,
    /// What was true when it was written, such as "currently".
    Passing,
    /// What stands between a term and its explanation.
    Means,
    /// A name that the settings list.
    Name,
    /// A term of the glossary in another spelling; an index into [`Lexicon::spellings`].
    Spelling(usize),
}

/// The words of one language, in small letters, except abbreviations and words that are shouted.
pub struct Words {
    /// First part of the BCP 47 tag.
    pub language: &'static str,
    pub(super) cues: &'static [(Cue, &'static [&'static str])],
    /// The list that `[lint] vague-terms` replaces.
    pub(super) vague: &'static [&'static str],
    /// A full stop after these ends no sentence.
    pub shortened: &'static [&'static str],
    /// Words that begin a clause in which a duty verb sets no duty of its own.
    pub subordinators: &'static [&'static str],
    /// Words with which the subject of such a clause begins.
    pub subject_openers: &'static [&'static str],
    /// Words that make a clause which they begin a subordinate one, whatever its subject.
    pub conjunctions: &'static [&'static str],
    /// What follows a duty verb where a word is explained and nothing is asked for.
    pub meanings: &'static [&'static str],
    /// Those who can bear a duty, one of them; many of them have an `s`.
    pub(super) actors: &'static [&'static str],
    pub(super) crowds: &'static [&'static str],
    /// Words in the headings of sections that set duties.
    pub(super) duty_headings: &'static [&'static str],
    /// Words in the headings of sections that explain.
    pub(super) background_headings: &'static [&'static str],
    /// The list that `[lint] untelling-headings` replaces.
    pub(super) untelling_headings: &'static [&'static str],
    pub annex_headings: &'static [&'static str],
    /// What follows "should" where a forecast is meant.
    pub prospects: &'static [&'static str],
    pub not: &'static str,
    /// Words that turn a sentence on what somebody will do into a forecast.
    pub usually: &'static [&'static str],
    /// Words after which a name is not the subject.
    pub prepositions: &'static [&'static str],
    /// As whom the text speaks.
    pub speakers: &'static [&'static str],
    /// Subjects of which no duty is told but what will come.
    pub stand_ins: &'static [&'static str],
    /// What follows "currently" where a lack or a limit is told.
    pub negations: &'static [&'static str],
    /// What may stand before these.
    pub asides: &'static [&'static str],
    /// What follows a word for the future that tells and does not bind.
    pub outlooks: &'static [&'static str],
    /// Words that say how often, or where that is said.
    pub frequencies: &'static [&'static str],
    /// Verbs for what is done again and again.
    pub recurring: &'static [&'static str],
    /// What stands between a duty verb and a participle.
    pub passive: &'static [&'static str],
    pub is_participle: fn(&str) -> bool,
    /// Words before the one who does something in the passive.
    pub doers: &'static [&'static str],
    /// Persons to whom or as whom the text speaks.
    pub addressed: &'static [&'static str],
    pub months: &'static [&'static str],
    /// Words before a day on which something begins or ends.
    pub date_leads: &'static [&'static str],
    /// Words between a term and its explanation.
    pub means: &'static [&'static str],
    pub(super) everyday_abbreviations: &'static [&'static str],
    /// Words in capitals that are no abbreviations.
    pub(super) shouted: &'static [&'static str],
}

static LANGUAGES: [&Words; 1] = [&ENGLISH];

/// Longest name of an actor, in words.
const LONGEST_ACTOR: usize = 5;

/// A term of the glossary and how a text may wrongly spell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    pub term: String,
}

/// Everything the writing rules look for in texts of one language of this handbook.
pub struct Lexicon {
    pub words: &'static Words,
    /// Tells the longest pattern that begins at a place.
    automaton: Option<AhoCorasick>,
    heads: Heads,
    /// By number of the pattern.
    cues: Vec<Cue>,
    actors: BTreeSet<String>,
    abbreviations: BTreeSet<String>,
    names: Vec<String>,
    /// Words of headings as they stand in an anchor, with a hyphen before and after.
    pub(super) duty_headings: Vec<String>,
    pub(super) background_headings: Vec<String>,
    pub untelling_headings: Vec<String>,
    pub spellings: Vec<Spelling>,
    /// Terms without a hyphen, as they would be joined, with their own spelling.
    joined: BTreeMap<String, String>,
    /// Names of terms, abbreviations and aliases of the glossary, in small letters.
    terms: BTreeSet<String>,
}

/// The lexicon of every language that the rules know.
pub struct Lexicons(Vec<Lexicon>);

impl Lexicons {
    pub fn of(cx: &Context<'_>) -> Self {
        Lexicons(LANGUAGES.iter().map(|words| Lexicon::new(words, cx)).collect())
    }

    /// The lexicon for the language of a text; none where the rules do not know it.
    pub fn of_passage(&self, cx: &Context<'_>, passage: &Passage<'_>) -> Option<&Lexicon> {
        let language = cx.language(passage.document);
        self.0.iter().find(|it| it.words.language.eq_ignore_ascii_case(language))
    }
}

impl Lexicon {
    fn new(words: &'static Words, cx: &Context<'_>) -> Self {
        let mut made = Lexicon {
            words,
            automaton: None,
            heads: Heads::default(),
            cues: Vec::new(),
            actors: actors(words, cx),
            abbreviations: abbreviations(words, cx),
            names: cx.config.lint.names.clone(),
            duty_headings: in_anchors(words.duty_headings),
            background_headings: in_anchors(words.background_headings),
            untelling_headings: Vec::new(),
            spellings: Vec::new(),
            joined: BTreeMap::new(),
            terms: BTreeSet::new(),
        };
        let lint = &cx.config.lint;
        let own = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        made.untelling_headings = match &lint.untelling_headings {
            Some(chosen) => chosen.iter().map(|it| it.to_lowercase()).collect(),
            None => own(words.untelling_headings),
        };
        let mut patterns: Vec<(String, Cue)> = Vec::new();
        for (cue, list) in words.cues {
            patterns.extend(list.iter().map(|it| ((*it).to_owned(), *cue)));
        }
        let vague = lint.vague_terms.clone().unwrap_or_else(|| own(words.vague));
        patterns.extend(vague.into_iter().map(|it| (it, Cue::Vague)));
        patterns.extend(lint.names.iter().map(|it| (it.clone(), Cue::Name)));
        made.read_glossary(cx, &mut patterns);
        patterns.retain(|(pattern, _)| !pattern.trim().is_empty());
        made.cues = patterns.iter().map(|(_, cue)| *cue).collect();
        // Without an automaton nothing is found; it fails for lists of many megabytes only.
        made.heads = Heads::of(patterns.iter().map(|(pattern, _)| pattern.as_bytes()));
        made.automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .start_kind(StartKind::Anchored)
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::DFA))
            .build(patterns.iter().map(|(pattern, _)| pattern))
            .ok();
        made
    }

    /// Notes the terms, and the spellings that differ from the glossary's own.
    fn read_glossary(&mut self, cx: &Context<'_>, patterns: &mut Vec<(String, Cue)>) {
        for term in &cx.handbook.registers.terms {
            let names = term.record.title.iter().chain(&term.abbreviation).chain(&term.aliases);
            self.terms.extend(names.map(|it| it.value.to_lowercase()));
        }
        for term in &cx.handbook.registers.terms {
            let title = term.record.title();
            let lower = title.to_lowercase();
            if !lower.contains([' ', '-']) {
                self.joined.insert(lower.clone(), title.to_owned());
            }
            for other in other_spellings(&lower) {
                if !self.terms.contains(&other) {
                    patterns.push((other, Cue::Spelling(self.spellings.len())));
                    self.spellings.push(Spelling { term: title.to_owned() });
                }
            }
        }
    }

    /// Every cue in a text that stands alone, in reading order.
    pub fn cues<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Range<usize>, Cue)> {
        let bytes = text.as_bytes();
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < bytes.len() {
                let start = at;
                let found = if self.heads.may_begin(&bytes[at..]) { self.cue_at(text, at) } else { None };
                // What stands alone begins behind a byte that is not of a word.
                let last = found.as_ref().map_or(at, |(end, _)| end - 1);
                at = bytes[last..].iter().position(|it| !joins(*it)).map_or(bytes.len(), |it| last + it + 1);
                if let Some((end, cue)) = found {
                    return Some((start..end, cue));
                }
            }
            None
        })
    }

    /// The longest cue that begins here, if it ends with a word.
    fn cue_at(&self, text: &str, at: usize) -> Option<(usize, Cue)> {
        let input = Input::new(text).range(at..).anchored(Anchored::Yes);
        let found = self.automaton.as_ref()?.find(input)?;
        let ends_alone = text.as_bytes().get(found.end()).is_none_or(|it| !joins(*it));
        ends_alone.then(|| (found.end(), self.cues[found.pattern().as_usize()]))
    }

    /// Whether readers need no explanation of an abbreviation.
    pub fn knows_abbreviation(&self, abbreviation: &str) -> bool {
        self.abbreviations.contains(abbreviation)
    }

    /// Whether the settings list this name, capitals and all.
    pub fn is_name(&self, name: &str) -> bool {
        self.names.iter().any(|it| it == name)
    }

    pub fn has_terms(&self) -> bool {
        !self.terms.is_empty()
    }

    pub fn is_term(&self, name: &str) -> bool {
        let lower = name.to_lowercase();
        let one = lower.strip_suffix("ies").map(|it| format!("{it}y"));
        self.terms.contains(&lower)
            || lower.strip_suffix('s').is_some_and(|it| self.terms.contains(it))
            || one.is_some_and(|it| self.terms.contains(&it))
    }

    /// The glossary's spelling of a word that a text writes with hyphens and the glossary does not.
    pub fn joined_term(&self, word: &str) -> Option<&str> {
        if self.joined.is_empty() || self.is_term(word) {
            return None;
        }
        self.joined.get(&word.to_lowercase().replace('-', "")).map(String::as_str)
    }

    /// Where the name of an actor begins that ends a text, the longest one.
    pub fn actor_at_end(&self, text: &str) -> Option<usize> {
        let text = text.trim_end();
        let starts: Vec<usize> = word_starts(text).collect();
        let nearest = starts.len().saturating_sub(LONGEST_ACTOR);
        starts[nearest..].iter().copied().find(|at| self.actors.contains(&text[*at..].to_lowercase()))
    }

    /// Whether a text names an actor anywhere.
    pub fn names_actor(&self, text: &str) -> bool {
        let ends = text.char_indices().filter(|(_, it)| !is_of_word(*it)).map(|(at, _)| at).chain([text.len()]);
        ends.into_iter().any(|end| self.actor_at_end(&text[..end]).is_some())
    }
}

/// Whether a byte belongs to the word that it touches. Letters of other scripts are rare around words of a known
/// language; their bytes are never those of a blank.
fn joins(byte: u8) -> bool {
    JOINS[usize::from(byte)]
}

static JOINS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte.is_ascii() {
        table[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        byte += 1;
    }
    table
};

fn is_of_word(it: char) -> bool {
    it.is_alphanumeric() || it == '-'
}

fn in_anchors(words: &[&str]) -> Vec<String> {
    words.iter().map(|it| format!("-{}-", it.replace(' ', "-"))).collect()
}

/// Where the words of a text begin.
fn word_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut is_inside = false;
    text.char_indices().filter_map(move |(at, it)| {
        let begins = is_of_word(it) && !is_inside;
        is_inside = is_of_word(it);
        begins.then_some(at)
    })
}

/// The names by which texts call those who bear duties: everyday ones and the titles of the roles, one or many.
fn actors(words: &Words, cx: &Context<'_>) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = words.crowds.iter().map(|it| (*it).to_owned()).collect();
    let mut add = |name: &str| {
        let name = name.trim().to_lowercase();
        if name.len() > 2 {
            names.insert(format!("{name}s"));
            names.insert(name);
        }
    };
    words.actors.iter().for_each(|it| add(it));
    for role in &cx.handbook.registers.roles {
        let title = role.record.title();
        let (head, rest) = title.split_once('(').unwrap_or((title, ""));
        [&role.record.name().replace('-', " "), head, rest.trim_end_matches(')')].into_iter().for_each(&mut add);
    }
    names
}

/// Abbreviations that need no explanation: everyday ones, those of the settings, and whatever the glossary and the
/// names of roles, suppliers and the organization hold.
fn abbreviations(words: &Words, cx: &Context<'_>) -> BTreeSet<String> {
    let everyday = words.everyday_abbreviations.iter().chain(words.shouted).map(|it| (*it).to_owned());
    let mut known: BTreeSet<String> = everyday.chain(cx.config.lint.abbreviations.iter().cloned()).collect();
    let mut add = |text: &str| {
        let capitals = text.split(|it: char| !it.is_alphanumeric());
        let capitals = capitals.filter(|it| it.len() > 1 && it.bytes().all(|byte| byte.is_ascii_uppercase()));
        known.extend(capitals.map(str::to_owned));
    };
    let registers = &cx.handbook.registers;
    for term in &registers.terms {
        term.record.title.iter().chain(&term.abbreviation).chain(&term.aliases).for_each(|it| add(&it.value));
    }
    registers.roles.iter().for_each(|it| add(it.record.title()));
    registers.suppliers.iter().for_each(|it| add(it.record.title()));
    add(&cx.handbook.identity.organization);
    known
}

/// Other spellings of a term: joined instead of hyphenated, and with `z` instead of `s` or the other way.
fn other_spellings(term: &str) -> Vec<String> {
    const PAIRS: [(&str, &str); 4] =
        [("isation", "ization"), ("ization", "isation"), ("ising", "izing"), ("izing", "ising")];
    let mut made: Vec<String> =
        PAIRS.iter().filter(|(from, _)| term.contains(from)).map(|(from, to)| term.replace(from, to)).collect();
    if term.contains('-') {
        made.push(term.replace('-', ""));
    }
    made
}

#[cfg(test)]
mod tests {
    use super::other_spellings;

    #[test]
    fn terms_have_other_spellings() {
        assert_eq!(other_spellings("authorisation"), ["authorization"]);
        assert_eq!(other_spellings("e-mail"), ["email"]);
        assert_eq!(other_spellings("advertising"), ["advertizing"]);
        assert!(other_spellings("asset").is_empty());
    }
}
