//! Lists whose rows stay what they are while others come, go and move; and what is shown under a condition.

use std::hash::{Hash, Hasher as _};
use std::rc::Rc;

use framework::prelude::{RenderEffect, document};
use framework::reactive::owner::Owner;
use leptos::prelude::component;

use super::Memo;
use super::build::{Built, Place, build};
use super::node::{IntoView, Node, Rows, Shown};
use super::patch::{each, first, remove};

/// A keyed list in the page.
pub(super) struct Keyed {
    rows: Vec<Row>,
    end: web_sys::Node,
}

struct Row {
    key: u64,
    built: Built,
    owner: Owner,
}

impl Keyed {
    /// The browser's first node.
    pub(super) fn first(&self) -> Option<web_sys::Node> {
        self.rows.first().map_or_else(|| Some(self.end.clone()), |row| first(&row.built))
    }

    /// Runs through the browser's nodes, in order.
    pub(super) fn each(&self, visit: &mut dyn FnMut(&web_sys::Node)) {
        self.rows.iter().for_each(|row| each(&row.built, visit));
        visit(&self.end);
    }

    /// Rows that stay are moved, others built or taken out.
    fn change(&mut self, rows: Rows, parent: &Owner) {
        let Rows { keys, mut row } = rows;
        let Some(place) = Place::before(&self.end) else { return };
        let mut old: Vec<Option<Row>> = std::mem::take(&mut self.rows).into_iter().map(Some).collect();
        for gone in &mut old {
            if gone.as_ref().is_some_and(|row| !keys.contains(&row.key))
                && let Some(row) = gone.take()
            {
                row.owner.cleanup();
                remove(&row.built);
            }
        }
        old.retain(Option::is_some);
        // The old rows in order; `next` is the first of them that has not had its turn.
        let mut next = 0;
        for (index, key) in keys.iter().enumerate() {
            while old.get(next).is_some_and(Option::is_none) {
                next += 1;
            }
            let at = old.get(next).and_then(Option::as_ref).and_then(|row| first(&row.built));
            let place = at.as_ref().and_then(Place::before).unwrap_or_else(|| place.clone());
            let from = (next..old.len())
                .find(|from| old.get(*from).and_then(Option::as_ref).is_some_and(|row| row.key == *key));
            let taken = from.and_then(|from| old.get_mut(from)).and_then(Option::take);
            self.rows.push(match taken {
                Some(row) => {
                    if from != Some(next) {
                        each(&row.built, &mut |node| place.insert(node));
                    }
                    row
                }
                None => {
                    let owner = parent.with(Owner::new);
                    let built = owner.with(|| build(row(index), &place));
                    Row { key: *key, built, owner }
                }
            });
        }
        // A key that came twice and now comes once.
        for row in old.into_iter().flatten() {
            row.owner.cleanup();
            remove(&row.built);
        }
    }
}

/// Keeps a keyed list in the page: at a place, or where the old one is.
pub(super) fn follow(
    mut ask: Box<dyn FnMut() -> Rows>,
    mut place: Option<Place>,
    old: Option<Keyed>,
) -> RenderEffect<Keyed> {
    // The rows' owners belong to whoever owns the list, so that they live on when it changes.
    let parent = Owner::current().unwrap_or_default();
    let step: Box<dyn FnMut(Option<Keyed>) -> Keyed> = Box::new(move |old| {
        let rows = ask();
        let mut keyed = old.unwrap_or_else(|| {
            let place = place.take().unwrap_or_else(|| Place::end(&document()));
            Keyed { rows: Vec::new(), end: place.mark() }
        });
        keyed.change(rows, &parent);
        keyed
    });
    RenderEffect::new_with_value(step, old)
}

/// A view for each item; a row lives as long as its key is in the list.
#[component]
pub fn For<F, I, T, G, K, H, V>(
    /// The items.
    each: F,
    /// An item's key.
    key: G,
    /// An item's view, made once.
    children: H,
) -> impl IntoView
where
    F: Fn() -> I + 'static,
    I: IntoIterator<Item = T>,
    T: 'static,
    G: Fn(&T) -> K + 'static,
    K: Hash,
    H: Fn(T) -> V + 'static,
    V: IntoView,
{
    let children = Rc::new(children);
    Node::Keyed(Box::new(move || {
        let mut keys = Vec::new();
        let mut items = Vec::new();
        for item in each() {
            keys.push(hashed(&key(&item)));
            items.push(Some(item));
        }
        let children = Rc::clone(&children);
        let row = move |index: usize| match items.get_mut(index).and_then(Option::take) {
            Some(item) => children(item).into_any(),
            None => Node::Empty,
        };
        Rows { keys, row: Box::new(row) }
    }))
}

fn hashed(key: &impl Hash) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// Its children while a condition holds, and something else while it does not.
#[component]
pub fn Show(
    /// What is shown.
    children: Shown,
    /// The condition.
    when: impl Fn() -> bool + 'static,
    /// What is shown otherwise.
    #[prop(optional, into)]
    fallback: Shown,
) -> impl IntoView {
    show(children, Box::new(when), fallback)
}

fn show(children: Shown, when: Box<dyn Fn() -> bool>, fallback: Shown) -> Node {
    let holds = Memo::new(move |_| when());
    Node::Live(Box::new(move || match holds.get() {
        true => (children.0)(),
        false => (fallback.0)(),
    }))
}
