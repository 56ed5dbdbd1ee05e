//! Fixes that put components between a caller and what it calls directly today.
