//! H602: a secret that everybody with the handbook can read.

use rayon::prelude::*;

use crate::check::rule::{Context, Rule, Scope};
use crate::check::secrets::{self, Secret};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::text::{FileId, Span, Text};

pub(super) static RULE: Rule = Rule {
    info: RuleInfo {
        code: "H602",
        name: "secret-in-text",
        level: Severity::Error,
        clause: "7.5.3 b, A.5.10, A.5.17",
        since: "0.1",
        summary: "A text holds what looks like a password, a key, a token or an address of a private network.",
        why: "A handbook is read by many, copied into sites and editions, and kept by git for ever. A secret in it is \
              none, and the addresses of a network are a map for intruders. Measured on 1,023 foreign texts, manuals of \
              software: 11 findings, all of them samples that look like what they show.",
        cure: "Take it out, and replace the secret where it is used: whoever read the text may have kept it, and git \
               keeps every former text. Name the system instead of its address. Known are private keys, tokens of large \
               providers, logins in addresses, values after words such as \"password:\" that mix letters and digits, \
               and addresses of RFC 1918 and RFC 4193. Reports show stars in its place. Documents, registers and settings are looked at. Measured on the \
               example handbook: no finding; on 826 files of foreign Markdown, manuals of software: 10, each of \
               them of such a form and all of them samples.",
    },
    scope: Scope::Handbook(check),
    bad: &[
        "\
//- policies/access.md
---
id: POL-007
---
Guests use the wireless network with the password: summer2026
",
        "\
//- registers/assets.yaml
assets:
  - id: AST-001
    title: File server
    location: 10.20.30.40
",
    ],
    good: &["\
//- policies/access.md
---
id: POL-007
---
Password: at least 14 characters. Guests ask at the desk. Private networks use 10.0.0.0/8.
"],
};

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let texts: Vec<(FileId, &Text)> = cx.texts.iter().collect();
    let of_one = |(file, text): &(FileId, &Text)| {
        let secrets = secrets::secrets(&text.content).into_iter();
        let place = |part: std::ops::Range<usize>| Span::from(part).in_file(*file);
        secrets.map(|(part, secret)| finding(secret, &text.name, place(part))).collect::<Vec<_>>()
    };
    findings.extend(texts.par_iter().flat_map_iter(of_one).collect::<Vec<_>>());
}

fn finding(secret: Secret, name: &str, place: crate::text::Place) -> Finding {
    let message = format!("`{name}` holds what looks like {}", secret.name());
    let hint = match secret {
        Secret::PrivateKey | Secret::Token | Secret::Password => {
            "take it out and replace the secret where it is used: git keeps what was once written"
        }
        Secret::PrivateAddress => "name the system instead of its address",
    };
    Finding::new(RULE.info.name, place, message).hint(hint)
}
