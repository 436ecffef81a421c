//! Words for how often something is done, and the time between.

/// Words that mean one length of time to everybody who writes English.
pub const RHYTHMS: [(&[&str], &str); 5] = [
    (&["yearly", "annually", "annual", "every year", "once a year"], "12 months"),
    (&["half-yearly", "semi-annually", "semi-annual", "every six months", "twice a year"], "6 months"),
    (&["quarterly", "every quarter"], "3 months"),
    (&["monthly", "every month"], "1 month"),
    (&["biennial", "biennially", "every two years", "every other year"], "24 months"),
];
