//! The settings that there are, in the order of the page that is printed from them.

use super::form::{Absent, Kind, Setting, Table};
use crate::model::form::{Shape, types};

const fn setting(key: &'static str, shape: Shape, absent: Absent, about: &'static str) -> Setting {
    Setting { key, shape, absent, about }
}

fn any() -> Vec<&'static str> {
    Vec::new()
}

/// The tables of `book.toml`; one that stands in another comes after it.
pub const TABLES: &[Table] = &[
    Table {
        path: "book",
        kind: Kind::One(BOOK),
        about: "",
        example: "\
[book]
title = \"Information security handbook\"
description = \"How we protect what our customers entrust to us\"
authors = [\"Security team\"]
language = \"en\"
text-direction = \"ltr\"
src = \"policies\"
",
    },
    Table {
        path: "build",
        kind: Kind::One(&[setting(
            "build-dir",
            Shape::Text,
            Absent::Is("\"book\""),
            "folder that `build` writes, inside the root; it is never read",
        )]),
        about: "",
        example: "[build]\nbuild-dir = \"public\"\n",
    },
    Table {
        path: "output.html",
        kind: Kind::One(HTML),
        about: "",
        example: "\
[output.html]
theme = \"theme\"
default-theme = \"light\"
preferred-dark-theme = \"dark\"
additional-css = [\"theme/house.css\"]
additional-js = [\"theme/house.js\"]
git-repository-url = \"https://example.com/isms\"
edit-url-template = \"https://example.com/isms/edit/main/{path}\"
site-url = \"https://handbook.example.com/\"
cname = \"handbook.example.com\"
accent = \"#0b4f8a\"
raw-html = \"sanitize\"
",
    },
    Table {
        path: "output.html.redirect",
        kind: Kind::Texts(any),
        about: "Old addresses, each with the new one or with the id of a document; see [the manifest](manifest.md).",
        example: "\
[output.html.redirect]
\"/old/access.html\" = \"POL-007\"
\"/guides/\" = \"/lists/titles.html\"
",
    },
    Table {
        path: "output.html.search",
        kind: Kind::One(&[setting(
            "enable",
            Shape::YesOrNo,
            Absent::Is("true"),
            "whether the site has a [search](search.md); without it the index is left out too",
        )]),
        about: "",
        example: "[output.html.search]\nenable = false\n",
    },
    Table {
        path: "output.html.print",
        kind: Kind::One(&[setting(
            "enable",
            Shape::YesOrNo,
            Absent::Otherwise("with at most 500 documents"),
            "whether the site has the whole book on one page for paper, `print.html`",
        )]),
        about: "",
        example: "[output.html.print]\nenable = true\n",
    },
    Table {
        path: "isms",
        kind: Kind::One(ISMS),
        about: "",
        example: "\
[isms]
organization = \"Kittiwake Software\"
formerly = [\"Kittiwake Labs\"]
frameworks = [\"nist_csf_2_0\", \"gdpr\"]
classifications = [\"public\", \"internal\", \"confidential\", \"restricted\"]
audiences = [\"all-staff\", \"engineering\"]
",
    },
    Table {
        path: "isms.id-pattern",
        kind: Kind::Texts(types),
        about: "The pattern of ids by type of document, where `#` stands for a digit.",
        example: "[isms.id-pattern]\npolicy = \"POL-###\"\nprocedure = \"PRO-###\"\n",
    },
    Table {
        path: "isms.variables",
        kind: Kind::Texts(any),
        about: "Texts that documents write as `{{ name }}`.",
        example: "[isms.variables]\nproduct = \"Kittiwake Desk\"\nsecurity-desk = \"security@example.com\"\n",
    },
    Table {
        path: "isms.risk",
        kind: Kind::One(RISK),
        about: "How risks are rated.",
        example: "\
[isms.risk]
likelihood = [\"unlikely\", \"possible\", \"likely\"]
impact = [\"minor\", \"serious\", \"threatening\"]
method = \"matrix\"
matrix = [[1, 1, 2], [1, 2, 3], [2, 3, 3]]
acceptance = 2
",
    },
    Table {
        path: "isms.risk.bands",
        kind: Kind::Many(&[
            setting("name", Shape::Text, Absent::Nothing, "what the range is called"),
            setting("up-to", Shape::Number, Absent::Nothing, "its highest score"),
        ]),
        about: "Names for ranges of scores.\n\
                Without any there are low to 4, medium to 9, high to 15 and critical to 25.",
        example: "\
[[isms.risk.bands]]
name = \"bearable\"
up-to = 8

[[isms.risk.bands]]
name = \"to be treated\"
up-to = 25
",
    },
    Table {
        path: "review",
        kind: Kind::One(&[setting(
            "grace",
            Shape::Interval,
            Absent::Is("\"30 days\""),
            "the time after which an overdue review is an error",
        )]),
        about: "",
        example: "[review]\ngrace = \"14 days\"\n",
    },
    Table {
        path: "review.interval",
        kind: Kind::Texts(types),
        about: "The longest time between two reviews, by type of document.",
        example: "[review.interval]\npolicy = \"12 months\"\nguideline = \"24 months\"\n",
    },
    Table {
        path: "approval",
        kind: Kind::Many(APPROVAL),
        about: "Each table says who approves what.\n\
                Of several the nearest to a document counts; see [approvals](approvals.md).",
        example: "\
[[approval]]
types = [\"policy\"]
paths = [\"policies/engineering\"]
ids = [\"STD-004\"]
roles = [\"role:ceo\", \"role:ciso\"]
people = 2
assurance = \"signed\"
",
    },
    Table {
        path: "acknowledgement",
        kind: Kind::One(&[setting(
            "url",
            Shape::Text,
            Absent::Nothing,
            "address of a page elsewhere, such as a form, where people confirm having read a document",
        )]),
        about: "Documents in force that ask for an acknowledgement link to that address, and so do the pages of roles.\n\
                `{id}`, `{version}`, `{digest}` and `{role}` are filled in, in percent signs; the digest is empty where \
                no approval is recorded, and the role is filled in on the pages of roles.\n\
                A document whose words are not those that were approved has no such link.",
        example: "\
[acknowledgement]
url = \"https://forms.example.com/read?document={id}&version={version}&words={digest}&role={role}\"
",
    },
    Table {
        path: "lint",
        kind: Kind::One(LINT),
        about: "What `check` reports; the words are for the [rules](rules.md) on writing.",
        example: "\
[lint]
fail-on = \"warning\"
names = [\"Kittiwake Desk\"]
abbreviations = [\"MRR\"]
longest-sentence = 25
vague-terms = [\"appropriate\", \"timely\"]
untelling-headings = [\"General\", \"Miscellaneous\"]
",
    },
    Table {
        path: "lint.rules",
        kind: Kind::Texts(any),
        about: "The level of a rule, by its code or name: `\"off\"`, `\"info\"`, `\"warning\"` or `\"error\"`.",
        example: "[lint.rules]\nheading-skipped = \"error\"\nL310 = \"off\"\n",
    },
    Table {
        path: "lint.allow",
        kind: Kind::Many(ALLOW),
        about: "Each table silences rules for some documents, with a reason, an owner and an end; see \
                [silencing](silencing.md).",
        example: "\
[[lint.allow]]
rules = [\"orphan-document\"]
documents = [\"GDL-001\", \"policies/archive\"]
until = \"2027-01-31\"
by = \"role:ciso\"
reason = \"Linked from the intranet until the new home page is there\"
",
    },
    Table {
        path: "fields",
        kind: Kind::Texts(any),
        about: "Keys of your front matter and the fields that they stand for.",
        example: "[fields]\npolicy_owner = \"owner\"\nlast_review_date = \"last_reviewed\"\n",
    },
    Table {
        path: "editions",
        kind: Kind::One(EDITIONS),
        about: "Git tags can be [editions](editions.md).",
        example: "[editions]\ntags = \"isms-*\"\nhistory = \"versions\"\n",
    },
    Table {
        path: "site",
        kind: Kind::Many(SITE),
        about: "A named build for `build --site NAME`.",
        example: "\
[[site]]
name = \"staff\"
audience = \"all-staff\"
classification = \"internal\"
address = \"https://handbook.example.com/\"
",
    },
];

const BOOK: &[Setting] = &[
    setting("title", Shape::Text, Absent::Nothing, "title of the handbook"),
    setting("description", Shape::Text, Absent::Is("\"\""), "one sentence for the home page"),
    setting("authors", Shape::Texts, Absent::Is("[]"), "who keeps the handbook"),
    setting(
        "language",
        Shape::Text,
        Absent::Is("\"en\""),
        "BCP 47, for documents that name none, and the [language](languages.md) in which the site speaks",
    ),
    setting(
        "text-direction",
        Shape::OneOf(|| vec!["ltr", "rtl"]),
        Absent::Otherwise("by language"),
        "from left to right or from right to left",
    ),
    setting("src", Shape::Text, Absent::Is("\"policies\""), "folder of the documents, inside the root"),
];

const HTML: &[Setting] = &[
    setting(
        "theme",
        Shape::Text,
        Absent::Is("\"theme\""),
        "folder whose files take the place of built-in ones with the same path",
    ),
    setting(
        "default-theme",
        Shape::OneOf(|| vec!["light", "dark"]),
        Absent::Otherwise("the reader's system"),
        "colours for readers whose system asks for nothing dark; `\"dark\"` makes the site dark for all",
    ),
    setting(
        "preferred-dark-theme",
        Shape::OneOf(|| vec!["light", "dark"]),
        Absent::Nothing,
        "colours for readers whose system is dark; `\"light\"` makes the site light for all",
    ),
    setting("additional-css", Shape::Texts, Absent::Is("[]"), "more style sheets"),
    setting("additional-js", Shape::Texts, Absent::Is("[]"), "more scripts"),
    setting("git-repository-url", Shape::Text, Absent::Nothing, "address of the repository"),
    setting(
        "edit-url-template",
        Shape::Text,
        Absent::Nothing,
        "address for editing, with `{path}` where the file's name goes",
    ),
    setting("site-url", Shape::Text, Absent::Nothing, "address of the published site"),
    setting("cname", Shape::Text, Absent::Nothing, "host name for pages hosts that ask for a file of that name"),
    setting(
        "accent",
        Shape::Text,
        Absent::Otherwise("built in"),
        "colour of the [accent](theme.md#the-accent), `#rgb` or `#rrggbb`; made readable on light and dark",
    ),
    setting(
        "raw-html",
        Shape::OneOf(|| vec!["refuse", "sanitize"]),
        Absent::Is("\"refuse\""),
        "`\"refuse\"` shows raw HTML as text and reports it, `\"sanitize\"` cleans it",
    ),
];

const ISMS: &[Setting] = &[
    setting("organization", Shape::Text, Absent::Nothing, "whose handbook it is; also the variable `organization`"),
    setting(
        "formerly",
        Shape::Texts,
        Absent::Is("[]"),
        "names that it had before, under which [approvals](approvals.md) were recorded",
    ),
    setting(
        "frameworks",
        Shape::Texts,
        Absent::Otherwise("all"),
        "keys of the crosswalks that are shown, such as `\"nist_csf_2_0\"`",
    ),
    setting(
        "classifications",
        Shape::Texts,
        Absent::Is("[\"public\", \"internal\", \"confidential\", \"restricted\"]"),
        "levels from the most open to the most closed",
    ),
    setting("audiences", Shape::Texts, Absent::Is("[]"), "groups that a document may name"),
];

const RISK: &[Setting] = &[
    setting(
        "likelihood",
        Shape::Texts,
        Absent::Is("[\"rare\", \"unlikely\", \"possible\", \"likely\", \"almost certain\"]"),
        "names of the steps, lowest first; their number is the scale",
    ),
    setting(
        "impact",
        Shape::Texts,
        Absent::Is("[\"minor\", \"noticeable\", \"serious\", \"severe\", \"threatening\"]"),
        "the same for impact",
    ),
    setting(
        "method",
        Shape::OneOf(|| vec!["product", "matrix"]),
        Absent::Is("\"product\""),
        "`\"product\"` multiplies, `\"matrix\"` looks up",
    ),
    setting(
        "matrix",
        Shape::Grid,
        Absent::Nothing,
        "for `\"matrix\"`: one row for each likelihood, one number for each impact",
    ),
    setting(
        "acceptance",
        Shape::Number,
        Absent::Is("8"),
        "the highest residual score that needs neither an action nor an acceptance",
    ),
];

const APPROVAL: &[Setting] = &[
    setting("types", Shape::SomeOf(types), Absent::Is("[]"), "types of the documents"),
    setting("paths", Shape::Texts, Absent::Is("[]"), "their files or folders"),
    setting("ids", Shape::Texts, Absent::Is("[]"), "their ids"),
    setting("roles", Shape::Texts, Absent::Is("[]"), "the roles of which any may approve them"),
    setting("people", Shape::Number, Absent::Is("1"), "how many different people are needed"),
    setting(
        "assurance",
        Shape::OneOf(|| vec!["declared", "bound", "signed"]),
        Absent::Is("\"declared\""),
        "the least proof: by front matter, by a record of the exact words, or by a signed one",
    ),
];

const LINT: &[Setting] = &[
    setting(
        "fail-on",
        Shape::OneOf(|| vec!["info", "warning", "error"]),
        Absent::Is("\"error\""),
        "the lowest level that makes `check` end with 1",
    ),
    setting(
        "names",
        Shape::Texts,
        Absent::Is("[]"),
        "names of products, people and places that policies leave to standards and procedures",
    ),
    setting(
        "abbreviations",
        Shape::Texts,
        Absent::Is("[]"),
        "abbreviations that need no explanation, besides everyday ones",
    ),
    setting("longest-sentence", Shape::Number, Absent::Is("30"), "most words of a sentence"),
    setting("vague-terms", Shape::Texts, Absent::Otherwise("built in"), "words that a duty does without"),
    setting("untelling-headings", Shape::Texts, Absent::Otherwise("built in"), "headings that tell nothing"),
];

const ALLOW: &[Setting] = &[
    setting("rules", Shape::Texts, Absent::Nothing, "codes or names of rules"),
    setting("documents", Shape::Texts, Absent::Nothing, "ids of documents, or files and folders"),
    setting("until", Shape::Text, Absent::Nothing, "the last day on which it counts"),
    setting("by", Shape::Text, Absent::Nothing, "the role that answers for it"),
    setting("reason", Shape::Text, Absent::Nothing, "why"),
];

const EDITIONS: &[Setting] = &[
    setting(
        "tags",
        Shape::Text,
        Absent::Is("\"v*\""),
        "pattern of the tags that are editions: `*` stands for any signs, `?` for one",
    ),
    setting(
        "history",
        Shape::OneOf(|| vec!["none", "tags", "versions"]),
        Absent::Is("\"tags\""),
        "where the words of earlier versions come from: `\"tags\"` (the editions behind what is checked out), \
         `\"versions\"` (also the commits that brought approval records in) or `\"none\"` (git is not asked)",
    ),
];

const SITE: &[Setting] = &[
    setting("name", Shape::Text, Absent::Nothing, "the name"),
    setting("audience", Shape::Text, Absent::Nothing, "for whom the site is"),
    setting(
        "classification",
        Shape::Text,
        Absent::Nothing,
        "the highest classification that this site shows; what is above is left out everywhere",
    ),
    setting("address", Shape::Text, Absent::Nothing, "where it is published"),
];
