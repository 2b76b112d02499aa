//! Do figures mean the right numbers?

use super::*;
use crate::text::CleanText;

fn figures(text: &str) -> Vec<String> {
    let mut builder = CleanText::builder();
    builder.copy(text, 0);
    let clean = builder.finish();
    find(&clean, &[Span::new(0, text.len())], &Knowledge::built_in())
        .into_iter()
        .map(|quantity| {
            let side = |limit: Option<f64>| limit.map_or("?".to_string(), |limit| limit.to_string());
            format!(
                "{} [{}..{}{}{}] {} {}",
                quantity.span.of(text),
                side(quantity.min),
                side(quantity.max),
                if quantity.exclusive { " exclusive" } else { "" },
                if quantity.approx { " approx" } else { "" },
                quantity.counted.map_or("-", |span| span.of(text)),
                quantity.state.map_or("-", |span| span.of(text)),
            )
        })
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(figures(text), expected, "{text}");
}

#[test]
fn bounds() {
    check("at least 3,000 Northland soldiers arrived", &["at least 3,000 [3000..?] Northland soldiers arrived"]);
    check("more than 400 boats", &["more than 400 [400..? exclusive] boats -"]);
    check("up to 12 percent of its budget", &["up to 12 percent [?..12] percent of its budget -"]);
    check("some 20 other nations", &["some 20 [20..20 approx] other nations -"]);
    check("several dozen missiles", &["several dozen [24..? approx] missiles -"]);
    check("fewer than two hundred and fifty people", &["fewer than two hundred and fifty [?..250 exclusive] people -"]);
    check("it said 50 or more ships", &["50 or more [50..?] ships -"]);
    check("‘at least 700’ troops", &["at least 700 [700..?] troops -"]);
}

#[test]
fn values() {
    check("$1.5 billion", &["$1.5 billion [1500000000..1500000000] $ -"]);
    check("5 to 7 million euros", &["5 to 7 million [5000000..7000000] euros -"]);
    check("between 5 and 7 boats", &["5 and 7 [5..7] boats -"]);
    check("5-7 percent", &["5-7 percent [5..7] percent -"]);
    check("half a million voters", &["half a million [500000..500000] voters -"]);
    check("two-thirds of voters", &["two-thirds [0.6666666666666666..0.6666666666666666] voters -"]);
    check("twenty-one ships", &["twenty-one [21..21] ships -"]);
    check("3 mln tonnes", &["3 mln [3000000..3000000] tonnes -"]);
    check("five and a half million", &["five and a half million [5500000..5500000] - -"]);
    check("3 million and a half", &["3 million and a half [3500000..3500000] - -"]);
    check("three dozens", &["three dozens [36..36] - -"]);
    check("minus five percent", &["minus five percent [-5..-5] percent -"]);
    check("it was -5 degrees", &["-5 [-5..-5] degrees -"]);
    check("he is 6 feet and 3 inches tall", &["6 feet and 3 inches [6.25..6.25] feet -"]);
    check("nearly half sank", &["nearly half [0.5..0.5 approx] sank -"]);
    check("dozens of people were killed", &["dozens [?..? approx] people killed"]);
}

#[test]
fn not_figures() {
    for text in [
        "in 2012 and on Jan. 2",
        "at 5 p.m. on 9/11",
        "F-16s and a Boeing 737 of the G-7",
        "Resolution 2231",
        "the first and the 23rd",
        "the second day, the twenty-fifth and the two hundredth",
        "the thirty-second president came fifth",
        "no one knew; this one is",
        "a 3-2 win",
        "call 555-010-2233",
    ] {
        assert!(figures(text).is_empty(), "{text}: {:?}", figures(text));
    }
}
