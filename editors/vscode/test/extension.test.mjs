// Holds what the extension brings: that its files are there, that its colours meet the lines they are for, and that the
// built file starts the server by the setting and speaks to it.
import assert from "node:assert/strict";
import { readFileSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import Module from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (name) => JSON.parse(readFileSync(join(root, name), "utf8"));
const manifest = read("package.json");

test("what is contributed is there and is JSON", () => {
  const { grammars, snippets, commands, configuration } = manifest.contributes;
  for (const { path } of [...grammars, ...snippets]) {
    assert.equal(typeof read(path), "object", path);
  }
  for (const { scopeName, path } of grammars) {
    assert.equal(read(path).scopeName, scopeName);
  }
  const source = readFileSync(join(root, "src/extension.js"), "utf8");
  for (const { command } of commands) {
    assert.ok(source.includes(`"${command}"`), command);
  }
  for (const name of Object.keys(configuration.properties)) {
    assert.ok(source.includes(`"${name.replace("ismsbook.", "")}"`), name);
  }
  assert.deepEqual(Object.keys(manifest.dependencies), ["vscode-languageclient"]);
});

test("the README leads nowhere outside of what is packed, or `vsce package` refuses it", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const addresses = [...readme.matchAll(/\]\(([^)]*)\)/g)].map(([, address]) => address);
  assert.deepEqual(addresses.filter((it) => !it.startsWith("https://")), []);
});

test("permissions are coloured in Markdown and YAML, other comments are not", () => {
  const permission = 'ismsbook: allow(missing-owner, until=2027-01-31, by=role:ciso, reason="moved")';
  for (const [name, line, other] of [
    ["markdown", `<!-- ${permission} -->`, "<!-- a note -->"],
    ["yaml", `# ${permission}`, "# a note"],
  ]) {
    const { permission: rule } = read(`syntaxes/${name}.injection.json`).repository;
    assert.match(line, new RegExp(rule.begin));
    assert.doesNotMatch(other, new RegExp(rule.begin));
    const names = rule.patterns.filter((it) => new RegExp(it.match).test(line));
    assert.equal(names.length, rule.patterns.length, name);
  }
});

/** What stands in for the editor: enough to see how the client is made. */
function editor(settings) {
  const made = [];
  const nothing = { dispose() {} };
  const vscode = {
    workspace: {
      getConfiguration: () => ({ get: (name) => settings[name] }),
      registerTextDocumentContentProvider: (scheme, provider) => (made.push({ scheme, provider }), nothing),
      onDidChangeConfiguration: () => nothing,
    },
    commands: { registerCommand: (name) => (made.push({ name }), nothing), executeCommand: async () => {} },
    window: { showErrorMessage: (words) => made.push({ words }), showInputBox: async () => undefined },
    Uri: { parse: (text) => ({ text }) },
  };
  return { vscode, made };
}

test("the source starts the server that the settings name", async () => {
  const { vscode, made } = editor({ path: "/opt/ismsbook", root: "handbook", rulePages: "x:{rule}" });
  const clients = [];
  class LanguageClient {
    constructor(id, name, server, options) {
      clients.push({ server, options });
    }
    async start() {}
    async stop() {
      clients.length = 0;
    }
    async sendRequest(method, params) {
      return { markdown: `${method} ${params.rule}` };
    }
  }
  const load = Module._load;
  Module._load = (name, ...rest) =>
    name === "vscode" ? vscode : name === "vscode-languageclient/node" ? { LanguageClient } : load(name, ...rest);
  try {
    const extension = createRequire(import.meta.url)(join(root, "src/extension.js"));
    await extension.activate({ subscriptions: [] });
    assert.deepEqual(clients[0].server, { command: "/opt/ismsbook", args: ["lsp", "--root", "handbook"] });
    assert.equal(clients[0].options.initializationOptions.rulePages, "x:{rule}");
    const { provider } = made.find((it) => it.scheme === "ismsbook-rule");
    assert.equal(await provider.provideTextDocumentContent({ path: "/missing-owner.md" }), "ismsbook/explain missing-owner");
    await extension.deactivate();
    assert.equal(clients.length, 0);
  } finally {
    Module._load = load;
  }
});

test("the built file holds the client and asks only for the editor", { skip: !existsSync(join(root, "dist/extension.js")) }, () => {
  const built = readFileSync(join(root, "dist/extension.js"), "utf8");
  const asked = new Set([...built.matchAll(/\brequire\("([^"]+)"\)/g)].map((it) => it[1]));
  const foreign = [...asked].filter((it) => !Module.builtinModules.includes(it.replace("node:", "")) && it !== "vscode");
  assert.deepEqual(foreign, []);
  assert.ok(built.includes("ismsbook/explain"));
});
