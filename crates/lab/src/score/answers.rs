//! How often is the answer to a question judged as people judge it?
//!
//! Takes QEvasion items (one JSON object a line: `question`, `interview_answer`, `clarity_label`, and `evasion_label` or
//! three annotators) and prints macro-F1 over three responses and nine techniques, with the majority class as the plain
//! baseline. The gold technique is what most annotators chose; items without a majority are left out, and agreement with
//! any annotator is printed beside. `--show` prints every item; `--alone`
//! withholds the turn in which the question was asked. Measuring only: the weights and rules of the reader are
//! not fitted to this set.

use super::{Options, json_lines, write_csv};
use reader::meaning::answer::judge;
use reader::meaning::{Response, Technique};
use serde_json::Value;

struct Outcome {
    number: usize,
    response: Option<Response>,
    technique: Option<Technique>,
    gold_response: Option<Response>,
    gold_technique: Option<Technique>,
    any: Vec<Technique>,
}

/// `lab score answers --data FILE.jsonl [--alone] [--show] [--csv]`
pub fn run(args: &[String]) -> Result<(), String> {
    let options = Options::parse(args, &["data", "tier"], &["show", "csv", "alone"])?;
    let path = options.path("data")?.ok_or("score answers: --data FILE.jsonl is missing")?;
    let knowledge = options.knowledge()?;
    let mut outcomes: Vec<Outcome> = Vec::new();
    let turn = if options.has("alone") { "" } else { "interview_question" };
    json_lines(&path, |number, value| {
        let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or("");
        let judged = judge(text("question"), text(turn), text("interview_answer"), &knowledge);
        let labels: Vec<Technique> =
            ["annotator1", "annotator2", "annotator3"].iter().filter_map(|key| technique(text(key))).collect();
        let single = technique(text("evasion_label"));
        let majority = labels.iter().copied().find(|label| labels.iter().filter(|other| *other == label).count() > 1);
        let outcome = Outcome {
            number,
            response: judged.as_ref().map(|judged| judged.response),
            technique: judged.as_ref().map(|judged| judged.technique),
            gold_response: response(text("clarity_label")),
            gold_technique: single.or(majority),
            any: labels.into_iter().chain(single).collect(),
        };
        if options.has("show") {
            let shown = |technique: Option<Technique>| technique.map_or("-", Technique::as_str);
            let (by, cue) = judged.as_ref().map_or(("-", String::new()), |judged| {
                (
                    judged.by,
                    judged.cue.iter().map(|cue| cue.of(text("interview_answer"))).collect::<Vec<_>>().join(" … "),
                )
            });
            println!("{number}\t{}\t{}\t{by}\t{cue}", shown(outcome.gold_technique), shown(outcome.technique));
        }
        outcomes.push(outcome);
        Ok(())
    })?;
    if outcomes.iter().all(|outcome| outcome.gold_response.is_none()) {
        return Err(format!("{}: no line has a clarity_label", path.display()));
    }
    print(&outcomes);
    if options.has("csv") {
        keep(&outcomes)?;
    }
    Ok(())
}

fn print(outcomes: &[Outcome]) {
    let responses: Vec<(Response, Option<Response>)> =
        outcomes.iter().filter_map(|outcome| Some((outcome.gold_response?, outcome.response))).collect();
    table("response", &responses, Response::ALL, Response::as_str);
    let techniques: Vec<(Technique, Option<Technique>)> =
        outcomes.iter().filter_map(|outcome| Some((outcome.gold_technique?, outcome.technique))).collect();
    table("technique", &techniques, Technique::ALL, Technique::as_str);
    let judged: Vec<&Outcome> = outcomes.iter().filter(|outcome| !outcome.any.is_empty()).collect();
    let agreed =
        judged.iter().filter(|outcome| outcome.technique.is_some_and(|found| outcome.any.contains(&found))).count();
    println!(
        "technique of any annotator: {:.1} % of {}; without a majority and left out above: {}",
        100.0 * agreed as f64 / judged.len().max(1) as f64,
        judged.len(),
        outcomes.len() - techniques.len()
    );
}

/// Figures of each class, accuracy, macro-F1, and the same for always saying the most frequent class.
fn table<Label: Copy + PartialEq>(
    name: &str,
    pairs: &[(Label, Option<Label>)],
    all: &[Label],
    spelled: fn(Label) -> &'static str,
) {
    println!("{name:<22}    P     R    F1   gold  found  right");
    let mut sum = 0.0;
    for &label in all {
        let counts = super::Counts {
            gold: pairs.iter().filter(|(gold, _)| *gold == label).count(),
            found: pairs.iter().filter(|(_, found)| *found == Some(label)).count(),
            matched: pairs.iter().filter(|(gold, found)| *gold == label && *found == Some(label)).count(),
        };
        sum += super::Figures::of(counts).f1;
        println!("  {:<20}{}", spelled(label), counts.figures());
    }
    let right = pairs.iter().filter(|(gold, found)| Some(*gold) == *found).count();
    let most = all.iter().map(|label| pairs.iter().filter(|(gold, _)| gold == label).count()).max().unwrap_or(0);
    let share = |count: usize| count as f64 / pairs.len().max(1) as f64;
    // Always the most frequent class: its recall is 1, its precision its share.
    let baseline = 2.0 * share(most) / (1.0 + share(most)) / all.len() as f64;
    println!(
        "  macro-F1 {:.3}, accuracy {:.3} of {}; always the most frequent class: macro-F1 {:.3}, accuracy {:.3}",
        sum / all.len() as f64,
        share(right),
        pairs.len(),
        baseline,
        share(most)
    );
}

fn keep(outcomes: &[Outcome]) -> Result<(), String> {
    let head = ["item", "response", "technique", "response_right", "technique_right", "technique_of_any"];
    let rows: Vec<Vec<String>> = outcomes
        .iter()
        .map(|outcome| {
            let right = |right: Option<bool>| right.map_or(String::new(), |right| u8::from(right).to_string());
            vec![
                outcome.number.to_string(),
                outcome.response.map_or(String::new(), |found| found.to_string()),
                outcome.technique.map_or(String::new(), |found| found.to_string()),
                right(outcome.gold_response.map(|gold| outcome.response == Some(gold))),
                right(outcome.gold_technique.map(|gold| outcome.technique == Some(gold))),
                right(
                    (!outcome.any.is_empty())
                        .then(|| outcome.technique.is_some_and(|found| outcome.any.contains(&found))),
                ),
            ]
        })
        .collect();
    write_csv("answers", &head.map(str::to_owned), &rows)
}

fn response(label: &str) -> Option<Response> {
    match label {
        "Clear Reply" => Some(Response::ClearReply),
        "Ambivalent" | "Ambivalent Reply" => Some(Response::Ambivalent),
        "Clear Non-Reply" => Some(Response::ClearNonReply),
        _ => None,
    }
}

fn technique(label: &str) -> Option<Technique> {
    Some(match label {
        "Explicit" => Technique::Explicit,
        "Implicit" => Technique::Implicit,
        "Dodging" => Technique::Dodging,
        "General" => Technique::General,
        "Deflection" => Technique::Deflection,
        "Partial/half-answer" | "Partial" => Technique::PartialHalf,
        "Declining to answer" => Technique::DecliningToAnswer,
        "Claims ignorance" => Technique::ClaimsIgnorance,
        "Clarification" => Technique::Clarification,
        _ => return None,
    })
}
