//! The first page: what the record holds and what it cannot check, what moved, what was said twice, what was asked, what
//! needs a human.

use super::{certainty, chart, count, days, document_row, own, page, plain, questions, short, statement_row, titled};
use crate::views::asked::Asked;
use crate::views::front::{DocumentLine, FrontView, UncheckedView, UtteranceView};
use crate::views::links::ThreadView;
use maud::{Markup, html};

/// The page.
pub fn front(view: &FrontView, asked: &Asked) -> Markup {
    let totals = &view.totals;
    let body = html! {
        h1 { "What the record holds" }
        ul class="totals" {
            li { a href="/documents" { (count(totals.documents, "document", "documents")) } }
            li { a href="/search" { (count(totals.statements, "statement", "statements")) } }
            li { a href="/questions" { (count(totals.questions, "question", "questions")) } }
            li { a href="/people" { (count(totals.people, "person or body", "people and bodies")) } }
        }
        @if totals.documents == 0 {
            p { "The record is empty. " code { "onrecord add PATH…" } " reads documents into it; " code { "onrecord try" } " makes an example." }
        } @else {
            div class="front" {
                section aria-labelledby="cannot" class="wide" { h2 id="cannot" { "What it cannot check" } (cannot(view)) }
                @if !view.moved.is_empty() {
                    section aria-labelledby="moved" class="wide" {
                        h2 id="moved" { "Figures that moved" }
                        @for thread in &view.moved { (moved(thread)) }
                        p class="more" { a href="/threads" { "All " (count(view.threads as u64, "thread", "threads")) } }
                    }
                }
                @if !view.shared.is_empty() {
                    section aria-labelledby="shared" class="wide" {
                        h2 id="shared" { "The same words in several documents" }
                        @for one in &view.shared { (shared(one)) }
                        @if view.utterances > view.shared.len() {
                            p class="about" { (count(view.utterances as u64, "utterance stands", "utterances stand")) " in more than one document." }
                        }
                    }
                }
                @if !view.asked.is_empty() {
                    section aria-labelledby="asked" class="wide" {
                        h2 id="asked" { "Questions and their answers" }
                        (questions::legend())
                        @for strip in &view.asked { (questions::strip(strip, true)) }
                        p class="more" { a href="/questions" { "All questions" } }
                    }
                }
                section aria-labelledby="needs" { h2 id="needs" { "What needs a human" } (needs(view)) }
                section aria-labelledby="lately" {
                    h2 id="lately" { "Added lately" }
                    ul class="rows" { @for line in &view.lately { (document_row(line)) } }
                    p class="more" { a href="/lately" { "Everything by arrival" } }
                }
            }
        }
    };
    page(asked, "What the record holds", body)
}

fn links(documents: &[DocumentLine]) -> Markup {
    html! {
        @for (number, line) in documents.iter().enumerate() {
            @if number > 0 { ", " }
            a href={ "/document/" (line.id) } { (own(&short(titled(line.name()), 70))) }
        }
    }
}

fn cannot(view: &FrontView) -> Markup {
    let UncheckedView { quotations, days: by_day, undated_transcripts, transcripts } = &view.unchecked;
    let totals = &view.totals;
    html! {
        ul class="cannot" {
            @if totals.transcripts == 0 {
                li { "No transcript is held: no quotation can be checked against official words." }
            }
            @if *quotations > 0 {
                li {
                    (count(*quotations, "quotation is", "quotations are")) " of a day of which no transcript is held:"
                    ul {
                        @for day in by_day {
                            li {
                                strong { (days(&day.said)) } ": " (count(day.quotations, "quotation", "quotations")) " in " (links(&day.documents))
                            }
                        }
                        @let rest = quotations.saturating_sub(by_day.iter().map(|day| day.quotations).sum());
                        @if rest > 0 {
                            li { (count(rest, "quotation", "quotations")) " of " a href="/quotes" { "other days" } }
                        }
                    }
                }
            }
            @if *undated_transcripts > 0 {
                li {
                    (count(*undated_transcripts, "transcript does", "transcripts do"))
                    " not print a day that is settled, so no quotation can be matched to it by its day: "
                    @for (number, line) in transcripts.iter().enumerate() {
                        @if number > 0 { ", " }
                        a href={ "/document/" (line.id) } { (own(&short(titled(line.name()), 90))) } " (" (days(&line.published)) ")"
                    }
                    ". " code { "NAME.meta.json" } " beside the file, with its " code { "published" } ", settles it."
                }
            }
            @if totals.without_speaker > 0 { li { (count(totals.without_speaker, "statement has", "statements have")) " a speaker who is not known." } }
            @if totals.without_date > 0 { li { (count(totals.without_date, "statement has", "statements have")) " no known day." } }
            @if totals.silent > 0 { li { "In " (count(totals.silent, "document", "documents")) " no statement was found." } }
        }
    }
}

fn moved(view: &ThreadView) -> Markup {
    let line = &view.line;
    html! {
        article class="card" {
            h3 { a href={ "/thread/" (line.thread) } { (own(&line.title)) } }
            (chart::chart(line, &format!("first-{}", line.thread)))
            p class="about" {
                (count(line.series.len() as u64, "figure", "figures")) " in "
                (count(line.statements.len() as u64, "statement", "statements"))
            }
        }
    }
}

fn shared(view: &UtteranceView) -> Markup {
    html! {
        article class="card" {
            p class="about" {
                "One utterance, " (count(view.documents as u64, "document", "documents")) ", "
                (count(view.texts.len() as u64, "report", "reports"))
            }
            ul class="sides" { @for row in view.texts.iter().take(4) { (statement_row(row)) } }
            @if view.texts.len() > 4 { p class="about" { "and " (view.texts.len() - 4) " more: "
                @if let Some(row) = view.texts.first() { a href={ "/statement/" (row.id) } { "all reports" } } } }
        }
    }
}

fn needs(view: &FrontView) -> Markup {
    let needs = &view.needs;
    let lines = [
        (
            needs.without_speaker,
            "statement with an unknown speaker",
            "statements with an unknown speaker",
            "/queue#speakers",
        ),
        (needs.without_day, "statement without a day", "statements without a day", "/queue#days"),
        (needs.namesakes, "name that may be somebody else's", "names that may be somebody else's", "/queue#names"),
        (view.conflicts as u64, "pair of statements that differ", "pairs of statements that differ", "/conflicts"),
        (needs.silent, "document without a statement", "documents without a statement", "/queue#silent"),
    ];
    html! {
        ul class="needs" {
            @for (number, one, many, address) in lines.iter().filter(|line| line.0 > 0) {
                li { a href=(address) { (count(*number, one, many)) } }
            }
        }
        @if lines.iter().all(|line| line.0 == 0) { p { "Nothing." } }
    }
}

/// What the certainties are called, for the legend of charts.
pub fn certainties() -> Markup {
    html! { @for name in ["asserted", "assessed", "likely", "possible", "unknown", "denied", "declined"] { (certainty(name)) " " } }
}

/// The verdict of a quotation in words.
pub fn verdict(name: &str) -> String {
    match name {
        "identical" => "the same words".into(),
        "typography" => "the same words, printed otherwise".into(),
        "disfluency" => "the same words; fillers left out".into(),
        "ellipsis" => "words left out, and marked".into(),
        "unmarked_omission" => "words left out without a mark".into(),
        "bracket" => "words in brackets stand for others".into(),
        "altered" => "differs from the words held".into(),
        "partial" => "a part of the words held".into(),
        "not_in_transcript_held" => "does not appear in the transcript held".into(),
        "no_transcript_held" => "no transcript of this event is held".into(),
        other => plain(other),
    }
}
