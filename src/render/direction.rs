//! The direction in which a language is read, told from its tag (BCP 47): by the script that it names, else by the one in
//! which the language is usually written.

/// Scripts from right to left, by their codes in ISO 15924.
const SCRIPTS: &[&str] =
    &["adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa", "yezi"];

/// Languages that are usually written in one of them.
const LANGUAGES: &[&str] = &[
    "ar", "arc", "arz", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "khw", "lrc", "mzn", "nqo", "pnb", "prs", "ps",
    "sd", "syr", "ug", "ur", "yi",
];

/// `rtl` or `ltr`.
pub(super) fn direction(language: &str) -> &'static str {
    let lower = language.trim().to_lowercase();
    let mut parts = lower.split(['-', '_']);
    let general = parts.next().unwrap_or_default();
    let script = parts.find(|it| it.len() == 4 && it.chars().all(|it| it.is_ascii_alphabetic()));
    let is_leftward = script.map_or_else(|| LANGUAGES.contains(&general), |it| SCRIPTS.contains(&it));
    if is_leftward { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::direction;

    #[test]
    fn the_script_decides_and_else_the_language() {
        let leftward = ["ar", "he", "fa", "ur", "AR-eg", " ckb ", "uz-Arab", "az_Arab_IR", "ks-Arab"];
        assert!(leftward.iter().all(|it| direction(it) == "rtl"), "{:?}", leftward.map(direction));
        let rightward = ["en", "de-AT", "", "ar-Latn", "uz", "art"];
        assert!(rightward.iter().all(|it| direction(it) == "ltr"), "{:?}", rightward.map(direction));
    }
}
