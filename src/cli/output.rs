//! What a command gives back, and how it reaches the outside: the standard streams and the exit code.

use std::io::Write as _;
use std::process::ExitCode;

/// What a command gives back.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outcome {
    /// For the standard output.
    pub text: String,
    /// For the standard error, a line each.
    pub notes: Vec<String>,
    /// The exit code.
    pub code: u8,
}

impl Outcome {
    /// Done: exit code 0.
    pub fn done(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// Bad usage or unreadable input: exit code 2.
    pub fn refused(why: impl Into<String>) -> Self {
        let mut outcome = Self::default();
        outcome.refuse(why);
        outcome
    }

    /// Adds an error to the standard error; the exit code becomes 2.
    pub fn refuse(&mut self, why: impl Into<String>) {
        self.notes.push(format!("error: {}", why.into()));
        self.code = 2;
    }

    /// The exit code becomes 1, unless it is 2 already.
    pub fn differs(&mut self) {
        self.code = self.code.max(1);
    }
}

/// What clap says about the arguments: help and version are no errors.
pub fn usage(error: &clap::Error) -> Outcome {
    let text = error.render().to_string();
    if error.use_stderr() {
        Outcome { notes: vec![text.trim_end().to_owned()], code: 2, ..Outcome::default() }
    } else {
        Outcome::done(text)
    }
}

/// Prints an outcome. Whoever closes the pipe early (`| head`) has seen enough, so that is no error.
pub fn finish(outcome: Outcome) -> ExitCode {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(outcome.text.as_bytes()).and_then(|()| stdout.flush());
    let mut stderr = std::io::stderr().lock();
    for note in outcome.notes {
        let _ = writeln!(stderr, "{note}");
    }
    ExitCode::from(outcome.code)
}
