//! How a conversation begins, goes wrong and ends.

use serde_json::{Value, json};

use super::super::project::{POLICY, Project};
use super::client::Client;
use super::{FILE, policy, small};

fn code(answer: &Value) -> i64 {
    answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("no error: {answer}"))
}

#[test]
fn a_conversation_ends_as_agreed_or_is_told_apart() {
    let project = small();
    let mut client = Client::start(&project);
    let early = client.request("textDocument/hover", json!({}));
    assert_eq!(code(&client.answer(early)), -32002);
    let hello = client.hello(json!({"capabilities": {"general": {"positionEncodings": ["utf-16", "utf-8"]}}}));
    assert_eq!(hello["capabilities"]["positionEncoding"], "utf-8");
    assert_eq!(hello["serverInfo"]["name"], "ismsbook");
    let again = client.request("initialize", json!({"capabilities": {}}));
    assert_eq!(code(&client.answer(again)), -32600);
    client.ask("shutdown", Value::Null);
    let late = client.request("textDocument/hover", json!({}));
    assert_eq!(code(&client.answer(late)), -32600);
    client.tell("exit", Value::Null);
    assert_eq!(client.gone(), (Some(0), String::new()));

    let mut client = Client::open(&project, json!({}));
    client.tell("exit", Value::Null);
    assert_eq!(client.gone().0, Some(1));
    assert_eq!(Client::open(&project, json!({})).gone().0, Some(1));
}

#[test]
fn a_client_that_says_nothing_of_positions_counts_in_utf_16() {
    let mut client = Client::start(&small());
    assert_eq!(client.hello(json!({"capabilities": {}}))["capabilities"]["positionEncoding"], "utf-16");
}

#[test]
fn what_cannot_be_understood_is_told_and_the_conversation_goes_on() {
    let project = small();
    let mut client = Client::in_bytes(&project);
    client.send_raw("Content-Length: 5\r\n\r\n{oops");
    // No header, a length that is none, and one below nothing: what stands there is passed over.
    client.send_raw("{\"id\": 1}\r\n\r\nContent-Length: x\r\n\r\n{}\r\nContent-Length: -5\r\n\r\n{}\r\n");
    let unknown = client.request("workspace/doMagic", json!({}));
    let answer = client.answer(unknown);
    assert_eq!(code(&answer), -32601);
    assert_eq!(answer["error"]["message"], "there is no request `workspace/doMagic` here");
    let misread = client.request("textDocument/hover", json!({"textDocument": 7}));
    assert_eq!(code(&client.answer(misread)), -32602);
    for odd in [json!([1]), json!("x"), json!({"id": 900}), json!({"method": "textDocument/didOpen", "params": 1})] {
        client.send(&odd);
    }
    // A message that announces less than it holds is lost; the next is understood.
    client.send_raw("Content-Length: 3\r\n\r\n{\"a\": 1}");
    assert_eq!(client.ask_of("textDocument/documentSymbol", FILE)[0]["name"], "Scope");
    assert_eq!(client.end(), (Some(0), String::new()));
}

#[test]
fn a_message_that_lies_about_its_length_ends_with_a_clear_word() {
    for (lie, words) in [
        ("Content-Length: 99999999999\r\n\r\n{}", "announces 99999999999 bytes; 64 MiB are read"),
        ("Content-Length: 50\r\n\r\n{}", "the input ends after 2 of the 50 bytes"),
    ] {
        let mut client = Client::in_bytes(&small());
        client.send_raw(lie);
        let (code, said) = client.gone();
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn a_request_that_is_taken_back_is_not_answered() {
    let project = small();
    let mut client = Client::in_bytes(&project);
    // Both come in one piece, so that the second is there before the first is looked at.
    let frame = |message: &Value| format!("Content-Length: {}\r\n\r\n{message}", message.to_string().len());
    let wait = json!({"jsonrpc": "2.0", "id": "x", "method": "textDocument/codeLens", "params":
        {"textDocument": {"uri": client.uri(FILE)}}});
    let cancel = json!({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "y"}});
    let other = json!({"jsonrpc": "2.0", "id": "y", "method": "workspace/symbol", "params": {"query": ""}});
    let many: String = (0..50).map(|_| frame(&wait)).collect();
    client.send_raw(&format!("{many}{}{}", frame(&other), frame(&cancel)));
    let last = client.request("workspace/symbol", json!({"query": "POL-007"}));
    let mut cancelled = None;
    loop {
        let message = client.next_answer();
        if message["id"] == "y" {
            cancelled = Some(message.clone());
        }
        if message["id"] == last {
            break;
        }
    }
    assert_eq!(code(&cancelled.expect("an answer to the request")), -32800);
}

#[test]
fn the_handbook_is_found_above_and_below_the_folder() {
    let deep = "\
//- handbook/isms/book.toml
[book]
title = \"T\"
//- handbook/isms/policies/a.md
---
id: POL-001
---
";
    let project = Project::of(deep);
    let mut client = Client::start(&project);
    client.hello(json!({"capabilities": {}}));
    client.until(|it| it.codes("handbook/isms/policies/a.md").contains(&"D005"));
    let mut client = Client::start(&project);
    let inside = client.uri("handbook/isms/policies");
    client.hello(json!({"capabilities": {}, "workspaceFolders": [{"uri": inside, "name": "policies"}]}));
    client.until(|it| it.codes("handbook/isms/policies/a.md").contains(&"D005"));
}

#[test]
fn a_folder_without_a_handbook_is_left_alone_until_it_has_one() {
    let project = Project::of(POLICY);
    let mut client = Client::in_bytes(&project);
    client.open_file(FILE, &policy());
    assert_eq!(client.ask_of("textDocument/documentSymbol", FILE), Value::Null);
    project.write("book.toml", "[book]\ntitle = \"T\"\n");
    client.files_changed(&["book.toml"]);
    client.until(|it| it.codes("book.toml").contains(&"L308"));
    assert_eq!(client.ask_of("textDocument/documentSymbol", FILE)[0]["name"], "Scope");
}

#[test]
fn a_client_that_can_watch_is_asked_to() {
    let mut client =
        Client::open(&small(), json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}}));
    client.until(|it| !it.requests.is_empty());
    assert_eq!(client.requests[0]["method"], "client/registerCapability");
}

#[test]
fn what_keeps_the_handbook_from_being_read_is_said_once_and_nothing_is_lost() {
    let project = small();
    let mut client = Client::in_bytes(&project);
    client.open_file("book.toml", "[book]\nsrc = \"elsewhere\"\n");
    client.until(|it| !it.shown.is_empty());
    assert!(client.shown[0].contains("elsewhere"), "{:?}", client.shown);
    assert_eq!(client.ask_of("textDocument/documentSymbol", FILE)[0]["name"], "Scope");
    client.close_file("book.toml");
    client.open_file(FILE, &policy().replace("owner: role:ciso\n", ""));
    client.until(|it| it.codes(FILE).contains(&"D008"));
    assert_eq!(client.shown.len(), 1, "{:?}", client.shown);
}
