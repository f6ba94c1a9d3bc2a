package org.poormanspipes.cli.top;

/// What was typed.
///
/// @param kind which key
/// @param character the code point, of a key that has one; else 0
record Key(Kind kind, int character) implements Event {

  /// Keys that mean something here.
  enum Kind {
    CHARACTER,
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    ENTER,
    ESCAPE,
    BACKSPACE,
    /// Control-C.
    INTERRUPT,
    /// Control-Z.
    SUSPEND,
    /// Control-L.
    REDRAW,
    /// The terminal is gone.
    CLOSED,
    OTHER
  }

  static Key of(Kind kind) {
    return new Key(kind, 0);
  }

  static Key of(int character) {
    return new Key(Kind.CHARACTER, character);
  }
}
