//! A user pool is paid by its active users. The plan Lite has tiers, which the account counts once.

use crate::catalog::pricing::{Amount, Bill, Context};

/// The active users, where their number is given: nothing in the traffic says how many people send it.
pub fn lines(cx: &Context<'_>, bill: &mut Bill) {
    const KEY: &str = "monthly_active_users";
    let Some(users) = cx.usage_figure(KEY) else {
        bill.omit("active users", &format!("{KEY} is not set, and requests do not say how many people send them"));
        return;
    };
    let quote = match cx.settings().text("user_pool_tier") {
        "LITE" => cx.rate("cognito", "user pool (legacy MAU tiers / Lite, after the free MAU)", "MAU"),
        "PLUS" => Context::rate_in("global", "cognito", "Plus user pool (no free MAU)", "MAU"),
        _ => Context::rate_in("global", "cognito", "Essentials user pool (above 10,000 free MAU)", "MAU"),
    };
    bill.pool("Active users", quote, Amount::figure(&users));
}
