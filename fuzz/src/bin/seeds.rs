//! Writes inputs to begin from into `corpus/`, one folder a target: `cargo run --bin seeds`.

#[path = "../../../crates/onrecord/tests/program/made.rs"]
#[allow(dead_code)]
mod made;

use made::{gz, pdf, tar, warc_answer, zip, zst};
use std::path::Path;

const REPORT: &str = "SANDEL, Oct. 14 (Harbor Wire) — “We will not stand aside,” Tessa Lorne, a ministry spokesperson, said on \
                      Tuesday.\n\nMara Quill denied that 300 workers might leave.\n";
const BRIEFING: &str =
    "MS. LORNE: Good afternoon. We stay.\n\nQ  Thank you. Mara Quill, Harbor Radio. Will you?\n\nMS. LORNE: No.\n";
const PAGE: &str = "<!doctype html><html lang=en><head><title>No &amp; no | Harbor Wire</title><meta \
                    property='article:published_time' content='2025-10-14T08:00:00Z'><script \
                    type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"No &amp; no\",\"author\":[{\"name\":\"Ida \
                    Holm\"}],\"datePublished\":\"2025-10-14\"}</script></head><body><nav><a href=/>Home</a></nav><article><h1>No \
                    &amp; no</h1><p class=byline>By Ida Holm</p><time datetime=2025-10-14>Oct. 14, 2025</time><p>&ldquo;We will \
                    not stand aside,&rdquo; Tessa Lorne said on Tuesday, and nobody at the port of Sandel asked her \
                    why.<p>Mara Quill <span hidden>not</span> denied that 300 workers might leave the port before \
                    June.<figure><img src=x><figcaption>The port</figcaption></figure></article><footer>© Harbor \
                    Wire</footer></body></html>";
const RSS: &str = "<?xml version=\"1.0\"?><rss xmlns:content='c'><channel><title>Harbor Radio</title><item><title>A &amp; \
                   B</title><link>https://harbor.example/1</link><pubDate>Tue, 14 Oct 2025 10:00:00 \
                   +0200</pubDate><description>Short.</description><content:encoded><![CDATA[<p>Mara Quill said \
                   no.</p>]]></content:encoded></item></channel></rss>";
const ATOM: &str = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Wire</title><entry><title>One</title><link \
                    href='https://wire.example/1'/><published>2025-10-14T23:30:00-05:00</published><content \
                    type='xhtml'><div>A <i>b</i> &lt; c</div></content></entry></feed>";
const JSON_FEED: &str = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Wire\",\"items\":[{\"id\":\"1\",\"url\":\
                         \"https://wire.example/1\",\"content_html\":\"<p>Mara Quill said no.</p>\"}]}";
const TEI: &str = "<TEI xml:lang='en'><teiHeader><setting><date when='2025-10-14'/></setting><person \
                   xml:id='a'><persName><surname>Lorne</surname><forename>Tessa</forename></persName></person></teiHeader>\
                   <text><note type='speaker'>Ms Lorne:</note><u who='#a'><seg>No &lt; \
                   yes.</seg><kinesic><desc>Applause</desc></kinesic></u></text></TEI>";
const MAIL: &str = "From a@b Tue Oct 14 10:00:00 2025\nFrom: Ida Holm <a@b>\nSubject: =?utf-8?q?x=C3=A9?=\nDate: Tue, 14 Oct 2025 \
                    10:00:00 +0200\nMessage-ID: <1@b>\nMIME-Version: 1.0\nContent-Type: multipart/alternative; \
                    boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: \
                    base64\n\nTWFyYSBRdWlsbCBzYWlkIG5vLg==\n--b\nContent-Type: text/html; \
                    charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n<p>Mara =E9</p>\n--b--\n";
const SAVED: &str = "From: <Saved by Blink>\nSnapshot-Content-Location: https://harbor.example/1\nSubject: No\nDate: Tue, 14 Oct \
                     2025 10:00:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"; \
                     boundary=\"b\"\n\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: \
                     quoted-printable\n\n<p>Mara Quill said no.</p>\n--b--\n";
const CAPTIONS: &str =
    "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ines Calder>We stay</v>\n\n00:04.000 --> 00:06.000\nfor good.\n";

const PDF: &str = "%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n3 0 \
                   obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Rotate 90/Contents 5 0 R/Resources<</Font<</F 4 0 R/G 6 0 \
                   R>>/XObject<</X 9 0 R>>>>>>\nendobj\n4 0 obj\n<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 \
                   0 R]/ToUnicode 8 0 R>>\nendobj\n5 0 obj\n<</Length 120>>stream\nBT /F 9 Tf 12 TL 9 9 Td [<0040>-300<0041>]TJ T* /G 9 Tf \
                   (a) ' 1 2 (b) \" ET q 1 0 0 1 5 5 cm /X Do Q BI /W 1 /H 1 ID x EI\nendstream\nendobj\n6 0 \
                   obj\n<</Type/Font/Subtype/TrueType/BaseFont/Y/FirstChar 97/Widths[500 600]/Encoding<</BaseEncoding/MacRomanEncoding\
                   /Differences[97/eacute/uni201D]>>>>\nendobj\n7 0 obj\n<</Subtype/CIDFontType2/DW 500/W[64[400 500]70 90 \
                   500]>>\nendobj\n8 0 obj\n<</Length 90>>stream\n1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0000> \
                   <00fe> <0001> endbfrange\nendstream\nendobj\n9 0 obj\n<</Subtype/Form/Matrix[1 0 0 1 0 0]/Length 30>>stream\nBT /G 9 Tf \
                   (ab) Tj ET\nendstream\nendobj\ntrailer\n<</Size 10/Root 1 0 R>>\n%%EOF\n";

fn main() -> std::io::Result<()> {
    let members: &[(&str, &[u8])] = &[
        ("one.txt", REPORT.as_bytes()),
        ("two.txt.meta.json", b"{\"outlet\":\"x\"}"),
        ("two.txt", b"Ida Holm said no."),
    ];
    let answer = warc_answer("https://harbor.example/", "Content-Type: text/html", PAGE.as_bytes());
    let chunked = warc_answer(
        "https://harbor.example/",
        "Content-Type: text/plain\r\nTransfer-Encoding: chunked",
        b"5\r\nab cd\r\n0\r\n\r\n",
    );
    let stored: &[(&str, Vec<Vec<u8>>)] = &[
        (
            "read",
            vec![
                [b"\0", REPORT.as_bytes()].concat(),
                [b"\0", BRIEFING.as_bytes()].concat(),
                { [b"\0", CAPTIONS.as_bytes()].concat() },
                b"\x01# Said\n\n> *Mara Quill* said `no`.\n".to_vec(),
            ],
        ),
        (
            "page",
            vec![
                PAGE.into(),
                "<p>a<table><tr><td>b&#8221;</table>".into(),
                b"<meta charset=windows-1252>\x93no\x94".to_vec(),
            ],
        ),
        ("archive", vec![zip(members), tar(members), zip(&[("a.zip", &zip(members))])]),
        ("packed", vec![gz(REPORT.as_bytes()), zst(REPORT.as_bytes()), gz(&zst(b"abc")), gz(&tar(members))]),
        ("crawl", vec![answer.clone(), chunked, gz(&answer), [answer.clone(), answer].concat()]),
        ("mail", vec![MAIL.into(), MAIL.split_once('\n').map_or("", |(_, rest)| rest).into(), SAVED.into()]),
        ("feed", vec![RSS.into(), ATOM.into(), JSON_FEED.into(), TEI.into()]),
        (
            "table",
            vec![
                b"\0id,outlet,text,published\n1,x,\"Mara Quill said \"\"no\"\".\",2025-10-14\n".to_vec(),
                b"\x01{\"id\":\"a\",\"text\":\"no\",\"event\":{\"name\":\"x\",\"channel\":\"phone\"}}\n{\"text\":1}\n"
                    .to_vec(),
            ],
        ),
        ("pdf", vec![pdf(&["MS. LORNE: We stay.", "Q  Why?"]), PDF.into()]),
        (
            "query",
            vec![
                b"speaker:\"Tessa Lorne\" -denied OR stand* said:2025-10".to_vec(),
                b"\"stand aside\" outlet:x kind:article certainty:denied form:direct negated:yes to:a person:b doc:c"
                    .to_vec(),
            ],
        ),
    ];
    for (target, inputs) in stored {
        let folder = Path::new("corpus").join(target);
        std::fs::create_dir_all(&folder)?;
        for (number, input) in inputs.iter().enumerate() {
            std::fs::write(folder.join(format!("seed-{number}")), input)?;
        }
    }
    Ok(())
}
