//! Which cases can news not hold?
//!
//! The suites were written for an assistant: half of them are errands and searches as people type them. A case is left out
//! by what it is made of, never by whether the reader passes it.

use super::Case;
use serde_json::Value;

/// The kinds of cases that are left out, and why.
pub const KINDS: &[(&str, &str)] = &[
    ("anaphor", "\"the week\", \"the previous quarter\": the text must have named it, the suite takes the present one"),
    ("bare_unit", "a unit without a number"),
    ("business_or_meal", "business days, and meals as times"),
    ("comparison", "comparisons as in formulas"),
    ("digits_alone", "a day, month or short year in digits alone: news names the month"),
    ("errand", "errands with the beginning of a length, and marks of the assistant's forms"),
    ("fraction", "fractions of school books"),
    ("grouping", "digits grouped as in other languages"),
    ("joined_unit", "a number joined to its unit, which the suite of numbers leaves to another suite"),
    ("loose_amount", "an amount whose small unit is left out"),
    ("lower_case", "a month, weekday, feast or quarter in small letters: news prints capitals"),
    ("moment", "counted in hours or minutes from the moment of asking: news is dated by days"),
    ("no_figure", "numbers in dates, addresses and telephone numbers, which are no figures here"),
    ("no_such_day", "days that no calendar has"),
    ("other_calendar", "feasts of other calendars"),
    ("part", "\"early\" and \"late\" in a period: the bounds are a convention"),
    ("power", "powers and scientific notation"),
    ("present", "the present as a moment"),
    ("rank", "ranges of ranks and figures of speech"),
    ("season", "seasons, fiscal and school years: the suite leaves them unresolved"),
    ("short_form", "short forms of messages"),
    ("short_number", "short forms of tables"),
    ("sign", "signs of queries, formulas and messages"),
    ("spelled_date", "a year or a day of the month in words: news prints digits"),
    ("spelled_decimal", "decimals in words"),
    ("tight_month", "months joined to digits or behind their year"),
    ("unsupported", "the suite's own implementation does not support it"),
    ("vague_count", "\"a few\" and \"several\", for which the suite has a number"),
    ("week_number", "weeks by their number"),
    ("weekday_convention", "\"last\" and \"next\" weekday: the suite counts weeks, the reader days"),
];

/// The kind for which a case is left out; `None` if it is judged.
pub fn reason(case: &Case, is_date: bool) -> Option<&'static str> {
    let unsupported = ["NotSupported", "NotSupportedByDesign"].iter().any(|key| {
        let value = case.value.get(*key).and_then(Value::as_str).unwrap_or("");
        value.to_lowercase().contains("dotnet")
    });
    if unsupported {
        return Some("unsupported");
    }
    let words: Vec<&str> = case.input.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if case.input.contains("://")
        || case.input.contains("www.")
        || case.input.contains(['#', '@', '=', '<', '>', '≥', '≤', '^', '\\', '*', '|'])
    {
        return Some("sign");
    }
    if is_date { of_dates(case, &words) } else { of_numbers(case, &words) }
}

const CAPITALISED: &[&str] = &[
    "january",
    "february",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "christmas",
    "easter",
    "thanksgiving",
    "halloween",
    "jan",
    "feb",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "mondays",
    "tuesdays",
    "wednesdays",
    "thursdays",
    "fridays",
    "saturdays",
    "sundays",
];

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const UNITS: &[&str] = &["day", "week", "weekend", "month", "year", "fortnight", "quarter", "time"];

/// What leads to a bare unit.
const LEADS: &[&str] = &[
    "the",
    "my",
    "same",
    "following",
    "previous",
    "coming",
    "on",
    "in",
    "that",
    "of",
    "end",
    "later",
    "earlier",
    "after",
    "over",
    "around",
    "for",
    "before",
    "a",
    "any",
    "to",
    "night",
    "rest",
    "any",
];

/// Short forms of messages.
const SHORT: &[&str] = &[
    "tmr", "tmrw", "2mr", "hr", "hrs", "min", "mins", "sec", "secs", "wk", "wks", "mth", "mths", "mos", "yr", "yrs",
    "h", "d", "ish", "asap", "eod", "eom", "eoy", "ytd", "wtd", "mtd", "tod", "thur", "nite", "wk1", "info",
];

/// Of what the smallest units are made.
const MOMENTS: &[&str] = &["hour", "hours", "minute", "minutes", "second", "seconds", "moment", "now"];

/// Numbers that news prints in digits where they name a year or a day of the month.
const SPELLED: &[&str] = &[
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "thirtieth",
    "fifteen",
    "thirty",
    "twenty",
    "twelve",
    "thousand",
    "hundred",
    "nineteen",
    "eleven",
    "eighteen",
];

fn of_dates(case: &Case, words: &[&str]) -> Option<&'static str> {
    let is_label = |word: &str| {
        let bytes = word.as_bytes();
        bytes.len() == 2 && matches!(bytes[0], b'q' | b'h') && bytes[1].is_ascii_digit()
    };
    if words.iter().any(|word| CAPITALISED.contains(word) || is_label(word)) {
        return Some("lower_case");
    }
    let is_short = |word: &str| {
        let tail = word.trim_start_matches(|c: char| c.is_ascii_digit());
        SHORT.contains(&word) || tail.len() < word.len() && (SHORT.contains(&tail) || matches!(tail, "w" | "m" | "y"))
    };
    if words.iter().any(|word| is_short(&word.to_lowercase())) {
        return Some("short_form");
    }
    for (place, result) in case.results() {
        let printed = case.input.get(place).unwrap_or("").to_lowercase();
        let inside: Vec<&str> = printed.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let has = |list: &[&str]| inside.iter().any(|word| list.contains(word));
        let is_number = |word: &str| {
            word.trim_end_matches(|c: char| c.is_alphabetic()).len() + 2 >= word.len()
                && word.starts_with(|c: char| c.is_ascii_digit())
        };
        if inside.iter().all(|word| {
            is_number(word)
                || matches!(*word, "the" | "on" | "from" | "to" | "between" | "and" | "until" | "in" | "of" | "year")
        }) {
            let is_iso = inside.len() == 3 && inside[0].len() == 4 && printed.contains('-');
            let is_us = inside.len() == 3 && inside[2].len() == 4 && printed.contains('/') && !printed.contains(' ');
            let is_year = inside
                .iter()
                .all(|word| word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_digit()) || !is_number(word));
            if !(is_iso || is_us || is_year) {
                return Some("digits_alone");
            }
        }
        let has_day = inside
            .iter()
            .any(|word| is_number(word) && word.len() <= 4 && word.trim_end_matches(char::is_alphabetic).len() < 3);
        let is_counted =
            has(&["week", "month"]) && !inside.iter().any(|word| MONTHS.contains(word)) && printed.contains(" to ")
                || printed.contains("between ") && has(&["month"])
                || printed.contains("till ")
                || printed.contains("week of the")
                || printed.contains(" in next month");
        if has_day && is_counted && !has(&["day", "days", "weeks", "months"]) {
            return Some("digits_alone");
        }
        let is_date = has(CAPITALISED) || has(&["may", "march", "year", "month", "week"]);
        if (has(SPELLED) && (is_date || inside.len() < 4) || has(&["thousand", "hundred", "thousands"]))
            && kind(result) != "duration"
            && !has(&["quarter", "half"])
            && !(has(&[
                "week",
                "day",
                "weekend",
                "monday",
                "friday",
                "tuesday",
                "sunday",
                "saturday",
                "thursday",
                "wednesday",
                "month",
            ]) && printed.contains(" of "))
        {
            return Some("spelled_date");
        }
        if has(MOMENTS) && kind(result) != "duration" && kind(result) != "set" {
            return Some("moment");
        }
        if has(&["few", "some", "couple", "several"]) && kind(result) != "set" {
            return Some("vague_count");
        }
        if has(WEEKDAYS)
            && has(&["last", "next", "past", "previous", "coming", "upcoming", "following"])
            && inside.len() == 2
        {
            return Some("weekday_convention");
        }
        let bare = inside.iter().all(|word| UNITS.contains(word) || LEADS.contains(word));
        if bare && !has(&["this", "last", "next", "week-end"]) && !matches!(kind(result), "set" | "duration") {
            return Some("anaphor");
        }
        let part = has(&["early", "mid", "late", "middle", "earlier", "later"]) && kind(result) != "date";
        if part || has(&["end", "beginning", "start"]) && kind(result) == "daterange" {
            return Some("part");
        }
        if has(&["spring", "summer", "autumn", "fall", "winter", "fiscal", "school", "fy", "sy"]) {
            return Some("season");
        }
        if has(&["starting", "otd", "w", "weekday"]) {
            return Some("errand");
        }
        if has(&["yuandan", "eid", "ramadan", "islamic", "hijri", "rosh", "chinese", "lunar", "mawlid"]) {
            return Some("other_calendar");
        }
        let pairs = || inside.windows(2);
        let year_first = pairs().any(|pair| pair[0].len() == 4 && is_number(pair[0]) && MONTHS.contains(&pair[1]))
            || pairs().any(|pair| pair[0].len() == 4 && is_number(pair[0]) && pair[1] == "the");
        let is_tight = |pair: &[&str]| {
            let joined = ["-", "/"].iter().any(|mark| printed.contains(&format!("{}{mark}{}", pair[0], pair[1])));
            joined && (MONTHS.contains(&pair[0]) || MONTHS.contains(&pair[1]))
        };
        let is_glued = |word: &&str| {
            word.starts_with(char::is_alphabetic) && word.ends_with(|c: char| c.is_ascii_digit()) && word.len() > 3
        };
        if year_first || pairs().any(is_tight) || inside.iter().any(is_glued) {
            return Some("tight_month");
        }
        if inside.windows(2).any(|pair| pair[0] == "week" && is_number(pair[1])) {
            return Some("week_number");
        }
        if has(&["present", "currently", "date"]) {
            return Some("present");
        }
        let invalid = ["FutureResolution", "PastResolution"]
            .iter()
            .any(|side| result.pointer(&format!("/Value/{side}/date")).and_then(Value::as_str) == Some("0001-01-01"))
            || result.pointer("/Resolution/values/0/timex").is_some_and(|timex| {
                timex.as_str().is_some_and(|timex| timex.ends_with("02-30") || timex.ends_with("02-29"))
            });
        if invalid {
            return Some("no_such_day");
        }
        if has(&[
            "business",
            "lunch",
            "dinner",
            "breakfast",
            "brunch",
            "lunchtime",
            "dinnertime",
            "mealtime",
            "working",
            "workweek",
        ]) {
            return Some("business_or_meal");
        }
    }
    None
}

/// The type of a result: "date" of "datetimeV2.date".
pub fn kind(result: &Value) -> &str {
    let name = result.get("TypeName").or_else(|| result.get("Type")).and_then(Value::as_str).unwrap_or("");
    name.rsplit('.').next().unwrap_or(name)
}

/// Whether a time of day is among the results.
pub fn is_clock(case: &Case) -> bool {
    let is_timed = |result: &Value| {
        let timex = ["/Resolution/values/0/timex", "/Value/Timex"].iter().find_map(|at| result.pointer(at)?.as_str());
        let timed = timex.is_some_and(|timex| {
            timex.split('T').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
                && !timex.starts_with('P')
        });
        timed && kind(result) == "set"
    };
    case.results().iter().any(|(_, result)| kind(result).contains("time") || is_timed(result))
}

/// Words of fractions that only a school book prints.
const FRACTIONS: &[&str] = &[
    "over",
    "out",
    "hundredth",
    "hundredths",
    "trillionth",
    "trillionths",
    "thousandths",
    "twenty",
    "thirty",
    "hundred",
    "thousand",
    "twentieth",
    "thirtieth",
    "first",
    "firsts",
    "fifths",
];

fn of_numbers(case: &Case, words: &[&str]) -> Option<&'static str> {
    let digits = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let groups = |mark: char| {
        case.input.split(char::is_whitespace).any(|word| {
            word.split(mark).filter(|part| digits(part.trim_matches(|c: char| !c.is_ascii_digit()))).count() > 2
        })
    };
    if groups('.') || groups('-') || groups('/') || case.input.contains("+1-") {
        return Some("no_figure");
    }
    for (place, result) in case.results() {
        let printed = case.input.get(place).unwrap_or("").to_lowercase();
        let inside: Vec<&str> = printed.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let has = |list: &[&str]| inside.iter().any(|word| list.contains(word));
        let value = result.pointer("/Resolution/value").and_then(Value::as_str);
        if kind(result) != "ordinal"
            && !kind(result).starts_with("ordinal.")
            && value.is_none_or(|value| value == "null")
        {
            return Some("bare_unit");
        }
        let is_scientific = |word: &str| {
            word.split_once('e').is_some_and(|(above, below)| digits(above) && (digits(below) || below.is_empty()))
        };
        if inside.iter().any(|word| is_scientific(word)) {
            return Some("power");
        }
        if result.pointer("/Resolution/subtype").and_then(Value::as_str) == Some("fraction") && has(FRACTIONS)
            || (has(&["over", "out"]) || printed.contains(" in ")) && kind(result) == "number"
            || inside.iter().any(|word| word.ends_with("firsts"))
        {
            return Some("fraction");
        }
        if has(&["point", "nought", "naught", "nil"]) {
            return Some("spelled_decimal");
        }
        let spaced = inside.len() > 1
            && inside.windows(2).any(|pair| {
                digits(pair[0]) && digits(pair[1]) && printed.contains(&format!("{} {}", pair[0], pair[1]))
            });
        let comma = printed.split(',').skip(1).any(|group| {
            group.bytes().take_while(u8::is_ascii_digit).count() < 3 && group.starts_with(|c: char| c.is_ascii_digit())
        });
        if spaced
            || comma
            || has(&["crore", "crores", "lakh", "lakhs"])
            || printed.contains('.')
                && printed.rfind(',').is_some_and(|comma| printed.find('.').is_some_and(|point| point < comma))
        {
            return Some("grouping");
        }
        let is_short = |word: &&str| {
            let tail = word.trim_start_matches(|c: char| c.is_ascii_digit());
            matches!(
                tail,
                "g" | "mm" | "dzs" | "dozs" | "doz" | "musd" | "meur" | "maud" | "mgbp" | "mil" | "tln" | "k" | "m"
            )
        };
        if inside.iter().any(is_short) && kind(result) != "dimension" {
            return Some("short_number");
        }
        if printed.contains("or equal") || printed.contains("equal to") || printed.contains("equals") {
            return Some("comparison");
        }
        if printed.contains("and more") || has(&["tenth", "fifteenth"]) && kind(result) == "numberrange" {
            return Some("rank");
        }
        let currency = ["dollar", "dollars", "usd", "$", "kuai", "yuan"].iter().any(|unit| printed.contains(unit));
        let is_number = |word: &&&str| digits(word) || matches!(**word, "one" | "two" | "three" | "five" | "fifty");
        if currency
            && kind(result) == "currency"
            && (inside.last().is_some_and(|last| is_number(&last)) && (inside.len() > 2 || printed.contains("and"))
                || has(&["mao", "fen"]))
            || currency && printed.contains("$") && inside.len() > 1 && has(&["cent", "cents"])
        {
            return Some("loose_amount");
        }
    }
    let unit = |word: &&str| {
        let tail = word.trim_start_matches(|c: char| c.is_ascii_digit());
        tail.len() < word.len() && matches!(tail, "ml" | "m" | "km" | "kg")
    };
    if case.results().is_empty() && words.iter().any(unit) {
        return Some("joined_unit");
    }
    None
}
