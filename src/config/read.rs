//! From the text of `book.toml` to settings and findings. Cannot fail: what cannot be read keeps its default.

use toml::de::DeTable;

use super::section::{BAD_SETTING, Section};
use super::{Allow, ApprovalRule, Config, Level, RawHtml, Redlines, Site};
use crate::diag::{Finding, Severity, nearest};
use crate::model::{Band, DocumentType, Method, RiskMethod};
use crate::text::{FileId, Interval, Span, Spanned};

/// Largest text of settings that is read, in bytes; each of its values takes many times its bytes.
const LARGEST: usize = 1024 * 1024;

/// Reads the settings. Syntax errors, unknown names and values of the wrong kind are findings.
pub fn read(file: FileId, text: &str) -> (Config, Vec<Finding>) {
    let mut config = Config { file: Some(file), ..Config::default() };
    let mut findings = Vec::new();
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    if text.len() > LARGEST {
        config.is_broken = true;
        let message = format!("book.toml is {} KiB long; {} KiB are read", text.len() / 1024, LARGEST / 1024);
        let hint = "settings are few; texts belong into documents and entries into registers";
        return (config, vec![Finding::new(BAD_SETTING, Span::at(start).in_file(file), message).hint(hint)]);
    }
    let (table, errors) = DeTable::parse_recoverable(&text[start..]);
    config.is_broken = !errors.is_empty();
    for error in errors {
        let span = error.span().map(Span::from).unwrap_or_default().moved_by(start);
        let message = format!("book.toml cannot be read: {}", error.message().lines().next().unwrap_or_default());
        findings.push(Finding::new(BAD_SETTING, span.in_file(file), message));
    }
    let first = findings.len();
    let mut root = Section::new(table.get_ref(), file, &mut findings);
    read_book(&mut root, &mut config);
    read_output(&mut root, &mut config);
    read_isms(&mut root, &mut config);
    read_acknowledgement(&mut root, &mut config);
    read_governance(&mut root, &mut config);
    root.finish();
    for finding in &mut findings[first..] {
        finding.place.span = finding.place.span.moved_by(start);
    }
    (config, findings)
}

fn set<T>(setting: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *setting = value;
    }
}

fn plain(text: Option<Spanned<String>>) -> Option<String> {
    text.map(|it| it.value)
}

fn words(texts: Option<Vec<Spanned<String>>>) -> Option<Vec<String>> {
    texts.map(|list| list.into_iter().map(|it| it.value).collect())
}

fn read_book(root: &mut Section<'_, '_>, config: &mut Config) {
    root.table("book", |section| {
        config.book.title = plain(section.text("title"));
        set(&mut config.book.description, plain(section.text("description")));
        set(&mut config.book.authors, words(section.texts("authors")));
        set(&mut config.book.language, plain(section.text("language")));
        config.book.text_direction = choice(section, "text-direction", &["ltr", "rtl"]);
        if let Some(folder) = folder(section, "src") {
            config.book.src = folder;
        }
    });
    root.table("build", |section| {
        if let Some(folder) = folder(section, "build-dir") {
            config.build.build_dir = folder;
        }
    });
}

/// A folder inside the root: relative, and never upward.
fn folder(section: &mut Section<'_, '_>, key: &'static str) -> Option<String> {
    let text = section.text(key)?;
    let name = text.value.replace('\\', "/");
    let leads_out = name.starts_with('/') || name.contains(':') || name.split('/').any(|part| part == "..");
    if leads_out {
        section.reject(key, text.span, "a folder inside the project");
        return None;
    }
    Some(name.trim_start_matches("./").trim_end_matches('/').to_owned())
}

/// One of a few words.
fn choice(section: &mut Section<'_, '_>, key: &'static str, allowed: &[&str]) -> Option<String> {
    let text = section.text(key)?;
    if allowed.contains(&text.value.as_str()) {
        return Some(text.value);
    }
    section.reject(key, text.span, &one_of(allowed));
    None
}

fn one_of(allowed: &[&str]) -> String {
    format!("one of {}", allowed.join(", "))
}

fn read_output(root: &mut Section<'_, '_>, config: &mut Config) {
    let html = &mut config.html;
    root.table("output", |output| {
        output.table("html", |section| {
            if let Some(folder) = folder(section, "theme") {
                html.theme = folder;
            }
            html.default_theme = choice(section, "default-theme", &["light", "dark"]);
            html.preferred_dark_theme = choice(section, "preferred-dark-theme", &["light", "dark"]);
            set(&mut html.additional_css, words(section.texts("additional-css")));
            set(&mut html.additional_js, words(section.texts("additional-js")));
            html.git_repository_url = plain(section.text("git-repository-url"));
            html.edit_url_template = plain(section.text("edit-url-template"));
            html.site_url = plain(section.text("site-url"));
            html.cname = plain(section.text("cname"));
            html.accent = section.text("accent").filter(|accent| {
                let is_colour = is_colour(&accent.value);
                if !is_colour {
                    section.reject("accent", accent.span, "a colour such as `#0b4f8a`");
                }
                is_colour
            });
            html.redirect = section.text_map("redirect").into_iter().collect();
            if choice(section, "raw-html", &["refuse", "sanitize"]).as_deref() == Some("sanitize") {
                html.raw_html = RawHtml::Sanitize;
            }
            section.table("search", |search| set(&mut html.search, search.flag("enable")));
            section.table("print", |print| html.print = print.flag("enable"));
        });
    });
}

/// `#rgb` or `#rrggbb`.
fn is_colour(text: &str) -> bool {
    let digits = text.trim().strip_prefix('#').unwrap_or_default();
    matches!(digits.len(), 3 | 6) && digits.chars().all(|it| it.is_ascii_hexdigit())
}

/// Where people confirm having read a document. Only an address that a browser opens as a page of the web.
fn read_acknowledgement(root: &mut Section<'_, '_>, config: &mut Config) {
    root.table("acknowledgement", |section| {
        let Some(url) = section.text("url") else { return };
        let lower = url.value.to_ascii_lowercase();
        if lower.starts_with("https://") || lower.starts_with("http://") {
            config.acknowledgement = Some(url);
        } else {
            section.reject("url", url.span, "an address that begins with https://");
        }
    });
}

fn read_isms(root: &mut Section<'_, '_>, config: &mut Config) {
    let isms = &mut config.isms;
    root.table("isms", |section| {
        isms.organization = plain(section.text("organization"));
        set(&mut isms.formerly, words(section.texts("formerly")));
        set(&mut isms.frameworks, words(section.texts("frameworks")));
        for (name, pattern) in section.text_map("id-pattern") {
            match document_type(&name) {
                Some(kind) => {
                    isms.id_patterns.insert(kind, pattern);
                }
                None => section.reject(&format!("id-pattern.{name}"), pattern.span, &type_names()),
            }
        }
        set(&mut isms.classifications, words(section.texts("classifications")));
        set(&mut isms.audiences, words(section.texts("audiences")));
        for (name, text) in section.text_map("variables") {
            if text.value.len() > LONGEST_VARIABLE {
                let expected = format!("at most {LONGEST_VARIABLE} bytes: what is longer is a text of its own");
                section.reject(&format!("variables.{name}"), text.span, &expected);
            } else {
                isms.variables.insert(name, text.value);
            }
        }
        section.table("risk", |risk| read_risk(risk, &mut isms.risk));
    });
}

/// Longest value of a variable, in bytes. It may stand in a text very many times.
const LONGEST_VARIABLE: usize = 2_000;

/// Most levels of a scale: the heat map has a cell for each pair.
const MOST_LEVELS: usize = 30;

/// The levels of a scale, in their order; none where there are too many to be told apart.
fn scale(section: &mut Section<'_, '_>, key: &'static str) -> Option<Vec<String>> {
    let levels = section.texts(key)?;
    match levels.get(MOST_LEVELS) {
        Some(first_too_many) => {
            section.reject(key, first_too_many.span, &format!("at most {MOST_LEVELS} levels"));
            None
        }
        None => words(Some(levels)),
    }
}

fn read_risk(section: &mut Section<'_, '_>, method: &mut RiskMethod) {
    set(&mut method.likelihood, scale(section, "likelihood"));
    set(&mut method.impact, scale(section, "impact"));
    let matrix = section.grid("matrix");
    match choice(section, "method", &["product", "matrix"]).as_deref() {
        Some("matrix") => match matrix {
            Some(rows)
                if rows.len() == method.likelihood.len() && rows.iter().all(|row| row.len() == method.impact.len()) =>
            {
                method.method = Method::Matrix(rows);
            }
            _ => section.reject("matrix", Span::default(), "a row for each likelihood with a number for each impact"),
        },
        _ => method.method = Method::Product,
    }
    let mut bands = Vec::new();
    section.tables("bands", |band, span| {
        let name = plain(band.text("name"));
        let up_to = band.number("up-to").map(|it| it.value);
        match (name, up_to) {
            (Some(name), Some(up_to)) => bands.push(Band { name, up_to }),
            _ => band.reject("bands", span, "a `name` and `up-to`"),
        }
    });
    if !bands.is_empty() {
        bands.sort_by_key(|band| band.up_to);
        method.bands = bands;
    }
    set(&mut method.acceptance, section.number("acceptance").map(|it| it.value));
}

fn read_governance(root: &mut Section<'_, '_>, config: &mut Config) {
    let review = &mut config.review;
    root.table("review", |section| {
        for (name, text) in section.text_map("interval") {
            match (document_type(&name), Interval::parse(&text.value)) {
                (Some(kind), Ok(interval)) => {
                    review.longest.insert(kind, interval);
                }
                (None, _) => section.reject(&format!("interval.{name}"), text.span, &type_names()),
                (_, Err(_)) => section.reject(&format!("interval.{name}"), text.span, "a time such as `12 months`"),
            }
        }
        if let Some(text) = section.text("grace") {
            match Interval::parse(&text.value) {
                Ok(interval) => review.grace = interval,
                Err(_) => section.reject("grace", text.span, "a time such as `30 days`"),
            }
        }
    });
    root.tables("approval", |section, _| config.approvals.push(read_approval(section)));
    let lint = &mut config.lint;
    root.table("lint", |section| {
        if let Some(level) = choice(section, "fail-on", &["info", "warning", "error"]) {
            lint.fail_on = severity(&level).unwrap_or(Severity::Error);
        }
        set(&mut lint.names, words(section.texts("names")));
        set(&mut lint.abbreviations, words(section.texts("abbreviations")));
        if let Some(most) = section.number("longest-sentence") {
            lint.longest_sentence = usize::try_from(most.value).unwrap_or(usize::MAX);
        }
        lint.vague_terms = words(section.texts("vague-terms"));
        lint.untelling_headings = words(section.texts("untelling-headings"));
        section.tables("allow", |allow, span| lint.allow.push(read_allow(allow, span)));
        for (rule, text) in section.text_map("rules") {
            match level(&text.value) {
                Some(level) => {
                    lint.levels.insert(rule, Spanned::new(level, text.span));
                }
                None => section.reject(&format!("rules.{rule}"), text.span, &one_of(&level_names())),
            }
        }
    });
    config.fields = root.text_map("fields").into_iter().map(|(foreign, own)| (foreign, own.value)).collect();
    let editions = &mut config.editions;
    root.table("editions", |section| {
        match section.text("tags") {
            Some(tags) if tags.value.trim().is_empty() => {
                section.reject("tags", tags.span, "a pattern of tags such as `v*`");
            }
            tags => set(&mut editions.tags, plain(tags)),
        }
        match choice(section, "history", &["none", "tags", "versions"]).as_deref() {
            Some("none") => editions.history = Redlines::None,
            Some("versions") => editions.history = Redlines::Versions,
            _ => {}
        }
    });
    root.tables("site", |section, span| {
        let audience = section.text("audience");
        let classification = section.text("classification");
        let address = plain(section.text("address"));
        match section.text("name") {
            Some(name) => config.sites.push(Site { name, audience, classification, address }),
            None => section.reject("name", span, "a name for the build"),
        }
    });
    for site in &config.sites {
        let Some(level) = &site.classification else { continue };
        if !config.isms.classifications.contains(&level.value) {
            let message =
                format!("site `{}` names the classification `{}`, which is not declared", site.name.value, level.value);
            let known = config.isms.classifications.iter().map(String::as_str);
            let hint = nearest(&level.value, known).map_or_else(
                || format!("declared are: {}", config.isms.classifications.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            let place = level.span.in_file(config.file.unwrap_or(FileId::new(0)));
            root.findings.push(Finding::new(BAD_SETTING, place, message).hint(hint));
        }
    }
}

fn read_approval(section: &mut Section<'_, '_>) -> ApprovalRule {
    let mut types = Vec::new();
    for name in section.texts("types").unwrap_or_default() {
        match document_type(&name.value) {
            Some(kind) => types.push(kind),
            None => section.reject("types", name.span, &type_names()),
        }
    }
    ApprovalRule {
        types,
        paths: words(section.texts("paths")).unwrap_or_default(),
        ids: words(section.texts("ids")).unwrap_or_default(),
        roles: words(section.texts("roles")).unwrap_or_default(),
        people: section.number("people").map_or(1, |it| it.value),
        assurance: choice(section, "assurance", &["declared", "bound", "signed"])
            .unwrap_or_else(|| "declared".to_owned()),
    }
}

fn read_allow(section: &mut Section<'_, '_>, span: Span) -> Allow {
    Allow {
        rules: section.texts("rules").unwrap_or_default(),
        documents: section.texts("documents").unwrap_or_default(),
        until: section.text("until"),
        by: section.text("by"),
        reason: section.text("reason"),
        span,
    }
}

fn document_type(name: &str) -> Option<DocumentType> {
    DocumentType::ALL.into_iter().find(|kind| kind.name() == name)
}

fn type_names() -> String {
    format!("types of documents as names: {}", DocumentType::ALL.map(DocumentType::name).join(", "))
}

fn severity(name: &str) -> Option<Severity> {
    Severity::ALL.into_iter().find(|it| it.name() == name)
}

/// What a rule can be set to, the least first.
pub fn level_names() -> [&'static str; 4] {
    let [info, warning, error] = Severity::ALL.map(Severity::name);
    ["off", info, warning, error]
}

fn level(name: &str) -> Option<Level> {
    if name == "off" { Some(Level::Off) } else { severity(name).map(Level::At) }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::text::FileId;

    fn messages(text: &str) -> Vec<(String, String)> {
        let (_, findings) = read(FileId::new(0), text);
        let slice = |it: &crate::diag::Finding| text[it.place.span.range()].to_owned();
        findings.iter().map(|it| (slice(it), format!("{} {}", it.message, it.hint.as_deref().unwrap_or("")))).collect()
    }

    #[test]
    fn a_mistyped_setting_is_found_at_its_name_with_the_nearest_known_one() {
        let found = messages("[book]\ntitel = \"x\"\n");
        assert_eq!(found, [("titel".to_owned(), "setting `book.titel` is not known did you mean `title`?".to_owned())]);
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_found_at_the_value() {
        let found = messages("\u{feff}[book]\ntitle = 7\nsrc = \"../elsewhere\"\n[lint.rules]\nD001 = \"loud\"\n");
        assert_eq!(found.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(), ["7", "\"../elsewhere\"", "\"loud\""]);
    }

    #[test]
    fn a_line_of_a_free_table_is_told_by_its_own_name() {
        let text = "[lint.rules]\nD001 = \"hot\"\n[review.interval]\npolicy = \"often\"\n";
        let told: Vec<_> = messages(text).into_iter().map(|it| it.1).collect();
        assert!(told[0].starts_with("setting `review.interval.policy` wants a time"), "{told:?}");
        assert!(told[1].starts_with("setting `lint.rules.D001` wants one of off, info, warning, error"), "{told:?}");
    }

    #[test]
    fn settings_are_read_in_full() {
        let (config, findings) = read(
            FileId::new(0),
            "[book]\ntitle = \"T\"\n[isms]\norganization = \"O\"\n[isms.variables]\nproduct = \"P\"\n[isms.risk]\nmethod = \"product\"\nacceptance = 6\n[[isms.risk.bands]]\nname = \"low\"\nup-to = 6\n[output.html]\nraw-html = \"sanitize\"\n[review]\ngrace = \"14 days\"\n[review.interval]\npolicy = \"12 months\"\n[lint]\nnames = [\"Grebe\"]\nvague-terms = []\n[[site]]\nname = \"public\"\nclassification = \"public\"\n",
        );
        assert_eq!(findings, []);
        assert_eq!(config.book.title.as_deref(), Some("T"));
        assert_eq!(config.isms.risk.acceptance, 6);
        assert_eq!(config.isms.variables["product"], "P");
        assert_eq!((config.lint.names.len(), &config.lint.vague_terms), (1, &Some(Vec::new())));
        assert_eq!(config.lint.untelling_headings, None);
        assert_eq!(config.highest_classification(config.sites.first()), Some(0));
    }

    #[test]
    fn a_pattern_says_which_tags_are_editions() {
        let (config, findings) = read(FileId::new(0), "[editions]\ntags = \"v*.?\"\nhistory = \"versions\"\n");
        assert_eq!((findings, config.editions.history), (Vec::new(), super::Redlines::Versions));
        let named = ["v1.0", "v1.0.10", "v.x", "v1", "1.0", "xv1.0", "v1.02"].map(|it| config.editions.names(it));
        assert_eq!(named, [true, false, true, false, false, false, false]);
        assert!(read(FileId::new(0), "").0.editions.names("v"));
        let found = messages("[editions]\ntags = \"\"\nhistory = \"all\"\n");
        assert_eq!(found.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(), ["\"\"", "\"all\""]);
    }

    #[test]
    fn a_broken_file_keeps_what_can_be_read() {
        let (config, findings) = read(FileId::new(0), "[book]\ntitle = \"T\"\nsrc = \n");
        assert_eq!(findings.len(), 1);
        assert_eq!(config.book.title.as_deref(), Some("T"));
    }
}
