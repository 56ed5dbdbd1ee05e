//! What a service's Terraform function is given, and what it fills.

/// What a service may ask about the component it exports.
pub struct Context<'a> {
    marker: std::marker::PhantomData<&'a ()>,
}

/// The resources of one component.
#[derive(Default)]
pub struct Module {}
