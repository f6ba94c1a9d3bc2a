package org.poormanspipes.cli.top;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOError;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Curses;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/// The terminal: taken when this begins, and as it was before when it ends, also when a signal ends
/// the process. No signal is caught for it: keys that would send one come as characters, and the
/// size is asked for. Safe for several threads.
final class Screen implements AutoCloseable {

  private static final int COLOURS = 8;
  private static final int COLUMNS = 80;
  private static final int ROWS = 24;
  private static final Size NOTHING_DRAWN = Size.of(0, 0);

  private final Terminal terminal;
  private final Attributes before;
  private final boolean colours;
  private final Display display;
  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
  private final byte[] farewell;
  private Size size = NOTHING_DRAWN;
  private boolean taken;
  private boolean ended;

  private Screen(Terminal terminal) {
    this.terminal = terminal;
    this.before = terminal.getAttributes();
    this.display = new Display(terminal, true);
    this.farewell =
        (text(Capability.cursor_normal) + text(Capability.exit_ca_mode)).getBytes(US_ASCII);
    Integer most = terminal.getNumericCapability(Capability.max_colors);
    String none = System.getenv("NO_COLOR");
    this.colours = most != null && most >= COLOURS && (none == null || none.isEmpty());
  }

  /// Takes the terminal of the standard streams.
  ///
  /// @throws IOException if there is none, or one that can't be drawn on
  static Screen open() throws IOException {
    Terminal terminal;
    try {
      terminal =
          TerminalBuilder.builder()
              .system(true)
              .providers("ffm,exec")
              .dumb(false)
              .nativeSignals(false)
              .graphemeCluster(false)
              .build();
    } catch (IllegalStateException refused) {
      throw new IOException("the terminal can't be used: " + refused.getMessage(), refused);
    }
    Screen screen = new Screen(terminal);
    Runtime.getRuntime().addShutdownHook(new Thread(screen::close, "pmp-top-end"));
    screen.take();
    return screen;
  }

  /// What makes the terminal do something; empty if it can't.
  private String text(Capability capability) {
    String known = terminal.getStringCapability(capability);
    return known == null ? "" : Curses.tputs(known);
  }

  NonBlockingReader keys() {
    return terminal.reader();
  }

  /// Whether it is of another size than what was drawn last.
  synchronized boolean resized() {
    return !ended && !now().equals(size);
  }

  private Size now() {
    Size now = terminal.getSize();
    // Of a line whose size nobody told.
    return now.getColumns() > 0 && now.getRows() > 0 ? now : Size.of(COLUMNS, ROWS);
  }

  /// Begins to draw: on a screen of its own, without a cursor, hearing every key.
  synchronized void take() {
    if (ended) {
      return;
    }
    taken = true;
    terminal.setAttributes(raw());
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
    size = NOTHING_DRAWN;
  }

  private Attributes raw() {
    Attributes raw = new Attributes(before);
    raw.setLocalFlags(
        EnumSet.of(
            Attributes.LocalFlag.ICANON,
            Attributes.LocalFlag.ECHO,
            Attributes.LocalFlag.IEXTEN,
            Attributes.LocalFlag.ISIG),
        false);
    raw.setInputFlags(
        EnumSet.of(
            Attributes.InputFlag.IXON, Attributes.InputFlag.ICRNL, Attributes.InputFlag.INLCR),
        false);
    raw.setControlChar(Attributes.ControlChar.VMIN, 1);
    raw.setControlChar(Attributes.ControlChar.VTIME, 0);
    return raw;
  }

  /// Gives the terminal back, for now.
  synchronized void release() {
    if (!taken) {
      return;
    }
    taken = false;
    // When a signal ends the process, the library closes its terminal at the same time, which puts
    // the settings back and refuses whatever comes after.
    try {
      out.write(farewell);
      terminal.setAttributes(before);
    } catch (IOException | IOError | IllegalStateException gone) {
      // Nobody looks at it any more, or it is put back already.
    }
  }

  /// Draws what a painter makes for the screen as it is now.
  synchronized void draw(Painter painter) {
    if (!taken) {
      return;
    }
    Size now = now();
    if (!now.equals(size)) {
      size = now;
      display.resize(now);
      display.clear();
    }
    display.update(painter.lines(new Paint(now.getColumns(), now.getRows(), colours)), -1);
    terminal.flush();
  }

  /// Makes lines for a screen.
  @FunctionalInterface
  interface Painter {
    List<AttributedString> lines(Paint paint);
  }

  @Override
  public synchronized void close() {
    ended = true;
    release();
  }
}
