//! The heads of lines.

use crate::model::Point;

/// Length of an arrow head.
const LENGTH: f64 = 9.0;
/// Half its width.
const HALF: f64 = 4.2;

/// The unit vector along the last stretch of a line, and its end.
fn last_stretch(points: &[Point]) -> Option<(Point, Point)> {
    let [.., before, end] = points else { return None };
    let (dx, dy) = (end.x - before.x, end.y - before.y);
    let length = dx.abs().max(dy.abs());
    (length > 0.0).then(|| (*end, Point { x: dx / length, y: dy / length }))
}

/// The line without the part under its arrow head.
pub fn shortened(points: &[Point]) -> Vec<Point> {
    let mut points = points.to_vec();
    if let Some((end, along)) = last_stretch(&points)
        && let Some(last) = points.last_mut()
    {
        *last = Point { x: end.x - along.x * LENGTH, y: end.y - along.y * LENGTH };
    }
    points
}

/// The outline of a line's arrow head.
pub fn arrow(points: &[Point]) -> String {
    let Some((end, along)) = last_stretch(points) else { return String::new() };
    let back = Point { x: end.x - along.x * LENGTH, y: end.y - along.y * LENGTH };
    let aside = Point { x: -along.y * HALF, y: along.x * HALF };
    let tenth = |value: f64| (value * 10.0).round() / 10.0;
    format!(
        "M{} {}L{} {}L{} {}Z",
        tenth(end.x),
        tenth(end.y),
        tenth(back.x + aside.x),
        tenth(back.y + aside.y),
        tenth(back.x - aside.x),
        tenth(back.y - aside.y)
    )
}
