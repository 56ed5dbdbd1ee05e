//! The HCL printer: whatever text a design holds comes back as that text, and nothing else does.

use ::hcl::eval::{Context, Evaluate};
use ::hcl::{Body, Expression, Structure};
use proptest::prelude::*;
use zonewise::hcl::{Block, Expr, File, identifier, list, object, reference, template, text};

/// Text that tries to be something else.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "\"",
        "\\",
        "\n",
        "\r",
        "\t",
        "$",
        "%",
        "{",
        "}",
        "${",
        "%{",
        "$${",
        "%%{",
        "~}",
        "<<EOT",
        "#",
        "//",
        "/*",
        "*/",
        "=",
        "a",
        "var.name",
        "é",
        "\u{1f980}",
        "\u{0}",
        "\u{7}",
        "\u{85}",
        "\u{2028}",
        "\u{202e}",
        "\u{feff}",
        "\\u0041",
        "\\n",
        "\" }\nresource \"x\" \"y\" {",
    ]);
    prop_oneof![prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat()), any::<String>()]
}

fn printed(block: Block) -> (String, Body) {
    let file = File { heading: vec!["made\nfor a test # \u{2028}x".to_owned()], blocks: vec![block] };
    let text = file.to_string();
    let body = ::hcl::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    (text, body)
}

fn only_block(body: Body) -> ::hcl::Block {
    let mut structures: Vec<Structure> = body.into_iter().collect();
    assert_eq!(structures.len(), 1);
    match structures.pop() {
        Some(Structure::Block(block)) => block,
        other => panic!("{other:?}"),
    }
}

fn evaluated(block: &::hcl::Block, name: &str) -> ::hcl::Value {
    let attribute = block.body.attributes().find(|attribute| attribute.key.as_str() == name).unwrap();
    let mut context = Context::new();
    context.declare_var("var", ::hcl::value!({ "name" = "NAME" }));
    attribute.expr.evaluate(&context).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn text_comes_back_as_it_was(value in hostile(), label in hostile(), key in hostile(), comment in hostile()) {
        let block = Block::labelled("resource", ["x".to_owned(), label.clone()])
            .commented(comment)
            .with("plain", text(value.as_str()))
            .with("many", list([value.as_str(), "b"]))
            .with("mapped", object([(key.clone(), text(value.as_str()))]))
            .with("mixed", template([text(value.as_str()), reference("var.name"), text(value.as_str())]));
        let (_, body) = printed(block);
        let block = only_block(body);
        prop_assert_eq!(block.labels.len(), 2);
        prop_assert_eq!(block.labels[1].as_str(), label.as_str());
        prop_assert_eq!(evaluated(&block, "plain"), ::hcl::Value::from(value.as_str()));
        prop_assert_eq!(evaluated(&block, "many"), ::hcl::value!([(value.as_str()), "b"]));
        let mapped = evaluated(&block, "mapped");
        let mapped = mapped.as_object().unwrap();
        prop_assert_eq!(mapped.len(), 1);
        prop_assert_eq!(mapped.get(&key), Some(&::hcl::Value::from(value.as_str())));
        prop_assert_eq!(evaluated(&block, "mixed"), ::hcl::Value::from(format!("{value}NAME{value}")));
    }

    #[test]
    fn identifiers_are_legal(name in hostile()) {
        let made = identifier(&name);
        prop_assert!(!made.is_empty() && made.len() <= 48);
        prop_assert!(made.chars().enumerate().all(|(at, c)| c.is_ascii_lowercase() || (at > 0 && (c.is_ascii_digit() || c == '_'))));
        prop_assert!(!made.contains("__") && !made.ends_with('_'));
        prop_assert_eq!(identifier(&made), made);
    }
}

#[test]
fn the_form_is_that_of_terraform_fmt() {
    let block = Block::resource("a", "b")
        .commented("Why.")
        .gap()
        .with("one", 1)
        .with("longer_name", true)
        .with("object", object([("key", text("v")), ("x y", Expr::Null)]))
        .with("z", list::<Expr>([]))
        .gap()
        .gap()
        .nest(Block::new("empty"))
        .nest(Block::new("inner").with("a", list(["x".repeat(60), "y".repeat(60)])))
        .with("after", reference("var.name"));
    let (printed, _) = printed(block);
    let expected = format!(
        r#"# made for a test #  x

# Why.
resource "a" "b" {{
  one         = 1
  longer_name = true
  object = {{
    key   = "v"
    "x y" = null
  }}
  z = []

  empty {{}}

  inner {{
    a = [
      "{}",
      "{}",
    ]
  }}

  after = var.name
}}
"#,
        "x".repeat(60),
        "y".repeat(60)
    );
    assert_eq!(printed, expected);
}

/// The printer's text is an expression again, of the same kind.
#[test]
fn values_keep_their_kind() {
    let value = serde_json::json!({"n": -1.5, "big": 1e21, "t": "x", "l": [1, null, false], "o": {}});
    let (_, body) = printed(Block::new("x").with("v", Expr::from(&value)));
    let Some(Expression::Object(object)) = only_block(body).body.attributes().next().map(|a| a.expr.clone()) else {
        panic!("no object")
    };
    assert_eq!(object.len(), 5);
}
