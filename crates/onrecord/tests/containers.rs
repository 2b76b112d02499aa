//! Do documents come out of archives and collections as they went in, each with its path and what is known of it?

mod program;

use program::made::{gz, pdf, tar, tar_member, warc_answer, warc_record, zip, zst};
use program::{BRIEFING, Desk, REPORT};
use serde_json::Value;

/// The documents that `read` finds, with everything they state.
fn documents(desk: &Desk, paths: &[&str]) -> Vec<Value> {
    let arguments = [&["read", "--json", "--tier", "fast"], paths].concat();
    desk.run(&arguments).ends(0).json().into_iter().map(|reading| reading["document"].clone()).collect()
}

fn paths(documents: &[Value]) -> Vec<&str> {
    documents.iter().map(|document| document["path"].as_str().unwrap()).collect()
}

#[test]
fn archives_give_their_members_and_the_statements_of_the_plain_file() {
    let desk = Desk::new();
    desk.file("plain/report.txt", REPORT);
    let members: &[(&str, &[u8])] = &[
        ("folder/briefing.txt", BRIEFING.as_bytes()),
        (".hidden/x.txt", b"no"),
        ("__MACOSX/._report.txt", b"no"),
        ("./report.txt", REPORT.as_bytes()),
        ("report.txt.meta.json", br#"{"outlet":"The Lydmark Daily","published":"2031-03-04"}"#),
    ];
    desk.file("all/a.zip", zip(members));
    desk.file("all/b.tar", tar(members));
    desk.file("all/c.tgz", gz(&tar(members)));
    desk.file("all/d.tar.zst", zst(&tar(members)));
    desk.file("all/e.txt.gz", gz(REPORT.as_bytes()));
    desk.file("all/f.dat", zip(&[("inner.tar.gz", &gz(&tar(&[("deep/story.md", b"*Mara Quill* said no.")])))]));
    for name in ["a.zip", "b.tar", "c.tgz", "d.tar.zst"] {
        let found = documents(&desk, &[&format!("all/{name}")]);
        assert_eq!(paths(&found), [format!("all/{name}!/folder/briefing.txt"), format!("all/{name}!/report.txt")]);
        assert_eq!(found[0]["kind"], "transcript");
        assert_eq!(found[1]["outlet"], "The Lydmark Daily", "{name}: the sidecar in the archive was passed over");
        assert_eq!(found[1]["published"]["earliest"], "2031-03-04");
    }
    assert_eq!(paths(&documents(&desk, &["all/e.txt.gz"])), ["all/e.txt.gz"]);
    let deep = documents(&desk, &["all/f.dat"]);
    assert_eq!(paths(&deep), ["all/f.dat!/inner.tar.gz!/deep/story.md"]);
    // What a member says is what the plain file says.
    let strip = |path: &str| {
        let mut reading = desk.run(&["read", path, "--json", "--tier", "fast"]).ends(0).json().remove(0);
        reading["document"]["path"].take();
        reading
    };
    assert_eq!(strip("plain/report.txt"), strip("all/e.txt.gz"));
    // Everything at once is four documents: the same content is one.
    assert!(desk.run(&["add", "all", "--tier", "fast"]).ends(0).out.starts_with("4 new, 6 held already, 0 not read"));
    assert!(desk.run(&["doctor"]).ends(0).out.contains("The record is sound."));
}

#[test]
fn an_archive_comes_from_standard_input_too() {
    let desk = Desk::new();
    let ran = desk.run_with(&["read", "-", "--json", "--tier", "fast"], &zip(&[("a.txt", REPORT.as_bytes())])).ends(0);
    assert_eq!(ran.json()[0]["document"]["path"], "-!/a.txt");
    let ran = desk.run_with(&["read", "-", "--json", "--tier", "fast"], &gz(REPORT.as_bytes())).ends(0);
    assert_eq!(ran.json()[0]["document"]["path"], "-");
}

#[test]
fn long_names_and_old_forms_are_read() {
    let desk = Desk::new();
    let long = format!("{}/story.txt", "folder".repeat(30));
    let mut archive = tar(&[(&long, REPORT.as_bytes())]);
    archive.truncate(archive.len() - 1024);
    let line = "path=ex/story.txt\n";
    archive.extend(tar_member(b"x", format!("{} {line}", line.len() + 3).as_bytes(), b'x'));
    archive.extend(tar_member(b"short", BRIEFING.as_bytes(), b'0'));
    // No block of zeros at the end: that is how some programs leave it.
    desk.file("a.tar", archive);
    assert_eq!(paths(&documents(&desk, &["a.tar"])), [format!("a.tar!/{long}"), "a.tar!/ex/story.txt".into()]);
}

#[test]
fn a_crawl_gives_its_pages_and_texts() {
    let desk = Desk::new();
    let html = b"<html><body><p>Mara Quill said on Tuesday that the port was open.</p></body></html>";
    let chunked = b"5\r\nHello\r\n1a\r\n, Mara Quill said on Monday\r\n0\r\n\r\n";
    let records = [
        warc_record("warcinfo", "", "application/warc-fields", b"software: x\r\n"),
        warc_answer("https://harbor.example/a", "Content-Type: text/html; charset=utf-8", html),
        warc_record(
            "request",
            "https://harbor.example/a",
            "application/http; msgtype=request",
            b"GET /a HTTP/1.1\r\n\r\n",
        ),
        warc_answer("https://harbor.example/p.png", "Content-Type: image/png", b"\x89PNG"),
        warc_answer("https://harbor.example/b", "Content-Type: text/plain\r\nTransfer-Encoding: chunked", chunked),
        warc_answer(
            "https://harbor.example/c",
            "Content-Type: text/plain\r\nContent-Encoding: gzip",
            &gz(REPORT.as_bytes()),
        ),
        warc_record("conversion", "https://harbor.example/d", "text/plain", BRIEFING.as_bytes()),
    ];
    desk.file("plain.warc", records.concat());
    desk.file("packed.warc.gz", records.iter().map(|record| gz(record)).collect::<Vec<_>>().concat());
    for name in ["plain.warc", "packed.warc.gz"] {
        let found = documents(&desk, &[name]);
        assert_eq!(paths(&found), [2, 5, 6, 7].map(|number| format!("{name}#{number}")));
        // The day on which the crawler came is no day of publication.
        assert!(found.iter().all(|document| document["published"]["earliest"] != "2031-05-01"), "{found:?}");
        assert!(found.iter().all(|document| document["fetched"] == "2031-05-01"), "{found:?}");
    }
    let texts = desk.run(&["read", "plain.warc", "--tier", "fast"]).ends(0).out;
    assert!(texts.contains("the port was open") && texts.contains("400 trucks"), "{texts}");
}

#[test]
fn feeds_give_their_entries() {
    let desk = Desk::new();
    let feed = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Harbor Radio</title>\
        <item><title>Port open</title><link>https://harbor.example/1</link>\
        <pubDate>Tue, 14 Oct 2031 10:00:00 +0200</pubDate>\
        <description>Mara Quill said on Monday that the port was open.</description></item>\
        <item><title>Only a title</title><link>https://harbor.example/2</link></item></channel></rss>";
    desk.file("rss.xml", feed);
    let ran = desk.run(&["read", "rss.xml", "--json", "--tier", "fast"]).ends(0).tells("rss.xml#2: not read");
    let document = &ran.json()[0]["document"];
    assert_eq!(document["path"], "rss.xml#1");
    assert_eq!((&document["outlet"], &document["title"]), (&"Harbor Radio".into(), &"Port open".into()));
    assert_eq!(document["published"]["earliest"], "2031-10-14");
    // What the user states of the feed goes before what it calls itself; the day of an entry is its own.
    desk.file("rss.xml.meta.json", r#"{"outlet":"Harbor News","published":"2031-01-01"}"#);
    let found = documents(&desk, &["rss.xml"]);
    assert_eq!(
        (&found[0]["outlet"], &found[0]["published"]["earliest"]),
        (&"Harbor News".into(), &"2031-10-14".into())
    );
    desk.file(
        "feed.json",
        r#"{"version":"https://jsonfeed.org/version/1.1","title":"Wire","items":[{"id":"1","url":"https://wire.example/1",
           "content_text":"Mara Quill said no.","date_published":"2031-10-14T10:00:00Z"}]}"#,
    );
    assert_eq!(documents(&desk, &["feed.json"])[0]["outlet"], "Wire");
}

#[test]
fn messages_give_their_text_and_day() {
    let desk = Desk::new();
    let message = "From: Harbor Press Office <press@harbor.example>\r\nTo: list@wire.example\r\n\
        Subject: =?utf-8?Q?Port_=E2=80=93_open?=\r\nDate: Tue, 14 Oct 2031 10:00:00 +0200\r\n\
        Message-ID: <7@harbor.example>\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>no</p>\r\n\
        --b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        =E2=80=9CThe port is open,=E2=80=9D Mara Quill said on Monday.\r\n--b--\r\n";
    desk.file("mail", message);
    let ran = desk.run(&["read", "mail", "--json", "--tier", "fast"]).ends(0);
    let document = &ran.json()[0]["document"];
    // Who sends a message is no outlet.
    assert_eq!((&document["outlet"], &document["title"]), (&Value::Null, &"Port – open".into()));
    assert_eq!(document["published"]["earliest"], "2031-10-14");
    assert_eq!(ran.json()[0]["statements"][0]["form"], "direct");
    let box_of_two = format!(
        "From a@b Tue Oct 14 10:00:00 2031\r\n{message}\r\nFrom a@b Tue Oct 14 11:00:00 2031\r\nFrom: x@y\r\n\
        Subject: two\r\n\r\n>From here on, Tomas Arden said, all is well.\r\nFrom the port, he said, ships left.\r\n"
    );
    desk.file("box.mbox", box_of_two);
    let found = documents(&desk, &["box.mbox"]);
    assert_eq!(paths(&found), ["box.mbox#1", "box.mbox#2"]);
    assert_eq!((&found[0]["title"], &found[1]["title"]), (&"Port – open".into(), &"two".into()));
}

#[test]
fn a_page_that_was_saved_as_a_message_is_the_page() {
    let desk = Desk::new();
    let page = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://harbor.example/ferry\r\nSubject: Harbor Radio\r\n\
        Date: Tue, 14 Oct 2031 10:00:00 +0200\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; \
        boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        <html><head><meta property=3D\"article:published_time\" content=3D\"2031-03-04T08:00:00Z\"></head><body><p>The port \
        was open,=\r\n Mara Quill said on Monday, and nobody in the town of Lydmark had asked her why.</p></body></html>\r\n--b--\r\n";
    desk.file("saved.mhtml", page);
    let found = documents(&desk, &["saved.mhtml"]);
    assert_eq!(found[0]["address"], "https://harbor.example/ferry");
    assert_eq!(
        (&found[0]["published"]["earliest"], &found[0]["fetched"]),
        (&"2031-03-04".into(), &"2031-10-14".into())
    );
    assert_eq!(found[0]["outlet"], Value::Null);
}

#[test]
fn a_feed_that_gathers_is_no_outlet() {
    let desk = Desk::new();
    let item = |host: &str, more: &str| {
        format!(
            "<item><title>Port</title><link>https://{host}/1</link><description>Mara Quill said no on Monday.\
             </description>{more}</item>"
        )
    };
    let source = "<source url=\"https://sandel.example\">Sandel Courier</source>";
    let items = item("harbor.example", "") + &item("sandel.example", source);
    desk.file("rss.xml", format!("<rss><channel><title>News about ports</title>{items}</channel></rss>"));
    let found = documents(&desk, &["rss.xml"]);
    assert_eq!((&found[0]["outlet"], &found[1]["outlet"]), (&Value::Null, &"Sandel Courier".into()));
    // A day of change is no day of publication.
    desk.file(
        "atom.xml",
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Harbor Radio</title><entry><title>a</title><updated>2031-10-14T08:00:00Z\
         </updated><content>Mara Quill said no.</content></entry></feed>",
    );
    let found = documents(&desk, &["atom.xml"]);
    assert_eq!((&found[0]["outlet"], &found[0]["published"]["earliest"]), (&"Harbor Radio".into(), &Value::Null));
}

#[test]
fn a_pdf_gives_the_text_that_it_prints() {
    let desk = Desk::new();
    let lines = [
        "MS. LORNE: Good afternoon. The port stays open.",
        "Q  Thank you. Will you leave?",
        "MS. LORNE: No. I said on Monday that we stay.",
        "Q  And the ferry?",
        "MS. LORNE: It will go in June.",
    ];
    desk.file("briefing.dat", pdf(&lines));
    let ran = desk.run(&["read", "briefing.dat", "--json", "--tier", "fast"]).ends(0);
    let reading = &ran.json()[0];
    assert_eq!(reading["document"]["kind"], "transcript", "{reading}");
    assert_eq!(reading["turns"].as_array().unwrap().len(), 5);
    desk.run(&["add", "briefing.dat", "--tier", "fast"]).ends(0);
    assert!(desk.run(&["doctor"]).ends(0).out.contains("The record is sound."));
}

#[test]
fn tables_and_lines_have_their_columns() {
    let desk = Desk::new();
    let rows = "id;paper;day;body\r\np-1;Lydmark Daily;14 October 2031;\"Mara Quill said: \"\"no;\nnever\"\".\"\r\n\
                p-2;Wire;03/04/2031;Tomas Arden said yes.\r\n;;;\r\n";
    desk.file("table.csv", rows);
    desk.run(&["read", "table.csv"]).ends(3).tells("--columns text=NAME").tells("id, paper, day, body");
    let mapping = ["--columns", "text=body,outlet=paper,published=day"];
    let found = documents(&desk, &[&["table.csv"], &mapping[..]].concat());
    assert_eq!(paths(&found), ["table.csv#p-1", "table.csv#p-2"]);
    assert_eq!(
        (&found[0]["outlet"], &found[0]["published"]["earliest"]),
        (&"Lydmark Daily".into(), &"2031-10-14".into())
    );
    assert_eq!(found[1]["published"]["earliest"], Value::Null, "a day that can be read in two ways was taken");
    desk.file("lines.dat", "{\"text\":\"Mara Quill said no.\",\"id\":7}\n{\"text\":\"Tomas Arden said yes.\"}\n");
    assert_eq!(paths(&documents(&desk, &["lines.dat"])), ["lines.dat#7", "lines.dat#2"]);
    desk.run(&["read", "table.csv", "--columns", "tex=body"]).ends(2).tells("--columns");
}

#[test]
fn a_debate_gives_its_turns() {
    let desk = Desk::new();
    let debate = r##"<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc>
        <titleStmt><title>Sitting 4</title></titleStmt></fileDesc><profileDesc><settingDesc><setting><name>Harrow House</name>
        <date when="2031-10-14"/></setting></settingDesc><particDesc><listPerson><person xml:id="QM"><persName>
        <surname>Quill</surname><forename>Mara</forename></persName></person></listPerson></particDesc></profileDesc>
        </teiHeader><text><body><div>
        <u who="#QM"><seg>We believe that at least 400 trucks crossed the bridge on Monday.</seg></u>
        <u who="#ArdenTomas"><seg>The convoy may return in April.</seg></u>
        <u who="#QM"><seg>We do not expect it.</seg></u>
        <u who="#ArdenTomas"><seg>It will return.</seg></u>
        <u who="#QM"><seg>I am surprised to hear that from the minister.</seg></u>
        <u who="#ArdenTomas"><seg>So am I.</seg></u></div></body></text></TEI>"##;
    desk.file("debate.xml", debate);
    let ran = desk.run(&["read", "debate.xml", "--json", "--tier", "fast"]).ends(0);
    let reading = &ran.json()[0];
    assert_eq!(
        (&reading["document"]["kind"], &reading["document"]["title"]),
        (&"transcript".into(), &"Sitting 4".into())
    );
    assert_eq!(reading["turns"].as_array().unwrap().len(), 6, "{reading}");
    assert_eq!(reading["events"][0]["date"]["earliest"], "2031-10-14");
    desk.file("other.xml", "<?xml version=\"1.0\"?><list><entry/></list>");
    desk.run(&["read", "other.xml"]).ends(3).tells("XML of a form that is not known");
}
