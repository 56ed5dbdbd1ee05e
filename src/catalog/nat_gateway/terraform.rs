//! NAT gateway in Terraform: the gateway with its address; the routes to it are the VPC's.

use crate::catalog::exporting::{Concern, Exporter, Module, Party};
use crate::catalog::elastic_ip;
use crate::hcl::{list, reference};
use crate::model::Tier;

/// The gateway and its Elastic IP.
pub const EXPORT: Exporter = Exporter { resources, ..Exporter::NONE };

fn resources(me: Party<'_>, module: &mut Module) {
    let (Some(vpc), Some(zone)) = (me.vpc(), me.zones().first()) else { return };
    for edge in me.outgoing().filter(|edge| edge.is_call()) {
        module.leave_out(format!("{}: a NAT gateway calls nobody by itself; what passes it needs no resource", edge.title()));
    }
    let gateway = reference(format!("aws_internet_gateway.{}", vpc.label()));
    let mut nat = me.resource("aws_nat_gateway");
    let regional = me.settings().text("availability_mode") == "regional";
    if (regional || me.tier() != Some(Tier::Public)) && !elastic_ip::addresses(me).is_empty() {
        module.leave_out("its Elastic IPs: only a zonal gateway in a public subnet holds drawn ones");
    }
    if regional {
        nat.set("availability_mode", "regional");
        nat.set("vpc_id", me.vpc_attribute("id").unwrap_or(crate::hcl::Expr::Null));
    } else {
        if me.zones().len() > 1 {
            module.change(format!("a zonal NAT gateway is in one zone; it is in zone {zone}"));
        }
        if me.tier() == Some(Tier::Public) {
            let mut drawn = elastic_ip::addresses(me).into_iter();
            match drawn.next() {
                Some(address) => nat.set("allocation_id", address),
                None => {
                    let address = me.resource("aws_eip").with("domain", "vpc").with("tags", me.tags());
                    module.add(Concern::Network, address);
                    nat.set("allocation_id", me.attribute("aws_eip", "id"));
                }
            }
            let further: Vec<_> = drawn.collect();
            if !further.is_empty() {
                nat.set("secondary_allocation_ids", list(further));
            }
        } else {
            module.leave_out("it is not in a public subnet: it has no address and no way to the internet");
            nat.set("connectivity_type", "private");
        }
        nat.set("subnet_id", me.subnet(*zone).unwrap_or(crate::hcl::Expr::Null));
    }
    nat.set("tags", me.tags());
    if !vpc.is_default_vpc() && vpc.cells().iter().any(|cell| cell.tier == Tier::Public) {
        nat = nat.gap().with("depends_on", list([gateway]));
    }
    module.add(Concern::Network, nat);
}
