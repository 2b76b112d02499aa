//! How did the figures of a thread move?
//!
//! A step chart in SVG: a figure a column in order of said, its height to scale from zero, its sign the bound. The line joins
//! figures of one state only, since others do not count the same; certainty stands below each. The table beside it says the
//! same in words, so nothing rests on the picture alone.

use super::{grouped, safe};
use crate::views::links::{EntryLine, ThreadLine};
use crate::views::when::interval;
use maud::{Markup, html};

/// Figures drawn at most; the table has all.
const MOST: usize = 24;
const COLUMN: f64 = 104.0;
const LEFT: f64 = 16.0;
const TOP: f64 = 34.0;
const PLOT: f64 = 120.0;
const BELOW: f64 = 92.0;

/// The chart; nothing where there are fewer than two figures.
pub fn chart(line: &ThreadLine, id: &str) -> Markup {
    let series: Vec<&EntryLine> = line.series.iter().take(MOST).collect();
    if series.len() < 2 {
        return html! {};
    }
    let most = series.iter().filter_map(|entry| entry.height()).fold(1.0, f64::max);
    let width = LEFT * 2.0 + COLUMN * series.len() as f64;
    let height = TOP + PLOT + BELOW;
    let ground = TOP + PLOT;
    let x = |number: usize| LEFT + COLUMN * (number as f64 + 0.5);
    let y = |value: f64| ground - PLOT * (value / most).clamp(0.0, 1.0);
    let place = |number: usize| (x(number), series[number].height().map_or(ground, y));
    html! {
        figure class="chart" {
            div class="scroll" role="region" tabindex="0" aria-labelledby={ (id) "-t" } {
                svg viewBox={ "0 0 " (number(width)) " " (number(height)) } width=(number(width)) height=(number(height))
                    role="img" aria-labelledby={ (id) "-t" } aria-describedby={ (id) "-d" } {
                    title id={ (id) "-t" } { "Figures on " (safe(&line.title)) " in order of said" }
                    desc id={ (id) "-d" } { (series.iter().map(|entry| spoken(entry)).collect::<Vec<_>>().join("; ")) }
                    line class="axis" x1=(number(LEFT)) y1=(number(ground)) x2=(number(width - LEFT)) y2=(number(ground)) {}
                    path class="step" d=(steps(&series, &place)) {}
                    @for (index, entry) in series.iter().enumerate() {
                        @let (x, y) = place(index);
                        line class={ "stem " (entry.certainty) } x1=(number(x)) y1=(number(ground)) x2=(number(x)) y2=(number(y)) {}
                        (range(entry, x, &y_of(most, ground)))
                        circle class={ "mark " (entry.certainty) } cx=(number(x)) cy=(number(y)) r="11" {}
                        text class="sign" x=(number(x)) y=(number(y + 5.0)) { (entry.sign()) }
                        text class="figure" x=(number(x)) y=(number(y - 17.0)) { (entry.height().map_or("?".into(), figure)) }
                        text class="state" x=(number(x)) y=(number(ground + 18.0)) { (state(entry)) }
                        text class="certain" x=(number(x)) y=(number(ground + 36.0)) { (entry.certainty) }
                        @for (row, part) in day(entry).iter().enumerate() {
                            text class="day" x=(number(x)) y=(number(ground + 56.0 + 14.0 * row as f64)) { (part) }
                        }
                    }
                }
            }
            figcaption {
                "In order of said, not to scale of days. = exactly, ≥ at least, > more than, ≤ at most, < fewer than, – a range, ≈ about. "
                "Figures of different states need not count the same; lines join those of one state."
                @if line.series.len() > MOST { " The first " (MOST) " of " (line.series.len()) " figures; the table has all." }
            }
        }
    }
}

fn y_of(most: f64, ground: f64) -> impl Fn(f64) -> f64 {
    move |value| ground - PLOT * (value / most).clamp(0.0, 1.0)
}

/// Where a range reaches, or an arrow where a bound leaves one side open.
fn range(entry: &EntryLine, x: f64, y: &impl Fn(f64) -> f64) -> Markup {
    match (entry.min, entry.max) {
        (Some(min), Some(max)) if min != max => html! {
            line class="range" x1=(number(x)) x2=(number(x)) y1=(number(y(min.0))) y2=(number(y(max.0))) {}
        },
        (Some(min), None) => {
            let at = y(min.0);
            html! { path class="open" d={ "M" (number(x + 15.0)) " " (number(at + 6.0)) "V" (number(at - 10.0)) "m-4 5 4 -5 4 5" } {} }
        }
        (None, Some(max)) => {
            let at = y(max.0);
            html! { path class="open" d={ "M" (number(x + 15.0)) " " (number(at - 6.0)) "V" (number(at + 10.0)) "m-4 -5 4 5 4 -5" } {} }
        }
        _ => html! {},
    }
}

/// A step line from each figure to the next one of the same state.
fn steps(series: &[&EntryLine], place: &impl Fn(usize) -> (f64, f64)) -> String {
    let mut path = String::new();
    // Without a state, what is counted has to be the same; without either nobody knows what a line would join.
    let key = |entry: &EntryLine| match (&entry.state, &entry.counted) {
        (Some(state), _) => Some((true, state.to_lowercase())),
        (None, counted) => counted.as_ref().map(|counted| (false, counted.to_lowercase())),
    };
    for (index, entry) in series.iter().enumerate() {
        let next = (index + 1..series.len()).find(|&other| key(entry).is_some() && key(series[other]) == key(entry));
        if let Some(next) = next {
            let ((x, y), (to, end)) = (place(index), place(next));
            path.push_str(&format!("M{} {}H{}V{}", number(x), number(y), number(to), number(end)));
        }
    }
    path
}

/// A number of SVG: at most one digit behind the point.
fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// A figure as short as it can be read.
fn figure(value: f64) -> String {
    match value {
        value if value >= 1e9 => format!("{} bn", number(value / 1e9)),
        value if value >= 1e7 => format!("{} m", number(value / 1e6)),
        value if value.fract() == 0.0 && value >= 0.0 => grouped(value as u64),
        value => format!("{value}"),
    }
}

/// The state, else in brackets what is counted.
fn state(entry: &EntryLine) -> String {
    match (&entry.state, &entry.counted) {
        (Some(state), _) => fit(state),
        (None, Some(counted)) => format!("({})", fit(counted)),
        (None, None) => "—".into(),
    }
}

fn fit(text: &str) -> String {
    super::short(&safe(text), 16)
}

/// The days of an entry on at most two lines.
fn day(entry: &EntryLine) -> Vec<String> {
    match (&entry.said.earliest, &entry.said.latest) {
        (Some(first), Some(last)) if first != last => vec![first.clone(), format!("to {last}")],
        (Some(day), Some(_)) => vec![day.clone()],
        (Some(first), None) => vec![first.clone(), "or later".into()],
        (None, Some(last)) => vec![last.clone(), "or before".into()],
        (None, None) => vec!["day not known".into()],
    }
}

fn spoken(entry: &EntryLine) -> String {
    let days = interval(entry.said.earliest.as_deref(), entry.said.latest.as_deref());
    format!("{}: {}, {}", days.unwrap_or_else(|| "day not known".into()), safe(&entry.shown()), entry.certainty)
}
