//! An Elastic IP in Terraform: the address, and its association with a server. NAT gateways, load balancers
//! and groups take it themselves.

use crate::catalog::exporting::{Concern, Exporter, Module, Party};
use crate::hcl::Expr;
use crate::model::ConnectionKind;

/// The address.
pub const EXPORT: Exporter = Exporter {
    resources,
    carries: &[(ConnectionKind::Management, &["asg", "ec2", "nat_gateway", "nlb"])],
    ..Exporter::NONE
};

/// What holds it.
fn holders(me: Party<'_>) -> impl Iterator<Item = Party<'_>> {
    let heads = me.outgoing().filter(|edge| edge.kind == ConnectionKind::Management && edge.to.exported());
    heads.map(|edge| edge.to).filter(|head| matches!(head.kind(), "asg" | "ec2" | "nat_gateway" | "nlb"))
}

/// The Elastic IPs that a component holds, by their allocation ids, in the order of their own ids. An address
/// that is drawn at several components is the first one's.
pub fn addresses(holder: Party<'_>) -> Vec<Expr> {
    let drawn = holder.attached("elastic_ip").into_iter();
    let own = drawn.filter(|address| holders(*address).next().is_some_and(|first| first.id() == holder.id()));
    own.map(|address| address.attribute("aws_eip", "id")).collect()
}

fn resources(me: Party<'_>, module: &mut Module) {
    module.add(Concern::Network, me.resource("aws_eip").with("domain", "vpc").with("tags", me.tags()));
    let mut holders = holders(me);
    let first = holders.next();
    for other in holders {
        module.leave_out(format!("at {}: an address has one holder at a time", other.id()));
    }
    let Some(holder) = first else { return };
    if holder.region() != me.region() {
        module.leave_out(format!("at {}: an address serves its own region only", holder.id()));
        return;
    }
    if holder.kind() == "ec2" {
        let association = me
            .resource("aws_eip_association")
            .with("allocation_id", me.attribute("aws_eip", "id"))
            .with("instance_id", holder.attribute("aws_instance", "id"));
        module.add(Concern::Network, association);
    }
    let about = format!("Public address {}.", me.id());
    module.output(format!("{}_public_ip", me.label()), &about, me.attribute("aws_eip", "public_ip"));
}
