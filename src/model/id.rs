//! Ids of components.

use std::fmt;
use std::sync::Arc;

/// A component's id: unique in its design, never empty, cheap to copy about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// Makes an id of any text. Whether it is acceptable in a design is the loader's and the
    /// commands' business.
    pub fn new(text: impl AsRef<str>) -> Self {
        Self(Arc::from(text.as_ref()))
    }

    /// The longest id that a design may hold, in bytes.
    pub const MAX_BYTES: usize = 256;

    /// Whether a design may hold it: not empty, not too long, without control characters.
    pub fn is_usable(&self) -> bool {
        !self.is_empty() && self.len() <= Self::MAX_BYTES && !self.chars().any(char::is_control)
    }

    /// The text of the id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::ops::Deref for Id {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}
