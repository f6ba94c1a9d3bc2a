package org.poormanspipes.cli.top;

import java.io.IOException;
import java.util.function.Consumer;
import org.jline.utils.NonBlockingReader;

/// Puts what a terminal sends together to keys, in a thread of its own. Cursor keys come as several
/// characters, of which the first alone is the key Escape.
final class KeyReader implements Runnable {

  private static final int CONTROL_C = 3;
  private static final int CONTROL_H = 8;
  private static final int CONTROL_L = 12;
  private static final int CONTROL_Z = 26;
  private static final int ESCAPE = 27;
  private static final int DELETE = 127;

  /// A read without an end would hold a lock that the library's shutdown hook wants, for ever.
  private static final long AWAIT_MILLIS = 60_000;

  /// How long the rest of a key may take, over a slow line.
  private static final long REST_MILLIS = 100;

  /// More characters than that are no key.
  private static final int LONGEST = 16;

  private final NonBlockingReader reader;
  private final Consumer<Key> typed;

  KeyReader(NonBlockingReader reader, Consumer<Key> typed) {
    this.reader = reader;
    this.typed = typed;
  }

  static void start(NonBlockingReader reader, Consumer<Key> typed) {
    Thread thread = new Thread(new KeyReader(reader, typed), "pmp-top-keys");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try {
      while (true) {
        Key key = next();
        typed.accept(key);
        if (key.kind() == Key.Kind.CLOSED) {
          return;
        }
      }
    } catch (IOException gone) {
      typed.accept(Key.of(Key.Kind.CLOSED));
    }
  }

  private Key next() throws IOException {
    int first = reader.read(AWAIT_MILLIS);
    while (first == NonBlockingReader.READ_EXPIRED) {
      first = reader.read(AWAIT_MILLIS);
    }
    return switch (first) {
      case -1 -> Key.of(Key.Kind.CLOSED);
      case '\r', '\n' -> Key.of(Key.Kind.ENTER);
      case CONTROL_C -> Key.of(Key.Kind.INTERRUPT);
      case CONTROL_Z -> Key.of(Key.Kind.SUSPEND);
      case CONTROL_L -> Key.of(Key.Kind.REDRAW);
      case CONTROL_H, DELETE -> Key.of(Key.Kind.BACKSPACE);
      case ESCAPE -> escaped();
      default -> character(first);
    };
  }

  private Key character(int first) throws IOException {
    if (Character.isISOControl(first)) {
      return Key.of(Key.Kind.OTHER);
    }
    if (!Character.isHighSurrogate((char) first)) {
      return Key.of(first);
    }
    int second = reader.read(REST_MILLIS);
    return second >= 0 && Character.isLowSurrogate((char) second)
        ? Key.of(Character.toCodePoint((char) first, (char) second))
        : Key.of(Key.Kind.OTHER);
  }

  private Key escaped() throws IOException {
    int kind = reader.read(REST_MILLIS);
    if (kind < 0 || kind == ESCAPE) {
      return Key.of(Key.Kind.ESCAPE);
    }
    if (kind != '[' && kind != 'O') {
      return Key.of(Key.Kind.OTHER);
    }
    StringBuilder rest = new StringBuilder();
    int next = reader.read(REST_MILLIS);
    while (next >= ' ' && next < '@' && rest.length() < LONGEST) {
      rest.append((char) next);
      next = reader.read(REST_MILLIS);
    }
    return Key.of(next < 0 ? Key.Kind.OTHER : kind(rest.append((char) next).toString()));
  }

  /// As ECMA-48 and the terminals of the VT220's kind have them.
  private static Key.Kind kind(String rest) {
    return switch (rest) {
      case "A" -> Key.Kind.UP;
      case "B" -> Key.Kind.DOWN;
      case "H", "1~", "7~" -> Key.Kind.HOME;
      case "F", "4~", "8~" -> Key.Kind.END;
      case "5~" -> Key.Kind.PAGE_UP;
      case "6~" -> Key.Kind.PAGE_DOWN;
      case "M" -> Key.Kind.ENTER;
      default -> Key.Kind.OTHER;
    };
  }
}
