//! A document as TEI after Parla-CLARIN.
//!
//! The turns of a transcript are utterances (`u`) with their speaker in `who`, the printed label beside them as a note; the
//! paragraphs of a report are `p`. Statements, and which of them answer which question, stand in `standOff`, pointing at the
//! utterances. Who speaks is listed once. The number of statements stands in `extent`.

use super::xml;
use crate::views::statement::{self, StatementView};
use crate::views::{line, questions};
use record::Held;

/// The document.
pub fn document(held: &Held) -> String {
    let reading = &held.reading;
    let text = reading.text.as_str();
    let masthead = &reading.structure.masthead;
    let title = masthead.title.as_deref().unwrap_or(&held.document.path);
    let statements: Vec<(usize, StatementView)> = (0..reading.statements.len())
        .filter(|&number| !record::is_wrong(&reading.statements[number]))
        .filter_map(|number| Some((number, statement::view(held, number)?)))
        .collect();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let language = masthead.language.as_deref().unwrap_or("und");
    out.push_str(&format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:id=\"d{}\" xml:lang=\"{}\">\n",
        held.id,
        xml(language)
    ));
    out.push_str(&format!(
        "<teiHeader><fileDesc><titleStmt><title>{}</title></titleStmt>\n<extent><measure unit=\"statements\" quantity=\"{}\">{} \
         statements</measure></extent>\n<publicationStmt><publisher>{}</publisher>{}</publicationStmt>\n<sourceDesc><bibl>\
         <title>{}</title>{}<idno>{}</idno></bibl></sourceDesc></fileDesc>\n",
        xml(title),
        statements.len(),
        statements.len(),
        xml(masthead.outlet.as_deref().unwrap_or("not stated")),
        date(reading.published.earliest, reading.published.latest),
        xml(title),
        date(reading.published.earliest, reading.published.latest),
        held.id,
    ));
    out.push_str("<profileDesc><particDesc><listPerson>\n");
    for (number, speaker) in reading.speakers.iter().enumerate() {
        let key = held.persons.get(number).cloned().flatten().map(|id| format!("<idno>{}</idno>", xml(&id)));
        let roles: String =
            speaker.titles.iter().map(|title| format!("<occupation>{}</occupation>", xml(title))).collect();
        out.push_str(&format!(
            "<person xml:id=\"v{}\" role=\"{}\"><persName>{}</persName>{roles}{}</person>\n",
            number + 1,
            speaker.kind.as_str(),
            xml(&speaker.name),
            key.unwrap_or_default()
        ));
    }
    if reading.speakers.is_empty() {
        out.push_str("<person xml:id=\"v0\"><persName>nobody is named</persName></person>\n");
    }
    out.push_str("</listPerson></particDesc></profileDesc></teiHeader>\n<text><body>\n");
    let turns = &reading.structure.turns;
    if turns.is_empty() {
        out.push_str("<div type=\"article\">\n");
        for (number, block) in reading.structure.blocks.iter().enumerate() {
            out.push_str(&format!("<p xml:id=\"b{}\">{}</p>\n", number + 1, xml(&line(block.span.of(text)))));
        }
    } else {
        out.push_str("<div type=\"debateSection\">\n");
        for (number, turn) in turns.iter().enumerate() {
            let label = line(turn.label.of(text));
            if !label.is_empty() {
                out.push_str(&format!("<note type=\"speaker\">{}</note>\n", xml(&label)));
            }
            let who = reading.turn_speakers.get(number).copied().flatten();
            let who = who.map(|who| format!(" who=\"#v{}\"", who + 1)).unwrap_or_default();
            let ana = match turn.role.as_str() {
                "moderator" => "chair",
                "principal" => "regular",
                _ => "guest",
            };
            out.push_str(&format!("<u xml:id=\"t{}\"{who} ana=\"#{ana}\">", number + 1));
            for speech in &turn.speech {
                out.push_str(&format!("<seg>{}</seg>", xml(&line(speech.of(text)))));
            }
            out.push_str("</u>\n");
        }
    }
    out.push_str("</div>\n</body></text>\n<standOff>\n<listAnnotation type=\"statements\">\n");
    for (number, view) in &statements {
        let found = &reading.statements[*number];
        let target = match found.turn {
            Some(turn) => format!("#t{}", turn + 1),
            None => {
                let at = found.content.first().map_or(0, |span| span.start);
                let block = reading.structure.blocks.partition_point(|block| block.span.end <= at);
                if turns.is_empty() { format!("#b{}", block + 1) } else { format!("#d{}", held.id) }
            }
        };
        let who = |speaker: Option<usize>| speaker.map(|speaker| format!("#v{}", speaker + 1));
        let who_said = who(found.speaker).map(|who| format!(" who=\"{who}\"")).unwrap_or_default();
        let to = who(found.addressee).map(|to| format!(" toWhom=\"{to}\"")).unwrap_or_default();
        let direct = if view.form == "indirect" { "false" } else { "true" };
        out.push_str(&format!(
            "<annotation xml:id=\"s{}\" target=\"{target}\"><note type=\"{}\"><said{who_said}{to} direct=\"{direct}\">{}</said>\
             </note></annotation>\n",
            number + 1,
            view.certainty,
            xml(&view.content)
        ));
    }
    out.push_str("</listAnnotation>\n");
    let asked = questions::view(held);
    if !asked.is_empty() {
        out.push_str("<listAnnotation type=\"questions\">\n");
        for (number, question) in asked.iter().enumerate() {
            let turn = reading.questions.get(number).map_or(0, |question| question.turn);
            out.push_str(&format!(
                "<annotation xml:id=\"q{}\" target=\"#t{}\"><note type=\"{}\">{}</note></annotation>\n",
                number + 1,
                turn + 1,
                question.response.unwrap_or("unknown"),
                xml(&question.question)
            ));
        }
        out.push_str("</listAnnotation>\n");
        let pairs: Vec<String> = asked
            .iter()
            .enumerate()
            .flat_map(|(number, question)| question.answers.iter().map(move |answer| (number, answer)))
            .filter_map(|(number, answer)| Some((number, answer.rsplit_once(":s")?.1)))
            .filter(|(_, answer)| statements.iter().any(|known| (known.0 + 1).to_string() == **answer))
            .map(|(number, answer)| format!("<link target=\"#q{} #s{answer}\"/>\n", number + 1))
            .collect();
        if !pairs.is_empty() {
            out.push_str(&format!("<linkGrp type=\"questionAnswer\">\n{}</linkGrp>\n", pairs.concat()));
        }
    }
    out.push_str("</standOff>\n</TEI>\n");
    out
}

/// A day, or the interval in which it lies.
fn date(earliest: Option<jiff::civil::Date>, latest: Option<jiff::civil::Date>) -> String {
    match (earliest, latest) {
        (Some(first), Some(last)) if first == last => format!("<date when=\"{first}\">{first}</date>"),
        (None, None) => "<date>not known</date>".into(),
        (first, last) => {
            let side = |name: &str, day: Option<jiff::civil::Date>| {
                day.map(|day| format!(" {name}=\"{day}\"")).unwrap_or_default()
            };
            format!("<date{}{}>not settled</date>", side("notBefore", first), side("notAfter", last))
        }
    }
}
