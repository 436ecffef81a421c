//! What runs in continuous integration: the action's shell on real repositories with a stand-in for `gh`, and the form of
//! the files that forges and pre-commit read.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "the shell of the action is run as the forge runs it")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use serde_json::Value;

use super::git::Repository;
use super::project::{POLICY, Project, TODAY, repository};

fn yaml(name: &str) -> Value {
    let text = fs::read_to_string(repository().join(name)).expect("the file is there");
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[test]
fn the_action_is_of_the_form_that_github_asks_for() {
    let action = yaml("action.yml");
    assert!(!text(&action["name"]).is_empty() && !text(&action["description"]).is_empty());
    assert_eq!(action["runs"]["using"], "composite");
    let inputs = action["inputs"].as_object().expect("inputs");
    let steps = action["runs"]["steps"].as_array().expect("steps");
    let page = fs::read_to_string(repository().join("docs/ci.md")).expect("docs/ci.md is there");
    for (name, input) in inputs {
        assert!(!text(&input["description"]).is_empty() && input["default"].is_string(), "{name}");
        assert!(page.contains(&format!("| `{name}` |")), "docs/ci.md does not explain `{name}`");
        let used = format!("inputs.{name}");
        assert!(steps.iter().any(|it| it.to_string().contains(&used)), "no step reads `{name}`");
    }
    for step in steps {
        let run = text(&step["run"]);
        assert_eq!(step["run"].is_string(), !step["uses"].is_string(), "{step}");
        assert!(step["uses"].is_string() || step["shell"] == "bash", "a step that runs names its shell: {step}");
        // Words of a pull request must never become words of a script.
        assert!(!run.contains("${{"), "{step}");
        if let Some((_, script)) = run.split_once("$GITHUB_ACTION_PATH/") {
            assert!(repository().join(script.trim_end_matches('"')).is_file(), "{script}");
        }
    }
}

#[test]
fn the_other_files_are_of_the_form_that_their_readers_ask_for() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    for hook in hooks.as_array().expect("a list of hooks") {
        for key in ["id", "name", "entry", "language", "files"] {
            assert!(!text(&hook[key]).is_empty(), "{hook} has no {key}");
        }
        assert_eq!(hook["pass_filenames"], false, "a handbook is checked as a whole");
    }
    let jobs = yaml("ci/gitlab.yml");
    let check = &jobs["ismsbook-check"];
    assert!(text(&check["script"][0]).contains("--format gitlab=gl-code-quality-report.json"));
    assert_eq!(check["artifacts"]["reports"]["codequality"], "gl-code-quality-report.json");
    assert_eq!(check["artifacts"]["reports"]["junit"], "ismsbook-junit.xml");
    assert_eq!(jobs["pages"]["artifacts"]["paths"][0], "public");
}

/// What a script left: its exit code, what it printed, and the files of the runner.
struct Ran {
    code: Option<i32>,
    printed: String,
    outputs: String,
    summary: String,
    /// What `gh` was asked, a line a call, with the words it was given to write.
    asked: String,
}

/// Stands in for `gh`: notes what it is asked, tells the comments that lie in `comments`, and refuses to write where there
/// is a file `refuse`.
const GH: &str = "#!/bin/bash
printf '%s\\n' \"$*\" >>\"$RUNNER_TEMP/asked\"
case \"$*\" in
*--method*)
    [ -e \"$RUNNER_TEMP/refuse\" ] && { echo 'HTTP 403' >&2; exit 1; }
    for word in \"$@\"; do
        case \"$word\" in body=@*) cat \"${word#body=@}\" >>\"$RUNNER_TEMP/asked\" ;; esac
    done
    ;;
*) cat \"$RUNNER_TEMP/comments\" 2>/dev/null || true ;;
esac
";

/// Runs a script of the action in the repository's folder, with a runner's folder of its own.
fn run(script: &str, repository_of: &Repository, more: &[(&str, &str)], files: &[(&str, &str)]) -> Ran {
    let runner = Project::of("");
    for (name, content) in files {
        runner.write(name, content);
    }
    runner.write("bin/gh", GH);
    fs::set_permissions(runner.path("bin/gh"), fs::Permissions::from_mode(0o755)).expect("it can be made a program");
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", runner.path("bin").display());
    // The day of the tests, as the calendar's would change the report.
    let program =
        format!("#!/bin/bash\nset -- \"$@\"\nexec {} \"$@\" --today {TODAY}\n", env!("CARGO_BIN_EXE_ismsbook"));
    runner.write("bin/ismsbook", program);
    fs::set_permissions(runner.path("bin/ismsbook"), fs::Permissions::from_mode(0o755))
        .expect("it can be made a program");
    let output = Command::new("bash")
        .arg(repository().join(script))
        .current_dir(repository_of.project.root())
        .env_clear()
        .env("PATH", path)
        .env("HOME", runner.root())
        .env("RUNNER_TEMP", runner.root())
        .env("GITHUB_ACTION_PATH", repository())
        .env("GITHUB_OUTPUT", runner.path("outputs"))
        .env("GITHUB_STEP_SUMMARY", runner.path("summary"))
        .env("GITHUB_REPOSITORY", "team/isms")
        .env("ISMSBOOK_REPORT", runner.path("report.md"))
        .env("ISMSBOOK_PULL", "7")
        .envs(more.iter().copied())
        .output()
        .expect("bash is there");
    let read = |name: &str| fs::read_to_string(runner.path(name)).unwrap_or_default();
    let printed = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    Ran {
        code: output.status.code(),
        printed,
        outputs: read("outputs"),
        summary: read("summary"),
        asked: read("asked"),
    }
}

fn changed() -> Repository {
    let repository = Repository::of(Project::small(POLICY));
    repository.edit("policies/access.md", "owner: role:ciso\n", "");
    repository
}

#[test]
fn a_change_with_errors_is_annotated_and_reported_and_its_code_is_an_output() {
    let ran = run("ci/check.sh", &changed(), &[("ISMSBOOK_BASE", "main")], &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.printed);
    assert!(ran.printed.contains("::error file=policies/access.md,line=2,"), "{}", ran.printed);
    assert!(ran.outputs.starts_with("code=1\nreport="), "{}", ran.outputs);
    assert!(ran.outputs.contains("/ismsbook/ismsbook.sarif\n"), "{}", ran.outputs);
    assert!(
        ran.summary.starts_with("<!-- ismsbook: change -->\n\n**Not ready: new findings: 1 error"),
        "{}",
        ran.summary
    );
    // What was wrong before is no news.
    let repository = changed();
    repository.commit("without an owner");
    let calm = run("ci/check.sh", &repository, &[("ISMSBOOK_BASE", "main")], &[]);
    assert!(calm.outputs.starts_with("code=0\n") && calm.summary.contains("Nothing changes"), "{}", calm.summary);
}

#[test]
fn without_a_base_the_whole_handbook_is_reported() {
    for base in ["", "0000000000000000000000000000000000000000"] {
        let ran = run("ci/check.sh", &changed(), &[("ISMSBOOK_BASE", base)], &[]);
        assert!(ran.outputs.starts_with("code=1\nsarif="), "{}", ran.outputs);
        let both =
            ran.summary.starts_with("<!-- ismsbook: check -->") && ran.summary.contains("<!-- ismsbook: status -->");
        assert!(both, "{}", ran.summary);
    }
}

#[test]
fn thresholds_reach_the_commands_and_a_run_that_cannot_be_is_told() {
    let repository = Repository::of(Project::small(&POLICY.replace("status: draft", "status: in-review")));
    let code = |more: &[(&str, &str)]| {
        let ran = run("ci/check.sh", &repository, more, &[]);
        assert_eq!(ran.code, Some(0), "{}", ran.printed);
        (ran.outputs.lines().next().unwrap_or_default().to_owned(), ran.printed)
    };
    assert_eq!(code(&[]).0, "code=0");
    assert_eq!(code(&[("ISMSBOOK_APPROVALS", "missing,stale")]).0, "code=1");
    let (last, printed) = code(&[("ISMSBOOK_BASE", "nowhere")]);
    assert_eq!(last, "code=2");
    assert!(printed.contains("no revision `nowhere`"), "{printed}");
    assert_eq!(code(&[("ISMSBOOK_FAIL_ON", "nonsense")]).0, "code=2");
}

#[test]
fn a_base_that_a_shallow_checkout_lacks_is_fetched() {
    let origin = changed();
    origin.git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
    let base = origin.git(&["rev-parse", "main"]).trim().to_owned();
    origin.commit("without an owner");
    let clone = Repository { project: Project::of("") };
    let from = format!("file://{}", origin.project.root().display());
    clone.git(&["clone", "--quiet", "--depth", "1", &from, "."]);
    let ran = run("ci/check.sh", &clone, &[("ISMSBOOK_BASE", &base)], &[]);
    assert!(ran.outputs.starts_with("code=1\n") && ran.summary.contains("1 error"), "{}\n{}", ran.outputs, ran.printed);
}

const REPORT: &str = "<!-- ismsbook: change -->\n\n**Ready: `x`.**\n";

/// A comment as the filter of `gh` tells it: its number and its words in base64.
fn comment(words: &str) -> String {
    let mut child = Command::new("base64")
        .arg("--wrap=0")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("base64 is there");
    std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), words.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    format!("41 {}\n", String::from_utf8(output.stdout).expect("letters"))
}

#[test]
fn one_comment_is_kept_and_left_alone_when_nothing_changed() {
    let nowhere = Repository { project: Project::of("") };
    let keep = |files: &[(&str, &str)]| {
        let files: Vec<_> = [("report.md", REPORT)].iter().chain(files).copied().collect();
        let ran = run("ci/comment.sh", &nowhere, &[], &files);
        assert_eq!(ran.code, Some(0), "{}", ran.printed);
        let asked: Vec<String> = ran.asked.lines().skip(1).map(str::to_owned).collect();
        let filter =
            "api --paginate repos/team/isms/issues/7/comments?per_page=100 --jq .[] | select(.user.type == \"Bot\") |";
        assert!(ran.asked.starts_with(filter), "{}", ran.asked);
        (asked.join("\n"), ran.printed)
    };
    let (written, _) = keep(&[]);
    assert!(
        written.starts_with("api --silent --method POST repos/team/isms/issues/7/comments --field body=@"),
        "{written}"
    );
    assert!(written.ends_with(REPORT.trim_end()), "{written}");
    let same = comment(&REPORT.trim_end().replace('\n', "\r\n"));
    assert_eq!(keep(&[("comments", &same)]), (String::new(), "the comment is as it was\n".to_owned()));
    let other = comment("<!-- ismsbook: change -->\n\n**Not ready.**");
    let (replaced, _) = keep(&[("comments", &other)]);
    assert!(
        replaced.starts_with("api --silent --method PATCH repos/team/isms/issues/comments/41 --field"),
        "{replaced}"
    );
    let (_, printed) = keep(&[("comments", &other), ("refuse", "")]);
    assert!(printed.contains("::notice::the report could not be written as a comment"), "{printed}");
    let nothing = "<!-- ismsbook: change -->\n\n**Nothing changes in the handbook.**\n";
    assert_eq!(keep(&[("report.md", nothing)]).1, "nothing to say\n");
}

#[test]
fn the_program_is_found_where_it_is() {
    let nowhere = Repository { project: Project::of("") };
    let found = run("ci/install.sh", &nowhere, &[], &[]);
    assert!(found.outputs.ends_with("/bin/ismsbook\n") && found.code == Some(0), "{}", found.outputs);
    let named = run("ci/install.sh", &nowhere, &[("ISMSBOOK", env!("CARGO_BIN_EXE_ismsbook"))], &[]);
    assert_eq!(named.outputs, format!("program={}\n", env!("CARGO_BIN_EXE_ismsbook")));
}

#[test]
fn all_runners_run_although_one_fails_and_the_run_fails_at_its_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let stub = "#!/bin/bash
echo \"$(basename \"$0\") $*\" >>\"$CALLS\"
case \"$(basename \"$0\") $1\" in
'cargo test') echo 'test result: FAILED. 7 passed; 1 failed; 0 ignored'; exit 101 ;;
'cargo deny') exit 1 ;;
'cargo build') mkdir -p target/release; cp \"$0\" target/release/ismsbook ;;
'node --test') printf '\\xe2\\x84\\xb9 tests 4\\n\\xe2\\x84\\xb9 pass 4\\n' ;;
esac
";
    for name in ["cargo", "node", "npm", "git", "ssh-keygen", "pdftotext", "chromium"] {
        let path = folder.path().join(name);
        fs::write(&path, stub).expect("a stand-in");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("rights of an own file");
    }
    fs::create_dir(folder.path().join("tests")).expect("a folder");
    fs::copy(repository().join("tests/run"), folder.path().join("tests/run")).expect("a copy");
    let calls = folder.path().join("calls");
    let output = Command::new("bash")
        .arg(folder.path().join("tests/run"))
        .env_clear()
        .env("PATH", format!("{}:/usr/bin:/bin", folder.path().display()))
        .env("CALLS", &calls)
        .output()
        .expect("bash runs");
    let printed = String::from_utf8_lossy(&output.stdout);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{printed}{said}");
    let calls = fs::read_to_string(calls).expect("the stand-ins were called");
    for call in ["cargo fmt", "cargo clippy", "cargo test", "ismsbook check", "ismsbook build", "tests/browser"] {
        assert!(calls.contains(call), "{call} is missing:\n{calls}");
    }
    // What a runner counted is said once, by itself: whoever adds it up must not meet it again.
    assert_eq!(printed.matches("test result: FAILED. 7 passed").count(), 1, "{printed}");
    assert_eq!(said.trim(), "failed: tests, the dependency policy among them");
    assert!(!printed.contains("all is well"), "{printed}");
}
