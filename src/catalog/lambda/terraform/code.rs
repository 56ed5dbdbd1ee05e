//! The function's code: a small handler in the runtime's language, to be replaced, or a package of
//! one's own where the language must be compiled.

use crate::catalog::exporting::{Concern, Module, Party};
use crate::hcl::{Block, Expr, call, reference, template, text};

const PYTHON: &str = r#""""Stands in for your function."""
import json
import os


def @FUNCTION@(event, context):
    print(json.dumps(event, default=str))
    body = {"function": context.function_name, "uses": sorted(USED.intersection(os.environ))}
    return {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": json.dumps(body)}


USED = {@USED@}
"#;

const NODE: &str = r#"// Stands in for your function.
const used = [@USED@];

export const @FUNCTION@ = async (event, context) => {
  console.log(JSON.stringify(event));
  const body = { function: context.functionName, uses: used.filter((name) => name in process.env) };
  return { statusCode: 200, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
};
"#;

/// Writes the code, and gives the arguments of the function that say where it is.
pub fn write(me: Party<'_>, module: &mut Module) -> Vec<(&'static str, Expr)> {
    let settings = me.settings();
    let runtime = if settings.text("runtime").is_empty() { "python3.13" } else { settings.text("runtime") };
    let drawn = settings.text("handler");
    let (language, ending) = match runtime {
        runtime if runtime.starts_with("python") => (PYTHON, "py"),
        runtime if runtime.starts_with("nodejs") => (NODE, "mjs"),
        runtime => return packaged(me, runtime, drawn, module),
    };
    let (file, function) = parts(drawn).unwrap_or_else(|| {
        if !drawn.is_empty() {
            module.change(format!("the handler {drawn} is not file.function; it is index.handler"));
        }
        ("index".to_owned(), "handler".to_owned())
    });
    let quoted = |name: String| format!("\"{name}\"");
    let used: Vec<String> = crate::catalog::exporting::variables(me).into_keys().map(quoted).collect();
    let used = used.join(", ");
    let code = if used.is_empty() { language.replace("{@USED@}", "set()") } else { language.to_owned() };
    let code = code.replace("@FUNCTION@", &function).replace("@USED@", &used);
    let folder = format!("functions/{}", me.label());
    module.files.insert(format!("{folder}/{file}.{ending}"), code);
    module.archive = true;
    let path = |end: &str| template([reference("path.module"), text(format!("/{end}"))]);
    let archive = Block::data("archive_file", me.label())
        .with("type", "zip")
        .with("source_dir", path(&folder))
        .with("output_path", path(&format!("build/{}.zip", me.label())));
    module.add(Concern::Compute, archive);
    let of = |attribute: &str| reference(format!("data.archive_file.{}.{attribute}", me.label()));
    vec![
        ("runtime", runtime.into()),
        ("handler", format!("{file}.{function}").into()),
        ("filename", of("output_path")),
        ("source_code_hash", of("output_base64sha256")),
    ]
}

/// `file.function`, where the file may be in folders; both of plain letters.
fn parts(handler: &str) -> Option<(String, String)> {
    let (file, function) = handler.rsplit_once('.')?;
    let word = |text: &str, more: &[char]| {
        text.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || more.contains(&c))
    };
    let legal = file.split('/').all(|part| word(part, &['-'])) && word(function, &[]) && handler.len() <= 100;
    legal.then(|| (file.to_owned(), function.to_owned()))
}

fn packaged(me: Party<'_>, runtime: &str, drawn: &str, module: &mut Module) -> Vec<(&'static str, Expr)> {
    let about = format!("Path of the package with the code of {} for {runtime}.", me.id());
    let file = module.question(format!("{}_package", me.label()), &about, r"\.(zip|jar)$", "./package.zip");
    let usual = match runtime {
        runtime if runtime.starts_with("java") => "example.Handler::handleRequest",
        runtime if runtime.starts_with("dotnet") => "Example::Example.Function::Handler",
        runtime if runtime.starts_with("ruby") => "index.handler",
        _ => "bootstrap",
    };
    vec![
        ("runtime", runtime.into()),
        ("handler", if drawn.is_empty() { usual } else { drawn }.into()),
        ("filename", file.clone()),
        ("source_code_hash", call("try", [call("filebase64sha256", [file]), Expr::Null])),
    ]
}
