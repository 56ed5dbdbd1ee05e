//! HCL as a tree, and its printer: what it prints is `terraform fmt`-clean, and no text can break out.
