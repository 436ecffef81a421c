//! The next id of a family. Numbers only go up, so that an id of something that is gone never comes back.

/// The id after the highest of those that follow a pattern, in which `#` stands for a digit.
///
/// # Errors
/// When the pattern has no digit, or its digits are used up.
pub(super) fn next<'i>(pattern: &str, ids: impl Iterator<Item = &'i str>) -> Result<String, String> {
    let places = pattern.chars().filter(|it| *it == '#').count();
    if places == 0 {
        return Err(format!("the pattern `{pattern}` has no `#`, so there is no next id"));
    }
    let highest = ids.filter_map(|id| number(pattern, id)).max().unwrap_or(0);
    let digits = format!("{:0places$}", highest + 1);
    if digits.len() > places {
        return Err(format!("the pattern `{pattern}` has no id left; give it another `#` in `[isms.id-pattern]`"));
    }
    let mut digits = digits.chars();
    Ok(pattern.chars().map(|it| if it == '#' { digits.next().unwrap_or('0') } else { it }).collect())
}

/// The number in an id that follows the pattern; long ones are beyond counting.
fn number(pattern: &str, id: &str) -> Option<u64> {
    if id.chars().count() != pattern.chars().count() {
        return None;
    }
    let mut digits = String::new();
    for (written, wanted) in id.chars().zip(pattern.chars()) {
        match wanted {
            '#' if written.is_ascii_digit() => digits.push(written),
            '#' => return None,
            _ if written == wanted => {}
            _ => return None,
        }
    }
    digits.parse().ok().filter(|it| *it < u64::MAX)
}

/// The pattern that an id follows: its last run of digits is what counts up.
pub(super) fn pattern_of(id: &str) -> Option<String> {
    let end = id.rfind(|it: char| it.is_ascii_digit())? + 1;
    let start = id[..end]
        .rfind(|it: char| !it.is_ascii_digit())
        .map_or(0, |at| at + id[at..].chars().next().map_or(1, char::len_utf8));
    Some(format!("{}{}{}", &id[..start], "#".repeat(end - start), &id[end..]))
}

#[cfg(test)]
mod tests {
    use super::{next, pattern_of};

    #[test]
    fn numbers_go_up_and_gaps_stay() {
        let of = |pattern: &str, ids: &[&str]| next(pattern, ids.iter().copied());
        assert_eq!(of("POL-###", &["POL-001", "POL-009", "PRO-010", "POL-0011"]), Ok("POL-010".to_owned()));
        assert_eq!(of("D##.#", &["D12.3"]), Ok("D12.4".to_owned()));
        assert_eq!(of("POL-#", &[]), Ok("POL-1".to_owned()));
        assert!(of("POL-#", &["POL-9"]).is_err_and(|it| it.contains("no id left")));
        assert!(of("POL", &[]).is_err());
        let long = "#".repeat(30);
        assert!(of(&long, &[&"9".repeat(30)]).is_ok_and(|it| it.ends_with("01")));
    }

    #[test]
    fn an_id_tells_its_pattern() {
        for (id, pattern) in
            [("RISK-036", "RISK-###"), ("EXC-2026-003", "EXC-2026-###"), ("R7b", "R#b"), ("ü12", "ü##")]
        {
            assert_eq!(pattern_of(id).as_deref(), Some(pattern));
        }
        assert_eq!(pattern_of("none"), None);
    }
}
