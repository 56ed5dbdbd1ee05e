//! What is in the page into what shall be there. What is alike stays the same element, so that the focus, an
//! open `<details>` and the place of the scroll bar survive.

use wasm_bindgen::JsCast as _;
use web_sys::CharacterData;

use super::build::{Built, BuiltElement, Place, build, follow};
use super::keyed;
use super::node::{Node, Parts};

/// Changes what is built into a node.
pub(super) fn patch(built: &mut Built, node: Node) {
    match (&mut *built, node) {
        (Built::Leaf(_, None), Node::Empty) => {}
        (Built::Leaf(leaf, Some(old)), Node::Text(text)) => {
            if *old != text {
                leaf.unchecked_ref::<CharacterData>().set_data(&text);
                *old = text;
            }
        }
        (Built::Inert(_, old), Node::Inert(html)) if *old == html => {}
        (Built::Element(old), Node::Element(new)) if is_like(old, &new.0) => patch_element(old, *new.0),
        (Built::List(old, end), Node::List(new)) => patch_all(old, new, Place::before(end)),
        (Built::Live(effect), Node::Live(ask)) => {
            let old = effect.take_value();
            *effect = follow(ask, None, old);
        }
        (Built::Keyed(effect), Node::Keyed(ask)) => {
            let old = effect.take_value();
            *effect = keyed::follow(ask, None, old);
        }
        (_, node) => {
            let Some(place) = first(built).and_then(|first| Place::before(&first)) else { return };
            let new = build(node, &place);
            remove(built);
            *built = new;
        }
    }
}

/// Whether an element can become another one.
fn is_like(old: &BuiltElement, new: &Parts) -> bool {
    old.tag == new.tag
        && old.svg == new.svg
        && old.settings.len() == new.settings.len()
        && old.settings.iter().zip(&new.settings).all(|(old, new)| old.is_like(new))
}

fn patch_element(old: &mut BuiltElement, new: Parts) {
    patch_all(&mut old.children, new.children, Some(Place::end(&old.element)));
    for (old_setting, setting) in old.settings.iter_mut().zip(new.settings) {
        old_setting.replace(&old.element, setting);
    }
}

/// Changes nodes one by one; more are built at the place.
fn patch_all(old: &mut Vec<Built>, new: Vec<Node>, place: Option<Place>) {
    let Some(place) = place else { return };
    while old.len() > new.len() {
        if let Some(built) = old.pop() {
            remove(&built);
        }
    }
    let mut new = new.into_iter();
    for (built, node) in old.iter_mut().zip(&mut new) {
        patch(built, node);
    }
    old.extend(new.map(|node| build(node, &place)));
}

/// The browser's first node of what is built.
pub(super) fn first(built: &Built) -> Option<web_sys::Node> {
    match built {
        Built::Leaf(node, _) | Built::Inert(node, _) => Some(node.clone()),
        Built::Element(element) => Some(element.element.clone().into()),
        Built::List(list, end) => list.first().map_or_else(|| Some(end.clone()), first),
        Built::Live(effect) => effect.with_value_mut(|built| first(built)).flatten(),
        Built::Keyed(effect) => effect.with_value_mut(|keyed| keyed.first()).flatten(),
    }
}

/// Takes what is built out of the page.
pub(super) fn remove(built: &Built) {
    each(built, &mut |node| {
        if let Some(parent) = node.parent_node() {
            // It is a child, for it has just been asked for its parent.
            let _ = parent.remove_child(node);
        }
    });
}

/// Runs through the browser's nodes of what is built, in order.
pub(super) fn each(built: &Built, visit: &mut dyn FnMut(&web_sys::Node)) {
    match built {
        Built::Leaf(node, _) | Built::Inert(node, _) => visit(node),
        Built::Element(element) => visit(&element.element),
        Built::List(list, end) => {
            list.iter().for_each(|built| each(built, visit));
            visit(end);
        }
        Built::Live(effect) => {
            effect.with_value_mut(|built| each(built, visit));
        }
        Built::Keyed(effect) => {
            effect.with_value_mut(|keyed| keyed.each(visit));
        }
    }
}
