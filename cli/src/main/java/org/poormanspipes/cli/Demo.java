package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.poormanspipes.Device;
import org.poormanspipes.driver.Attributes;

/// The scenes of `pmp demo`. Each runs real commands in processes of their own, prints what they
/// were, and compares what arrived with what was sent.
final class Demo {

  private static final long PATIENCE_MILLIS = 15_000;
  private static final long LOOK_MILLIS = 10;
  private static final String TEXT = "Hello from the other process";
  private static final String LAST_WORDS = "last words\n";
  private static final int SMALL = 1999;
  private static final int OFFERED = 2048;

  private final Path root;
  private final Device device;
  private final Stdio io;
  private boolean fine = true;

  Demo(Path root, Device device, Stdio io) {
    this.root = root;
    this.device = device;
    this.io = io;
  }

  /// Plays all scenes.
  ///
  /// @return whether everything went as it should
  boolean run() throws IOException {
    say(
        "Nothing has to be set up. The pipes of this demo are in "
            + root
            + ", which goes at the end.");
    meet();
    fill();
    outlive();
    say("");
    say(
        fine
            ? "Everything went as it should. Try it yourself:  pmp read HELLO  in one terminal,"
                + "  pmp write HELLO -m hi  in another."
            : "Something went wrong: see above, and run 'pmp doctor'.");
    return fine;
  }

  private void meet() throws IOException {
    say("");
    say("1. Two processes meet through one name");
    try (Child reader = Child.start(root, "read", "HELLO")) {
      say("   $ pmp read HELLO                    process " + reader.pid() + " waits for data");
      await(() -> has("HELLO", "readers", 1), reader);
      try (Child writer = Child.start(root, "write", "hello", "-m", TEXT)) {
        say(
            "   $ pmp write hello -m '...'          process "
                + writer.pid()
                + " finds the same pipe: case does not matter");
        String said = writer.output();
        check(writer.code() == ExitCode.DONE && said.isEmpty(), "the writer is done " + said);
      }
      String got = reader.output();
      check(got.equals(TEXT + "\n"), "the reader printed \"" + got.stripTrailing() + "\"");
      check(
          reader.code() == ExitCode.DONE, "the writer was gone: the reader saw the end and ended");
    }
    check(device.list().isEmpty(), "all was read and nobody has it open: the pipe is gone");
  }

  private void fill() throws IOException {
    say("");
    say("2. A pipe never grows");
    try (Child writer =
        Child.start(root, "write", "SMALL", "--capacity", "" + SMALL, "--when-full", "reject")) {
      byte[] bytes = new byte[OFFERED];
      Arrays.fill(bytes, (byte) 'x');
      writer.type(bytes);
      say("   $ pmp write SMALL --capacity 1999 --when-full reject     offered 2048 bytes");
      String said = writer.output().stripTrailing();
      check(writer.code() == ExitCode.NOT_ALL, "exit code 3: " + said);
    }
    check(
        has("SMALL", "used", SMALL),
        "it holds " + SMALL + " bytes; other kinds wait for room, or" + " drop the oldest");
  }

  private void outlive() throws IOException {
    say("");
    say("3. Data outlive their writer");
    try (Child writer = Child.start(root, "write", "WILL")) {
      say("   $ pmp write WILL                    process " + writer.pid() + " writes a line");
      writer.type(LAST_WORDS.getBytes(StandardCharsets.UTF_8));
      await(() -> has("WILL", "used", LAST_WORDS.length()), writer);
      writer.kill();
      say("   $ kill -9 " + writer.pid());
    }
    try (Child reader = Child.start(root, "read", "WILL")) {
      say("   $ pmp read WILL                     process " + reader.pid());
      String got = reader.output();
      check(got.equals(LAST_WORDS), "the reader printed \"" + got.stripTrailing() + "\"");
      check(
          reader.code() == ExitCode.DONE,
          "and saw the end: the kernel told that the writer is dead");
    }
  }

  private void say(String line) throws IOException {
    io.println(line);
    io.flush();
  }

  private void check(boolean asItShould, String what) throws IOException {
    fine &= asItShould;
    say((asItShould ? "   ok: " : "   WRONG: ") + org.poormanspipes.PipeName.printable(what));
  }

  private boolean has(String pipe, String name, long value) throws IOException {
    for (Attributes attributes : device.list()) {
      if (pipe.equals(attributes.text("name"))) {
        return attributes.number(name) == value;
      }
    }
    return false;
  }

  /// A state of the device to wait for.
  @FunctionalInterface
  private interface State {
    boolean reached() throws IOException;
  }

  private static void await(State state, Child child) throws IOException {
    long start = System.nanoTime();
    while (!state.reached()) {
      if (!child.isAlive() || System.nanoTime() - start > PATIENCE_MILLIS * 1_000_000) {
        return;
      }
      Pause.millis(LOOK_MILLIS);
    }
  }
}
