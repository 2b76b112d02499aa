//! Does any sequence of bytes make the reader panic, hang or point outside its text?
//!
//! The same questions that the fuzz target asks, with fixed seeds so that they run with every test: damaged examples,
//! plain noise, long lines, deep nesting. Useful against panics and quadratic time; not for whether a reading is right.

// The test reads the examples; only the crate itself is without files and clock.
#![allow(clippy::disallowed_methods)]

use proptest::prelude::*;
use reader::{Clean, Document, Given, Knowledge, Media, Reading, Span};
use std::path::Path;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(Knowledge::built_in);
static ACCURATE: LazyLock<Knowledge> = LazyLock::new(Knowledge::accurate);

fn document(bytes: Vec<u8>, media: Media) -> Document {
    Document { path: String::new(), bytes, media, given: Given::default() }
}

/// Every span of the reading with what it is.
fn spans(reading: &Reading) -> Vec<(&'static str, Span<Clean>)> {
    let mut all = Vec::new();
    let mut add = |what, spans: &[Span<Clean>]| all.extend(spans.iter().map(|span| (what, *span)));
    let structure = &reading.structure;
    structure.blocks.iter().for_each(|block| add("block", &[block.span]));
    structure.sentences.iter().for_each(|sentence| add("sentence", &[sentence.span]));
    structure.furniture.iter().for_each(|furniture| add("furniture", &[furniture.span]));
    structure.repeats.iter().for_each(|group| add("repeat", group));
    for quotation in &structure.quotations {
        add("quotation", &quotation.spans);
        add("inside of a quotation", &quotation.inner);
    }
    for turn in &structure.turns {
        add("label", &[turn.label]);
        add("speech", &turn.speech);
    }
    reading.speakers.iter().for_each(|speaker| add("mention", &speaker.mentions));
    for statement in &reading.statements {
        add("source", &statement.source);
        add("cue", &statement.cue);
        add("content", &statement.content);
        add("hedge", &statement.hedges);
        statement.quantities.iter().for_each(|quantity| add("quantity", &[quantity.span]));
        statement.times.iter().for_each(|time| add("time", &[time.span]));
        statement.evidence.iter().for_each(|evidence| add("evidence", &evidence.spans));
    }
    for question in &reading.questions {
        add("question", &[question.span]);
        add("answer", &question.answer_spans);
    }
    all
}

/// Reads and checks that everything the reading points at is there.
fn check(document: &Document) {
    check_tier(document, &KNOWLEDGE);
}

fn check_tier(document: &Document, knowledge: &Knowledge) {
    let reading = reader::read(document, knowledge);
    let text = reading.text.as_str();
    for (what, span) in spans(&reading) {
        assert!(text.get(span.start..span.end).is_some(), "{what} {}..{} is no text", span.start, span.end);
        let original = reading.text.original(span);
        assert!(original.end <= document.bytes.len(), "{what} ends outside the document");
    }
    let (speakers, statements) = (reading.speakers.len(), reading.statements.len());
    for (number, statement) in reading.statements.iter().enumerate() {
        assert!(!statement.content.is_empty(), "statement {number} has no content");
        assert!(statement.speaker.into_iter().chain(statement.addressee).all(|index| index < speakers));
        assert!(statement.with.iter().all(|&index| index < speakers));
        assert!(statement.parent.is_none_or(|parent| parent < statements && parent != number));
        assert!(statement.event.is_none_or(|event| event < reading.events.len()));
        assert!(statement.turn.is_none_or(|turn| turn < reading.structure.turns.len()));
    }
    for question in &reading.questions {
        assert!(question.answers.iter().all(|&index| index < statements));
        assert!(question.asker.is_none_or(|asker| asker < speakers));
    }
    assert!(reader::read(document, knowledge) == reading, "the same document gives another reading");
}

/// Knuth's multiplicative generator: fixed, so that a failure comes back.
struct Noise(u64);

impl Noise {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

/// What breaks readers: marks, labels, digits, half characters.
const ODD: &[&[u8]] = &[
    b"\"",
    "“".as_bytes(),
    "”".as_bytes(),
    "‘".as_bytes(),
    "’".as_bytes(),
    b"''",
    b"``",
    b"\n\n",
    b"\r\n",
    b"\r",
    b"\t",
    b" said ",
    b" said that ",
    b"Q    ",
    b"MR. X: ",
    b"MODERATOR: ",
    b": ",
    b"[",
    b"]",
    b"(",
    b"3,000",
    b"at least ",
    b"13/13/13",
    b"Feb. 30",
    b"1e999",
    b"\xff",
    b"\xe2\x80",
    b"\xf0\x9f\x98\x80",
    b"\0",
    b"\xef\xbb\xbf",
    b"\xc2\xa0",
    "\u{202e}".as_bytes(),
    "\u{200b}".as_bytes(),
    b"# ",
    b"> ",
    b"* ",
    b"```",
    b"<b>",
    b"&amp;",
    b"...",
    b"-",
    b"--",
];

#[test]
fn the_accurate_tier_reads_damaged_text() {
    assert!(ACCURATE.spans.is_some(), "the span model does not fit its form");
    let mut noise = Noise(20_261_127);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    for name in ["northern-wire.txt", "lydmark-daily.txt", "transcript.txt"] {
        let whole = std::fs::read(folder.join(name)).expect("an example");
        check_tier(&document(whole.clone(), Media::Plain), &ACCURATE);
        for _ in 0..4 {
            let mut bytes = whole.clone();
            for _ in 0..8 {
                let at = noise.below(bytes.len());
                let odd = ODD[noise.below(ODD.len())];
                bytes.splice(at..at, odd.iter().copied());
            }
            check_tier(&document(bytes, Media::Plain), &ACCURATE);
        }
    }
    let long = "a word that no window holds ".repeat(600) + &"x".repeat(5000) + &"\u{301}".repeat(300);
    check_tier(&document(long.into_bytes(), Media::Plain), &ACCURATE);
}

#[test]
fn damaged_examples_are_read() {
    let mut noise = Noise(20_251_014);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut paths: Vec<_> = std::fs::read_dir(folder).expect("examples/").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let whole = std::fs::read(&path).expect("an example");
        for round in 0..12 {
            let mut bytes = whole.clone();
            for _ in 0..=noise.below(30) {
                let at = noise.below(bytes.len());
                match noise.below(4) {
                    0 => {
                        let odd = ODD[noise.below(ODD.len())];
                        bytes.splice(at..at, odd.iter().copied());
                    }
                    1 => bytes[at] = noise.below(256) as u8,
                    2 => {
                        let end = (at + noise.below(40)).min(bytes.len());
                        bytes.drain(at..end);
                    }
                    _ => {
                        let end = (at + noise.below(200)).min(bytes.len());
                        let copy = bytes[at..end].to_vec();
                        let to = noise.below(bytes.len());
                        bytes.splice(to..to, copy);
                    }
                }
            }
            check(&document(bytes, if round % 2 == 0 { Media::Plain } else { Media::Markdown }));
        }
    }
}

#[test]
fn noise_is_read() {
    let mut noise = Noise(42);
    for round in 0..60 {
        let mut bytes = Vec::new();
        for _ in 0..noise.below(300) {
            match noise.below(3) {
                0 => bytes.extend_from_slice(ODD[noise.below(ODD.len())]),
                1 => bytes.extend_from_slice(b"Hale said they will stay. "),
                _ => bytes.push(noise.below(256) as u8),
            }
        }
        check(&document(bytes, if round % 2 == 0 { Media::Plain } else { Media::Markdown }));
    }
}

/// Long inputs without structure. A quadratic stage takes minutes here and is seen.
#[test]
fn long_lines_and_deep_nesting_are_read() {
    let size = 200_000;
    for part in
        ["x", " ", "\"", "“", "''", "(", "a \"b ", "Hale said ", "3,000 ", "Q ", "MR. X: a ", "> ", "\n", "- a\n "]
    {
        for media in [Media::Plain, Media::Markdown] {
            let document = document(part.repeat(size / part.len()).into_bytes(), media);
            let reading = reader::read(&document, &KNOWLEDGE);
            assert!(spans(&reading).iter().all(|(_, span)| span.end <= reading.text.as_str().len()), "{part:?}");
        }
    }
}

/// What breaks readers of web pages.
const TAGS: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</i>",
    "<table>",
    "<td>",
    "<tr>",
    "</table>",
    "<li>",
    "<ul>",
    "<h1>",
    "<h3>",
    "</h2>",
    "<a href=\"x>y\">",
    "<a",
    "</",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!doctype html>",
    "<?xml ?>",
    "<script>",
    "</script>",
    "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"datePublished\":\"2025-10-14T23:00:00Z\",",
    "\"headline\":\"\\u12",
    "<style>",
    "<title>",
    "</title>",
    "<svg>",
    "<path/>",
    "<meta property=\"og:site_name\" content=\"Harbor Post\">",
    "<time datetime=",
    "<article>",
    "<figure>",
    "<figcaption>",
    "<blockquote>",
    "<nav>",
    "<span hidden>",
    "<body>",
    "<br>",
    "&amp;",
    "&#x110000;",
    "&#0;",
    "&nbsp;",
    "&notit",
    "&",
    "&#",
    "\0",
    "\u{202e}",
    "\u{200b}",
    "\r\n",
    "“We will not go,” said Ines Calder, the mayor of Sandel, on Monday. ",
];

/// Every character of a page's text stands at its place, or is an entity or folded white space.
fn check_page(bytes: Vec<u8>) {
    let document = document(bytes, Media::Html);
    let (clean, _) = reader::text::clean(&document);
    let mut last = 0;
    for piece in clean.pieces() {
        let place = piece.original();
        assert!(last <= place.start && place.end <= document.bytes.len(), "pieces out of order");
        last = place.end;
        if let reader::text::Piece::Replaced(_, text) = piece {
            let starts = document.bytes.get(place.start);
            let is_read = text.chars().all(char::is_whitespace) || text == "\u{fffd}" || starts == Some(&b'&');
            assert!(is_read || starts.is_some_and(|byte| !byte.is_ascii()), "{text:?} stands for nothing");
        }
    }
    let pieces = clean.pieces().to_vec();
    assert!(reader::text::CleanText::rebuild(&document.bytes, pieces).as_ref() == Some(&clean), "not built again");
    check(&document);
}

#[test]
fn tag_soup_is_read() {
    let mut noise = Noise(20_251_014);
    for _ in 0..150 {
        let soup: Vec<&str> = (0..noise.below(120)).map(|_| TAGS[noise.below(TAGS.len())]).collect();
        let mut bytes = soup.concat().into_bytes();
        for _ in 0..noise.below(4) {
            let at = noise.below(bytes.len());
            bytes.splice(at..at, [noise.below(256) as u8]);
        }
        check_page(bytes);
    }
}

/// Depth, floods and what is never closed cost time and memory in proportion to their length.
// The test may look at the clock; the reader may not.
#[allow(clippy::disallowed_types)]
#[test]
fn hostile_pages_are_read() {
    let head =
        "<!doctype html><p>“We will not go,” said Ines Calder, the mayor of Sandel, who was asked on Monday.</p>";
    let parts = [
        "<div>",
        "<b>",
        "<p><table>",
        "</p>",
        "</b>",
        "<li><ul>",
        "<h1><div>",
        "<x-a>",
        "</x-b>",
        "<td>",
        "<a href=",
        "<p title='",
        "<!--",
        "<script>",
        "<![CDATA[",
        "<style>a",
        "&amp;",
        "&#8220;",
        "&bogus",
        "&#",
        "\0",
        "\u{202e}",
        "<br>",
        "<span hidden>a ",
        "<",
        "</",
        "<p>a",
        "<time>",
        "<svg>",
        "<p class=byline>By ",
    ];
    for part in parts {
        let page = format!("{head}{}", part.repeat(300_000 / part.len()));
        let (clean, _) = reader::text::clean(&document(page.into_bytes(), Media::Html));
        assert!(clean.as_str().len() <= 400_000, "{part}");
    }
    // Depth with words at every level, names of names, and days inside days.
    let words = "She said that the ferry would not go there any more, and left. ";
    let people = format!("{{\"@id\":\"a\",\"b\":[{}0]}},", "0,".repeat(50)).repeat(4_000);
    for page in [
        format!("<div>{words}").repeat(12_000),
        format!("<div itemprop=datePublished>{words}").repeat(12_000),
        format!("<p class=date>{}x", "<time>Monday ".repeat(60_000)),
        format!("<script type=application/ld+json>{{\"@type\":\"Article\",\"author\":[{people}0]}}</script><p>{words}"),
        format!(
            "<script type=application/ld+json>[{}0]</script><p>{words}",
            "{\"@type\":\"Article\",\"headline\":\"no no no\"},".repeat(40_000)
        ),
        format!("<p>{}", "&eacute;".repeat(1_000_000)),
    ] {
        let started = std::time::Instant::now();
        reader::text::clean(&document(page.into_bytes(), Media::Html));
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }
    let deep = format!("<script type=\"application/ld+json\">{}</script>{head}", "{\"a\":[".repeat(60_000));
    let reading = reader::read(&document(deep.into_bytes(), Media::Html), &KNOWLEDGE);
    assert_eq!(reading.statements.len(), 1, "the words behind deep data are read");
    // One line of 30 MB: code, then words.
    let long = format!("<p>{}</p><script>{}</script>", "a word ".repeat(1_000_000), "x".repeat(23_000_000));
    let (clean, _) = reader::text::clean(&document(long.into_bytes(), Media::Html));
    assert!(clean.as_str().len() > 6_000_000);
}

#[test]
fn texts_in_other_encodings_lead_back() {
    let text = "“Nous n’irons pas,” said Ines Calder of Órsa.\r\nNobody asked.\n";
    let wide =
        |bytes: fn(u16) -> [u8; 2]| "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(bytes).collect();
    let latin = b"\x93Nous n\x92irons pas,\x94 said Ines Calder of \xd3rsa.\r\nNobody asked.\n".to_vec();
    let wanted = text.replace("\r\n", "\n");
    for bytes in [wide(u16::to_le_bytes), wide(u16::to_be_bytes), latin] {
        let document = document(bytes, Media::Plain);
        let (clean, notes) = reader::text::clean(&document);
        assert_eq!(clean.as_str(), wanted);
        let at = wanted.find("Nobody").unwrap();
        let place = clean.original(Span::new(at, at + 6));
        let held: String =
            document.bytes[place.start..place.end].iter().filter(|&&byte| byte != 0).map(|&b| char::from(b)).collect();
        assert_eq!(held, "Nobody");
        assert_eq!(notes.len(), usize::from(document.bytes[0] == 0x93), "{notes:?}");
    }
    // A stray byte makes no other encoding.
    assert!(reader::text::clean(&document(b"a \xff b".to_vec(), Media::Plain)).0.as_str().contains('\u{fffd}'));
}

#[test]
fn pages_in_other_encodings_lead_back() {
    let page = "<html><head><meta charset=CHARSET></head><body><p>“Nous n’irons pas à Órsa,” said Ines Calder, the mayor of \
                Sandel, who was asked about the ferry on Monday.</p></body></html>";
    let latin: Vec<u8> = page
        .replace("CHARSET", "windows-1252")
        .chars()
        .map(|c| match c {
            '“' => 147,
            '”' => 148,
            '’' => 146,
            other => other as u8,
        })
        .collect();
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(page.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let kana = b"<meta charset=shift_jis><p>\x83\x5c\x83\x5c said Ines Calder, the mayor of Sandel, who was asked about the ferry to Orsa.</p>";
    for (bytes, words, place) in [
        (latin, "n’irons pas à Órsa", &b"n\x92irons pas \xe0 \xd3rsa"[..]),
        (wide, "à Ó", &b"\xe0\0 \0\xd3\0"[..]),
        (kana.to_vec(), "ソソ said", &b"\x83\x5c\x83\x5c said"[..]),
    ] {
        let document = document(bytes, Media::Html);
        let (clean, _) = reader::text::clean(&document);
        let at = clean.as_str().find(words).expect("the words are read");
        let span = Span::new(at, at + words.len());
        let original = clean.original(span);
        assert_eq!(document.bytes.get(original.start..original.end), Some(place), "{words}");
        assert_eq!(clean.clean(original), span);
        check(&document);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in "\\PC{0,400}") {
        check(&document(text.into_bytes(), Media::Plain));
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&document(bytes, Media::Markdown));
    }

    #[test]
    fn any_page_is_read(bytes in proptest::collection::vec(any::<u8>(), 0..300), soup in proptest::collection::vec(0..TAGS.len(), 0..60)) {
        let mut page: Vec<u8> = soup.into_iter().flat_map(|tag| TAGS[tag].bytes()).collect();
        let at = page.len() / 2;
        page.splice(at..at, bytes);
        check_page(page);
    }

    /// A stretch of clean text leads to its original bytes and back; line ends between blocks may rest on no byte.
    #[test]
    fn offsets_round_trip(text in "[a-zäß“” \r\n\\*_#]{0,200}", from in 0usize..200, length in 1usize..50) {
        for media in [Media::Plain, Media::Markdown] {
            let document = document(text.clone().into_bytes(), media);
            let (clean, _) = reader::text::clean(&document);
            let held = clean.as_str();
            let bounds: Vec<usize> = held.char_indices().map(|(at, _)| at).chain([held.len()]).collect();
            let (Some(&start), Some(&end)) = (bounds.get(from), bounds.get(from + length)) else { continue };
            let span = Span::new(start, end);
            let original = clean.original(span);
            prop_assert!(original.end <= document.bytes.len());
            let (back, words) = (clean.clean(original), span.trimmed(held));
            prop_assert!(words.is_empty() || back.contains(&words), "{span:?} → {original:?} → {back:?}");
        }
    }
}
