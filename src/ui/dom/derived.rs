//! Derived signals, stored values and effects; see [`super::signal`] for why they are not Leptos's own.

use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use super::signal::{Memo, RwSignal, Slot};

/// Something to be read, whatever it is read from. Asked anew each time.
pub struct Signal<T>(Slot<Rc<dyn Fn() -> T>>);

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T: 'static> Signal<T> {
    /// From a closure.
    pub fn derive(ask: impl Fn() -> T + 'static) -> Self {
        Self(Slot::new(Rc::new(ask)))
    }

    /// The value; what it is read from is watched.
    pub fn get(&self) -> T {
        let ask: Rc<dyn Fn() -> T> = Rc::clone(&self.0.here());
        ask()
    }

    /// The value.
    pub fn get_untracked(&self) -> T {
        framework::prelude::untrack(|| self.get())
    }

    /// Reads; what it is read from is watched.
    pub fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read(&self.get())
    }
}

impl<T: Default + 'static> Default for Signal<T> {
    fn default() -> Self {
        Self::derive(T::default)
    }
}

impl<T: Clone + 'static> From<T> for Signal<T> {
    fn from(value: T) -> Self {
        Self::derive(move || value.clone())
    }
}

impl From<&'static str> for Signal<String> {
    fn from(text: &'static str) -> Self {
        Self::derive(move || text.to_owned())
    }
}

impl<T: Clone + 'static> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self::derive(move || memo.get())
    }
}

impl<T: Clone + 'static> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::derive(move || signal.get())
    }
}

/// A value that nobody watches, owned by the surrounding view. `S` is there for Leptos's sake: all are local.
pub struct StoredValue<T, S = ()>(Slot<RefCell<T>>, PhantomData<fn() -> S>);

impl<T, S> Clone for StoredValue<T, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, S> Copy for StoredValue<T, S> {}

impl<T: 'static> StoredValue<T> {
    /// Stores a value.
    pub fn new(value: T) -> Self {
        Self(Slot::new(RefCell::new(value)), PhantomData)
    }
}

impl<T: 'static> StoredValue<T, framework::prelude::LocalStorage> {
    /// Stores a value of the browser's.
    pub fn new_local(value: T) -> Self {
        Self(Slot::new(RefCell::new(value)), PhantomData)
    }
}

impl<T: 'static, S> StoredValue<T, S> {
    /// Reads.
    pub fn with_value<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read(&self.0.here().borrow())
    }

    /// Changes.
    pub fn update_value(&self, change: impl FnOnce(&mut T)) {
        change(&mut self.0.here().borrow_mut());
    }

    /// Changes, unless the view has gone.
    pub fn try_update_value<U>(&self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        self.0.find().map(|value| change(&mut value.borrow_mut()))
    }

    /// Replaces.
    pub fn set_value(&self, value: T) {
        drop(self.0.here().replace(value));
    }
}

impl<T: Clone + 'static, S> StoredValue<T, S> {
    /// The value.
    pub fn get_value(&self) -> T {
        self.with_value(T::clone)
    }
}

/// Something done whenever what it read has changed.
pub struct Effect;

impl Effect {
    /// Runs soon, and whenever what it read has changed, as long as the surrounding view lives.
    #[expect(clippy::new_ret_no_self, reason = "as in Leptos; nobody needs the handle")]
    pub fn new(run: impl FnMut(()) + 'static) {
        follow(Box::new(run));
    }
}

fn follow(mut run: Box<dyn FnMut(())>) {
    framework::prelude::Effect::new(move |_: Option<()>| run(()));
}
