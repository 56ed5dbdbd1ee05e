//! Expressions, and the short ways to make them.

/// An expression.
#[derive(Clone, PartialEq, Debug)]
pub enum Expr {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A number, in the form it is printed in.
    Number(serde_json::Number),
    /// A text. Whatever it holds is printed as that text, never as code.
    Text(String),
    /// A text with expressions in it.
    Template(Vec<Part>),
    /// A reference such as `aws_vpc.main.id`; made of identifiers by the program, never of a design's text.
    Reference(String),
    /// A function call.
    Call(&'static str, Vec<Expr>),
    /// A list.
    List(Vec<Expr>),
    /// An object or map, in the order of its keys here. Keys that are no identifiers are quoted.
    Object(Vec<(String, Expr)>),
    /// `condition ? yes : no`.
    Choice {
        /// What decides.
        condition: Box<Expr>,
        /// The value when it holds.
        yes: Box<Expr>,
        /// The value when it does not.
        no: Box<Expr>,
    },
    /// Two expressions with `==` between them.
    Equal(Box<Expr>, Box<Expr>),
}

/// A piece of a template.
#[derive(Clone, PartialEq, Debug)]
pub enum Part {
    /// Text, escaped when printed.
    Text(String),
    /// An expression between `${` and `}`.
    Expr(Expr),
}

impl From<bool> for Expr {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<&str> for Expr {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Expr {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Expr {
    fn from(number: i64) -> Self {
        Self::Number(number.into())
    }
}

impl From<i32> for Expr {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u16> for Expr {
    fn from(number: u16) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Expr {
    fn from(number: usize) -> Self {
        Self::Number(number.into())
    }
}

impl From<Vec<Expr>> for Expr {
    fn from(items: Vec<Expr>) -> Self {
        Self::List(items)
    }
}

/// A value of a design: texts stay texts, whatever they hold.
impl From<&serde_json::Value> for Expr {
    fn from(value: &serde_json::Value) -> Self {
        use serde_json::Value;
        match value {
            Value::Null => Self::Null,
            Value::Bool(flag) => Self::Flag(*flag),
            Value::Number(number) => Self::Number(number.clone()),
            Value::String(text) => Self::Text(text.clone()),
            Value::Array(items) => Self::List(items.iter().map(Self::from).collect()),
            Value::Object(fields) => {
                Self::Object(fields.iter().map(|(key, item)| (key.clone(), item.into())).collect())
            }
        }
    }
}

/// A text.
pub fn text(text: impl Into<String>) -> Expr {
    Expr::Text(text.into())
}

/// A reference. The path must be made of identifiers, indices and constants of the program.
pub fn reference(path: impl Into<String>) -> Expr {
    Expr::Reference(path.into())
}

/// A function call.
pub fn call(function: &'static str, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Call(function, arguments.into_iter().collect())
}

/// A list.
pub fn list<T: Into<Expr>>(items: impl IntoIterator<Item = T>) -> Expr {
    Expr::List(items.into_iter().map(Into::into).collect())
}

/// An object.
pub fn object<K: Into<String>>(fields: impl IntoIterator<Item = (K, Expr)>) -> Expr {
    Expr::Object(fields.into_iter().map(|(key, value)| (key.into(), value)).collect())
}

/// A text made of pieces; a [`Expr::Text`] among them is text.
pub fn template(pieces: impl IntoIterator<Item = Expr>) -> Expr {
    let parts = pieces.into_iter().map(|piece| match piece {
        Expr::Text(text) => Part::Text(text),
        other => Part::Expr(other),
    });
    Expr::Template(parts.collect())
}

/// A legal identifier made of any text: lower-case letters, digits and single underscores, a letter
/// first. `camelCase` becomes `camel_case`. Empty texts and texts of other alphabets give `x`.
pub fn identifier(text: &str) -> String {
    let mut name = String::new();
    let mut before = ' ';
    for original in text.chars() {
        let c = original.to_ascii_lowercase();
        if before.is_ascii_lowercase() && original.is_ascii_uppercase() {
            name.push('_');
        }
        before = original;
        if c.is_ascii_alphanumeric() {
            if name.is_empty() && c.is_ascii_digit() {
                name.push('x');
            }
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    name.truncate(48);
    let name = name.trim_end_matches('_');
    if name.is_empty() { "x".to_owned() } else { name.to_owned() }
}
