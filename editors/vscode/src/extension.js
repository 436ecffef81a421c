// Starts `ismsbook lsp` for the workspace and shows the pages of rules. Everything else is the server's.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

/** The scheme under which the page of a rule is read. */
const RULE = "ismsbook-rule";

let client;

async function start() {
  const settings = vscode.workspace.getConfiguration("ismsbook");
  const root = settings.get("root");
  const command = settings.get("path");
  const args = root ? ["lsp", "--root", root] : ["lsp"];
  const files = (pattern) => ({ scheme: "file", pattern });
  client = new LanguageClient("ismsbook", "ismsbook", { command, args }, {
    documentSelector: [
      { scheme: "file", language: "markdown" },
      files("**/{registers,controls}/**/*.{yaml,yml}"),
      files("**/book.toml"),
    ],
    initializationOptions: { rulePages: settings.get("rulePages") },
  });
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    vscode.window.showErrorMessage(`ismsbook: \`${command}\` cannot be started (${error.message}); set "ismsbook.path"`);
  }
}

async function stop() {
  const running = client;
  client = undefined;
  await running?.stop();
}

async function page(rule) {
  if (!client) {
    return "The server of ismsbook does not run.\n";
  }
  return (await client.sendRequest("ismsbook/explain", { rule })).markdown;
}

async function explain() {
  const rule = await vscode.window.showInputBox({ prompt: "Code or name of a rule", placeHolder: "missing-owner" });
  if (rule) {
    await vscode.commands.executeCommand("markdown.showPreview", vscode.Uri.parse(`${RULE}:/${encodeURIComponent(rule)}.md`));
  }
}

exports.activate = async function activate(context) {
  const provideTextDocumentContent = (uri) => page(uri.path.replace(/^\//, "").replace(/\.md$/, ""));
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(RULE, { provideTextDocumentContent }),
    vscode.commands.registerCommand("ismsbook.explain", explain),
    vscode.commands.registerCommand("ismsbook.restart", async () => {
      await stop();
      await start();
    }),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("ismsbook")) {
        await stop();
        await start();
      }
    }),
  );
  await start();
};

exports.deactivate = stop;
