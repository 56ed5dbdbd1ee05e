//! The paths that the macros of Leptos write, leading to what is ours. `lib.rs` puts them at the crate's root.

pub use framework::{reactive, typed_builder, typed_builder_macro};

/// Passed on as it is: a closure is boxed where it ends up.
pub fn __as_shared_reactive_fn<F>(function: F) -> F {
    function
}

/// A kind of event.
pub trait EventName {
    /// The browser's type.
    type Event: wasm_bindgen::JsCast;
    /// The browser's name.
    fn name(&self) -> &'static str;
}

/// What views import.
pub mod prelude {
    pub use framework::prelude::{
        Callable, Callback, IntoReactiveValue, LocalStorage, component, document, event_target, event_target_value,
        expect_context, on_cleanup, provide_context, request_animation_frame, view, window,
    };

    pub use crate::ui::dom::{
        AnyView, ArcRwSignal, Children, CollectView, Effect, For, ForProps, IntoClass, IntoValue, IntoView, Memo,
        NodeRef, RwSignal, Show, ShowProps, Signal, StoredValue,
    };

    use crate::ui::dom::{Node, Value};

    /// The whole of a `view!`.
    pub struct View;

    impl View {
        #[expect(clippy::new_ret_no_self, reason = "a view is the node that it is made of")]
        /// The node.
        pub fn new(view: impl IntoView) -> Node {
            view.into_any()
        }
    }

    /// A child.
    pub trait IntoRender {
        /// As a node.
        fn into_render(self) -> Node;
    }

    impl<V: IntoView> IntoRender for V {
        fn into_render(self) -> Node {
            self.into_any()
        }
    }

    /// One of several children, or a component.
    pub trait IntoMaybeErased {
        /// As a node.
        fn into_maybe_erased(self) -> Node;
    }

    impl<V: IntoView> IntoMaybeErased for V {
        fn into_maybe_erased(self) -> Node {
            self.into_any()
        }
    }

    /// What stands behind an attribute's `=`.
    pub trait IntoAttributeValue {
        /// As a value.
        fn into_attribute_value(self) -> Value;
    }

    impl<V: IntoValue> IntoAttributeValue for V {
        fn into_attribute_value(self) -> Value {
            self.into_value()
        }
    }

    impl Node {
        /// Where the view stands in the source; not used.
        pub fn with_view_marker(self, _place: &'static str) -> Self {
            self
        }
    }
}

/// Components: as Leptos has them.
pub mod component {
    pub use framework::component::*;
}

/// Children of components.
pub mod children {
    use crate::ui::dom::{Children, IntoView, Shown};

    /// From the closure that the macro writes.
    pub trait ToChildren<F> {
        /// As children.
        fn to_children(function: F) -> Self;
    }

    impl<F: FnOnce() -> V + 'static, V: IntoView> ToChildren<F> for Children {
        fn to_children(function: F) -> Self {
            Box::new(move || function().into_any())
        }
    }

    impl<F: Fn() -> V + 'static, V: IntoView> ToChildren<F> for Shown {
        fn to_children(function: F) -> Self {
            function.into()
        }
    }
}

/// Kinds of elements that are referred to.
pub mod html {
    use crate::ui::dom::node_ref::HtmlName;

    macro_rules! kinds {
        ($($name:ident $dom:ident),+) => {$(
            /// A kind of element.
            pub struct $name;
            impl HtmlName for $name {
                type Dom = web_sys::$dom;
            }
        )+};
    }
    kinds!(Div HtmlElement, Input HtmlInputElement, Dialog HtmlDialogElement);
}

/// Events' types.
pub mod ev {
    pub use web_sys::{Event, KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};
}

/// Elements, events and attributes.
pub mod tachys {
    /// Lists of children.
    pub mod view {
        /// Lists of children.
        pub mod iterators {
            use crate::ui::dom::{IntoView, Node};

            /// Several children.
            pub struct StaticVec(Vec<Node>);

            impl From<Vec<Node>> for StaticVec {
                fn from(nodes: Vec<Node>) -> Self {
                    Self(nodes)
                }
            }

            impl IntoView for StaticVec {
                fn into_any(self) -> Node {
                    Node::List(self.0)
                }
            }
        }
    }

    /// SVG.
    pub mod svg {
        use crate::ui::dom::Element;

        macro_rules! tags {
            ($($tag:ident)+) => {$(
                /// An element.
                pub fn $tag() -> Element {
                    Element::new(true, stringify!($tag))
                }
            )+};
        }
        tags!(g path svg text);
    }

    /// HTML.
    pub mod html {
        use std::borrow::Cow;

        use crate::ui::dom::{Element, IntoValue, IntoView, Node};

        /// HTML that never changes.
        pub struct InertElement(Cow<'static, str>);

        impl InertElement {
            /// From its text.
            pub fn new(html: impl Into<Cow<'static, str>>) -> Self {
                Self(html.into())
            }
        }

        impl IntoView for InertElement {
            fn into_any(self) -> Node {
                Node::Inert(self.0)
            }
        }

        macro_rules! attributes {
            ($($method:ident $name:literal)+) => {
                impl Element {$(
                    #[doc = concat!("The attribute `", $name, "`.")]
                    pub fn $method(self, value: impl IntoValue) -> Self {
                        self.attr($name, value)
                    }
                )+}
            };
        }
        attributes! {
            aria_controls "aria-controls" aria_describedby "aria-describedby" aria_expanded "aria-expanded"
            aria_hidden "aria-hidden" aria_invalid "aria-invalid" aria_label "aria-label"
            aria_labelledby "aria-labelledby" aria_live "aria-live" aria_pressed "aria-pressed"
            aria_selected "aria-selected" autocomplete "autocomplete" colspan "colspan" disabled "disabled"
            height "height" id "id" inputmode "inputmode" list "list" name "name" open "open"
            placeholder "placeholder" r#for "for" r#type "type" role "role" rows "rows" scope "scope"
            selected "selected" size "size" spellcheck "spellcheck" tabindex "tabindex" title "title" value "value"
            width "width"
        }

        /// Elements.
        pub mod element {
            use crate::ui::dom::Element;

            macro_rules! tags {
                ($($tag:ident)+) => {$(
                    /// An element.
                    pub fn $tag() -> Element {
                        Element::new(false, stringify!($tag))
                    }
                )+};
            }
            tags! {
                article aside b button caption code datalist dd details dialog div dl dt em footer form h1 h2 h3 h4
                header i input kbd label li main nav option p pre s section select small span summary table tbody td
                textarea th thead tr u ul
            }
        }

        /// Events.
        pub mod event {
            use crate::ui::dom::names::EventName;

            macro_rules! events {
                ($($name:ident $event:ident)+) => {$(
                    /// An event.
                    #[expect(non_camel_case_types, reason = "named as the browser names it")]
                    pub struct $name;
                    impl EventName for $name {
                        type Event = web_sys::$event;
                        fn name(&self) -> &'static str {
                            stringify!($name)
                        }
                    }
                )+};
            }
            events! {
                blur FocusEvent change Event click MouseEvent contextmenu MouseEvent dblclick MouseEvent
                focus FocusEvent input Event keydown KeyboardEvent lostpointercapture PointerEvent
                pointercancel PointerEvent pointerdown PointerEvent pointerenter PointerEvent
                pointermove PointerEvent pointerup PointerEvent submit Event wheel WheelEvent
            }

            /// An event that Leptos has no name for.
            pub struct Custom(&'static str);

            impl Custom {
                /// By its name.
                pub fn new(name: &'static str) -> Self {
                    Self(name)
                }
            }

            impl EventName for Custom {
                type Event = web_sys::Event;
                fn name(&self) -> &'static str {
                    self.0
                }
            }
        }
    }
}
