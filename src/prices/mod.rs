//! Prices: embedded tables with source and date, looked up by region; tiers; exact money.
