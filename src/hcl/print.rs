//! The printer. Its output is what `terraform fmt` makes of it.
//!
//! Two rules give the form: in a run of neighbouring one-line attributes the equals signs stand below
//! each other, and an empty line never stands first, last or twice.

use std::fmt;

use super::escape::{Place, escape, is_line_break, quote};
use super::{Block, Body, Expr, File, Item, Part};

/// A list or object at most this wide stands on one line.
const ONE_LINE: usize = 88;

impl fmt::Display for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        for line in &self.heading {
            comment(&mut out, 0, line);
        }
        for block in &self.blocks {
            if !out.is_empty() {
                out.push('\n');
            }
            print_block(&mut out, 0, block);
        }
        f.write_str(&out)
    }
}

impl fmt::Display for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        print_body(&mut out, 0, self);
        f.write_str(&out)
    }
}

fn indent(out: &mut String, depth: usize) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

fn comment(out: &mut String, depth: usize, text: &str) {
    indent(out, depth);
    out.push('#');
    let mut blank = true;
    for c in text.trim_end().chars() {
        if blank {
            out.push(' ');
            blank = false;
        }
        out.push(if c.is_control() || is_line_break(c) { ' ' } else { c });
    }
    while out.ends_with(' ') {
        out.pop();
    }
    out.push('\n');
}

fn print_block(out: &mut String, depth: usize, block: &Block) {
    if let Some(text) = &block.comment {
        comment(out, depth, text);
    }
    indent(out, depth);
    out.push_str(block.kind);
    for label in &block.labels {
        out.push_str(" \"");
        escape(out, label, Place::Label);
        out.push('"');
    }
    if block.body.items.iter().all(|item| matches!(item, Item::Blank)) {
        out.push_str(" {}\n");
        return;
    }
    out.push_str(" {\n");
    print_body(out, depth + 1, &block.body);
    indent(out, depth);
    out.push_str("}\n");
}

fn print_body(out: &mut String, depth: usize, body: &Body) {
    let mut run: Vec<(String, String)> = Vec::new();
    let mut blank_due = false;
    let mut first = true;
    for item in &body.items {
        if matches!(item, Item::Blank) {
            blank_due = !first;
            continue;
        }
        if blank_due {
            flush(out, depth, &mut run);
            out.push('\n');
        }
        (blank_due, first) = (false, false);
        match item {
            Item::Attribute(name, value) => attribute(out, depth, &mut run, name.clone(), value),
            Item::Block(block) => {
                flush(out, depth, &mut run);
                print_block(out, depth, block);
                // A block is followed by an empty line, if anything follows.
                blank_due = true;
            }
            Item::Comment(text) => {
                flush(out, depth, &mut run);
                comment(out, depth, text);
            }
            Item::Blank => {}
        }
    }
    flush(out, depth, &mut run);
}

/// An attribute on one line joins the run; one on several lines ends it.
fn attribute(out: &mut String, depth: usize, run: &mut Vec<(String, String)>, name: String, value: &Expr) {
    let printed = print(value, depth, name.len() + 3);
    if printed.contains('\n') {
        flush(out, depth, run);
        indent(out, depth);
        out.push_str(&name);
        out.push_str(" = ");
        out.push_str(&printed);
        out.push('\n');
    } else {
        run.push((name, printed));
    }
}

fn flush(out: &mut String, depth: usize, run: &mut Vec<(String, String)>) {
    let width = run.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    for (name, value) in run.drain(..) {
        indent(out, depth);
        out.push_str(&name);
        for _ in name.chars().count()..=width {
            out.push(' ');
        }
        out.push_str("= ");
        out.push_str(&value);
        out.push('\n');
    }
}

/// Prints a value that starts `used` characters behind its line's indentation.
fn print(value: &Expr, depth: usize, used: usize) -> String {
    match value {
        Expr::List(items) if !items.is_empty() => {
            one_line(value, depth, used).unwrap_or_else(|| long_list(items, depth))
        }
        Expr::Object(fields) if !fields.is_empty() => long_object(fields, depth),
        Expr::Call(function, arguments) => print_call(function, arguments, depth, used),
        _ => short(value),
    }
}

/// The value on one line, where it fits and holds no object.
fn one_line(value: &Expr, depth: usize, used: usize) -> Option<String> {
    let fits = |printed: &String| depth * 2 + used + printed.chars().count() <= ONE_LINE;
    (!holds_object(value)).then(|| short(value)).filter(fits)
}

fn holds_object(value: &Expr) -> bool {
    match value {
        Expr::Object(fields) => !fields.is_empty(),
        Expr::List(items) | Expr::Call(_, items) => items.iter().any(holds_object),
        _ => false,
    }
}

fn long_list(items: &[Expr], depth: usize) -> String {
    let mut out = "[\n".to_owned();
    for item in items {
        indent(&mut out, depth + 1);
        out.push_str(&print(item, depth + 1, 0));
        out.push_str(",\n");
    }
    indent(&mut out, depth);
    out.push(']');
    out
}

fn long_object(fields: &[(String, Expr)], depth: usize) -> String {
    let mut out = "{\n".to_owned();
    let mut run = Vec::new();
    for (key, value) in fields {
        attribute(&mut out, depth + 1, &mut run, print_key(key), value);
    }
    flush(&mut out, depth + 1, &mut run);
    indent(&mut out, depth);
    out.push('}');
    out
}

/// A call whose last argument is long opens that argument on its own line, as `jsonencode({` does.
fn print_call(function: &str, arguments: &[Expr], depth: usize, used: usize) -> String {
    let whole = Expr::Call("", arguments.to_vec());
    if !holds_object(&whole) && depth * 2 + used + function.len() + short(&whole).chars().count() <= ONE_LINE {
        return format!("{function}{}", short(&whole));
    }
    let printed: Vec<String> = arguments.iter().map(|argument| print(argument, depth, used)).collect();
    format!("{function}({})", printed.join(", "))
}

/// Prints a value on one line, whatever its length.
fn short(value: &Expr) -> String {
    match value {
        Expr::Null => "null".to_owned(),
        Expr::Flag(flag) => flag.to_string(),
        Expr::Number(number) => number.to_string(),
        Expr::Text(text) => {
            let mut out = String::new();
            quote(&mut out, text);
            out
        }
        Expr::Template(parts) => print_template(parts),
        Expr::Reference(path) => path.clone(),
        Expr::Call(function, arguments) => {
            format!("{function}({})", arguments.iter().map(short).collect::<Vec<_>>().join(", "))
        }
        Expr::List(items) => format!("[{}]", items.iter().map(short).collect::<Vec<_>>().join(", ")),
        Expr::Object(fields) if fields.is_empty() => "{}".to_owned(),
        Expr::Object(fields) => {
            let fields: Vec<String> =
                fields.iter().map(|(key, value)| format!("{} = {}", print_key(key), short(value))).collect();
            format!("{{ {} }}", fields.join(", "))
        }
        Expr::Choice { condition, yes, no } => format!("{} ? {} : {}", short(condition), short(yes), short(no)),
        Expr::Equal(left, right) => format!("{} == {}", short(left), short(right)),
    }
}

/// A template that is one expression alone is printed as that expression, as `terraform fmt` has it.
fn print_template(parts: &[Part]) -> String {
    if let [Part::Expr(only)] = parts {
        return short(only);
    }
    let mut out = "\"".to_owned();
    for (index, part) in parts.iter().enumerate() {
        match part {
            Part::Text(text) => {
                let before = matches!(parts.get(index + 1), Some(Part::Expr(_)));
                escape(&mut out, text, if before { Place::BeforeExpression } else { Place::Text });
            }
            Part::Expr(expr) => {
                out.push_str("${");
                out.push_str(&short(expr));
                out.push('}');
            }
        }
    }
    out.push('"');
    out
}

fn print_key(key: &str) -> String {
    let legal = key
        .chars()
        .enumerate()
        .all(|(index, c)| c.is_ascii_alphabetic() || c == '_' || (index > 0 && (c.is_ascii_digit() || c == '-')));
    if legal && !key.is_empty() && !matches!(key, "null" | "true" | "false" | "for") {
        return key.to_owned();
    }
    let mut out = String::new();
    quote(&mut out, key);
    out
}
