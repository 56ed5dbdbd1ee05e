//! The value of an attribute, class, style or property: fixed, or a boxed closure that is asked again.

use std::borrow::Cow;

use super::{Memo, Signal};

/// What an attribute holds at a moment; `None` = it is absent.
pub type Text = Option<Cow<'static, str>>;

/// The value of an attribute, class, style or property.
pub enum Value {
    /// It stays.
    Fixed(Text),
    /// It is asked whenever a signal that it read has changed.
    Live(Box<dyn FnMut() -> Text>),
}

/// Something with a text at a moment. `true` is present and empty, `false` and `None` are absent.
pub trait Plain {
    /// The text.
    fn plain(self) -> Text;
}

impl Plain for &'static str {
    fn plain(self) -> Text {
        Some(Cow::Borrowed(self))
    }
}

impl Plain for String {
    fn plain(self) -> Text {
        Some(Cow::Owned(self))
    }
}

impl Plain for bool {
    fn plain(self) -> Text {
        self.then_some(Cow::Borrowed(""))
    }
}

impl Plain for f64 {
    fn plain(self) -> Text {
        Some(Cow::Owned(self.to_string()))
    }
}

impl<T: Plain> Plain for Option<T> {
    fn plain(self) -> Text {
        self.and_then(Plain::plain)
    }
}

/// Whatever can stand behind the `=` of a view.
pub trait IntoValue {
    /// As a value.
    fn into_value(self) -> Value;
}

impl IntoValue for Value {
    fn into_value(self) -> Value {
        self
    }
}

macro_rules! fixed {
    ($($kind:ty),+) => {$(
        impl IntoValue for $kind {
            fn into_value(self) -> Value {
                Value::Fixed(self.plain())
            }
        }
    )+};
}
fixed!(&'static str, String, bool, f64);

impl<T: Plain> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        Value::Fixed(self.plain())
    }
}

impl<F: FnMut() -> T + 'static, T: Plain> IntoValue for F {
    fn into_value(mut self) -> Value {
        Value::Live(Box::new(move || self().plain()))
    }
}

impl<T: Plain + Clone + 'static> IntoValue for Signal<T> {
    fn into_value(self) -> Value {
        (move || self.get()).into_value()
    }
}

impl<T: Plain + Clone + 'static> IntoValue for Memo<T> {
    fn into_value(self) -> Value {
        (move || self.get()).into_value()
    }
}

/// The whole `class` attribute, or one class that comes and goes.
pub trait IntoClass {
    /// The class, or `None` for the whole attribute; and the value.
    fn into_class(self) -> (Option<&'static str>, Value);
}

impl<V: IntoValue> IntoClass for V {
    fn into_class(self) -> (Option<&'static str>, Value) {
        (None, self.into_value())
    }
}

impl<V: IntoValue> IntoClass for (&'static str, V) {
    fn into_class(self) -> (Option<&'static str>, Value) {
        (Some(self.0), self.1.into_value())
    }
}
