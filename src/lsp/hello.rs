//! What the client says of itself at the beginning, and what it is offered.

use std::path::PathBuf;

use gen_lsp_types::{InitializeParams, ResourceOperationKind, WorkspaceFolders};
use serde_json::{Value, json};

use super::answers;
use super::convert::{Encoding, path_of};

/// What matters of the client.
#[derive(Debug, Clone)]
pub(super) struct Client {
    pub(super) encoding: Encoding,
    /// Where it works, in its own order.
    pub(super) folders: Vec<PathBuf>,
    /// Whether it watches files when asked to.
    pub(super) registers_watchers: bool,
    /// Whether it asks before it makes changes that are marked so.
    pub(super) confirms_changes: bool,
    /// Whether it gives files other names when an edit says so.
    pub(super) renames_files: bool,
    /// The address of a rule's page, with `{rule}` or `{code}` in it.
    pub(super) rule_pages: Option<String>,
}

impl Default for Client {
    fn default() -> Self {
        Client {
            encoding: Encoding::Utf16,
            folders: Vec::new(),
            registers_watchers: false,
            confirms_changes: false,
            renames_files: false,
            rule_pages: None,
        }
    }
}

impl Client {
    pub(super) fn of(params: &InitializeParams) -> Self {
        let general = params.capabilities.general.as_ref();
        let workspace = params.capabilities.workspace.as_ref();
        let watching = workspace.and_then(|it| it.did_change_watched_files.as_ref());
        let edits = workspace.and_then(|it| it.workspace_edit.as_ref());
        let options = params.initialization_options.clone().unwrap_or_default();
        Client {
            encoding: Encoding::offered(general.and_then(|it| it.position_encodings.as_deref())),
            folders: folders(params),
            registers_watchers: watching.is_some_and(|it| it.dynamic_registration == Some(true)),
            confirms_changes: edits.is_some_and(|it| it.change_annotation_support.is_some()),
            renames_files: edits
                .and_then(|it| it.resource_operations.as_ref())
                .is_some_and(|it| it.contains(&ResourceOperationKind::Rename)),
            rule_pages: options["rulePages"].as_str().map(str::to_owned),
        }
    }
}

fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    let named = match &params.workspace_folders_initialize_params.workspace_folders {
        Some(WorkspaceFolders::WorkspaceFolderList(folders)) => {
            folders.iter().filter_map(|it| path_of(&it.uri)).collect()
        }
        Some(WorkspaceFolders::Null) | None => Vec::new(),
    };
    if !named.is_empty() {
        return named;
    }
    #[expect(deprecated, reason = "older clients name their folder only here")]
    let root = params.root_uri.as_ref();
    root.and_then(path_of).into_iter().collect()
}

/// What is offered.
pub(super) fn answer(client: &Client) -> Value {
    let mut capabilities = answers::offered();
    capabilities["positionEncoding"] = json!(client.encoding.kind());
    // Whole texts: a handbook's files are small, and nothing can get out of step.
    capabilities["textDocumentSync"] = json!({"openClose": true, "change": 1, "save": false});
    let server = json!({"name": "ismsbook", "version": env!("CARGO_PKG_VERSION")});
    json!({"serverInfo": server, "capabilities": capabilities})
}

/// Asks the client to tell of changed files.
pub(super) fn watchers() -> Value {
    let watchers = ["**/*.{md,markdown,yaml,yml,sig}", "**/book.toml", "**/approvals/**"];
    let watchers: Vec<Value> = watchers.iter().map(|it| json!({"globPattern": it})).collect();
    let registration = json!({
        "id": "files",
        "method": "workspace/didChangeWatchedFiles",
        "registerOptions": {"watchers": watchers},
    });
    json!({"id": "files", "method": "client/registerCapability", "params": {"registrations": [registration]}})
}
