//! Changes as one HTML page that needs nothing else: its style is inside, it has no script and asks nobody for anything.
//! Well-formed whatever the texts, as every element is closed where it is opened.

use std::fmt::Write as _;

use super::outline::{field, what};
use super::{Diff, outline};
use crate::compare::{DocumentChange, Fate, Kind, Line, Run};
use crate::report::wording::plain;
use crate::text::counted;

const STYLE: &str = "\
:root{color-scheme:light dark;--in:#0a6b2c;--in-back:#e2f5e7;--out:#a3152b;--out-back:#fbe6e8;--quiet:#5b6270;--line:#ccd1d9}\
@media(prefers-color-scheme:dark){:root{--in:#8fe0a8;--in-back:#12331d;--out:#ffa8b2;--out-back:#3d161c;--quiet:#a5adba;--line:#444b57}}\
body{font:1rem/1.55 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.5rem}h2{font-size:1.2rem;border-bottom:1px solid var(--line);margin-top:2.2rem}h3{font-size:1rem;margin-bottom:.2rem}\
ins{color:var(--in);background:var(--in-back);text-decoration:underline}del{color:var(--out);background:var(--out-back)}\
.quiet{color:var(--quiet)}.block{margin:.35rem 0;padding-left:.8rem;border-left:3px solid transparent;white-space:pre-wrap;overflow-wrap:anywhere}\
.inserted{border-color:var(--in)}.deleted{border-color:var(--out)}.changed,.moved{border-color:var(--quiet)}\
.code,code{font-family:ui-monospace,monospace;font-size:.92em}.heading{font-weight:600}\
details{margin:.35rem 0}summary{color:var(--quiet);cursor:pointer}\
@media print{details{display:none}body{max-width:none}}";

pub(super) fn write(diff: &Diff<'_>) -> String {
    let title = format!("{} → {}", plain(diff.from), plain(diff.to));
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n");
    out.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\" />\n",
    );
    // Writing to a string cannot fail.
    let _ = write!(out, "<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n", escaped(&title));
    let _ =
        writeln!(out, "<h1>{}</h1>\n<p>{}, on {}.</p>", escaped(&title), outline::summary(diff.changes), diff.today);
    for section in outline::sections(diff) {
        let _ = writeln!(out, "<section>\n<h2>{}</h2>\n<ul>", escaped(&section.heading));
        for line in &section.lines {
            out.push_str("<li>");
            for it in line {
                run(&mut out, it);
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n</section>\n");
    }
    for change in diff.changes.documents.iter().filter(|it| it.changes_words()) {
        document(&mut out, change);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn document(out: &mut String, change: &DocumentChange) {
    let Some(edition) = change.latest() else { return };
    let _ = writeln!(out, "<article>\n<h2>{} {}</h2>", escaped(&edition.name), escaped(&edition.title));
    let _ = writeln!(out, "<p class=\"quiet\">{}</p>", named(&what(change)));
    if !change.fields.is_empty() {
        out.push_str("<ul>\n");
        for one in &change.fields {
            let _ = writeln!(out, "<li>{}</li>", named(&field(one)));
        }
        out.push_str("</ul>\n");
    }
    let lines = &change.redline.lines;
    let mut at = 0;
    while at < lines.len() {
        let stays = lines[at..].iter().take_while(|it| it.fate == Fate::Same).count();
        if stays > 2 {
            // One block beside each change stays open; the rest can be unfolded.
            let (first, last) = (usize::from(at > 0), usize::from(at + stays < lines.len()));
            for it in &lines[at..at + first] {
                block(out, it);
            }
            let folded = &lines[at + first..at + stays - last];
            let _ = writeln!(out, "<details><summary>{} as before</summary>", counted(folded.len(), "block"));
            for it in folded {
                block(out, it);
            }
            out.push_str("</details>\n");
            for it in &lines[at + stays - last..at + stays] {
                block(out, it);
            }
            at += stays;
        } else {
            block(out, &lines[at]);
            at += 1;
        }
    }
    out.push_str("</article>\n");
}

fn block(out: &mut String, line: &Line) {
    let fate = line.fate.word();
    let kind = match line.kind {
        Kind::Code | Kind::Html => " code",
        Kind::Heading(_) => " heading",
        _ => "",
    };
    let _ = write!(out, "<div class=\"block {fate}{kind}\">");
    match line.fate {
        Fate::MovedHere => out.push_str("<span class=\"quiet\">moved here: </span>"),
        Fate::MovedAway => out.push_str("<span class=\"quiet\">moved away: </span>"),
        Fate::Same | Fate::Inserted | Fate::Deleted | Fate::Changed => {}
    }
    if matches!(line.kind, Kind::Entry { .. }) {
        out.push_str("• ");
    }
    for (index, cell) in line.cells.iter().enumerate() {
        if index > 0 {
            out.push_str(" <span class=\"quiet\">|</span> ");
        }
        for it in cell {
            words(out, it);
        }
    }
    if line.cells.is_empty() {
        out.push_str(match line.fate {
            Fate::Inserted => "<ins>———</ins>",
            Fate::Deleted => "<del>———</del>",
            _ => "———",
        });
    }
    if let Some(was) = line.was {
        let _ = write!(out, " <span class=\"quiet\">({} → {})</span>", was.words(), line.kind.words());
    }
    out.push_str("</div>\n");
}

/// A run of a section's line, in which names stand in backticks.
fn run(out: &mut String, run: &Run) {
    if run.fate == Fate::Same { out.push_str(&named(&run.text)) } else { words(out, run) }
}

fn words(out: &mut String, run: &Run) {
    let words = escaped(&run.text);
    let _ = match run.fate {
        Fate::Inserted => write!(out, "<ins>{words}</ins>"),
        Fate::Deleted => write!(out, "<del>{words}</del>"),
        _ if run.is_mark => Ok(()),
        _ => write!(out, "{words}"),
    };
}

/// Words in which what stands in backticks is a name.
fn named(words: &str) -> String {
    if !words.matches('`').count().is_multiple_of(2) {
        return escaped(words);
    }
    let part = |(index, part): (usize, &str)| {
        if index % 2 == 0 { escaped(part) } else { format!("<code>{}</code>", escaped(part)) }
    };
    words.split('`').enumerate().map(part).collect()
}

/// Text that no reader of HTML takes for markup. Line ends stay; other characters that no page may hold, and those that turn
/// the direction of text, are written out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        for character in plain(line).chars() {
            match character {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                '\'' => out.push_str("&#39;"),
                other => out.push(other),
            }
        }
    }
    out
}
