//! Pictures: where everything is drawn. Pure geometry, shared by the canvas and by exported pictures.
