//! Can people use the pages, in a real browser, with and without script, by keys, in both schemes and on narrow screens?
//!
//! Left out of a plain run of the tests: browser.sh installs Chromium with its driver, and axe-core, whose rules are asked
//! where `ONRECORD_AXE` names its file, and runs them.

mod program;

use program::Desk;
use program::browser::Browser;
use program::server::Server;
use serde_json::Value;
use std::path::Path;

/// Text that would do something if it were taken for more than text, in every field that a document can fill.
const HOSTILE: &str = "\
<script>document.title='taken'</script> <img src=x onerror=\"document.title='taken'\"> meets

LYDMARK (<svg onload=document.title='taken'>) - “<b onmouseover=document.title='taken'>We will \u{202e}go</b> \
javascript:document.title='taken' {{7*7}} ']]>,” spokesperson Mara \"><script>document.title='taken'</script> Quill said on Tuesday.

Deputy Minister <iframe srcdoc='<script>parent.document.title=1</script>'>Tomas Arden told reporters that 5,000 of &lt;them&gt; might come.

Minister عبد الرحمن المنصوري said that نحن هنا 3,000 people were there.

Chairwoman Anneliese-Friederike-Wilhelmina-Katharina-Donaudampfschifffahrtsgesellschaftskapitaenswitwenrente said the port was open.
";

fn desk() -> Desk {
    let desk = Desk::new();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    for entry in std::fs::read_dir(examples).unwrap() {
        let path = entry.unwrap().path();
        desk.file(&format!("all/{}", path.file_name().unwrap().to_str().unwrap()), std::fs::read(&path).unwrap());
    }
    desk.file("all/hostile.txt", HOSTILE);
    desk.file("all/hostile.txt.meta.json", r#"{"outlet": "<script>document.title='taken'</script>", "title": "\"><img src=x onerror=document.title='taken'>", "address": "javascript:document.title='taken'", "published": "2025-10-15"}"#);
    desk.run(&["add", "all"]).ends(0);
    desk
}

/// Every page, one of each kind, and those of the hostile document.
fn pages(server: &Server) -> Vec<String> {
    let data = |path: &str| serde_json::from_str::<Value>(&server.page(path)).unwrap();
    let first = |path: &str, list: &str, field: &str| data(path)[list][0][field].as_str().unwrap_or("none").to_owned();
    let mut pages: Vec<String> = [
        "/",
        "/search",
        "/search?q=trains",
        "/search?q=zzz",
        "/documents",
        "/lately",
        "/people",
        "/threads",
        "/conflicts",
        "/questions",
        "/questions?response=ambivalent",
        "/queue",
        "/help",
        "/api",
        "/nowhere",
        "/search?q=%22%3E%3Cscript%3Edocument.title%3D%27taken%27%3C/script%3E",
    ]
    .map(str::to_owned)
    .to_vec();
    let thread = first("/threads.json", "rows", "thread");
    pages.push(format!("/thread/{thread}"));
    pages.push(format!("/thread/{thread}?as-of=2025-10-14"));
    for document in data("/documents.json")["rows"].as_array().unwrap() {
        let id = document["id"].as_str().unwrap();
        pages.push(format!("/document/{id}"));
        pages.push(format!("/quotes/{id}"));
    }
    for query in ["outlet:script", "speaker:lorne", "port"] {
        for row in data(&format!("/search.json?q={query}"))["rows"].as_array().unwrap().iter().take(4) {
            pages.push(format!("/statement/{}", row["id"].as_str().unwrap()));
            if let Some(person) = row["person"].as_str() {
                pages.push(format!("/person/{}", person));
            }
        }
    }
    pages.dedup();
    pages
}

#[test]
#[ignore = "needs a browser: crates/onrecord/tests/browser.sh installs one and runs it"]
fn every_page_shows_in_both_schemes_and_widths_and_nothing_of_a_document_runs() {
    let axe = std::env::var_os("ONRECORD_AXE").map(|path| std::fs::read_to_string(path).unwrap());
    let (mut desk_and_server, mut checked) = (None, 0);
    for (width, scheme) in [(1280, "light"), (390, "dark"), (390, "light"), (1280, "dark")] {
        let Some(browser) = Browser::start(width, scheme, true) else { return };
        let (_, server) = desk_and_server.get_or_insert_with(|| {
            let desk = desk();
            let server = Server::start(&desk);
            (desk, server)
        });
        for page in pages(server) {
            browser.open(&format!("http://127.0.0.1:{}{page}", server.port));
            let seen = browser.run(
                "return [document.title, document.documentElement.scrollWidth - innerWidth, \
                 document.querySelectorAll('main h1').length, document.scripts.length, \
                 [...document.querySelectorAll('*')].some(e => [...e.attributes].some(a => /^on/i.test(a.name) || a.name === 'style' \
                 || /^\\s*javascript:/i.test(a.value) && a.name !== 'value')), getComputedStyle(document.body).backgroundColor]",
            );
            assert_ne!(seen[0], "taken", "{page}");
            assert!(seen[1].as_i64().unwrap() <= 0, "{page} is wider than {width}: {}", seen[1]);
            assert_eq!((&seen[2], &seen[3], &seen[4]), (&1.into(), &1.into(), &false.into()), "{page}");
            let is_dark = seen[5].as_str().unwrap().contains("22, 23, 26");
            assert_eq!(is_dark, scheme == "dark", "{page}: {}", seen[5]);
            if let Some(axe) = &axe {
                let rules = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']";
                let faults = browser.run_later(&format!(
                    "{axe}; const done = arguments[arguments.length - 1]; axe.run(document, {{runOnly: {rules}}}).then(found => \
                     done(found.violations.map(v => v.id + ': ' + v.nodes[0].html + ' ' + v.nodes[0].failureSummary)))"
                ));
                assert_eq!(faults, Value::Array(Vec::new()), "{page} {width} {scheme}");
            }
            checked += 1;
        }
    }
    match axe {
        Some(_) => eprintln!("{checked} pages looked at, axe-core found nothing"),
        None => eprintln!("{checked} pages looked at; SKIPPED: axe-core (ONRECORD_AXE names its file)"),
    }
}

#[test]
#[ignore = "needs a browser: crates/onrecord/tests/browser.sh installs one and runs it"]
fn keys_lead_everywhere() {
    let Some(browser) = Browser::start(1280, "light", true) else { return };
    let desk = desk();
    let server = Server::start(&desk);
    let base = format!("http://127.0.0.1:{}", server.port);
    browser.open(&format!("{base}/search?q=trains"));
    browser.press("j");
    assert_eq!(browser.run("return document.querySelectorAll('.row.current').length"), 1);
    browser.press("jk");
    assert_eq!(
        browser.run("return [...document.querySelectorAll('.row')].findIndex(r => r.classList.contains('current'))"),
        0
    );
    browser.press("o");
    assert!(browser.address().contains("/statement/"), "{}", browser.address());
    browser.press("e");
    assert!(browser.address().ends_with("#why"));
    browser.press("/");
    assert_eq!(browser.run("return document.activeElement.id"), "q");
    browser.press("ferry\u{e007}");
    assert!(browser.address().contains("q=ferry"), "{}", browser.address());
    browser.press("?");
    assert!(browser.address().ends_with("/help"));
    // Everything that can be clicked can be reached by Tab, and shows where it is.
    for page in ["/", "/search?q=trains", "/queue", "/questions"] {
        browser.open(&format!("{base}{page}"));
        let wanted = browser.run(
            "return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary, [tabindex=\"0\"]')]\
             .filter(e => e.checkVisibility()).length",
        );
        let wanted = wanted.as_u64().unwrap();
        let mut reached = std::collections::BTreeSet::new();
        for _ in 0..wanted + 12 {
            browser.press("\u{e004}");
            let seen = browser.run(
                "const all = [...document.querySelectorAll('*')], e = document.activeElement; const s = getComputedStyle(e); \
                 return [all.indexOf(e), e === document.body || s.outlineStyle !== 'none', e.outerHTML.slice(0, 120)]",
            );
            assert_eq!(seen[1], true, "{page}: focus cannot be seen on {}", seen[2]);
            reached.insert(seen[0].as_i64().unwrap());
        }
        assert!(reached.len() as u64 >= wanted, "{page}: {} of {wanted} reached", reached.len());
    }
}

#[test]
#[ignore = "needs a browser: crates/onrecord/tests/browser.sh installs one and runs it"]
fn a_correction_and_a_day_need_no_script() {
    let Some(browser) = Browser::start(390, "light", false) else { return };
    let desk = desk();
    let server = Server::start(&desk);
    let base = format!("http://127.0.0.1:{}", server.port);
    let data = |path: &str| serde_json::from_str::<Value>(&server.page(path)).unwrap();
    let id = data("/search.json?q=speaker:lorne")["rows"][0]["id"].as_str().unwrap().to_owned();
    browser.open(&format!("{base}/statement/{id}"));
    assert!(browser.source().contains("data-copy=\"cite-text\" hidden"));
    browser.click("#correct ~ details:nth-of-type(3) summary");
    browser.click("#c-certainty option:nth-child(6)");
    browser.click("#correct ~ details:nth-of-type(3) button");
    assert_eq!(browser.address(), format!("{base}/statement/{id}"));
    assert_eq!(data(&format!("/statement/{id}.json"))["statement"]["certainty"], "denied");
    browser.click("#correct ~ details:nth-of-type(5) summary");
    browser.click("#correct ~ details:nth-of-type(5) button");
    assert!(browser.address().contains("/document/"), "{}", browser.address());
    let thread = data("/threads.json")["rows"][0]["thread"].as_str().unwrap().to_owned();
    browser.open(&format!("{base}/thread/{thread}"));
    browser.click(".days a");
    assert!(browser.address().contains("as-of="), "{}", browser.address());
    assert!(browser.source().contains("Shown as of"));
    browser.open(&format!("{base}/search"));
    browser.click(".facets section a");
    assert!(browser.address().contains("q=person"), "{}", browser.address());
}
