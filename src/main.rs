//! The binary: mounts the app in a browser, runs the command line elsewhere.

#[cfg(target_arch = "wasm32")]
fn main() {
    zonewise::ui::mount();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    zonewise::cli::main()
}
