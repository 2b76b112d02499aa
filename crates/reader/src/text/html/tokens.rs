//! Where do tags, comments and texts begin and end?
//!
//! The tokens of HTML and XHTML with their places, in the manner of the standard's tokenizer as far as reading needs it:
//! quoted attributes may hold `>`, scripts and styles end at their own end tag only, what is never closed goes to the end.
//! Every byte is looked at a fixed number of times. Useful for `tree`; not for what an element means.

use super::tags::Tag;

/// A piece of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// A start tag; its attributes lie between two offsets of the page.
    Start { tag: Tag, name: (usize, usize), attributes: (usize, usize), is_closed: bool },
    /// An end tag.
    End { tag: Tag, name: (usize, usize) },
    /// Words with entities.
    Text(usize, usize),
    /// The body of a script, style or another element without markup inside.
    Raw(usize, usize),
}

/// Goes through a page.
pub(super) struct Tokens<'page> {
    page: &'page str,
    at: usize,
    /// The element whose end tag alone ends the text.
    raw: Option<Tag>,
    /// No `]]>` follows, so `<![CDATA[` need not be looked at again.
    has_no_section_end: bool,
    /// Whether a comment, tag or script was never closed.
    pub(super) is_cut: bool,
}

impl<'page> Tokens<'page> {
    pub(super) fn new(page: &'page str) -> Self {
        Tokens { page, at: 0, raw: None, has_no_section_end: false, is_cut: false }
    }

    fn seek(&self, from: usize, what: &str) -> Option<usize> {
        self.page.get(from..)?.find(what).map(|found| from + found)
    }

    /// The body of a script or its like, up to its end tag.
    fn raw(&mut self, tag: Tag) -> Token {
        let start = self.at;
        let bytes = self.page.as_bytes();
        let name = tag.name().as_bytes();
        let mut at = start;
        let end = loop {
            let Some(found) = self.seek(at, "</") else {
                self.is_cut = true;
                break bytes.len();
            };
            let after = found + 2 + name.len();
            let is_name = bytes.get(found + 2..after).is_some_and(|have| have.eq_ignore_ascii_case(name));
            if is_name && bytes.get(after).is_none_or(|next| !next.is_ascii_alphanumeric()) {
                break found;
            }
            at = found + 2;
        };
        self.at = end;
        self.raw = None;
        if matches!(tag, Tag::Title | Tag::Textarea) { Token::Text(start, end) } else { Token::Raw(start, end) }
    }

    /// What follows a `<`, if it is markup: its end, and the token that it is.
    fn markup(&mut self, open: usize) -> Option<(usize, Option<Token>)> {
        let bytes = self.page.as_bytes();
        let next = *bytes.get(open + 1)?;
        if next == b'!' && self.page[open..].starts_with("<!--") {
            // `<!-->` and `<!--->` are comments without words.
            let short = ["<!-->", "<!--->"].iter().find(|short| self.page[open..].starts_with(**short));
            let end = match short {
                Some(short) => Some(open + short.len()),
                None => self.seek(open + 4, "-->").map(|end| end + 3),
            };
            self.is_cut |= end.is_none();
            return Some((end.unwrap_or(bytes.len()), None));
        }
        if next == b'!' && !self.has_no_section_end && self.page[open..].starts_with("<![CDATA[") {
            match self.seek(open + 9, "]]>") {
                Some(end) => return Some((end + 3, Some(Token::Text(open + 9, end)))),
                None => self.has_no_section_end = true,
            }
        }
        let is_end = next == b'/';
        let name_at = open + 1 + usize::from(is_end);
        if !bytes.get(name_at).is_some_and(u8::is_ascii_alphabetic) {
            if !is_end && next != b'!' && next != b'?' {
                return None;
            }
            let end = self.seek(open, ">").map(|end| end + 1);
            self.is_cut |= end.is_none();
            return Some((end.unwrap_or(bytes.len()), None));
        }
        let length = bytes[name_at..]
            .iter()
            .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
            .unwrap_or(bytes.len() - name_at);
        let name = (name_at, name_at + length);
        let tag = Tag::of(&self.page[name.0..name.1]);
        let Some(close) = attributes_end(bytes, name.1) else {
            self.is_cut = true;
            return Some((bytes.len(), None));
        };
        let token = if is_end {
            Token::End { tag, name }
        } else {
            let is_closed = bytes[close - 1] == b'/' && close > name.1;
            Token::Start { tag, name, attributes: (name.1, close), is_closed }
        };
        Some((close + 1, Some(token)))
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        if let Some(tag) = self.raw {
            let token = self.raw(tag);
            if !matches!(token, Token::Text(start, end) | Token::Raw(start, end) if start == end) {
                return Some(token);
            }
        }
        let start = self.at;
        let mut from = start;
        while from < self.page.len() {
            let open = self.seek(from, "<").unwrap_or(self.page.len());
            if open == self.page.len() {
                break;
            }
            // A lone `<` is text.
            if !self.page.as_bytes().get(open + 1).is_some_and(|&b| b.is_ascii_alphabetic() || b"!/?".contains(&b)) {
                from = open + 1;
                continue;
            }
            if open > start {
                self.at = open;
                return Some(Token::Text(start, open));
            }
            let (end, token) = self.markup(open)?;
            self.at = end;
            match token {
                Some(token) => {
                    if let Token::Start { tag, is_closed: false, .. } = token
                        && tag.is_raw()
                    {
                        self.raw = Some(tag);
                    }
                    return Some(token);
                }
                None => return self.next_after_comment(),
            }
        }
        self.at = self.page.len();
        (start < self.page.len()).then_some(Token::Text(start, self.page.len()))
    }
}

impl Tokens<'_> {
    /// The token behind any number of comments.
    fn next_after_comment(&mut self) -> Option<Token> {
        while self.page[self.at..].starts_with("<!") || self.page[self.at..].starts_with("<?") {
            let (end, token) = self.markup(self.at)?;
            self.at = end;
            if token.is_some() {
                return token;
            }
        }
        // An empty end tag (`</>`) is passed over like a comment; it cannot stand here twice without text between.
        if self.page[self.at..].starts_with("</") {
            let (end, token) = self.markup(self.at)?;
            self.at = end;
            return token.or(Some(Token::Text(end, end)));
        }
        self.next()
    }
}

/// Where the `>` of a tag stands, past quoted values.
fn attributes_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    let mut is_value = false;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => return Some(at),
            b'=' => is_value = true,
            b'"' | b'\'' if is_value => {
                at += 1 + bytes.get(at + 1..)?.iter().position(|&have| have == byte)?;
                is_value = false;
            }
            _ if byte.is_ascii_whitespace() => {}
            _ => is_value = false,
        }
        at += 1;
    }
    None
}

/// The names and values of attributes, values as printed with their place, quotes left out.
pub(super) struct Attributes<'page> {
    page: &'page str,
    at: usize,
    end: usize,
}

impl<'page> Attributes<'page> {
    pub(super) fn new(page: &'page str, (at, end): (usize, usize)) -> Self {
        Attributes { page, at, end }
    }
}

impl<'page> Iterator for Attributes<'page> {
    type Item = (&'page str, (usize, usize));

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = &self.page.as_bytes()[..self.end];
        let skip = |mut at: usize, is: fn(&u8) -> bool| {
            while bytes.get(at).is_some_and(is) {
                at += 1;
            }
            at
        };
        let start = skip(self.at, |byte| byte.is_ascii_whitespace() || *byte == b'/');
        if start >= self.end {
            return None;
        }
        let name_end = skip(start + 1, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'/' | b'>'));
        let name = &self.page[start..name_end];
        let equals = skip(name_end, u8::is_ascii_whitespace);
        if bytes.get(equals) != Some(&b'=') {
            self.at = name_end;
            return Some((name, (name_end, name_end)));
        }
        let value = skip(equals + 1, u8::is_ascii_whitespace);
        let (from, to) = match bytes.get(value) {
            Some(&quote @ (b'"' | b'\'')) => {
                let length = bytes[value + 1..].iter().position(|&byte| byte == quote);
                (value + 1, length.map_or(self.end, |length| value + 1 + length))
            }
            _ => (value, skip(value, |byte| !byte.is_ascii_whitespace())),
        };
        self.at = (to + 1).min(self.end);
        Some((name, (from, to)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(page: &str) -> Vec<String> {
        let mut tokens = Tokens::new(page);
        let mut result = Vec::new();
        for token in tokens.by_ref() {
            result.push(match token {
                Token::Start { name, attributes, .. } => {
                    let all =
                        Attributes::new(page, attributes).map(|(name, (a, b))| format!(" {name}={}", &page[a..b]));
                    format!("<{}{}>", &page[name.0..name.1], all.collect::<String>())
                }
                Token::End { name, .. } => format!("</{}>", &page[name.0..name.1]),
                Token::Text(start, end) => page[start..end].to_string(),
                Token::Raw(start, end) => format!("[{}]", &page[start..end]),
            });
        }
        result.retain(|token| !token.is_empty());
        result
    }

    #[test]
    fn tags_comments_and_scripts_end_where_browsers_end_them() {
        for (page, expected) in [
            ("<p class=a id='b c'>1 < 2</p>", "<p class=a id=b c>|1 < 2|</p>"),
            ("<a title=\"x > y\">z</a>", "<a title=x > y>|z|</a>"),
            ("a<!-- <p> -->b<!---->c", "a|b|c"),
            ("a<!--->b", "a|b"),
            ("a<!-- never closed <p>b", "a"),
            ("<script>if (a</b>1) '</p>'</script>c", "<script>|[if (a</b>1) '</p>']|</script>|c"),
            ("<script>never closed <p>b", "<script>|[never closed <p>b]"),
            ("<title>A < B</title>", "<title>|A < B|</title>"),
            ("a</>b<?xml x?>c<!doctype html>d", "a|b|c|d"),
            ("<![CDATA[a<b]]>c<![CDATA[d", "a<b|c"),
            ("<br/>a<img src=x/>", "<br>|a|<img src=x/>"),
            ("<p", ""),
            ("<", "<"),
            ("a<", "a<"),
            ("<p a=\"never closed>b", ""),
        ] {
            assert_eq!(shown(page).join("|"), expected, "{page}");
        }
    }
}
