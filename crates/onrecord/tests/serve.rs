//! Do the pages keep their promises: every view as page and as data, nothing of a document as markup, one host only?

mod program;

use program::server::Server;
use program::{BRIEFING, Desk, REPORT};
use serde_json::Value;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.file("all/briefing.txt", BRIEFING);
    desk.file("all/report.txt", REPORT.replace("convoy", "<script>alert(1)</script> con\u{202e}voy"));
    desk.run(&["add", "all"]).ends(0);
    desk
}

#[test]
fn every_view_is_a_page_and_data() {
    let desk = desk();
    let server = Server::start(&desk);
    assert!(server.page("/").contains("documents"));
    let found: Value = serde_json::from_str(&server.page("/search.json?q=trucks")).unwrap();
    let row = &found["rows"][0];
    let (statement, document) = (row["id"].as_str().unwrap(), row["document"].as_str().unwrap());
    assert!(server.page("/search?q=trucks").contains(statement));
    assert!(server.page(&format!("/statement/{statement}")).contains("400 trucks"));
    assert!(server.page(&format!("/document/{document}")).contains("400 trucks"));
    assert!(server.page("/people?q=quill").contains("Mara Quill"));
    assert!(server.page("/documents").contains(document));
    server.page("/search?q=trucks&offset=many");
    for path in
        ["/threads", "/threads?q=trucks&offset=9", "/conflicts", "/questions", "/queue", "/lately", "/help", "/api"]
    {
        server.page(path);
    }
    for path in [
        "/index.json",
        "/people.json",
        "/documents.json",
        "/threads.json",
        "/conflicts.json",
        "/queue.json",
        "/api/v1/search",
    ] {
        serde_json::from_str::<Value>(&server.page(path)).unwrap();
    }
    for path in [format!("/statement/{statement}.json"), format!("/document/{document}.json")] {
        let view: Value = serde_json::from_str(&server.page(&path)).unwrap();
        assert!(view.is_object());
    }
    // No query is an error, and nothing found has its reason.
    assert!(server.page("/search?q=certainty:sure%20%22((%20NEAR").contains("asserted"));
    server.page("/search?q=elephants&offset=99999999999");
}

#[test]
fn a_document_is_never_markup() {
    let desk = desk();
    let server = Server::start(&desk);
    let found: Value = serde_json::from_str(&server.page("/search.json?q=april")).unwrap();
    let row = &found["rows"][0];
    let paths = [
        "/".to_owned(),
        "/search?q=april".to_owned(),
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E".to_owned(),
        format!("/statement/{}", row["id"].as_str().unwrap()),
        format!("/document/{}", row["document"].as_str().unwrap()),
    ];
    for path in paths {
        let page = server.page(&path);
        assert!(!page.contains("<script>alert"), "{path}");
        assert!(!page.contains("onclick=") && !page.contains("style="), "{path}: something inline");
    }
}

#[test]
fn what_is_not_there_says_so() {
    let desk = desk();
    let server = Server::start(&desk);
    for path in ["/nowhere", "/document/0123456789abcdef", "/statement/nonsense", "/document/..%2f..%2fetc"] {
        let (head, body) = server.ask(path, "localhost");
        assert!(head.starts_with("http/1.1 404"), "{path}: {head}");
        assert!(body.contains("<html"), "{path}");
    }
    let (head, body) = server.ask("/document/0123456789abcdef.json", "localhost");
    assert!(head.starts_with("http/1.1 404") && head.contains("application/problem+json"), "{head}");
    assert!(body.contains("holds nothing"));
    // A page of the web that points its own name at this machine gets nothing.
    let (head, _) = server.ask("/", "evil.example");
    assert!(head.starts_with("http/1.1 421"), "{head}");
}

#[test]
fn a_missing_record_and_a_port_in_use_are_told() {
    let empty = Desk::new();
    empty.run(&["serve"]).ends(4).tells("there is no record here");
    let desk = desk();
    let server = Server::start(&desk);
    desk.run(&["serve", "--port", &server.port.to_string()]).ends(3).tells("choose another with --port");
}

/// Every address of the description with ids that are held, and the statuses that it may answer.
fn addresses(server: &Server) -> Vec<(String, String, Vec<u16>)> {
    let description: Value = serde_json::from_str(&server.page("/api/openapi.json")).unwrap();
    assert_eq!(description["openapi"], "3.1.0");
    let rows: Value = serde_json::from_str(&server.page("/search.json")).unwrap();
    let row = rows["rows"].as_array().unwrap().iter().find(|row| row["person"].is_string()).unwrap().clone();
    let threads: Value = serde_json::from_str(&server.page("/threads.json")).unwrap();
    let thread = threads["rows"][0]["thread"].as_str().unwrap_or("none");
    let id = |path: &str| match path.rsplit('/').nth(1) {
        Some("statement") => row["id"].as_str().unwrap().to_owned(),
        Some("person") => row["person"].as_str().unwrap().to_owned(),
        Some("thread") => thread.to_owned(),
        _ => row["document"].as_str().unwrap().to_owned(),
    };
    let paths = description["paths"].as_object().unwrap();
    let mut found = Vec::new();
    for (path, operations) in paths {
        for (method, operation) in operations.as_object().unwrap() {
            let statuses = operation["responses"].as_object().unwrap().keys().map(|status| status.parse().unwrap());
            found.push((method.to_uppercase(), path.replace("{id}", &id(path)), statuses.collect()));
        }
    }
    found
}

#[test]
fn the_description_holds_every_address_and_status() {
    let desk = desk();
    let server = Server::start(&desk);
    let all = addresses(&server);
    assert!(all.len() > 50, "{}", all.len());
    for (method, path, statuses) in &all {
        let broken = if path.contains("/statement") || path.contains("/document/") { "%FF:s0" } else { "%22%3Cb%3E" };
        // An id that there is not, where the address holds one.
        let has_id = ["/statement/", "/person/", "/thread/", "/document/"].iter().any(|start| path.starts_with(start));
        let lost = match path.rsplit_once('/').filter(|_| has_id) {
            Some((start, _)) => format!("{start}/{broken}"),
            None => path.clone(),
        };
        let of_list = format!("{path}?cursor=12345678x&limit=0&offset=-1&q=%00%FF");
        for asked in [path.clone(), of_list, format!("{path}?as-of=2031-02-30&limit=99999"), lost] {
            if !all.iter().any(|known| known.1 == asked.split('?').next().unwrap())
                && !path.contains(':')
                && !path.contains('.')
            {
                continue;
            }
            let (head, body) = server.send(method, &asked, &[], "");
            let status: u16 = head.split(' ').nth(1).unwrap().parse().unwrap();
            assert!(statuses.contains(&status), "{method} {asked}: {status} is not in {statuses:?}");
            assert!(status < 500, "{method} {asked}: {body}");
            let (head, _) = server.send("DELETE", path, &[], "");
            assert!(head.starts_with("http/1.1 405") && head.contains("allow: "), "{path}: {head}");
        }
    }
    // Whatever a page links to is in it, or is a file of the pages.
    let mut links: Vec<String> = Vec::new();
    for (method, path, _) in all.iter().filter(|one| one.0 == "GET" && !one.1.contains(".json")) {
        let (_, body) = server.send(method, path, &[], "");
        links.extend(body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
        links.extend(body.split("action=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
    }
    links.sort();
    links.dedup();
    assert!(links.len() > 40, "{links:?}");
    for link in links.iter().filter(|link| link.starts_with('/')) {
        let method = if ["/correct", "/people/merge", "/people/split", "/people/undo"].contains(&link.as_str()) {
            "POST"
        } else {
            "GET"
        };
        let (head, _) = server.send(method, &link.replace("&amp;", "&").replace(' ', "%20"), &[], "");
        let is_fine = head.starts_with("http/1.1 200") || method == "POST" && head.starts_with("http/1.1 403");
        assert!(is_fine, "{link}: {head}");
    }
}

#[test]
fn a_list_goes_on_at_its_cursor_and_what_has_not_changed_is_not_sent_again() {
    let desk = desk();
    let server = Server::start(&desk);
    let (mut path, mut ids) = ("/search.json?limit=2".to_owned(), Vec::new());
    let total = loop {
        let list: Value = serde_json::from_str(&server.page(&path)).unwrap();
        ids.extend(list["rows"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()));
        match list["next"].as_str() {
            Some(next) => path = format!("/search.json?limit=2&cursor={next}"),
            None => break list["total"].as_u64().unwrap(),
        }
    };
    assert_eq!(ids.len() as u64, total);
    assert!(total > 4);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len() as u64, total);
    // A cursor of another list is refused, not taken for something else.
    let cursor = path.split("cursor=").nth(1).unwrap();
    let (head, body) = server.ask(&format!("/people.json?cursor={cursor}"), "localhost");
    assert!(head.starts_with("http/1.1 400") && head.contains("problem+json") && body.contains("cursor"), "{head}");
    // The same tag, and nothing again; a new document, and everything anew.
    let tag = |head: &str| head.split("etag: ").nth(1).unwrap().split("\r\n").next().unwrap().to_owned();
    let (head, _) = server.ask("/search.json", "localhost");
    let known = tag(&head);
    let (head, body) = server.send("GET", "/search.json", &[("If-None-Match", &known)], "");
    assert!(head.starts_with("http/1.1 304") && body.is_empty(), "{head}{body}");
    desk.file("all/later.txt", "Mara Quill said that the ferry sank.\n");
    desk.run(&["add", "all"]).ends(0);
    let (head, body) = server.send("GET", "/search.json", &[("If-None-Match", &known)], "");
    assert!(head.starts_with("http/1.1 200") && body.contains("ferry"), "{head}");
}

#[test]
fn a_page_corrects_merges_splits_and_takes_back() {
    let desk = desk();
    desk.file("all/second.txt", "Quill said that the gate was shut.\n");
    desk.file("all/third.txt", "Spokesperson Mara Quill said that the gate was open.\n");
    desk.run(&["add", "all"]).ends(0);
    let server = Server::start(&desk);
    let found: Value = serde_json::from_str(&server.page("/search.json?q=april")).unwrap();
    let id = found["rows"][0]["id"].as_str().unwrap();
    let page = server.page(&format!("/statement/{id}"));
    let token = page.split("name=\"token\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let form = |fields: &str| format!("token={token}&back=/statement/{id}&{fields}");
    let corrected = form(&format!("statement={id}&field=certainty&value=denied&note=desk"));
    // Not from another page, not without the secret, not with what cannot be.
    for (headers, body, status) in [
        (&[("Origin", "http://evil.example")][..], corrected.clone(), 403),
        (&[("Sec-Fetch-Site", "cross-site")][..], corrected.clone(), 403),
        (&[][..], corrected.replace(token, "0123"), 403),
        (&[][..], corrected.replace("denied", "sure"), 400),
        (&[][..], corrected.replace("&field=certainty", ""), 400),
        (&[][..], corrected.replace(id, "0123456789abcdef:s1"), 404),
    ] {
        let (head, _) = server.send("POST", "/correct", headers, &body);
        assert!(head.starts_with(&format!("http/1.1 {status}")), "{body}: {head}");
    }
    assert!(server.page(&format!("/statement/{id}.json")).contains("\"certainty\":\"possible\""));
    let (head, _) = server.send("POST", "/correct", &[], &corrected);
    assert!(head.starts_with("http/1.1 303") && head.contains(&format!("location: /statement/{id}")), "{head}");
    assert!(server.page(&format!("/statement/{id}.json")).contains("\"certainty\":\"denied\""));
    // Who is who.
    let queue: Value = serde_json::from_str(&server.page("/queue.json")).unwrap();
    let pair = queue["namesakes"].as_array().unwrap().iter().find(|pair| pair["full_name"] == "Mara Quill").unwrap();
    let (short, full) = (pair["short"].as_str().unwrap(), pair["full"].as_str().unwrap());
    let (head, _) = server.send("POST", "/people/merge", &[], &form(&format!("person={full}&other={short}")));
    assert!(head.starts_with("http/1.1 303"), "{head}");
    let (head, _) = server.ask(&format!("/person/{short}"), "localhost");
    assert!(head.starts_with("http/1.1 404"), "{head}");
    let page = server.page(&format!("/person/{full}"));
    let number = page.split("name=\"number\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let (head, _) = server.send("POST", "/people/undo", &[], &form(&format!("number={number}")));
    assert!(head.starts_with("http/1.1 303"), "{head}");
    server.page(&format!("/person/{short}"));
    let person: Value = serde_json::from_str(&server.page(&format!("/person/{full}.json"))).unwrap();
    let document = person["documents"][0][0].as_str().unwrap();
    let (head, _) = server.send("POST", "/people/split", &[], &form(&format!("person={full}&document={document}")));
    assert!(head.starts_with("http/1.1 303") && head.contains("location: /person/"), "{head}");
    // No statement: it is gone from the lists.
    let wrong = form(&format!("statement={id}&field=statement&value=wrong"));
    let (head, _) = server.send("POST", "/correct", &[], &wrong);
    assert!(head.contains("location: /document/"), "{head}");
    assert!(server.page("/search.json?q=april").contains("\"total\":0"));
    assert!(desk.run(&["doctor"]).ends(0).out.contains("sound"));
}
