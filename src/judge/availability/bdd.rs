//! Binary decision diagrams: reduced and ordered, with the probability of every function at hand.
//!
//! Small on purpose: and, or, and nothing that a monotone structure does not need. Tables are open
//! addressing over fixed arithmetic, so the same input takes the same steps everywhere.

#![expect(clippy::indexing_slicing, reason = "functions are positions handed out by the diagram itself")]

use super::node::Chance;

/// A function, as a position in the diagram.
pub type Function = u32;
/// The function that is never true.
pub const FALSE: Function = 0;
/// The function that is always true.
pub const TRUE: Function = 1;

/// The diagram would need more functions than allowed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooLarge;

#[derive(Clone, Copy, PartialEq, Eq)]
struct Branch {
    variable: u32,
    low: Function,
    high: Function,
}

/// A diagram over variables `0..chances.len()`, tested in this order.
pub struct Diagram {
    branches: Vec<Branch>,
    chances: Vec<Chance>,
    variables: Vec<Chance>,
    unique: Table,
    known: Table,
    limit: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Operation {
    And,
    Or,
}

impl Diagram {
    /// An empty diagram over variables with these chances to be true, of at most `limit` functions.
    pub fn new(variables: Vec<Chance>, limit: usize) -> Self {
        let end = Branch { variable: u32::MAX, low: 0, high: 0 };
        Self {
            branches: vec![end, end],
            chances: vec![Chance { up: 0.0, down: 1.0 }, Chance::CERTAIN],
            variables,
            unique: Table::default(),
            known: Table::default(),
            limit,
        }
    }

    /// The function that is the variable itself.
    pub fn variable(&mut self, variable: u32) -> Result<Function, TooLarge> {
        self.branch(Branch { variable, low: FALSE, high: TRUE })
    }

    /// Both.
    pub fn and(&mut self, a: Function, b: Function) -> Result<Function, TooLarge> {
        self.apply(Operation::And, a, b)
    }

    /// At least one.
    pub fn or(&mut self, a: Function, b: Function) -> Result<Function, TooLarge> {
        self.apply(Operation::Or, a, b)
    }

    /// The chance that a function is true.
    pub fn chance(&self, function: Function) -> Chance {
        self.chances[function as usize]
    }

    fn apply(&mut self, operation: Operation, a: Function, b: Function) -> Result<Function, TooLarge> {
        let (a, b) = (a.min(b), a.max(b));
        match (operation, a) {
            _ if a == b => return Ok(a),
            (Operation::And, FALSE) | (Operation::Or, TRUE) => return Ok(a),
            (Operation::And, TRUE) | (Operation::Or, FALSE) => return Ok(b),
            _ => {}
        }
        let key = [u32::from(operation == Operation::Or), a, b];
        if let Some(known) = self.known.find(key) {
            return Ok(known);
        }
        let (one, other) = (self.branches[a as usize], self.branches[b as usize]);
        let variable = one.variable.min(other.variable);
        let sides = |branch: Branch, whole| {
            if branch.variable == variable { (branch.low, branch.high) } else { (whole, whole) }
        };
        let ((a_low, a_high), (b_low, b_high)) = (sides(one, a), sides(other, b));
        let low = self.apply(operation, a_low, b_low)?;
        let high = self.apply(operation, a_high, b_high)?;
        let result = self.branch(Branch { variable, low, high })?;
        self.known.insert(key, result);
        Ok(result)
    }

    fn branch(&mut self, branch: Branch) -> Result<Function, TooLarge> {
        if branch.low == branch.high {
            return Ok(branch.low);
        }
        let key = [branch.variable, branch.low, branch.high];
        if let Some(known) = self.unique.find(key) {
            return Ok(known);
        }
        if self.branches.len() >= self.limit {
            return Err(TooLarge);
        }
        let own = self.variables[branch.variable as usize];
        let (low, high) = (self.chances[branch.low as usize], self.chances[branch.high as usize]);
        let function = self.branches.len() as Function;
        self.branches.push(branch);
        self.chances
            .push(Chance { up: own.down * low.up + own.up * high.up, down: own.down * low.down + own.up * high.down });
        self.unique.insert(key, function);
        Ok(function)
    }
}

/// A map from three numbers to a function; functions are never [`EMPTY`].
#[derive(Default)]
struct Table {
    entries: Vec<([u32; 3], Function)>,
    used: usize,
}

const EMPTY: Function = u32::MAX;

impl Table {
    fn find(&self, key: [u32; 3]) -> Option<Function> {
        if self.entries.is_empty() {
            return None;
        }
        let (_, value) = self.entries[self.place(key)];
        (value != EMPTY).then_some(value)
    }

    fn insert(&mut self, key: [u32; 3], value: Function) {
        if (self.used + 1) * 2 > self.entries.len() {
            let size = (self.entries.len() * 2).max(64);
            let old = std::mem::replace(&mut self.entries, vec![([0; 3], EMPTY); size]);
            for (key, value) in old.into_iter().filter(|(_, value)| *value != EMPTY) {
                let at = self.place(key);
                self.entries[at] = (key, value);
            }
        }
        let at = self.place(key);
        self.entries[at] = (key, value);
        self.used += 1;
    }

    /// Where the key is, or the free place where it belongs.
    fn place(&self, key: [u32; 3]) -> usize {
        let mask = self.entries.len() - 1;
        let mixed = key
            .iter()
            .fold(0_u64, |sum, part| (sum ^ u64::from(*part)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29));
        let mut at = (mixed >> 7) as usize & mask;
        while self.entries[at].1 != EMPTY && self.entries[at].0 != key {
            at = (at + 1) & mask;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a / b - 1.0).abs() < 1e-12
    }

    #[test]
    fn shared_variables_count_once() {
        let mut diagram = Diagram::new(vec![Chance::of(0.9); 3], 100);
        let [x, y, z] = [0, 1, 2].map(|v| diagram.variable(v).unwrap());
        let (left, right) = (diagram.and(x, y).unwrap(), diagram.and(x, z).unwrap());
        let either = diagram.or(left, right).unwrap();
        assert!(close(diagram.chance(either).up, 0.9 * 0.99));
        assert!(close(diagram.chance(either).down, 0.1 + 0.9 * 0.01));
    }

    #[test]
    fn equal_functions_are_one() {
        let mut diagram = Diagram::new(vec![Chance::of(0.5); 2], 100);
        let [x, y] = [0, 1].map(|v| diagram.variable(v).unwrap());
        let both = diagram.and(x, y).unwrap();
        assert_eq!(diagram.or(x, both).unwrap(), x);
        assert_eq!(diagram.and(y, x).unwrap(), both);
        assert_eq!(diagram.and(both, FALSE).unwrap(), FALSE);
    }

    #[test]
    fn a_small_limit_is_kept() {
        let mut diagram = Diagram::new(vec![Chance::of(0.5); 8], 4);
        let x = diagram.variable(0).unwrap();
        let y = diagram.variable(1).unwrap();
        assert_eq!(diagram.and(x, y), Err(TooLarge));
    }
}
