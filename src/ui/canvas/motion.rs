//! The camera on its way.

use leptos::prelude::*;

use super::handle::CanvasHandle;
use crate::editor::Camera;

/// How long a movement lasts, in milliseconds.
const DURATION: f64 = 220.0;

/// Moves the camera, smoothly unless the user's system asks for stillness. Whoever moves it meanwhile wins.
pub fn glide(canvas: &CanvasHandle, to: Camera) {
    let from = canvas.camera.get_untracked();
    if still() || now().is_none() {
        canvas.camera.set(to);
        return;
    }
    canvas.moving.set(true);
    frame(*canvas, from, to, now().unwrap_or_default(), from);
}

fn frame(canvas: CanvasHandle, from: Camera, to: Camera, began: f64, last: Camera) {
    request_animation_frame(move || {
        // The canvas may be gone by now.
        let Some(camera) = canvas.camera.try_get_untracked() else { return };
        if camera != last {
            canvas.moving.set(false);
            return;
        }
        let share = (now().unwrap_or(began + DURATION) - began) / DURATION;
        let next = if share >= 1.0 { to } else { from.toward(&to, share) };
        canvas.camera.set(next);
        if share < 1.0 {
            frame(canvas, from, to, began, next);
        } else {
            canvas.moving.set(false);
        }
    });
}

fn now() -> Option<f64> {
    window().performance().map(|performance| performance.now())
}

fn still() -> bool {
    matches!(window().match_media("(prefers-reduced-motion: reduce)"), Ok(Some(list)) if list.matches())
}
