//! What does a message say?
//!
//! One message or a mailbox of them. The document is the best text part: plain text, else the page. Its day, subject and id
//! are taken as stated; who sends a message is no outlet and is not taken for one. A page that a browser saved as a message
//! (MHTML) has the address that it was saved from, and its day is that of saving. Attachments are not opened. Not useful for
//! who answers whom.

use super::lines::{self, Line};
use super::walk::{Place, Walk, Walked};
use mail_parser::{MessageParser, PartType};
use reader::{Given, Media};
use std::io::BufRead;

/// The field by which browsers mark a page that they saved as a message.
const SAVED_FROM: &str = "Snapshot-Content-Location";

/// Whether a mailbox begins here: a `From ` line, and the header of a message behind it.
pub fn is_mailbox(text: &str) -> bool {
    let mut lines = text.lines();
    lines.next().is_some_and(|line| line.starts_with("From ")) && lines.next().is_some_and(|line| field(line).is_some())
}

/// Whether the header of a message begins here: fields only, among them who sent it and one that only programs write.
pub fn is_message(text: &str) -> bool {
    let (mut is_sent, mut is_made) = (false, false);
    for line in text.lines().take_while(|line| !line.is_empty()) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some(name) = field(line) else { return false };
        let is = |known: &[&str]| known.iter().any(|known| name.eq_ignore_ascii_case(known));
        is_sent |= is(&["From", "Sender", "Snapshot-Content-Location"]);
        is_made |= is(&["Message-ID", "MIME-Version", "Received", "Return-Path", "Delivered-To", "Content-Type"]);
    }
    is_sent && is_made
}

/// The name of a header's field.
fn field(line: &str) -> Option<&str> {
    let (name, _) = line.split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic());
    is_name.then_some(name)
}

/// Reads every message of a mailbox.
pub fn mailbox(walk: &mut Walk, place: &Place, reader: &mut dyn BufRead) -> Walked {
    let (mut number, mut message, mut is_overlong, mut is_after_blank) = (0usize, Vec::new(), false, true);
    loop {
        let line = lines::next(reader, walk.limits.document);
        let is_end = matches!(line, Ok(Line::End) | Err(_));
        // Only behind an empty line: a sentence may begin with this word.
        let is_start = is_after_blank && matches!(&line, Ok(Line::Held(line)) if line.starts_with(b"From "));
        is_after_blank = matches!(&line, Ok(Line::Held(line)) if line.iter().all(u8::is_ascii_whitespace));
        if (is_end || is_start) && number > 0 {
            let path = place.entry(&number.to_string());
            match is_overlong {
                true => walk.too_long(&path, place.named)?,
                false => self::message(walk, place, &path, &message)?,
            }
            message.clear();
            is_overlong = false;
        }
        number += usize::from(is_start);
        match line {
            Ok(Line::Held(_)) if is_start => {}
            Ok(Line::Held(line)) => {
                // A line of the text that begins with `From ` was marked when it was kept.
                let quoted = line.iter().take_while(|&&byte| byte == b'>').count();
                let is_marked = quoted > 0 && line[quoted..].starts_with(b"From ");
                message.extend_from_slice(&line[usize::from(is_marked)..]);
                if message.len() as u64 > walk.limits.document {
                    is_overlong = true;
                    message.clear();
                }
            }
            Ok(Line::TooLong) => is_overlong = true,
            Ok(Line::End) => return Ok(()),
            Err(error) => return walk.broken(place, &error),
        }
    }
}

/// Reads one message.
pub fn message(walk: &mut Walk, place: &Place, path: &str, bytes: &[u8]) -> Walked {
    let Some(message) = MessageParser::default().parse(bytes) else {
        return walk.tell(path, "not read: it is no message", place.named);
    };
    let is_text = |part: &&mail_parser::MessagePart| match &part.body {
        PartType::Text(text) | PartType::Html(text) => !text.trim().is_empty(),
        _ => false,
    };
    let plain = message.text_bodies().find(|part| is_text(part) && matches!(part.body, PartType::Text(_)));
    let Some(part) = plain.or_else(|| message.html_bodies().find(is_text)) else {
        return walk.tell(path, "not read: the message holds no text (attachments are not opened)", place.named);
    };
    let (media, text) = match &part.body {
        PartType::Html(text) => (Media::Html, text),
        PartType::Text(text) => (Media::Plain, text),
        _ => return Ok(()),
    };
    let day =
        message.date().and_then(|date| jiff::civil::Date::new(date.year as i16, date.month as i8, date.day as i8).ok());
    let stated = |text: Option<&str>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let saved_from = message.header_raw(SAVED_FROM).map(str::trim).filter(|address| address.starts_with("http"));
    let own = match saved_from {
        // What the page states of itself says more than who saved it.
        Some(address) => Given { address: stated(Some(address)), fetched: day, ..Given::default() },
        None => Given {
            title: stated(message.subject()),
            address: stated(message.message_id()).map(|id| format!("mid:{id}")),
            published: day,
            ..Given::default()
        },
    };
    walk.document(place, path.to_owned(), text.as_bytes().to_vec(), media, own)
}
