//! A VPC costs nothing: neither do its subnets, route tables, internet gateway and security groups
//! (`data/rates.csv`, 2026-08). Data between zones is a line of the component that fetches it.

use crate::catalog::pricing::{Bill, Context};

/// No lines; the network is named as free.
pub fn lines(_: &Context<'_>, bill: &mut Bill) {
    bill.note("the network itself", "subnets, route tables, internet gateways and security groups are free");
}
