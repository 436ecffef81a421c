//! Whole sites: the example handbook as it is published, page by page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use tempfile::TempDir;

use super::generate;
use super::html::{Tag, tags};
use super::project::{POLICY, Project, Tree, is_page, tree};

/// The example handbook, built once for all tests of this file.
fn example() -> &'static Tree {
    static SITE: OnceLock<Tree> = OnceLock::new();
    SITE.get_or_init(|| {
        let project = Project::example();
        project.run(&["build"]).exits(0);
        project.tree("book")
    })
}

/// Pages with their tags, by name.
fn pages() -> &'static BTreeMap<String, Vec<Tag>> {
    static PAGES: OnceLock<BTreeMap<String, Vec<Tag>>> = OnceLock::new();
    PAGES.get_or_init(|| {
        let page = |(name, bytes): (&String, &Vec<u8>)| (name.clone(), tags(&String::from_utf8_lossy(bytes)));
        example().iter().filter(|(name, _)| is_page(name)).map(page).collect()
    })
}

#[track_caller]
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults, such as\n{}", faults.len(), faults[..faults.len().min(20)].join("\n"));
}

/// The file below the site that an address on a page names, and the part after `#`; none for other places.
fn resolve(page: &str, address: &str) -> Option<Result<(String, String), String>> {
    let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
    let path = path.split('?').next().unwrap_or_default();
    if path.contains("://") || ["mailto:", "tel:", "data:"].iter().any(|it| path.starts_with(it)) {
        return None;
    }
    if path.starts_with('/') {
        return Some(Err(format!("`{address}` does not work from disk")));
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    let own = parts.pop().unwrap_or_default();
    if path.is_empty() {
        parts.push(own);
    }
    for part in path.split('/').filter(|it| !it.is_empty()) {
        match part {
            "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Some(Err(format!("`{address}` leads out of the site")));
                }
            }
            part => parts.push(part),
        }
    }
    if path.ends_with('/') {
        return Some(Err(format!("`{address}` names a folder, which does not work from disk")));
    }
    Some(Ok((decoded(&parts.join("/")), decoded(fragment))))
}

/// The text with `%41` and the like resolved.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex =
            after.get(..2).and_then(|it| std::str::from_utf8(it).ok()).and_then(|it| u8::from_str_radix(it, 16).ok());
        if let (b'%', Some(byte)) = (first, hex) {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn the_site_has_every_kind_of_page() {
    let names: Vec<&str> = pages().keys().map(String::as_str).collect();
    assert!(names.contains(&"index.html") && names.contains(&"404.html"), "{names:?}");
    // 93 controls, more than 30 risks and 50 documents have a page each.
    assert!(names.len() > 93 + 30 + 50, "only {} pages", names.len());
}

#[test]
fn no_link_inside_the_site_is_broken() {
    let ids: BTreeMap<&str, BTreeSet<&str>> = pages()
        .iter()
        .map(|(name, tags)| (name.as_str(), tags.iter().filter_map(|it| it.attribute("id")).collect()))
        .collect();
    let mut faults = Vec::new();
    for (page, tags) in pages() {
        // The page for absent addresses may be served at any depth and tries its style sheet at several.
        let tries = |it: &&Tag| page == "404.html" && it.name == "link";
        for tag in tags.iter().filter(|it| !tries(it)) {
            for address in ["href", "src", "action"].iter().filter_map(|it| tag.attribute(it)) {
                match resolve(page, address) {
                    None => {}
                    Some(Err(fault)) => faults.push(format!("{page}: {fault}")),
                    Some(Ok((file, fragment))) => {
                        if !example().contains_key(&file) {
                            faults.push(format!("{page}: `{address}` is not there"));
                        } else if let Some(ids) = ids.get(file.as_str()) {
                            let is_there = fragment.is_empty() || fragment == "top" || ids.contains(fragment.as_str());
                            if !is_there {
                                faults.push(format!("{page}: `{address}` names no place on its page"));
                            }
                        }
                    }
                }
            }
        }
    }
    none(&faults);
}

#[test]
fn no_id_stands_twice_on_a_page() {
    let mut faults = Vec::new();
    for (page, tags) in pages() {
        let mut seen = BTreeSet::new();
        let twice = tags.iter().filter_map(|it| it.attribute("id")).filter(|id| !seen.insert(*id));
        faults.extend(twice.map(|id| format!("{page}: `{id}`")));
    }
    none(&faults);
}

#[test]
fn every_reference_to_an_id_on_the_page_is_met() {
    let mut faults = Vec::new();
    for (page, tags) in pages() {
        let ids: BTreeSet<&str> = tags.iter().filter_map(|it| it.attribute("id")).collect();
        for tag in tags {
            for key in
                ["for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "list", "popovertarget"]
            {
                let named = tag.attribute(key).unwrap_or_default();
                let absent = named.split_whitespace().filter(|it| !ids.contains(it));
                faults.extend(absent.map(|it| format!("{page}: <{} {key}=\"{it}\">", tag.name)));
            }
        }
    }
    none(&faults);
}

#[test]
fn no_script_or_style_stands_inside_a_page() {
    let mut faults = Vec::new();
    for (page, tags) in pages() {
        for tag in tags {
            let is_inline = match tag.name.as_str() {
                "script" => tag.attribute("src").is_none() && tag.attribute("type") != Some("application/json"),
                "style" => true,
                _ => tag.attributes.keys().any(|it| it == "style" || it.starts_with("on")),
            };
            if is_inline {
                faults.push(format!("{page}: <{} {:?}>", tag.name, tag.attributes));
            }
        }
    }
    none(&faults);
}

#[test]
fn every_page_has_a_strict_content_security_policy() {
    let mut faults = Vec::new();
    for (page, tags) in pages() {
        let is_policy =
            |it: &&Tag| it.attribute("http-equiv").is_some_and(|it| it.eq_ignore_ascii_case("content-security-policy"));
        let policy = tags.iter().find(is_policy).and_then(|it| it.attribute("content")).unwrap_or_default();
        let allows = |words: &str| policy.contains(words);
        if !policy.contains("default-src 'none'")
            || allows("unsafe")
            || allows("http:")
            || allows("https:")
            || allows('*'.to_string().as_str())
        {
            faults.push(format!("{page}: `{policy}`"));
        }
        let first = tags.iter().position(|it| ["script", "link"].contains(&it.name.as_str()));
        let at = tags.iter().position(|it| is_policy(&it));
        if first.is_some_and(|first| at.is_none_or(|at| first < at)) {
            faults.push(format!("{page}: something is loaded before the policy stands"));
        }
    }
    none(&faults);
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    let mut faults = Vec::new();
    for (page, tags) in pages() {
        for tag in tags {
            let loads: &[&str] = match tag.name.as_str() {
                "script" | "img" | "iframe" | "embed" | "source" | "video" | "audio" | "track" | "input" => {
                    &["src", "srcset", "poster"]
                }
                "link" | "use" | "image" => &["href", "xlink:href"],
                "object" => &["data"],
                "form" => &["action"],
                _ => &[],
            };
            // A canonical address is said, not loaded.
            let is_said = tag.attribute("rel").is_some_and(|it| ["canonical", "alternate", "license"].contains(&it));
            let foreign = |it: &str| it.contains("://") || it.starts_with("//") || it.starts_with("data:");
            if !is_said && loads.iter().filter_map(|it| tag.attribute(it)).any(foreign) {
                faults.push(format!("{page}: <{} {:?}>", tag.name, tag.attributes));
            }
        }
    }
    // Data names other places as the documents do; only what runs or styles could go there.
    for (name, bytes) in example().iter().filter(|(name, _)| name.starts_with("theme/")) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let namespaces = text.replace("http://www.w3.org/", "");
        if namespaces.contains("://") || text.contains("@import") || text.contains("eval(") {
            faults.push(format!("{name} names another place or runs text"));
        }
    }
    none(&faults);
}

#[test]
fn every_page_has_one_first_heading_a_title_and_a_language() {
    let mut faults = Vec::new();
    let mut titles: BTreeMap<String, &str> = BTreeMap::new();
    for (page, tags) in pages() {
        // Pictures have titles too; a page has the one before its body.
        let body = tags.iter().position(|it| it.name == "body").unwrap_or(tags.len());
        let is_counted = |at: usize, tag: &Tag| tag.name != "title" || at < body;
        let count =
            |name: &str| tags.iter().enumerate().filter(|(at, it)| it.name == name && is_counted(*at, it)).count();
        for name in ["h1", "main", "title", "html"] {
            if count(name) != 1 {
                faults.push(format!("{page}: {} times <{name}>", count(name)));
            }
        }
        if tags.iter().find(|it| it.name == "html").and_then(|it| it.attribute("lang")).is_none_or(str::is_empty) {
            faults.push(format!("{page}: no language"));
        }
        let title = tags.iter().find(|it| it.name == "title").map(|it| it.text.trim().to_owned()).unwrap_or_default();
        if title.is_empty() {
            faults.push(format!("{page}: an empty title"));
        }
        if let Some(other) = titles.insert(title.clone(), page) {
            faults.push(format!("{page} and {other} share the title `{title}`"));
        }
    }
    none(&faults);
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    let mut faults = Vec::new();
    for (page, tags) in pages() {
        let mut last = 0;
        for tag in tags {
            let level = match tag.name.as_bytes() {
                [b'h', digit @ b'1'..=b'6'] => digit - b'0',
                _ => continue,
            };
            if last > 0 && level > last + 1 {
                faults.push(format!("{page}: from {last} to {level}, `{}`", tag.text.trim()));
            }
            last = level;
        }
    }
    none(&faults);
}

#[test]
fn pictures_have_a_text_alternative() {
    let mut faults = Vec::new();
    for (page, tags) in pages() {
        let bare = tags.iter().filter(|it| it.name == "img" && it.attribute("alt").is_none());
        faults.extend(bare.map(|it| format!("{page}: {:?}", it.attributes)));
        for (at, tag) in tags.iter().enumerate().filter(|(_, it)| it.name == "svg") {
            let is_hidden = tag.attribute("aria-hidden") == Some("true");
            let is_named = tag.attribute("aria-label").is_some()
                || tag.attribute("aria-labelledby").is_some()
                || tags.get(at + 1).is_some_and(|it| it.name == "title");
            if !is_hidden && !is_named {
                faults.push(format!("{page}: an SVG without a name"));
            }
        }
    }
    none(&faults);
}

#[test]
fn no_name_of_a_file_differs_from_another_only_by_case() {
    let mut seen = BTreeMap::new();
    let clashes = example().keys().filter_map(|name| Some((seen.insert(name.to_lowercase(), name)?, name)));
    none(&clashes.map(|(one, other)| format!("{one} and {other}")).collect::<Vec<_>>());
}

#[test]
fn no_page_holds_what_the_text_of_a_template_would_leave() {
    let mut faults = Vec::new();
    for (name, bytes) in example().iter().filter(|(name, _)| is_page(name)) {
        let text = String::from_utf8_lossy(bytes);
        for left in ["{{", "}}", "{%", "\"None\"", "Some(", "NaN", ">undefined", "\"undefined"] {
            if text.contains(left) {
                faults.push(format!("{name} holds `{left}`"));
            }
        }
    }
    none(&faults);
}

#[test]
fn the_same_sources_and_day_give_the_same_bytes_with_one_thread_or_many() {
    let project = Project::example();
    let build = |threads: &str| {
        project.command(["build"]).env("RAYON_NUM_THREADS", threads).output().exits(0);
        project.tree("book")
    };
    let (alone, many) = (build("1"), build("7"));
    let differing: Vec<_> =
        alone.iter().filter(|(name, bytes)| many.get(*name) != Some(bytes)).map(|(name, _)| name).collect();
    assert!(differing.is_empty() && alone.len() == many.len(), "{differing:?}");
    assert!(alone == *example(), "another folder gives the same bytes");
}

#[test]
fn no_byte_of_a_site_tells_where_it_was_built() {
    let project = Project::example();
    project.run(&["build"]).exits(0);
    let root = project.root().display().to_string();
    let telling = project.tree("book").into_iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains(&root));
    none(&telling.map(|(name, _)| name).collect::<Vec<_>>());
}

/// A generated handbook, built.
fn generated(documents: usize) -> (TempDir, Tree) {
    let project = Project::of("");
    generate::write(project.root(), documents);
    project.run(&["build"]).exits(0);
    let site = tempfile::tempdir().expect("a folder");
    let files = project.tree("book");
    (site, files)
}

#[test]
fn a_generated_handbook_has_no_findings_but_information() {
    let project = Project::of("");
    generate::write(project.root(), 400);
    let heavy: Vec<_> = project.check().brief().into_iter().filter(|it| !it.starts_with("info")).collect();
    none(&heavy);
}

/// The data that a file of the search index hands to the reader.
fn shard(site: &Tree, name: &str) -> serde_json::Value {
    let text = String::from_utf8_lossy(&site[&format!("search/{name}.js")]).into_owned();
    let data = text.strip_prefix(&format!("handbookSearch.take(\"{name}\",")).expect("a call of the reader");
    serde_json::from_str(data.trim_end().trim_end_matches(");")).expect("the data is JSON")
}

#[test]
fn the_search_index_knows_every_page_and_every_word_of_a_document() {
    let head = shard(example(), "index");
    let total = head["total"].as_u64().expect("a number");
    let hrefs: BTreeSet<String> = (0..total.div_ceil(32))
        .flat_map(|block| shard(example(), &format!("entries-{block}")).as_array().expect("a list").clone())
        .filter_map(|entry| entry[2].as_str().map(|it| it.split('#').next().unwrap_or_default().to_owned()))
        .collect();
    let is_of_one_thing = |name: &&String| {
        ["documents/", "controls/", "clauses/", "risks/", "assets/", "roles/"].iter().any(|it| name.starts_with(it))
    };
    let absent: Vec<_> = pages().keys().filter(is_of_one_thing).filter(|it| !hrefs.contains(*it)).collect();
    // The lists of controls and clauses are no things themselves.
    assert_eq!(absent, ["clauses/index.html", "controls/index.html"]);
    assert!(hrefs.iter().all(|it| example().contains_key(it)), "{hrefs:?}");
    let words: BTreeSet<String> = (0..head["shards"].as_array().expect("a list").len())
        .map(|it| shard(example(), &format!("words-{it}")).as_str().expect("a text").to_owned())
        .flat_map(|it| it.split(' ').filter_map(|it| Some(it.split_once(':')?.0.to_owned())).collect::<Vec<_>>())
        .collect();
    for word in ["password", "pol.7", "a.5.15", "risk.4", "5.15"] {
        assert!(words.contains(word), "`{word}` is not in the index");
    }
    let texts = head["texts"].as_u64().expect("a number");
    assert!(texts > 50 && !example().contains_key(&format!("search/text-{texts}.js")), "{texts} texts");
}

#[test]
fn without_a_search_there_is_no_index_and_the_lists_remain() {
    let project = Project::small(super::project::POLICY);
    project.write("book.toml", project.read("book.toml") + "[output.html.search]\nenable = false\n");
    project.run(&["build"]).exits(0);
    let site = project.tree("book");
    assert!(!site.keys().any(|it| it.starts_with("search/")), "{:?}", site.keys());
    assert!(site.contains_key("search.html") && site.contains_key("lists/owners.html"));
    let page = String::from_utf8_lossy(&site["index.html"]).into_owned();
    assert!(page.contains("search.html") && !page.contains("data-search"), "{page}");
}

/// Pages that list what there is, in parts of a bounded length: they grow until a part is full.
const LISTS: [&str; 19] = [
    "applicability.html",
    "approvals",
    "assets/index",
    "changes",
    "clauses/index",
    "controls/",
    "coverage.html",
    "documents/index",
    "lists/",
    "print.html",
    "registers/",
    "reviews",
    "risks/index",
    "audiences/",
    "roles/",
    "sections/",
    "traceability",
    "treatment",
    "index.html",
];

/// Links of one kind that a page shows beside its own text.
const LINKS: usize = 60;

#[test]
fn the_weight_of_a_page_does_not_grow_with_the_handbook() {
    let (_small_folder, small) = generated(60);
    let (_large_folder, large) = generated(600);
    let is_list = |name: &str| LISTS.iter().any(|it| name.starts_with(it));
    let same: Vec<&String> = small.keys().filter(|it| is_page(it) && large.contains_key(*it)).collect();
    let mut faults = Vec::new();
    for name in same.iter().filter(|it| !is_list(it)) {
        let (before, after) = (small[*name].len(), large[*name].len());
        if after > before + before / 4 + 4_000 {
            faults.push(format!("{name}: {before} bytes among 60 documents, {after} among 600"));
        }
    }
    // A page of one thing links a bounded number of others, however many there are.
    for name in same.iter().filter(|it| it.starts_with("controls/a-") || it.starts_with("documents/p")) {
        let page = String::from_utf8_lossy(&large[*name]).into_owned();
        let longest =
            page.split("<dt>").skip(1).map(|it| it.split("</dd>").next().unwrap_or_default().matches("<li").count());
        let longest = longest.max().unwrap_or_default();
        if longest > LINKS + 1 {
            faults.push(format!("{name}: {longest} links under one title"));
        }
    }
    let is_full = |name: &&&String| String::from_utf8_lossy(&large[**name]).contains("<li class=\"note\">and ");
    assert!(same.iter().any(|it| is_full(&it)), "some page has more to link than it shows");
    // What every page loads is the same for any number of documents.
    for name in large.keys().filter(|it| it.starts_with("theme/")) {
        if small.get(name) != large.get(name) {
            faults.push(format!("{name} is another one among 600 documents"));
        }
    }
    none(&faults);
    let kinds: BTreeSet<&str> =
        same.iter().filter(|it| !is_list(it)).filter_map(|it| it.split(['/', '.']).next()).collect();
    for kind in ["documents", "history", "clauses", "risks", "assets", "search", "404", "glossary"] {
        assert!(kinds.contains(kind), "{kind} is not among {kinds:?}");
    }
}

#[test]
fn the_checks_of_this_file_see_what_they_look_for() {
    assert_eq!(resolve("a/b.html", "../c.html#d"), Some(Ok(("c.html".to_owned(), "d".to_owned()))));
    assert_eq!(resolve("a/b.html", "#d%20e"), Some(Ok(("a/b.html".to_owned(), "d e".to_owned()))));
    assert_eq!(resolve("b.html", "https://example.com/"), None);
    assert!(resolve("b.html", "../c.html").is_some_and(|it| it.is_err()));
    assert!(resolve("b.html", "/c.html").is_some_and(|it| it.is_err()));
    assert!(tree(std::path::Path::new("absent-folder")).is_empty());
}

#[test]
fn a_link_to_the_heading_that_is_the_title_arrives() {
    let project = Project::small(&POLICY.replace("## Scope", "# Access control policy\n\n## Scope").replace(
        "covers every account",
        "[covers](other.md#other-words) [every](access.md#access-control-policy) account",
    ))
    .with("policies/other.md", "---\nid: POL-008\ntitle: Other words\n---\n\n# Other words\n\nText.\n");
    project.run(&["build", "--draft"]).exits(0);
    for (page, anchor) in [("pol-007", "access-control-policy"), ("pol-008", "other-words")] {
        let page = project.read(&format!("book/documents/{page}.html"));
        assert_eq!(page.matches(&format!(" id=\"{anchor}\"")).count(), 1, "{page}");
    }
    let page = project.read("book/documents/pol-007.html");
    assert!(page.contains("pol-008.html#other-words") && page.contains("#access-control-policy\""), "{page}");
}
