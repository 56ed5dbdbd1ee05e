//! What a service's price function is given, and what it returns.

/// What a service may ask about the component it prices.
pub struct Context<'a> {
    marker: std::marker::PhantomData<&'a ()>,
}

/// The lines of one component.
#[derive(Default)]
pub struct Bill {}
