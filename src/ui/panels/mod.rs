//! The panels around the canvas.

mod bottom_bar;
mod cost;
mod dialogs;
mod drills;
mod findings;
mod inspector;
mod palette;
mod side;
mod start;
mod terraform;
mod toast;
mod top_bar;

pub use bottom_bar::BottomBar;
pub use dialogs::Dialogs;
pub use palette::Palette;
pub use side::Side;
pub use start::Start;
pub use toast::ToastBox;
pub use top_bar::TopBar;
