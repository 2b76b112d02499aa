//! Do the words of a PDF come out in order, and does damage end in a message? The files are made here.

use super::{Fault, text};
use std::fmt::Write;

/// A PDF of pages with these contents. `F1` is a font of every program in the encoding of Windows, `F2` maps codes of two
/// bytes to characters one higher.
fn pdf(pages: &[&str]) -> Vec<u8> {
    let map = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange \
               1 beginbfrange <0000> <00fe> <0001> endbfrange endcmap end";
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", 10 + 2 * page)).collect();
    let mut objects = vec![
        (1, "<</Type/Catalog/Pages 2 0 R>>".to_owned()),
        (2, format!("<</Type/Pages/Count {}/Kids[{kids}]>>", pages.len())),
        (3, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned()),
        (
            4,
            "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[5 0 R]/ToUnicode 6 0 R>>"
                .to_owned(),
        ),
        (5, "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/DW 500/W[0[400 500]2 90 500]>>".to_owned()),
        (6, format!("<</Length {}>>stream\n{map}\nendstream", map.len())),
    ];
    for (number, content) in pages.iter().enumerate() {
        let at = 10 + 2 * number;
        objects.push((
            at,
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {} 0 R/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>",
                at + 1
            ),
        ));
        objects.push((at + 1, format!("<</Length {}>>stream\n{content}\nendstream", content.len())));
    }
    let mut file = "%PDF-1.5\n".to_owned();
    let mut places = String::new();
    for (number, object) in objects {
        let _ = write!(places, "{number} 1\n{:010} 00000 n \n", file.len());
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let start = file.len();
    let _ = write!(file, "xref\n{places}trailer\n<</Size 99/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}

/// A page with lines of this size, each with its own place.
fn page(lines: &[(f32, f32, &str)]) -> String {
    let shown = lines.iter().map(|(x, y, words)| format!("BT /F1 10 Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET\n"));
    shown.collect()
}

#[test]
fn lines_become_paragraphs_and_labels_stay_at_their_start() {
    let long = "The port of Sandel will be closed for the whole of the winter and nobody knows when it opens again,";
    let lines = page(&[
        (50.0, 700.0, "MS. LORNE: Good afternoon. We stay."),
        (50.0, 688.0, "Q  Thank you. Will you leave?"),
        (50.0, 676.0, "MS. LORNE: No."),
        (50.0, 640.0, long),
        (50.0, 628.0, "said the mayor."),
    ]);
    let wanted = format!(
        "MS. LORNE: Good afternoon. We stay.\nQ Thank you. Will you leave?\nMS. LORNE: No.\n\n{long} said the mayor.\n"
    );
    assert_eq!(text(pdf(&[&lines]), 1 << 20), Ok(wanted));
}

#[test]
fn words_are_put_together_from_their_marks() {
    for (content, wanted) in [
        ("BT /F1 10 Tf 50 700 Td [(We w)20(ill)-300(not)] TJ 0 -12 Td (go.) Tj ET", "We will not go.\n"),
        ("BT /F1 10 Tf 50 700 Td (\\223No,\\224 she said \\227 caf\\351.) Tj ET", "“No,” she said — café.\n"),
        ("BT /F1 10 Tf 12 TL 50 700 Td (a) Tj T* (b) Tj (c) ' 2 1 (d) \" ET", "a b c d\n"),
        ("BT /F2 10 Tf 50 700 Td <00400041> Tj ET", "AB\n"),
        ("q 2 0 0 2 0 0 cm BT /F1 10 Tf 5 5 Td (a) Tj ET Q BT /F1 10 Tf 50 10 Td (b) Tj ET", "a b\n"),
        // Drawn from the foot to the head.
        (&page(&[(50.0, 100.0, "three"), (50.0, 150.0, "two"), (50.0, 200.0, "one")]), "one\ntwo\nthree\n"),
        // Turned by a quarter: a mark across the page.
        ("BT /F1 10 Tf 0 1 -1 0 50 700 Tm (DRAFT) Tj 1 0 0 1 50 600 Tm (word) Tj ET", "word\n"),
    ] {
        assert_eq!(text(pdf(&[content]), 1 << 20).as_deref(), Ok(wanted), "{content}");
    }
}

#[test]
fn heads_feet_and_numbers_of_pages_are_left_out() {
    let one = |number: usize, words: &str| {
        page(&[(50.0, 780.0, "Minutes of Sandel"), (50.0, 700.0, words), (300.0, 20.0, &format!("Page {number} of 3"))])
    };
    let pages = [one(1, "First day."), one(2, "Second day."), one(3, "Third day.")];
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    assert_eq!(text(pdf(&pages), 1 << 20).as_deref(), Ok("First day.\n\nSecond day.\n\nThird day.\n"));
}

#[test]
fn what_cannot_be_read_is_told() {
    assert_eq!(text(b"%PDF-1.7\nnothing".to_vec(), 1 << 20), Err(Fault::Damaged));
    assert_eq!(text(pdf(&["0 0 10 10 re f"]), 1 << 20), Err(Fault::Pictures));
    let nameless = "BT /F2 10 Tf 50 700 Td <ffffffffffffff01> Tj ET";
    assert_eq!(text(pdf(&[nameless]), 1 << 20), Err(Fault::Nameless));
    let whole = pdf(&["BT /F1 10 Tf 50 700 Td (word) Tj ET"]);
    // A list of objects that is gone is made again.
    let cut = &whole[..whole.windows(4).position(|four| four == b"xref").unwrap_or(0)];
    assert_eq!(text(cut.to_vec(), 1 << 20).as_deref(), Ok("word\n"));
    let mut seed = 5u64;
    for _ in 0..300 {
        let mut damaged = whole.clone();
        for _ in 0..3 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let at = (seed >> 33) as usize % damaged.len();
            damaged[at] = (seed >> 20) as u8;
        }
        let _ = text(damaged, 1 << 20);
    }
}
