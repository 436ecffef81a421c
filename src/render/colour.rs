//! The accent that a project chooses, made dark enough for light pages and light enough for dark ones.

/// A colour in sRGB, each part from 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Colour([u8; 3]);

/// The grounds on which the accent is read; the same as in `styles/`.
const LIGHT: Colour = Colour([0xff, 0xff, 0xff]);
const DARK: Colour = Colour([0x14, 0x17, 0x1a]);

/// A style that sets the accent, for light and dark pages. Empty where the setting is not `#rgb` or `#rrggbb`.
pub(super) fn accent_style(setting: &str) -> String {
    let Some(accent) = Colour::parse(setting) else { return String::new() };
    let light = accent.readable_on(LIGHT, Colour([0, 0, 0]));
    let dark = accent.readable_on(DARK, Colour([0xff, 0xff, 0xff]));
    format!(
        ":root {{ --accent: {light}; }}\n\
         @media screen and (prefers-color-scheme: dark) {{ :root:not([data-theme=\"light\"]) {{ --accent: {dark}; }} }}\n\
         @media screen {{ :root[data-theme=\"dark\"] {{ --accent: {dark}; }} }}\n"
    )
}

impl Colour {
    fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        let digits: Vec<u8> = digits.chars().map(|it| it.to_digit(16).map(|it| it as u8)).collect::<Option<_>>()?;
        match digits.as_slice() {
            [red, green, blue] => Some(Colour([red * 17, green * 17, blue * 17])),
            [r1, r2, g1, g2, b1, b2] => Some(Colour([r1 * 16 + r2, g1 * 16 + g2, b1 * 16 + b2])),
            _ => None,
        }
    }

    /// This colour, moved towards another until text in it has a contrast of at least 5 to 1.
    fn readable_on(self, ground: Colour, towards: Colour) -> Colour {
        let step = |share: u16| {
            let mix = |from: u8, to: u8| ((u16::from(from) * (20 - share) + u16::from(to) * share) / 20) as u8;
            Colour([0, 1, 2].map(|it| mix(self.0[it], towards.0[it])))
        };
        (0..=20).map(step).find(|it| it.contrast(ground) >= 5.0).unwrap_or(towards)
    }

    /// Contrast ratio of WCAG 2.
    fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Relative luminance of WCAG 2.
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Colour, DARK, LIGHT, accent_style};

    #[test]
    fn an_accent_is_readable_on_both_grounds() {
        for setting in ["#ffff00", "#000080", "#777777", "#0f0"] {
            let accent = Colour::parse(setting).expect("a colour");
            assert!(accent.readable_on(LIGHT, Colour([0, 0, 0])).contrast(LIGHT) >= 5.0, "{setting}");
            assert!(accent.readable_on(DARK, Colour([255, 255, 255])).contrast(DARK) >= 5.0, "{setting}");
        }
    }

    #[test]
    fn only_a_colour_reaches_the_style() {
        for setting in ["red;} body{display:none", "#12", "#gggggg", "url(x)", ""] {
            assert_eq!(accent_style(setting), "", "{setting}");
        }
        assert!(accent_style("#005ea5").contains("--accent: #005ea5;"));
    }

    #[test]
    fn more_contrast_means_seven_to_one_for_every_text() {
        let style = crate::render::builtin::built_in("styles/60-contrast.css").expect("the style");
        let mut blocks = 0;
        for block in style.split('{').filter(|it| it.contains("--surface")) {
            let own = |name: &str| {
                let value = block.split(&format!("--{name}: ")).nth(1).and_then(|it| it.split(' ').next());
                Colour::parse(value.unwrap_or_else(|| panic!("--{name}"))).unwrap_or_else(|| panic!("--{name}"))
            };
            for name in ["text", "muted", "accent", "in-force", "approved", "in-review", "draft", "overdue"] {
                let tint = ["text", "muted"].contains(&name);
                let tint = if tint { own("raised") } else { own(&format!("{name}-tint")) };
                for ground in [own("surface"), tint] {
                    assert!(own(name).contrast(ground) >= 7.0, "--{name}: {}", own(name).contrast(ground));
                }
            }
            blocks += 1;
        }
        assert_eq!(blocks, 6);
    }
}
