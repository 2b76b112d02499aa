//! Does a batch outlive what strangers send? Every input is made here; each gives a clear message, in bounded time and
//! memory, and what stands beside it is read all the same.

mod program;

use program::made::{
    Packed, blanks, deflated, gz, pdf, pdf_of, tar, tar_header, tar_member, warc_answer, warc_record, zip, zip_of, zst,
};
use program::{Desk, REPORT};
use std::time::{Duration, Instant};

/// An input and what must be told of it; nothing where it must be read, silently or with a note.
struct Hostile {
    name: &'static str,
    bytes: Vec<u8>,
    tells: &'static str,
}

fn hostile(name: &'static str, bytes: impl Into<Vec<u8>>, tells: &'static str) -> Hostile {
    Hostile { name, bytes: bytes.into(), tells }
}

/// Documents may be so long in these tests, so that the inputs can be small.
const MOST: usize = 2_000_000;

const MEGABYTE: usize = 1 << 20;

fn report() -> &'static [u8] {
    REPORT.as_bytes()
}

/// A record that is passed over, so that all of it is drained: its header, for a block of so many bytes.
fn skipped(length: usize) -> Vec<u8> {
    format!("WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: {length}\r\n\r\n").into_bytes()
}

fn zips() -> Vec<Hostile> {
    let good = Packed::new("story.txt", report());
    let changed = |change: &dyn Fn(&mut Packed)| {
        let mut packed = good.clone();
        change(&mut packed);
        zip_of(&[packed])
    };
    let named = |name: &[u8]| changed(&|packed| packed.name = name.to_vec());
    let whole = zip(&[("story.txt", report())]);
    let index = whole.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    let mut nested = whole.clone();
    for _ in 0..8 {
        nested = zip(&[("inner.zip", &nested)]);
    }
    // Every line of the index leads to the same member, ten megabytes that take no room.
    let large = [skipped(10 * MEGABYTE), vec![b' '; 10 * MEGABYTE]].concat();
    let one = Packed::new("a.warc", &large);
    let overlapping = {
        let mut archive = zip_of(std::slice::from_ref(&one));
        let start = archive.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
        let line = archive[start..archive.len() - 22].to_vec();
        archive.truncate(start);
        let index = line.repeat(50);
        let end = [
            b"PK\x05\x06\0\0\0\0".to_vec(),
            50u16.to_le_bytes().repeat(2),
            (index.len() as u32).to_le_bytes().to_vec(),
            (start as u32).to_le_bytes().to_vec(),
            vec![0, 0],
        ];
        archive.extend(index);
        archive.extend(end.concat());
        archive
    };
    let mut lying = whole.clone();
    let length = lying.len();
    lying[length - 6..length - 2].fill(0xff);
    lying[length - 10..length - 6].copy_from_slice(&[0xff, 0xff, 0xff, 0x7f]);
    let mut astray = whole.clone();
    astray[index + 42..index + 46].copy_from_slice(&[9, 0, 0, 0]);
    let broken_stream = changed(&|packed| packed.packed = vec![0xff; 50]);
    vec![
        hostile("zip-bomb.zip", zip(&[("a.txt", &vec![b'a'; 30 * MEGABYTE])]), "longer than"),
        hostile("zip-overlap.zip", overlapping, "times its size"),
        hostile("zip-nested.zip", nested, "stand inside one another"),
        hostile("zip-traversal.zip", named(b"../../etc/passwd"), "leads out of the archive"),
        hostile("zip-traversal-2.zip", named(b"a\\..\\..\\b.txt"), "leads out of the archive"),
        hostile("zip-absolute.zip", named(b"/etc/story.txt"), ""),
        hostile("zip-link.zip", changed(&|packed| packed.mode = 0o120_777), "a link"),
        hostile("zip-secret.zip", changed(&|packed| packed.flags |= 1), "encrypted"),
        hostile("zip-method.zip", changed(&|packed| packed.method = 14), "compressed in a way"),
        hostile("zip-sum.zip", changed(&|packed| packed.sum ^= 1), "checksum differs"),
        hostile("zip-stream.zip", broken_stream, "damaged"),
        hostile("zip-short.zip", changed(&|packed| packed.packed.truncate(20)), "not read"),
        hostile("zip-cut.zip", &whole[..whole.len() - 30], "ends too early"),
        hostile("zip-head.zip", &whole[..40], "ends too early"),
        hostile("zip-astray.zip", astray, "not where the index says"),
        hostile("zip-lying.zip", lying, "not read"),
        hostile("zip-empty.zip", zip_of(&[]), "holds nothing"),
        hostile("zip-office.zip", zip(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")]), "office"),
        hostile("zip-bidi.zip", named("a\u{202e}txt.exe\x1b[31m.txt".as_bytes()), ""),
        hostile("zip-latin.zip", named(b"caf\xe9.txt"), ""),
        hostile("zip-nameless.zip", named(b""), "it has no name"),
        hostile("zip-picture.zip", zip(&[("a.txt", b"\x89PNG\r\n\x1a\n"), ("story.txt", report())]), "a PNG picture"),
        hostile("zip-in-text.txt", whole.clone(), ""),
    ]
}

fn tars() -> Vec<Hostile> {
    let member = |name: &[u8], kind| [tar_member(name, report(), kind), vec![0; 1024]].concat();
    let second = 512 + report().len().next_multiple_of(512);
    let mut damaged = [tar_member(b"one.txt", report(), b'0'), tar_member(b"two.txt", report(), b'0')].concat();
    damaged[second] ^= 1;
    let mut negative = tar_header(b"story.txt", 0, b'0');
    negative[124..136].fill(0xff);
    negative[148..156].fill(b' ');
    let sum: u32 = negative.iter().map(|&byte| u32::from(byte)).sum();
    negative[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    let whole = tar(&[("story.txt", report())]);
    let pax = |line: &str| [tar_member(b"x", line.as_bytes(), b'x'), member(b"story.txt", b'0')].concat();
    let bomb = [gz(&tar_header(b"zeros", 200 << 20, b'0')), gz(&vec![0; MEGABYTE]).repeat(200)].concat();
    vec![
        hostile("tar-bomb.tar.gz", bomb, "times its size"),
        hostile("tar-traversal.tar", member(b"../story.txt", b'0'), "leads out of the archive"),
        hostile("tar-symlink.tar", member(b"story.txt", b'2'), "a link"),
        hostile("tar-hardlink.tar", member(b"story.txt", b'1'), "a link"),
        hostile("tar-device.tar", member(b"story.txt", b'3'), "a device"),
        hostile("tar-sparse.tar", member(b"story.txt", b'S'), "a sparse file"),
        hostile("tar-pax-out.tar", pax("21 path=../story.txt\n"), "leads out of the archive"),
        hostile("tar-pax-lies.tar", pax("99999999999999999999 path=x\n"), ""),
        hostile("tar-long-name.tar", tar_header(b"././@LongLink", 1 << 32, b'L'), "a member's name"),
        hostile("tar-damaged.tar", damaged, "a member's header"),
        hostile("tar-negative.tar", negative, "a member's header"),
        hostile("tar-cut.tar", &whole[..700], "ends too early"),
        hostile(
            "tar-cut-head.tar",
            [tar_member(b"one.txt", report(), b'0'), whole[..100].to_vec()].concat(),
            "ends too early",
        ),
        hostile("tar-cut.tgz", &gz(&whole)[..200], "ends too early"),
        hostile("tar-huge.tar", tar_header(b"story.txt", 1 << 32, b'0'), "ends too early"),
    ]
}

fn streams() -> Vec<Hostile> {
    let packed = gz(report());
    let mut wrong = packed.clone();
    let length = wrong.len();
    wrong[length - 8] ^= 1;
    let (mut deep, mut deep_zst) = (packed.clone(), zst(report()));
    for _ in 0..10 {
        deep = gz(&deep);
        deep_zst = zst(&deep_zst);
    }
    let frame = zst(report());
    let drained = [gz(&skipped(300 << 20)), gz(&vec![b' '; MEGABYTE]).repeat(300)].concat();
    let drained_zst = [zst(&skipped(300 << 20)), zst(&vec![b' '; MEGABYTE]).repeat(300)].concat();
    vec![
        hostile("gz-bomb.txt.gz", gz(&vec![b'a'; MEGABYTE]).repeat(100), "longer than"),
        hostile("gz-bomb.warc.gz", drained, "times its size"),
        hostile("gz-cut.txt.gz", &packed[..packed.len() / 2], "ends too early"),
        hostile("gz-head.gz", &packed[..6], "ends too early"),
        hostile("gz-sum.txt.gz", wrong, "damaged"),
        hostile("gz-garbage.gz", [&b"\x1f\x8b\x08\0\0\0\0\0\0\0"[..], &[0xff; 60]].concat(), "damaged"),
        hostile("gz-deep.gz", deep, "stand inside one another"),
        hostile("zst-bomb.zst", zst(&vec![b'a'; MEGABYTE]).repeat(100), "longer than"),
        hostile("zst-bomb.warc.zst", drained_zst, "times its size"),
        hostile("zst-cut.zst", &frame[..frame.len() - 20], "not read"),
        hostile("zst-garbage.zst", b"\x28\xb5\x2f\xfd\xff\xff\xff\xff\xff\xff\xff\xff".repeat(3), "not read"),
        // A window of 2^41 bytes.
        hostile("zst-window.zst", b"\x28\xb5\x2f\xfd\x00\xf8\x01\0\0".to_vec(), "not read"),
        hostile("zst-deep.zst", deep_zst, "stand inside one another"),
        hostile("zst-skipped.zst", [&frame[..], b"\x50\x2a\x4d\x18\x04\0\0\0junk"].concat(), ""),
    ]
}

fn crawls() -> Vec<Hostile> {
    let page = |header: &str, body: &[u8]| warc_answer("https://harbor.example/", header, body);
    let text = "Content-Type: text/plain";
    let good = page(text, report());
    let stated = |length: &str| {
        [
            format!(
                "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\r\n"
            )
            .as_bytes(),
            report(),
        ]
        .concat()
    };
    let packed_bomb = gz(&vec![b'a'; 30 * MEGABYTE]);
    vec![
        hostile("warc-cut.warc", &good[..good.len() - 60], "ends too early"),
        hostile("warc-cut.warc.gz", &gz(&good)[..150], "ends too early"),
        hostile("warc-length.warc", stated("999999999999"), "ends too early"),
        hostile("warc-negative.warc", stated("-5"), "without its length"),
        hostile("warc-junk.warc", [&good[..], b"junk\r\n", &good].concat(), "no record begins"),
        hostile("warc-lines.warc", [b"WARC/1.0\r\n".to_vec(), b"X: y\r\n".repeat(100_000)].concat(), "too many lines"),
        hostile("warc-line.warc", [b"WARC/1.0\r\nX: ".to_vec(), vec![b'y'; MEGABYTE]].concat(), "too long"),
        hostile(
            "warc-pages.warc",
            warc_record("warcinfo", "", "application/warc-fields", b"x: y"),
            "none of its records",
        ),
        hostile(
            "warc-body.warc",
            page(&format!("{text}\r\nContent-Encoding: gzip"), &packed_bomb),
            "longer than a document",
        ),
        hostile("warc-br.warc", page(&format!("{text}\r\nContent-Encoding: br"), b"abc"), "packed in a way"),
        hostile(
            "warc-body-cut.warc",
            page(&format!("{text}\r\nContent-Encoding: gzip"), &gz(report())[..50]),
            "too early",
        ),
        hostile(
            "warc-chunks.warc",
            page(&format!("{text}\r\nTransfer-Encoding: chunked"), b"fffffffffffffff\r\nab"),
            "",
        ),
    ]
}

fn collections() -> Vec<Hostile> {
    let item = "<item><title>x</title><description>Mara Quill said no on Monday.</description></item>";
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><rss><channel>\
                  <item><description>&b;</description></item></channel></rss>";
    let outside = "<?xml version=\"1.0\"?><!DOCTYPE rss SYSTEM \"file:///etc/passwd\"><rss><channel><item><description>\
                   &passwd; said no.</description></item></channel></rss>";
    let parts = (0..2000)
        .map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n"))
        .collect::<String>();
    let head = "From: a@b\r\nMIME-Version: 1.0\r\n";
    vec![
        hostile("rss-laughs.xml", laughs, "entities"),
        hostile("rss-outside.xml", outside, ""),
        hostile("rss-cut.xml", format!("<rss><channel>{item}<item><descr"), "not read to its end"),
        hostile("rss-deep.xml", format!("<rss><channel>{item}{}", "<a>".repeat(100_000)), "inside one another"),
        hostile("rss-empty.xml", "<rss><channel></channel></rss>", "no entries"),
        hostile("rss-attributes.xml", format!("<rss><channel {}>{item}</channel></rss>", "a='b' ".repeat(50_000)), ""),
        hostile(
            "rss-bytes.xml",
            [
                b"<rss><channel><item><description>\xff\xfe no".to_vec(),
                b"</description></item></channel></rss>".to_vec(),
            ]
            .concat(),
            "",
        ),
        hostile("tei-list.xml", "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text/></TEI>", "no utterance"),
        hostile(
            "tei-cut.xml",
            "<TEI><text><u who=\"#a\"><seg>No.</seg></u><u who=\"#b\"><seg>Ye",
            "not read to its end",
        ),
        hostile(
            "feed-deep.json",
            format!("{{\"version\":\"https://jsonfeed.org/version/1\",\"items\":{}", "[".repeat(90_000)),
            "is no JSON",
        ),
        hostile("mail-parts.eml", format!("{head}{parts}"), "no text"),
        hostile(
            "mail-attached.eml",
            format!("{head}Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"),
            "no text",
        ),
        hostile(
            "mail-base64.eml",
            format!("{head}Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n====%%%\u{1}\r\n"),
            "no text",
        ),
        hostile(
            "box-long.mbox",
            format!("From a@b Tue\r\nFrom: a@b\r\nSubject: x\r\n\r\n{}", "a line of words\r\n".repeat(150_000)),
            "longer than",
        ),
        hostile("csv-open.csv", format!("id,text\n1,\"{}", "never closed ".repeat(200_000)), "quotation mark"),
        hostile("csv-wide.csv", format!("{}text\nx\n", "a,".repeat(100_000)), "no text"),
        hostile("csv-nameless.csv", "a,b\nc,d\n", "--columns"),
        hostile("lines-deep.jsonl", format!("{{\"text\":\"x\",\"a\":{}", "[".repeat(50_000)), "is no JSON"),
        hostile("lines-kinds.jsonl", "[1]\n3\n\"x\"\nnull\n", "line 4"),
        hostile("lines-long.jsonl", format!("{{\"text\":\"{}\"}}\n", "a".repeat(3_000_000)), "longer than"),
    ]
}

fn texts() -> Vec<Hostile> {
    let long = "word ".repeat(200_000);
    vec![
        hostile("text-nul.txt", b"a\0b\0c\0".repeat(1000), "NUL bytes"),
        hostile("text-one-nul.txt", [report(), b"\0", report()].concat(), ""),
        hostile(
            "text-mixed.txt",
            [report(), b"caf\xe9 \x93quoted\x94 ", "“é”".as_bytes(), b"\xed\xa0\x80\xc0\xaf"].concat(),
            "",
        ),
        hostile(
            "text-bidi.txt",
            "“No \u{202e}sey\u{202c},” Mara Quill\u{200b} said on Monday \u{2066}x\u{2069}.".to_owned(),
            "",
        ),
        hostile("text-line.txt", long, ""),
        hostile("text-endless.txt", vec![b'a'; 100 * MEGABYTE], "longer than"),
        hostile("text-utf16.txt", b"\xff\xfeN\0o\0\x00\xd8".to_vec(), ""),
        hostile("text-utf16.csv", b"\xff\xfea\0,\0".to_vec(), "UTF-16"),
        hostile("text-combining.txt", "e\u{301}\u{302}\u{303}".repeat(20_000), ""),
        hostile("text-quotes.txt", "“‘".repeat(50_000), ""),
        hostile("text-colons.txt", "MR. A: \n".repeat(20_000), ""),
        hostile("text-named.zip", report(), ""),
        hostile("picture.txt", b"\xff\xd8\xff\xe0 JFIF".to_vec(), "a JPEG picture"),
        hostile("program.txt", b"\x7fELF\x02\x01".to_vec(), "a program"),
        hostile("paper.txt", b"%PDF-1.7\n".to_vec(), "the PDF is damaged"),
        hostile("rich.txt", b"{\\rtf1 x}".to_vec(), "rich text"),
        hostile("packed.txt", b"\xfd7zXZ\0".to_vec(), "an xz archive"),
        hostile("shut.txt", deflated(report()), "NUL bytes"),
        hostile("line\nbreak\x1b[31m.txt", report(), ""),
    ]
}

fn papers() -> Vec<Hostile> {
    let whole = pdf(&["“No,” Mara Quill said on Monday."]);
    let content = |content: &str| pdf_of("", content.as_bytes());
    let form = "<</Type/XObject/Subtype/Form/Resources<</XObject<</X 5 0 R>>/Font<</F 4 0 R>>>>";
    vec![
        hostile("pdf-sound.pdf", whole.clone(), ""),
        hostile("pdf-cut.pdf", &whole[..whole.len() / 3], "the PDF"),
        hostile("pdf-nothing.pdf", b"%PDF-1.7\n%%EOF\n".to_vec(), "the PDF is damaged"),
        hostile("pdf-picture.pdf", content("0 0 9 9 re f"), "prints no text"),
        hostile("pdf-bomb.pdf", pdf_of("/Filter/FlateDecode", &blanks(900)), "of memory"),
        hostile("pdf-deep.pdf", content(&"[".repeat(1_000_000)), "the PDF"),
        hostile("pdf-saves.pdf", content(&"q ".repeat(500_000)), "the PDF"),
        hostile("pdf-itself.pdf", pdf_of(&format!(" {}", &form[2..form.len() - 2]), b"/X Do /X Do /X Do"), "the PDF"),
        hostile("pdf-marks.pdf", content(&format!("BT /F 9 Tf {} ET", "(a) Tj ".repeat(250_000))), ""),
        hostile(
            "pdf-kids.pdf",
            String::from_utf8_lossy(&whole).replace("/Kids[3 0 R]", "/Kids[2 0 R 2 0 R 2 0 R]"),
            "the PDF",
        ),
    ]
}

/// The most memory that a process has used so far, in bytes; 0 where the system does not tell.
fn peak(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1024
}

#[test]
fn strangers_files_are_told_and_the_batch_goes_on() {
    let desk = Desk::new();
    let all: Vec<Hostile> =
        [zips(), tars(), streams(), crawls(), collections(), texts(), papers()].into_iter().flatten().collect();
    assert!(all.len() >= 100, "{} inputs", all.len());
    for one in &all {
        desk.file(&format!("all/{}", one.name), &one.bytes);
    }
    desk.file("all/zz-last.txt", "Tomas Arden said on Friday that this came last.\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink("..", desk.path().join("all/round")).unwrap();
    let most = MOST.to_string();
    let mut command = desk.command(&["add", "all", "--tier", "fast", "--max-bytes", &most]);
    let (out, told) = (desk.path().join("out"), desk.path().join("told"));
    command.stdout(std::fs::File::create(&out).unwrap()).stderr(std::fs::File::create(&told).unwrap());
    let started = Instant::now();
    let mut child = command.spawn().unwrap();
    let mut most_memory = 0;
    let status = loop {
        most_memory = most_memory.max(peak(child.id()));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if started.elapsed() > Duration::from_secs(240) {
            child.kill().unwrap();
            panic!("not at its end after four minutes: {}", std::fs::read_to_string(&told).unwrap());
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    let told = std::fs::read_to_string(told).unwrap();
    assert_eq!(status.code(), Some(0), "{told}");
    assert!(!told.contains("panicked") && !told.contains("fault in onrecord"), "{told}");
    assert!(!told.contains('\u{1b}') && !told.contains('\u{202e}'), "a name steers the terminal");
    assert!(most_memory < 400 << 20, "{} MB", most_memory >> 20);
    println!("{} inputs, {:.1} s, {} MB", all.len(), started.elapsed().as_secs_f64(), most_memory >> 20);

    let mut faults = Vec::new();
    for one in all.iter().filter(|one| !one.name.contains('\n')) {
        let lines: Vec<&str> = told.lines().filter(|line| line.contains(&format!("all/{}", one.name))).collect();
        let is_told = lines.iter().any(|line| line.contains(one.tells) && line.len() < 900);
        let is_refused = lines.iter().any(|line| line.contains("not read") || line.contains("passed over"));
        if (one.tells.is_empty() && is_refused) || (!one.tells.is_empty() && !is_told) {
            faults.push(format!("{}: wanted “{}”, told {lines:?}", one.name, one.tells));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(desk.run(&["search", "\"came last\"", "--json"]).ends(0).json().len(), 2);
    assert!(desk.run(&["doctor"]).ends(0).out.contains("The record is sound."));
    // Nothing was unpacked to the disk.
    let mut beside: Vec<_> = std::fs::read_dir(desk.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    beside.sort();
    assert_eq!(beside, ["all", "out", "record.onrecord", "told"]);
}

/// A number that looks like chance and is the same in each run.
fn chance(seed: &mut u64, below: usize) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as usize % below.max(1)
}

#[test]
fn damage_at_any_place_is_no_panic() {
    let desk = Desk::new();
    let members: &[(&str, &[u8])] =
        &[("one.txt", report()), ("two.txt.meta.json", b"{}"), ("two.txt", b"Tomas Arden said no.")];
    let page =
        warc_answer("https://harbor.example/", "Content-Type: text/html", b"<html><p>Mara Quill said no.</p></html>");
    let rss = "<?xml version=\"1.0\"?><rss><channel><title>x &amp; y</title><item><title>a</title><description><![CDATA[<p>Mara \
               Quill said no.</p>]]></description></item></channel></rss>";
    let tei = "<TEI><text><u who=\"#a\"><seg>No &lt; yes.</seg><note>Applause</note></u><u who=\"#b\"><seg>Yes.</seg></u></text></TEI>";
    let mail = "From a@b Tue Oct 14 10:00:00 2031\nFrom: a@b\nSubject: =?utf-8?q?x?=\nMIME-Version: 1.0\nContent-Type: \
                multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: \
                base64\n\nTWFyYSBRdWlsbCBzYWlkIG5vLg==\n--b--\n";
    let whole: [(&str, Vec<u8>); 10] = [
        ("zip", zip(members)),
        ("tar", tar(members)),
        ("tgz", gz(&tar(members))),
        ("zst", zst(&tar(members))),
        ("warc", [page.clone(), page.clone()].concat()),
        ("warc.gz", gz(&page).repeat(2)),
        ("rss", rss.into()),
        ("tei", tei.into()),
        ("mbox", mail.into()),
        ("csv", "id,text\n1,\"Mara Quill said \"\"no\"\".\"\n2,x\n".into()),
    ];
    let mut seed = 7;
    for (name, bytes) in &whole {
        for number in 0..60 {
            let mut bytes = bytes.clone();
            for _ in 0..=chance(&mut seed, 4) {
                let at = chance(&mut seed, bytes.len());
                match chance(&mut seed, 4) {
                    0 => bytes.truncate(at.max(1)),
                    1 => bytes[at] = [0, 0xff, 0x7f, b'<', b'"'][chance(&mut seed, 5)],
                    2 => bytes[at] ^= 1 << chance(&mut seed, 8),
                    _ => {
                        let end = (at + chance(&mut seed, 40)).min(bytes.len());
                        let part = bytes[at..end].to_vec();
                        bytes.splice(at..at, part);
                    }
                }
            }
            desk.file(&format!("all/{number}.{name}"), bytes);
        }
    }
    let started = Instant::now();
    let ran = desk.run(&["add", "all", "--tier", "fast", "--quiet"]);
    assert!(matches!(ran.code, 0 | 3), "{} {}", ran.code, ran.err);
    assert!(!ran.err.contains("panicked") && !ran.err.contains("fault in onrecord"), "{}", ran.err);
    assert!(started.elapsed() < Duration::from_secs(120), "{:?}", started.elapsed());
    assert!(desk.run(&["doctor"]).ends(0).out.contains("The record is sound."));
}
