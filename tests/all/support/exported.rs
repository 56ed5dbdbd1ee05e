//! Reads exported Terraform and looks for text of the design in places where it would be executed.

use hcl::expr::{Expression, TemplateExpr, TraversalOperator};
use hcl::structure::{Block, Body, Structure};
use hcl::template::{Element, Template};
use zonewise::terraform::Export;

use super::mutate::MARK;

/// Every way in which an export lets text of the design act. Empty for a safe one.
pub fn injections(export: &Export) -> Vec<String> {
    let mut found = Vec::new();
    for file in &export.files {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
        if file.path.starts_with('/') || file.path.contains("..") || !file.path.chars().all(plain) {
            found.push(format!("{:?} is no plain path", file.path));
        }
        if !file.path.ends_with(".tf") {
            continue;
        }
        match hcl::parse(&file.text) {
            Ok(parsed) => body(&parsed, &file.path, &mut found),
            Err(error) => found.push(format!("{} does not parse: {error}", file.path)),
        }
    }
    found
}

fn body(parsed: &Body, path: &str, found: &mut Vec<String>) {
    for structure in parsed.iter() {
        match structure {
            Structure::Attribute(attribute) => {
                name(attribute.key.as_str(), path, found);
                expression(&attribute.expr, path, false, found);
            }
            Structure::Block(block) => inside(block, path, found),
        }
    }
}

fn inside(block: &Block, path: &str, found: &mut Vec<String>) {
    name(block.identifier.as_str(), path, found);
    for label in &block.labels {
        let identifier = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        if !label.as_str().chars().all(identifier) {
            found.push(format!("{path}: the label {:?} is no identifier", label.as_str()));
        }
    }
    body(&block.body, path, found);
}

fn name(name: &str, path: &str, found: &mut Vec<String>) {
    if name == "injected" {
        found.push(format!("{path}: text of the design became a block or an argument"));
    }
}

/// `active` is true inside of a template's `${ }`, where a text of the design has no business.
fn expression(it: &Expression, path: &str, active: bool, found: &mut Vec<String>) {
    let mut bad = |what: String| found.push(format!("{path}: {what}"));
    match it {
        Expression::String(text) if active && text.contains(MARK) => bad(format!("{text:?} is inside ${{ }}")),
        Expression::Array(items) => items.iter().for_each(|item| expression(item, path, active, found)),
        Expression::Object(members) => {
            for (key, value) in members {
                if let hcl::expr::ObjectKey::Expression(key) = key {
                    expression(key, path, active, found);
                }
                expression(value, path, active, found);
            }
        }
        Expression::TemplateExpr(template) => templated(template, path, found),
        Expression::Variable(variable) if variable.as_str().contains(MARK) => {
            bad(format!("{} became a variable", variable.as_str()));
        }
        Expression::Traversal(traversal) => {
            expression(&traversal.expr, path, active, found);
            for operator in &traversal.operators {
                if let TraversalOperator::Index(index) = operator {
                    expression(index, path, active, found);
                }
            }
        }
        Expression::FuncCall(call) => {
            let reads = call.name.to_string().contains("file");
            call.args.iter().for_each(|arg| expression(arg, path, active || reads, found));
        }
        Expression::Parenthesis(inner) => expression(inner, path, active, found),
        Expression::Conditional(choice) => {
            for part in [&choice.cond_expr, &choice.true_expr, &choice.false_expr] {
                expression(part, path, active, found);
            }
        }
        Expression::Operation(operation) => match &**operation {
            hcl::expr::Operation::Unary(unary) => expression(&unary.expr, path, active, found),
            hcl::expr::Operation::Binary(binary) => {
                expression(&binary.lhs_expr, path, active, found);
                expression(&binary.rhs_expr, path, active, found);
            }
        },
        Expression::ForExpr(each) => {
            expression(&each.collection_expr, path, active, found);
            expression(&each.value_expr, path, active, found);
        }
        _ => {}
    }
}

fn templated(template: &TemplateExpr, path: &str, found: &mut Vec<String>) {
    match Template::from_expr(template) {
        Ok(template) => elements(&template, path, found),
        Err(error) => found.push(format!("{path}: a template does not parse: {error}")),
    }
}

fn elements(template: &Template, path: &str, found: &mut Vec<String>) {
    for element in template.elements() {
        match element {
            Element::Literal(_) => {}
            Element::Interpolation(interpolation) => expression(&interpolation.expr, path, true, found),
            Element::Directive(directive) => {
                let all = format!("{directive:?}");
                if all.contains(MARK) {
                    found.push(format!("{path}: text of the design became a directive"));
                }
            }
        }
    }
}

#[test]
fn injections_are_found() {
    let file = |text: &str| Export {
        files: vec![zonewise::terraform::File { path: "main.tf".to_owned(), text: text.to_owned() }],
        not_exported: vec![],
    };
    for safe in [
        "resource \"aws_s3_bucket\" \"zwhostile\" {\n  bucket = \"$${file(\\\"zwhostile\\\")}\"\n}\n",
        "a = [base64encode(\"zwhostile %%{ if x }\"), \"${aws_lb.zwhostile.arn}/x\"]\n",
    ] {
        assert_eq!(injections(&file(safe)), Vec::<String>::new(), "{safe}");
    }
    for (unsafe_text, why) in [
        ("a = \"${file(\"zwhostile\")}\"\n", "inside ${ }"),
        ("a = file(\"zwhostile\")\n", "inside ${ }"),
        ("a = \"${zwhostile}\"\n", "became a variable"),
        ("a = [{ b = zwhostile }]\n", "became a variable"),
        ("a = \"%{ for x in zwhostile }${x}%{ endfor }\"\n", "became a directive"),
        ("a = \"\"\ninjected \"zwhostile\" {}\n", "became a block"),
        ("resource \"a b\" \"c\" {}\n", "no identifier"),
        ("a = \"\n", "does not parse"),
    ] {
        let found = injections(&file(unsafe_text));
        assert!(found.iter().any(|text| text.contains(why)), "{unsafe_text}: {found:?}");
    }
}
