//! Which request is answered by what.

use serde::Serialize;
use serde_json::{Value, json};

use super::look::Look;
use super::server::{Answer, Refusal, asked};
use super::{actions, complete, lens, navigate, outline, rename};
use crate::check;

/// What is offered at the beginning, besides the texts themselves.
pub(super) fn offered() -> Value {
    json!({
        "hoverProvider": true,
        "definitionProvider": true,
        "referencesProvider": true,
        "documentLinkProvider": {},
        "documentSymbolProvider": true,
        "workspaceSymbolProvider": true,
        "foldingRangeProvider": true,
        "codeLensProvider": {},
        "inlayHintProvider": true,
        "completionProvider": {"triggerCharacters": ["[", "{", "(", "-", ".", ":", " ", "#", "/"]},
        "codeActionProvider": {"codeActionKinds": ["quickfix", "source.fixAll"]},
        "renameProvider": {"prepareProvider": true},
    })
}

/// Answers a request. Where there is no handbook, there is nothing to tell.
pub(super) fn answer(look: Option<Look<'_>>, method: &str, params: Value) -> Result<Answer, Refusal> {
    if method == "ismsbook/explain" {
        return explain(&params).map(Answer::from);
    }
    let Some(look) = &look else {
        return if is_known(method) { Ok(Value::Null.into()) } else { Err(Refusal::unknown(method)) };
    };
    if method == "textDocument/rename" {
        let (result, words) = rename::rename(look, &asked(params)?)?;
        return Ok(Answer { result, words });
    }
    let result = match method {
        "textDocument/hover" => told(navigate::hover(look, &asked(params)?)),
        "textDocument/definition" => told(navigate::definition(look, &asked(params)?)),
        "textDocument/references" => told(navigate::references(look, &asked(params)?)),
        "textDocument/documentLink" => told(navigate::links(look, &asked(params)?)),
        "textDocument/documentSymbol" => told(outline::symbols(look, &asked(params)?)),
        "workspace/symbol" => told(outline::everywhere(look, &asked(params)?)),
        "textDocument/foldingRange" => told(outline::folding(look, &asked(params)?)),
        "textDocument/codeLens" => told(lens::lenses(look, &asked(params)?)),
        "textDocument/inlayHint" => told(lens::hints(look, &asked(params)?)),
        "textDocument/completion" => told(complete::complete(look, &asked(params)?)),
        "textDocument/codeAction" => told(actions::actions(look, &asked(params)?)),
        "textDocument/prepareRename" => told(rename::prepare(look, &asked(params)?)),
        _ => return Err(Refusal::unknown(method)),
    };
    Ok(result.into())
}

fn is_known(method: &str) -> bool {
    method.starts_with("textDocument/") || method == "workspace/symbol"
}

fn told(answer: impl Serialize) -> Value {
    // An answer always has a JSON form.
    serde_json::to_value(answer).unwrap_or_default()
}

/// The page of a rule, as `ismsbook explain` prints it.
fn explain(params: &Value) -> Result<Value, Refusal> {
    let named = params["rule"].as_str().unwrap_or_default();
    let rule = check::rule(named).ok_or_else(|| Refusal::failed(format!("no rule has the code or name `{named}`")))?;
    Ok(json!({"markdown": check::explain(rule)}))
}
