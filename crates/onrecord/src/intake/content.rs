//! Is this file text at all?
//!
//! Looks at the first bytes only: known signatures and NUL bytes. What passes goes to the reader, which decides about
//! single broken bytes. Not useful for telling one text format from another.

/// Signatures of files that are not text, with what they are.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"%PDF-", "a PDF; save it as text first"),
    (b"PK\x03\x04", "a zip archive or office document; unpack it or save it as text first"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive; unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive; unpack it first"),
    (b"BZh", "a bzip2 archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database; a record of onrecord is opened with --record"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document; save it as text first"),
    (b"OggS", "a sound or video"),
    (b"ID3", "a sound"),
    (b"RIFF", "a sound, picture or video"),
    (b"\xff\xfe", "text in UTF-16; save it as UTF-8 first"),
    (b"\xfe\xff", "text in UTF-16; save it as UTF-8 first"),
];

/// How many bytes are looked at.
const HEAD: usize = 8192;

/// What a file that is no text seems to be; `None` if it may be text.
pub fn binary(bytes: &[u8]) -> Option<&'static str> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    if is_web(bytes) {
        return None;
    }
    if let Some((_, name)) = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)) {
        return Some(name);
    }
    // A stray NUL or two happens in text; files of numbers and programs are full of them.
    let nul = head.iter().filter(|&&byte| byte == 0).count();
    (nul * 200 > head.len()).then_some("it holds NUL bytes")
}

/// Whether the bytes are a web page: the signs by which browsers tell HTML, at its first bytes, and XHTML.
pub fn is_web(bytes: &[u8]) -> bool {
    const SIGNS: [&str; 18] = [
        "<!doctype html",
        "<html",
        "<head",
        "<script",
        "<iframe",
        "<h1",
        "<div",
        "<font",
        "<table",
        "<a",
        "<style",
        "<title",
        "<b",
        "<body",
        "<br",
        "<p",
        "<!--",
        "<meta",
    ];
    let head = bytes.get(..1024).unwrap_or(bytes);
    // UTF-16 with its mark: every other byte.
    let head: Vec<u8> = match head {
        [0xff, 0xfe, rest @ ..] => rest.iter().step_by(2).copied().collect(),
        [0xfe, 0xff, rest @ ..] => rest.iter().skip(1).step_by(2).copied().collect(),
        [0xef, 0xbb, 0xbf, rest @ ..] => rest.to_vec(),
        _ => head.to_vec(),
    };
    let text = String::from_utf8_lossy(&head).trim_start().to_ascii_lowercase();
    if text.starts_with("<?xml") {
        return text.contains("<html") || text.contains("<!doctype html");
    }
    SIGNS.iter().any(|sign| {
        text.strip_prefix(sign)
            .is_some_and(|rest| *sign == "<!--" || rest.starts_with([' ', '>', '\t', '\n', '\r', '\u{c}']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_passes_and_pictures_do_not() {
        assert_eq!(binary(b""), None);
        assert_eq!(binary("Hale said “no”.".as_bytes()), None);
        assert_eq!(binary(b"caf\xe9 latin-1 text that goes on"), None);
        assert_eq!(binary(b"\x89PNG\r\n\x1a\nrest"), Some("a PNG picture"));
        assert!(binary(b"a\0b\0c\0d\0").is_some());
    }

    #[test]
    fn web_pages_are_told_by_their_bytes() {
        for page in [
            "<!DOCTYPE html><p>a",
            " \n<HTML lang=en>",
            "<?xml version=\"1.0\"?><html xmlns=\"x\">",
            "<!-- a --><p>",
            "\u{feff}<html>",
        ] {
            assert!(is_web(page.as_bytes()), "{page}");
        }
        for text in
            ["", "<Hale> I will not go", "<article about=it>", "a <p>", "<?xml version=\"1.0\"?><rss>", "<paragraph>"]
        {
            assert!(!is_web(text.as_bytes()), "{text}");
        }
        let wide: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("<html>".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert!(is_web(&wide) && binary(&wide).is_none());
    }
}
