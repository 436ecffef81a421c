//! What templates see of each kind of page; the second half of the contract with `theme/`.

use serde::Serialize;

use super::markup;
use super::view::{Badge, Day, Fact, Figure, Filter, Link, Parts, Piece, Relations, Table};

#[derive(Debug, Clone, Serialize)]
pub struct HomeView {
    /// The introduction of the root folder; safe.
    pub intro: Option<String>,
    pub roles: Vec<Link>,
    pub more_roles: Option<Link>,
    /// Groups of readers that documents are written for.
    #[serde(serialize_with = "markup::commas")]
    pub audiences: Vec<Piece>,
    pub changes: Vec<Change>,
    pub figures: Vec<Figure>,
    /// What is covered: controls by theme, clauses, other frameworks.
    pub coverage: Vec<CoverageBar>,
    /// The drawing of the year of reviews; safe.
    pub reviews: String,
    /// Where the risks lie, before and after treatment.
    pub maps: Vec<HomeMap>,
    pub sections: Vec<SectionCard>,
}

#[derive(Debug, Clone, Serialize)]
pub struct CoverageBar {
    pub link: Link,
    pub note: String,
    /// The drawing; safe.
    pub bar: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct HomeMap {
    pub title: String,
    /// The drawing; safe.
    pub drawing: String,
}

/// A document that changed lately.
#[derive(Debug, Clone, Serialize)]
pub struct Change {
    pub document: Piece,
    pub day: Option<Day>,
    pub version: String,
    pub summary: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct SectionCard {
    pub link: Link,
    pub note: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct SectionView {
    /// Safe.
    pub intro: Option<String>,
    pub sections: Vec<SectionCard>,
    pub documents: Table,
    pub parts: Option<Parts>,
}

#[derive(Debug, Clone, Serialize)]
pub struct DocumentView {
    pub id: Option<String>,
    pub title: String,
    /// `Policy`
    pub kind: String,
    pub version: Option<String>,
    pub state: Badge,
    /// `in force since`, with [`DocumentView::since`].
    pub since_words: Option<String>,
    pub since: Option<Day>,
    pub next_review: Option<Day>,
    /// `Review overdue by 12 days`, where it is on the day of the build.
    pub overdue: Option<String>,
    /// What does not fit between the words and their approvals.
    pub notice: Option<String>,
    /// That the words do not hold, where they are a draft, in review or retired.
    pub caution: Option<Badge>,
    pub classification: Option<String>,
    pub summary: Option<String>,
    /// Who confirms having read it, in words.
    pub acknowledgement: Option<String>,
    /// Where they confirm it, elsewhere.
    pub confirm: Option<String>,
    #[serde(serialize_with = "markup::commas")]
    pub owner: Vec<Piece>,
    #[serde(serialize_with = "markup::commas")]
    pub approver: Vec<Piece>,
    /// Each leading to its page.
    #[serde(serialize_with = "markup::commas")]
    pub audience: Vec<Piece>,
    pub control: Vec<Fact>,
    pub history: Vec<HistoryView>,
    /// What changed last: the newest entry of the history that has a day.
    pub changed: Option<HistoryView>,
    /// Where all versions stand with what changed in each.
    pub history_page: String,
    pub relations: Vec<Relations>,
    /// Exceptions from it that were granted: each with its state and its end.
    pub exceptions: Vec<ExceptionView>,
    pub register: Option<RegisterView>,
    /// Its language, where that is not the handbook's.
    pub language: Option<String>,
    /// In which the language is read: `ltr` or `rtl`; empty where the document is in the handbook's own.
    pub direction: &'static str,
    /// The same in other languages, by the languages' own names.
    pub translations: Vec<Translation>,
    /// That the translation follows an older text than the original, to stand before a link to it.
    pub behind: Option<String>,
    pub original: Option<Piece>,
    pub edit: Option<String>,
    /// Where a reader may tell of an error.
    pub report: Option<String>,
    pub previous: Option<Piece>,
    pub next: Option<Piece>,
    pub successor: Option<Piece>,
}

/// An exception from a document.
#[derive(Debug, Clone, Serialize)]
pub struct ExceptionView {
    pub exception: Piece,
    pub state: Piece,
    /// The last day on which it holds.
    pub until: Option<Day>,
}

/// The same document in another language.
#[derive(Debug, Clone, Serialize)]
pub struct Translation {
    /// BCP 47; empty where the document names none.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    pub link: Link,
}

/// The register that a document carries.
#[derive(Debug, Clone, Serialize)]
pub struct RegisterView {
    pub title: String,
    /// The page that shows it in full.
    pub page: Link,
    pub table: Table,
    /// Shown on its own page only, because it is long.
    pub is_elsewhere: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct HistoryView {
    pub version: String,
    pub day: Option<Day>,
    #[serde(serialize_with = "markup::commas")]
    pub author: Vec<Piece>,
    pub kind: String,
    pub summary: String,
}

/// A page that is a table under a few words, such as all documents or all assets.
#[derive(Debug, Clone, Serialize)]
pub struct ListView {
    pub lead: String,
    pub figures: Vec<Figure>,
    /// The drawing of the figures' shares; safe.
    pub bar: Option<String>,
    pub filters: Vec<Filter>,
    pub table: Table,
    pub parts: Option<Parts>,
}

/// A page about one thing: facts, prose and what is related.
#[derive(Debug, Clone, Serialize)]
pub struct EntryView {
    pub id: Option<String>,
    pub title: String,
    /// `Control`, `Asset`.
    pub kind: String,
    pub badges: Vec<Piece>,
    pub lead: Option<String>,
    /// In which the lead is, where that is not the handbook's.
    pub lead_language: Option<&'static str>,
    pub facts: Vec<Fact>,
    pub sections: Vec<EntrySection>,
    pub relations: Vec<Relations>,
    /// What few readers look for; after the relations.
    pub appendix: Vec<EntrySection>,
    pub previous: Option<Piece>,
    pub next: Option<Piece>,
}

/// A titled part of such a page: words, facts or a table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct EntrySection {
    pub title: String,
    pub anchor: String,
    pub words: Option<String>,
    pub facts: Vec<Fact>,
    pub table: Option<Table>,
}

#[derive(Debug, Clone, Serialize)]
pub struct RoleView {
    pub title: String,
    pub lead: Option<String>,
    pub facts: Vec<Fact>,
    /// By when they fall due.
    pub duties: Vec<DutyGroup>,
    pub duty_count: usize,
    /// The documents that give the role duties.
    pub documents: Vec<DutyDocument>,
    /// Those of them that changed last.
    pub changes: Vec<Change>,
    pub parts: Option<Parts>,
    pub relations: Vec<Relations>,
}

/// What is written for a group of readers.
#[derive(Debug, Clone, Serialize)]
pub struct AudienceView {
    pub title: String,
    pub lead: String,
    /// What the documents for it ask of the roles that groups of people hold.
    pub duties: Vec<RoleDuties>,
    /// The other roles that these documents ask something of.
    #[serde(serialize_with = "markup::commas")]
    pub others: Vec<Piece>,
    /// The documents that people confirm having read.
    pub to_confirm: Vec<DutyDocument>,
    pub documents: Table,
    /// All changes of these documents, the newest first, as many as one page shows.
    pub changes: Vec<Change>,
    pub parts: Option<Parts>,
}

/// What one role must do.
#[derive(Debug, Clone, Serialize)]
pub struct RoleDuties {
    /// Its title, and its own page.
    pub role: Link,
    pub anchor: String,
    /// How many duties these are, in words.
    pub note: String,
    pub groups: Vec<DutyGroup>,
}

/// What falls due at one time.
#[derive(Debug, Clone, Serialize)]
pub struct DutyGroup {
    /// `joining`, `often`, `monthly`, `yearly`, `event`, `always`, or `untold` for texts that are not in English.
    pub when: &'static str,
    pub words: String,
    pub duties: Vec<DutyView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct DutyView {
    pub sentence: String,
    /// The same with what it names as links.
    #[serde(serialize_with = "markup::run")]
    pub words: Vec<Piece>,
    /// The place of the sentence.
    pub href: String,
    pub place: String,
    /// The id of the document.
    pub id: Option<String>,
}

/// A document that gives a role duties.
#[derive(Debug, Clone, Serialize)]
pub struct DutyDocument {
    pub document: Piece,
    /// Its id and title, as a text.
    pub name: String,
    pub state: Badge,
    pub must_acknowledge: bool,
    /// Where the role confirms having read it, elsewhere.
    pub confirm: Option<String>,
    /// How many of its sentences name the role; without one it concerns the role as a whole.
    pub duty_count: usize,
}

#[derive(Debug, Clone, Serialize)]
pub struct RisksView {
    pub lead: String,
    pub maps: Vec<HeatView>,
    pub method: String,
    #[serde(serialize_with = "markup::items")]
    pub bands: Vec<Piece>,
    pub filters: Vec<Filter>,
    pub table: Table,
    pub parts: Option<Parts>,
}

/// A heat map and the lists behind its cells.
#[derive(Debug, Clone, Serialize)]
pub struct HeatView {
    pub title: String,
    /// The drawing; safe.
    pub drawing: String,
    pub cells: Vec<HeatCell>,
    pub unrated: usize,
}

#[derive(Debug, Clone, Serialize)]
pub struct HeatCell {
    pub anchor: String,
    pub words: String,
    pub band: String,
    #[serde(serialize_with = "markup::items")]
    pub risks: Vec<Piece>,
    pub more: usize,
}

#[derive(Debug, Clone, Serialize)]
pub struct CoverageView {
    pub figures: Vec<Figure>,
    pub themes: Vec<ThemeView>,
    pub clauses: Table,
    pub frameworks: Table,
    /// What is missing, by kind.
    pub gaps: Vec<Relations>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ThemeView {
    pub title: String,
    pub note: String,
    /// The drawing of how far its controls are; safe.
    pub bar: String,
    pub table: Table,
}

/// The whole book.
#[derive(Debug, Clone, Serialize)]
pub struct PrintView {
    pub sections: Vec<BookSection>,
    pub documents: Vec<BookDocument>,
}

/// The part of a section in the contents of the book; the sections below it come next.
#[derive(Debug, Clone, Serialize)]
pub struct BookSection {
    pub key: u32,
    /// Where its documents stand in the book; with it in the address, paper gets them alone.
    pub anchor: String,
    pub title: String,
    /// From 1; a section below another has one more.
    pub level: u8,
    /// How many sections end after its own documents: itself, where none is below it, and those it is the last of.
    pub ends: usize,
    pub documents: Vec<Link>,
}

#[derive(Debug, Clone, Serialize)]
pub struct BookDocument {
    pub anchor: String,
    /// The key of its [`BookSection`].
    pub section: u32,
    /// The titles of the sections that begin with it, the outermost first.
    pub begins: Vec<String>,
    /// What runs along the head of its sheets.
    pub running: String,
    /// `book-document.html` filled with its [`DocumentView`]; safe.
    pub html: String,
}

/// Controls, risks and obligations, each with what it leads to and what it lacks.
#[derive(Debug, Clone, Serialize)]
pub struct TraceabilityView {
    pub figures: Vec<Figure>,
    pub tables: Vec<TraceView>,
    pub parts: Option<Parts>,
}

#[derive(Debug, Clone, Serialize)]
pub struct TraceView {
    /// `controls`, `risks` or `obligations`.
    pub name: &'static str,
    pub filters: Vec<Filter>,
    pub table: Table,
}

/// What is allowed although a rule says otherwise.
#[derive(Debug, Clone, Serialize)]
pub struct ExceptionsView {
    pub figures: Vec<Figure>,
    pub granted_filters: Vec<Filter>,
    /// Where the site shows the register.
    pub granted: Option<Table>,
    /// The page of the register.
    pub register: Option<Link>,
    pub silenced_filters: Vec<Filter>,
    pub silenced: Table,
    pub parts: Option<Parts>,
}

#[derive(Debug, Clone, Serialize)]
pub struct SearchView {
    /// Lists to look through instead.
    pub lists: Vec<Link>,
    /// A few ids and roles to begin with.
    #[serde(serialize_with = "markup::items")]
    pub suggestions: Vec<Piece>,
    pub is_searchable: bool,
}

/// The reviews of the year.
#[derive(Debug, Clone, Serialize)]
pub struct ReviewsView {
    pub lead: String,
    pub figures: Vec<Figure>,
    /// The drawing of the year; safe.
    pub drawing: String,
    pub filters: Vec<Filter>,
    pub table: Table,
    pub parts: Option<Parts>,
}

/// An old address.
#[derive(Debug, Clone, Serialize)]
pub struct RedirectView {
    /// As it is used, from the old page or elsewhere.
    pub href: String,
    /// The id and title of the document that it leads to, else the address.
    pub words: String,
    pub canonical: Option<String>,
}

/// Documents in groups, to look through.
#[derive(Debug, Clone, Serialize)]
pub struct ListingView {
    pub lead: String,
    /// The groups are letters.
    pub has_letters: bool,
    pub groups: Vec<ListingGroup>,
    /// The other lists.
    pub others: Vec<Link>,
    pub parts: Option<Parts>,
    pub empty: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct ListingGroup {
    pub title: String,
    pub anchor: String,
    /// The page of what the group is named after.
    pub href: Option<String>,
    pub lines: Vec<ListingLine>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ListingLine {
    pub href: String,
    pub id: Option<String>,
    pub title: String,
    /// In words; empty where the title of the group says it.
    pub state: String,
    /// What a reader must know before following it: that it is not in force, or that its review is overdue.
    pub mark: Option<Badge>,
    /// Its language and direction, where that is not the handbook's.
    pub language: Option<String>,
    pub direction: &'static str,
}

#[derive(Debug, Clone, Serialize)]
pub struct GlossaryView {
    pub letters: Vec<Letter>,
    pub parts: Option<Parts>,
    pub total: usize,
}

#[derive(Debug, Clone, Serialize)]
pub struct Letter {
    pub name: String,
    pub terms: Vec<TermView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct TermView {
    pub anchor: String,
    pub words: String,
    pub abbreviation: Option<String>,
    pub aliases: Vec<String>,
    pub definition: String,
    #[serde(serialize_with = "markup::commas")]
    pub see: Vec<Piece>,
}

/// A register whose entries stand together on one page.
#[derive(Debug, Clone, Serialize)]
pub struct EntriesView {
    pub lead: String,
    pub table: Option<Table>,
    pub entries: Vec<RegisterEntry>,
    #[serde(serialize_with = "markup::commas")]
    pub carriers: Vec<Piece>,
    pub parts: Option<Parts>,
    pub empty: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct RegisterEntry {
    pub anchor: String,
    pub id: Option<String>,
    pub title: String,
    pub facts: Vec<Fact>,
}

/// The page of all editions.
#[derive(Debug, Clone, Serialize)]
pub struct EditionsView {
    pub today: Day,
    /// The first digits of the current text's commit, where it has one.
    pub commit: Option<String>,
    pub documents: usize,
    pub in_force: usize,
    /// The newest first.
    pub editions: Vec<EditionRow>,
}

#[derive(Debug, Clone, Serialize)]
pub struct EditionRow {
    pub name: String,
    /// Of its folder, with a slash at its end.
    pub address: String,
    pub from: Day,
    /// When the next one came; none for the newest.
    pub until: Option<Day>,
    /// The first digits.
    pub commit: String,
    pub documents: usize,
    pub in_force: usize,
}

/// The history of a document.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentHistoryView {
    pub id: Option<String>,
    pub title: String,
    /// The document's language, where that is not the handbook's.
    pub language: Option<String>,
    /// In which that is read: `ltr` or `rtl`, or empty.
    pub direction: &'static str,
    /// Where the document stands.
    pub document: String,
    /// The newest first.
    pub versions: Vec<VersionView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct VersionView {
    pub version: String,
    /// Whether it is the one that is read now.
    pub is_current: bool,
    /// Only of that one.
    pub state: Option<Badge>,
    pub day: Option<Day>,
    #[serde(serialize_with = "markup::commas")]
    pub author: Vec<Piece>,
    pub kind: String,
    /// Why it came, entry by entry of the document's own history.
    pub summaries: Vec<String>,
    /// For each approval who gave it, in which role, when, and how it is proved.
    #[serde(serialize_with = "markup::lines")]
    pub approvals: Vec<Vec<Piece>>,
    /// Of an earlier one, whether the words that are known of it are those that its records approve.
    pub words: Option<Piece>,
    pub redline: Option<RedlineView>,
    /// Why words cannot be compared.
    pub note: Option<String>,
}

/// What changed from one version to the next.
#[derive(Debug, Clone, Serialize)]
pub struct RedlineView {
    /// The version before.
    pub before: String,
    /// Which revision has its words, and of which day, as a sentence.
    pub from: Option<String>,
    /// How many words went in and out; empty where the text is the same.
    pub summary: String,
    /// Safe; empty where the text is the same.
    pub html: String,
    pub is_open: bool,
}
