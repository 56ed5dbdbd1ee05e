//! A VPC costs nothing: neither do its subnets, route tables, internet gateway and security groups
//! (`data/rates.csv`, 2026-08). Data between zones is a line of the component that fetches it.

use crate::catalog::pricing::{Bill, Context};

/// No lines.
pub fn lines(_: &Context<'_>, _: &mut Bill) {}
