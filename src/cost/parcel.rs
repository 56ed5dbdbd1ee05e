//! An estimate made in another place than where it is shown: a question as text in, an estimate as text out.
//!
//! In a browser, the second module knows what the services cost and holds the price tables; the first one asks it.

use std::sync::OnceLock;

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{ComponentCost, Estimate, Line, NotCounted, Options, Range, estimate};
use crate::codec;
use crate::model::Id;
use crate::system::System;

static ASK: OnceLock<fn(&str) -> Option<String>> = OnceLock::new();

/// Says whom to ask: it is given a question and gives what [`answer`] makes of it. Only the first one counts.
pub fn ask_at(ask: fn(&str) -> Option<String>) {
    // Whoever is asked already goes on to be.
    let _ = ASK.set(ask);
}

/// Estimates the monthly cost of a system: here, or in a browser by asking. An estimate of nothing that names itself
/// incomplete, where nobody answers.
pub fn derived(system: &System<'_>, options: &Options) -> Estimate {
    if cfg!(any(not(target_arch = "wasm32"), feature = "maker")) {
        return estimate(system, options);
    }
    let answer = ASK.get().and_then(|ask| ask(&question(&codec::save(system.design), options)));
    answer.and_then(|text| unpack(&text)).unwrap_or_else(|| {
        let region = options.region.as_ref().unwrap_or(&system.design.header.region).clone();
        let why = "prices are not loaded".to_owned();
        let left = NotCounted { component: None, what: "everything".to_owned(), why, incomplete: true };
        Estimate { complete: false, not_counted: vec![left], ..Estimate::empty(region, options.hours) }
    })
}

fn question(design: &str, options: &Options) -> String {
    let Options { region, hours, free_tier } = options;
    json!({ "design": design, "region": region, "hours": hours, "free_tier": free_tier }).to_string()
}

/// The estimate that a question asks for; `None` where it is no question.
pub fn answer(question: &str) -> Option<String> {
    let question: Value = serde_json::from_str(question).ok()?;
    let design = codec::load(question.get("design")?.as_str()?.as_bytes()).ok()?.design;
    let options = Options {
        region: question.get("region")?.as_str().map(str::to_owned),
        hours: u32::try_from(question.get("hours")?.as_u64()?).ok()?,
        free_tier: question.get("free_tier")?.as_bool()?,
    };
    Some(pack(&estimate(&System::of(&design), &options)))
}

fn pack(estimate: &Estimate) -> String {
    let range = |range: &Range| json!([range.min.to_string(), range.expected.to_string(), range.max.to_string()]);
    let lines = |lines: &[Line]| -> Vec<Value> {
        let line = |line: &Line| {
            let (quantity, price) = (line.quantity.to_string(), line.unit_price.to_string());
            let texts = [&line.name, &line.unit, &line.formula, &line.source, &line.as_of];
            json!([texts, quantity, price, range(&line.monthly), line.assumption])
        };
        lines.iter().map(line).collect()
    };
    let components: Vec<Value> = estimate
        .components
        .iter()
        .map(|cost| json!([cost.id.as_str(), lines(&cost.lines), range(&cost.monthly)]))
        .collect();
    let left: Vec<Value> = estimate
        .not_counted
        .iter()
        .map(|left| json!([left.component.as_ref().map(Id::as_str), left.what, left.why, left.incomplete]))
        .collect();
    json!({
        "region": estimate.region,
        "hours": estimate.hours,
        "total": range(&estimate.total),
        "complete": estimate.complete,
        "account": lines(&estimate.account),
        "components": components,
        "left": left,
    })
    .to_string()
}

fn unpack(text: &str) -> Option<Estimate> {
    let parcel: Value = serde_json::from_str(text).ok()?;
    let mut components = Vec::new();
    for cost in parcel.get("components")?.as_array()? {
        let id = Id::new(said(cost.get(0)?)?);
        components.push(ComponentCost { id, lines: lines(cost.get(1)?)?, monthly: range(cost.get(2)?)? });
    }
    let mut not_counted = Vec::new();
    for left in parcel.get("left")?.as_array()? {
        not_counted.push(NotCounted {
            component: left.get(0)?.as_str().map(Id::new),
            what: said(left.get(1)?)?,
            why: said(left.get(2)?)?,
            incomplete: left.get(3)?.as_bool()?,
        });
    }
    Some(Estimate {
        region: said(parcel.get("region")?)?,
        hours: u32::try_from(parcel.get("hours")?.as_u64()?).ok()?,
        total: range(parcel.get("total")?)?,
        complete: parcel.get("complete")?.as_bool()?,
        account: lines(parcel.get("account")?)?,
        components,
        not_counted,
    })
}

fn said(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn decimal(value: &Value) -> Option<Decimal> {
    value.as_str()?.parse().ok()
}

fn range(value: &Value) -> Option<Range> {
    Some(Range { min: decimal(value.get(0)?)?, expected: decimal(value.get(1)?)?, max: decimal(value.get(2)?)? })
}

fn lines(value: &Value) -> Option<Vec<Line>> {
    let mut lines = Vec::new();
    for line in value.as_array()? {
        let text = |at: usize| line.get(0)?.get(at).and_then(said);
        lines.push(Line {
            name: text(0)?,
            quantity: decimal(line.get(1)?)?,
            unit: text(1)?,
            unit_price: decimal(line.get(2)?)?,
            monthly: range(line.get(3)?)?,
            formula: text(2)?,
            assumption: line.get(4)?.as_str().map(str::to_owned),
            source: text(3)?,
            as_of: text(4)?,
        });
    }
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_holds_what_the_estimate_holds() {
        let (mut priced, mut left) = (0, 0);
        for sample in [
            include_str!("../../public/samples/wordpress-ha.zonewise.json"),
            include_str!("../../public/samples/serverless-web-app.zonewise.json"),
            include_str!("../../public/samples/etherpad.zonewise.json"),
        ] {
            let design = codec::load(sample.as_bytes()).unwrap().design;
            for (region, hours, free_tier) in
                [(None, 730, false), (Some("eu-west-1"), 720, true), (Some("moon"), 1, false)]
            {
                let options = Options { region: region.map(str::to_owned), hours, free_tier };
                let whole = estimate(&System::of(&design), &options);
                priced += whole.components.len();
                left += whole.not_counted.len();
                let found = unpack(&answer(&question(&codec::save(&design), &options)).unwrap()).unwrap();
                assert_eq!(found, whole);
                // Equal decimals may have other digits; what is shown must not.
                assert_eq!(format!("{found:?}"), format!("{whole:?}"));
            }
        }
        assert!(priced > 0 && left > 0, "this must say something");
    }

    #[test]
    fn what_is_no_parcel_is_refused() {
        for text in ["", "[]", "{}", r#"{"design":"{}","region":null,"hours":730,"free_tier":false}"#] {
            assert_eq!(answer(text), None, "{text}");
            assert_eq!(unpack(text), None, "{text}");
        }
    }
}
