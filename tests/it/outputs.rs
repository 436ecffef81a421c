//! What a site has beside its pages: the manifest, addresses for machines, and old addresses that lead on.

use std::collections::BTreeMap;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::html::tags;
use super::project::{POLICY, Project, Tree};

fn json(site: &Tree, name: &str) -> Value {
    serde_json::from_slice(&site[name]).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn text<'t>(site: &'t Tree, name: &str) -> std::borrow::Cow<'t, str> {
    String::from_utf8_lossy(site.get(name).unwrap_or_else(|| panic!("{name} is not there: {:?}", site.keys())))
}

/// The small handbook with more settings of `[output.html]`.
fn with_html(settings: &str) -> Project {
    let project = Project::small(POLICY);
    project.write("book.toml", format!("{}[output.html]\n{settings}", project.read("book.toml")));
    project
}

#[test]
fn the_manifest_names_every_file_with_its_digest_and_every_document() {
    let project = Project::small(&format!("{POLICY}//- policies/plan.txt\na plan\n")).with(
        "policies/access.md",
        POLICY
            .replace("//- policies/access.md\n", "")
            .replace("every account.", "every account, see [the plan](plan.txt)."),
    );
    project.run(&["build"]).exits(0);
    let site = project.tree("book");
    let manifest = json(&site, "manifest.json");
    assert_eq!(manifest["version"], 1);
    let listed: BTreeMap<String, (u64, String)> = manifest["files"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| {
            let word = |key: &str| it[key].as_str().expect("a text").to_owned();
            (word("path"), (it["size"].as_u64().expect("a number"), word("sha256")))
        })
        .collect();
    let written: BTreeMap<String, (u64, String)> = site
        .iter()
        .filter(|(name, _)| !["manifest.json", ".ismsbook-site"].contains(&name.as_str()))
        .map(|(name, bytes)| (name.clone(), (bytes.len() as u64, format!("{:x}", Sha256::digest(bytes)))))
        .collect();
    assert_eq!(listed, written);
    assert!(written.contains_key("files/policies/plan.txt"));
    let document = &manifest["documents"][0];
    assert_eq!(document["id"], "POL-007");
    assert_eq!(document["state"], "draft");
    assert_eq!(document["source"], "policies/access.md");
    assert!(site.contains_key(document["page"].as_str().expect("a page")));
    assert!(!site.contains_key("sitemap.xml") && !site.contains_key("CNAME"), "no address is set");
}

#[test]
fn an_address_gives_a_sitemap_canonical_links_and_a_host_name() {
    let project = with_html("site-url = \"https://handbook.example.com/isms\"\ncname = \"handbook.example.com\"\n");
    project.run(&["build"]).exits(0);
    let site = project.tree("book");
    assert_eq!(text(&site, "CNAME"), "handbook.example.com\n");
    let map = text(&site, "sitemap.xml");
    assert!(map.contains("<loc>https://handbook.example.com/isms/documents/pol-007.html</loc>"), "{map}");
    assert!(map.contains("<loc>https://handbook.example.com/isms/</loc>") && !map.contains("404"), "{map}");
    let page = text(&site, "documents/pol-007.html");
    assert!(page.contains("rel=\"canonical\" href=\"https://handbook.example.com/isms/documents/pol-007.html\""));
}

#[test]
fn old_addresses_lead_on_by_themselves_and_by_a_link() {
    let project = with_html(
        "[output.html.redirect]\n\"/old/access.html\" = \"POL-007\"\n\"a/b/c.html\" = \"../../glossary.html\"\n\
         \"wiki/\" = \"https://example.com/wiki\"\n\"index.html\" = \"/search.html\"\n\"gone.html\" = \"/nowhere.html\"\n\
         \"../out.html\" = \"POL-007\"\n\"run.html\" = \"javascript:alert(1)\"\n",
    );
    project.run(&["build"]).exits(0);
    let site = project.tree("book");
    for (old, target) in [
        ("old/access.html", "../documents/pol-007.html"),
        ("a/b/c.html", "../../glossary.html"),
        ("wiki/index.html", "https://example.com/wiki"),
    ] {
        let page = text(&site, old);
        let found = tags(&page);
        let refresh = found.iter().find(|it| it.attribute("http-equiv") == Some("refresh")).expect("it leads on");
        assert_eq!(refresh.attribute("content"), Some(format!("0; url={target}").as_str()));
        assert!(found.iter().any(|it| it.name == "a" && it.attribute("href") == Some(target)), "{page}");
        assert!(page.contains("default-src 'none'"), "{page}");
    }
    assert!(text(&site, "index.html").contains("Test handbook"), "a page is never replaced");
    assert!(!site.keys().any(|it| ["gone.html", "run.html", "out.html"].contains(&it.as_str())), "{:?}", site.keys());
}

#[test]
fn an_old_address_of_something_hidden_is_not_told() {
    let project = with_html("[output.html.redirect]\n\"old/hush.html\" = \"POL-007\"\n");
    project
        .write("book.toml", project.read("book.toml") + "[[site]]\nname = \"public\"\nclassification = \"public\"\n");
    project.run(&["build", "--site", "public"]).exits(0);
    assert!(!project.tree("book").keys().any(|it| it.contains("hush")));
}
