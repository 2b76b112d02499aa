//! Do dates and times mean the right days?

use super::*;
use jiff::civil::date;

fn spans(text: &str) -> Vec<String> {
    let lexicon = TimeWords::built_in();
    let words = crate::meaning::words::scan(text, Span::new(0, text.len()));
    expressions::find(text, &words, &lexicon)
        .into_iter()
        .map(|expression| expression.span.of(text).to_string())
        .collect()
}

/// What `text` names when said on Wednesday 2024-10-23.
fn resolved(text: &str) -> Vec<(String, String)> {
    let lexicon = TimeWords::built_in();
    let words = crate::meaning::words::scan(text, Span::new(0, text.len()));
    expressions::find(text, &words, &lexicon)
        .into_iter()
        .map(|expression| {
            let days = days::resolve(expression.shape, date(2024, 10, 23), days::Direction::Open);
            let side = |day: Option<Date>| day.map_or("?".to_string(), |day| day.to_string());
            (expression.span.of(text).to_string(), format!("{}..{}", side(days.earliest), side(days.latest)))
        })
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let found = resolved(text);
    let found: Vec<(&str, &str)> = found.iter().map(|(words, days)| (words.as_str(), days.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn written_dates() {
    check("on Oct. 3, 2024, in Berne", &[("Oct. 3, 2024", "2024-10-03..2024-10-03")]);
    check("on 3 October 2024", &[("3 October 2024", "2024-10-03..2024-10-03")]);
    check(
        "2024-10-03 and 10/3/2024",
        &[("2024-10-03", "2024-10-03..2024-10-03"), ("10/3/2024", "2024-10-03..2024-10-03")],
    );
    check("back in August of ’23", &[("August of ’23", "2023-08-01..2023-08-31")]);
    check("between early- to mid-October", &[("early- to mid-October", "2024-10-01..2024-10-20")]);
    check("in the late 1990s", &[("the late 1990s", "1990-01-01..1999-12-31")]);
}

#[test]
fn days_of_the_week() {
    check("said Friday", &[("Friday", "2024-10-18..2024-10-18")]);
    check("on Friday of last week", &[("Friday of last week", "2024-10-18..2024-10-18")]);
    check("next Monday", &[("next Monday", "2024-10-28..2024-10-28")]);
    check("this Thursday", &[("this Thursday", "2024-10-24..2024-10-24")]);
    check("Monday’s vote", &[("Monday", "2024-10-21..2024-10-21")]);
}

#[test]
fn periods() {
    check("last week", &[("last week", "2024-10-14..2024-10-20")]);
    check("earlier this week", &[("earlier this week", "2024-10-21..2024-10-23")]);
    check("last weekend", &[("last weekend", "2024-10-19..2024-10-20")]);
    check("this month", &[("this month", "2024-10-01..2024-10-31")]);
    check("the next two months", &[("the next two months", "2024-10-23..2024-12-23")]);
    check("two weeks ago", &[("two weeks ago", "2024-10-07..2024-10-13")]);
    check("in recent months", &[("recent months", "?..2024-10-23")]);
}

#[test]
fn not_times() {
    for text in ["they may leave", "a long march", "the second man", "1,998 votes", "Resolution 2231", "an F-16"] {
        assert!(spans(text).is_empty(), "{text}: {:?}", spans(text));
    }
}

#[test]
fn days_within_months() {
    check("the last Friday of next month", &[("the last Friday of next month", "2024-11-29..2024-11-29")]);
    check("on the 20th of next month", &[("the 20th of next month", "2024-11-20..2024-11-20")]);
    check("the third week of 2023", &[("the third week of 2023", "2023-01-16..2023-01-22")]);
    check("for the rest of the year", &[("the rest of the year", "2024-10-23..2024-12-31")]);
    check("4 to 22 January 2023", &[("4 to 22 January 2023", "2023-01-04..2023-01-22")]);
    check("next week on Friday", &[("next week on Friday", "2024-11-01..2024-11-01")]);
    check("on Friday the 13th", &[("Friday the 13th", "2024-09-13..2024-09-13")]);
}

#[test]
fn named_days() {
    check("on New Year's Eve", &[("New Year's Eve", "2024-12-31..2024-12-31")]);
    check("before Good Friday 2025", &[("Good Friday 2025", "2025-04-18..2025-04-18")]);
    check("since Labor Day", &[("Labor Day", "2024-09-02..2024-09-02")]);
}

#[test]
fn days_counted_from_others() {
    check("three days after Nov. 5", &[("three days after Nov. 5", "2024-11-08..2024-11-08")]);
    check("two weeks before Christmas", &[("two weeks before Christmas", "2024-12-11..2024-12-11")]);
    check("two days after tomorrow", &[("two days after tomorrow", "2024-10-26..2024-10-26")]);
    check("a month and 21 days ago", &[("a month and 21 days ago", "2024-09-02..2024-09-02")]);
}
