//! Signals, memos and stored values, each on one instance of what Leptos has.
//!
//! Leptos makes its reactive graph anew for every type that a signal or memo holds. Here the graph knows triggers and
//! counters only; the values lie beside it, and what is made per type is the access to them. Who watches whom,
//! when it runs and when it goes is all as in Leptos.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use framework::prelude::{
    ArcMemo, ArcTrigger, Get as _, GetUntracked as _, GetValue as _, LocalStorage, Notify as _, Track as _,
};

type Handle = framework::prelude::StoredValue<Rc<dyn Any>, LocalStorage>;

#[inline(never)]
fn keep(value: Rc<dyn Any>) -> Handle {
    Handle::new_local(value)
}

#[inline(never)]
fn find(handle: Handle) -> Option<Rc<dyn Any>> {
    handle.try_get_value()
}

/// What was owned by a view is used after the view has gone: a mistake in a view.
#[cold]
#[inline(never)]
fn gone() -> ! {
    wasm_bindgen::throw_str("a view's value was used after the view had gone")
}

/// Something owned by the surrounding view, as a handle that can be copied.
pub(super) struct Slot<T>(Handle, PhantomData<fn() -> T>);

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Slot<T> {}

impl<T: 'static> Slot<T> {
    pub(super) fn new(value: T) -> Self {
        Self(keep(Rc::new(value)), PhantomData)
    }

    pub(super) fn find(&self) -> Option<Rc<T>> {
        find(self.0).and_then(|any| any.downcast().ok())
    }

    pub(super) fn here(&self) -> Rc<T> {
        match self.find() {
            Some(value) => value,
            None => gone(),
        }
    }
}

/// A value and who watches it.
struct Watched<T> {
    trigger: ArcTrigger,
    value: RefCell<T>,
}

impl<T> Watched<T> {
    fn new(value: T) -> Self {
        Self { trigger: ArcTrigger::new(), value: RefCell::new(value) }
    }

    fn set(&self, value: T) {
        drop(self.value.replace(value));
        self.trigger.notify();
    }
}

/// A value that can be watched and set.
pub struct RwSignal<T>(Slot<Watched<T>>);

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T: 'static> RwSignal<T> {
    /// A signal, owned by the surrounding view.
    pub fn new(value: T) -> Self {
        Self(Slot::new(Watched::new(value)))
    }

    /// Reads and watches.
    pub fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        let watched = self.0.here();
        watched.trigger.track();
        read(&watched.value.borrow())
    }

    /// Reads.
    pub fn with_untracked<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read(&self.0.here().value.borrow())
    }

    /// Watches.
    pub fn track(&self) {
        self.0.here().trigger.track();
    }

    /// Sets, and tells who watches.
    pub fn set(&self, value: T) {
        self.0.here().set(value);
    }

    /// Sets, unless the view has gone.
    pub fn try_set(&self, value: T) {
        if let Some(watched) = self.0.find() {
            watched.set(value);
        }
    }

    /// Changes, and tells who watches.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        let watched = self.0.here();
        change(&mut watched.value.borrow_mut());
        watched.trigger.notify();
    }
}

impl<T: Clone + 'static> RwSignal<T> {
    /// The value, watched.
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// The value.
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }

    /// The value, unless the view has gone.
    pub fn try_get_untracked(&self) -> Option<T> {
        self.0.find().map(|watched| watched.value.borrow().clone())
    }
}

/// As [`RwSignal`], owned by whoever holds it.
pub struct ArcRwSignal<T>(Rc<Watched<T>>);

impl<T> Clone for ArcRwSignal<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> ArcRwSignal<T> {
    /// A signal.
    pub fn new(value: T) -> Self {
        Self(Rc::new(Watched::new(value)))
    }

    /// Reads and watches.
    pub fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        self.0.trigger.track();
        read(&self.0.value.borrow())
    }

    /// Reads.
    pub fn with_untracked<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read(&self.0.value.borrow())
    }

    /// Sets, and tells who watches.
    pub fn set(&self, value: T) {
        self.0.set(value);
    }
}

impl<T: Clone> ArcRwSignal<T> {
    /// The value, watched.
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// The value.
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }
}

/// A computed value and the count of its changes, which is what the graph sees.
struct Computed<T> {
    changes: ArcMemo<u64>,
    value: Rc<RefCell<Option<T>>>,
}

struct Compute(Box<dyn Fn() -> bool>);

/// Computes and says whether it came to something else, as one memo for all types.
fn changes(compute: Box<dyn Fn() -> bool>) -> ArcMemo<u64> {
    let compute = Slot::new(Compute(compute));
    ArcMemo::new(move |old: Option<&u64>| {
        let changed = compute.find().is_some_and(|compute| (compute.0)());
        old.copied().unwrap_or_default() + u64::from(changed)
    })
}

/// A value computed from others, anew when they change; who watches it is told only if it came to something else.
pub struct Memo<T>(Slot<Computed<T>>);

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T: PartialEq + 'static> Memo<T> {
    /// A memo, owned by the surrounding view.
    pub fn new(compute: impl Fn(()) -> T + 'static) -> Self {
        let value = Rc::new(RefCell::new(None));
        let kept = Rc::clone(&value);
        let changes = changes(Box::new(move || {
            let new = Some(compute(()));
            let changed = *kept.borrow() != new;
            if changed {
                drop(kept.replace(new));
            }
            changed
        }));
        Self(Slot::new(Computed { changes, value }))
    }
}

impl<T: 'static> Memo<T> {
    /// Reads and watches.
    pub fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        let computed = self.0.here();
        computed.changes.get();
        let value = computed.value.borrow();
        match value.as_ref() {
            Some(value) => read(value),
            None => gone(),
        }
    }

    /// Reads.
    pub fn with_untracked<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        let computed = self.0.here();
        computed.changes.get_untracked();
        let value = computed.value.borrow();
        match value.as_ref() {
            Some(value) => read(value),
            None => gone(),
        }
    }

    /// Watches.
    pub fn track(&self) {
        self.0.here().changes.get();
    }
}

impl<T: Clone + 'static> Memo<T> {
    /// The value, watched.
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// The value.
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }
}
