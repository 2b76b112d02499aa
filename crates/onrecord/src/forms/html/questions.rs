//! Questions with their answers: a strip of squares a document, and the texts.
//!
//! A square has a shape and a letter beside its colour, so that nothing rests on colour alone.

use super::{count, days, own, page, plain, safe, speaker_link, speaker_name, titled, turning};
use crate::views::asked::Asked;
use crate::views::front::StripView;
use crate::views::questions::{QuestionView, QuestionsView};
use maud::{Markup, html};

/// The kinds of response: name, letter, what it means.
const RESPONSES: &[(&str, &str, &str)] = &[
    ("clear_reply", "A", "answered"),
    ("ambivalent", "~", "ambivalent"),
    ("clear_non_reply", "–", "not answered"),
    ("unknown", "?", "not known"),
    ("procedural", "·", "procedural"),
];

fn response(question: &QuestionView) -> (&'static str, &'static str, &'static str) {
    let name = if question.procedural { "procedural" } else { question.response.unwrap_or("unknown") };
    RESPONSES.iter().copied().find(|known| known.0 == name).unwrap_or(RESPONSES[3])
}

/// The page.
pub fn questions(view: &QuestionsView, asked: &Asked) -> Markup {
    let wanted = asked.word("response");
    let body = html! {
        h1 { "Questions and answers" }
        p class="about" { (count(view.total, "document has", "documents have")) " questions." }
        form action="/questions" class="find" {
            label for="response" { "Response" }
            select id="response" name="response" {
                option value="" { "all" }
                @for (name, _, words) in RESPONSES { option value=(name) selected[wanted == *name] { (words) } }
            }
            button { "Show" }
        }
        (legend())
        @for strip in &view.rows {
            section class="card" {
                (self::strip(strip, false))
                @let shown: Vec<QuestionView> = strip.questions.iter().filter(|one| wanted.is_empty() || response(one).0 == wanted).cloned().collect();
                details open[!wanted.is_empty()] {
                    summary { (count(shown.len() as u64, "question", "questions")) " with what came back" }
                    (list(&shown))
                }
            }
        }
        (turning(asked, view.total))
    };
    page(asked, "Questions and answers", body)
}

/// What the squares mean.
pub fn legend() -> Markup {
    html! {
        p class="legend" {
            @for (name, letter, words) in RESPONSES {
                span class={ "square " (name) } aria-hidden="true" { (letter) } " " (words) " "
            }
        }
    }
}

/// The questions of a document as squares, with their numbers in words.
pub fn strip(view: &StripView, is_headed: bool) -> Markup {
    let line = &view.document;
    html! {
        div class="strip-box" {
            @if is_headed {
                h3 { a href={ "/document/" (line.id) "#questions" } { (own(titled(line.name()))) } }
            } @else {
                h2 { a href={ "/document/" (line.id) "#questions" } { (own(titled(line.name()))) } }
            }
            p class="about" { (days(&line.published)) " · " (summary(&view.questions)) }
            (squares(&view.questions))
        }
    }
}

fn summary(questions: &[QuestionView]) -> String {
    let parts: Vec<String> = RESPONSES
        .iter()
        .map(|known| (questions.iter().filter(|question| response(question).0 == known.0).count(), known.2))
        .filter(|part| part.0 > 0)
        .map(|(number, words)| format!("{number} {words}"))
        .collect();
    format!("{}: {}", count(questions.len() as u64, "question", "questions"), parts.join(", "))
}

/// One square a question, each a link.
pub fn squares(questions: &[QuestionView]) -> Markup {
    html! {
        ol class="strip" {
            @for question in questions.iter().take(200) {
                @let (name, letter, words) = response(question);
                li {
                    a class={ "square " (name) } href={ "/document/" (question.document) "#" (question.id.replace(':', "-")) }
                        title={ (safe(speaker_name(&question.asker))) ": " (safe(&super::short(&question.question, 160))) } {
                        span aria-hidden="true" { (letter) }
                        span class="hidden" { (words) ": " (safe(&super::short(&question.question, 80))) }
                    }
                }
            }
        }
    }
}

/// The texts.
pub fn list(questions: &[QuestionView]) -> Markup {
    html! {
        ul class="rows" {
            @for question in questions {
                @let (name, letter, words) = response(question);
                li class="row question" id=(question.id.replace(':', "-")) {
                    p class="who" {
                        (speaker_link(question.asker.as_ref()))
                        @if let Some(outlet) = question.asker.as_ref().and_then(|asker| asker.outlet.as_ref()) { " (" (own(outlet)) ")" }
                        " asks"
                    }
                    p class="words" dir="auto" { (safe(&question.question)) }
                    p class="about" {
                        span class={ "square " (name) } aria-hidden="true" { (letter) } " " (words)
                        @if let Some(technique) = question.technique { " · " (plain(technique)) }
                        @if !question.cue.is_empty() { " · by the words " q { (own(&question.cue)) } }
                    }
                    @if !question.answer_words.is_empty() {
                        ul class="answers" {
                            @for (index, words) in question.answer_words.iter().enumerate() {
                                li dir="auto" {
                                    @match question.answers.get(index) {
                                        Some(id) => a href={ "/statement/" (id) } { (safe(words)) },
                                        None => (safe(words)),
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
