package org.poormanspipes.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.fuzz.Finding;
import org.poormanspipes.fuzz.Place;
import org.poormanspipes.fuzz.Sentences;
import org.poormanspipes.fuzz.Target;

/// Command lines: an input is words, each with a NUL or a line's end behind it. They are read by
/// both parsers, which must agree; commands that touch nothing but a device are done, on a device
/// of the target's own.
public final class OptionsTarget implements Target {
  /// What is done. The others read standard input, wait, or have to do with more than a device.
  private static final Set<String> DONE =
      Set.of("create", "set", "ls", "stat", "handles", "pool", "rm", "device set", "device ls");

  private static final Set<Integer> CODES =
      Set.of(ExitCode.DONE, ExitCode.FAILED, ExitCode.USAGE, ExitCode.NOT_ALL);

  private static final int MOST_WORDS = 40;

  private final Place place = Place.make();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /// Makes a device to do commands on.
  public OptionsTarget() throws IOException {}

  @Override
  public void run(byte[] input) throws Exception {
    List<String> words = words(input);
    Invocation invocation = Invocation.of(words);
    String name = invocation.command();
    Command command = name == null ? null : Commands.find(name);
    if (command == null) {
      refused(words);
      return;
    }
    Arguments arguments = parse(command.syntax(), invocation.arguments());
    if (arguments == null) {
      refused(words);
      return;
    }
    values(name, arguments);
    boolean elsewhere = arguments.has(Devices.ROOT) || arguments.has(Devices.DEVICE);
    if (name != null && DONE.contains(name) && !elsewhere) {
      done(words);
    }
  }

  private static List<String> words(byte[] input) {
    List<String> words = new ArrayList<>();
    String[] split = new String(input, StandardCharsets.UTF_8).split("[\0\n]", MOST_WORDS);
    for (String word : split) {
      words.add(word);
    }
    return words;
  }

  /// As both parsers read it; null if it is refused, or help or the version were asked for.
  private @Nullable Arguments parse(Syntax syntax, List<String> words) throws IOException {
    Arguments quick = QuickParser.parse(syntax, words);
    Arguments slow = null;
    try {
      slow = Usage.parse(syntax, words, io());
    } catch (UsageException mistake) {
      // Said below.
    }
    if (quick != null && (slow == null || !quick.equals(slow))) {
      throw new Finding("one parser says " + quick + ", the other " + slow);
    }
    if (slow != null) {
      int operands = slow.operands().size();
      if (operands < syntax.leastOperands() || operands > syntax.mostOperands()) {
        throw new Finding(operands + " operands were taken: " + slow);
      }
      once(words, slow);
    }
    return slow;
  }

  /// No word is taken twice.
  private static void once(List<String> words, Arguments arguments) {
    List<String> left = new ArrayList<>(words);
    for (String operand : arguments.operands()) {
      if (!left.remove(operand)) {
        throw new Finding("the operand '" + operand + "' was taken twice of " + words);
      }
    }
  }

  /// What the values of options mean, of commands that are not done here.
  private void values(@Nullable String command, Arguments arguments) {
    try {
      Devices.root(arguments);
      if (command != null && List.of("read", "write").contains(command)) {
        Waiting.of(arguments);
        PipeArguments.options(arguments);
      }
      if (command != null && command.equals("read")) {
        ReadRequest.of(arguments);
      }
      if (command != null && command.startsWith("device ")) {
        DeviceArguments.attributes(arguments);
      }
      for (String operand : arguments.operands()) {
        Duration duration = Durations.parse(operand);
        if (duration.isNegative() || Durations.format(duration).isEmpty()) {
          throw new Finding("a negative length of time: " + operand);
        }
      }
    } catch (UsageException mistake) {
      check(Failures.explain(mistake, command, io()));
    }
  }

  private Stdio io() {
    out.reset();
    err.reset();
    return Stdio.of(InputStream.nullInputStream(), out, err);
  }

  /// Does a command, or says what is wrong with it.
  private void refused(List<String> words) {
    check(Main.run(words, io()));
  }

  private void done(List<String> words) throws IOException {
    List<String> here = new ArrayList<>(words);
    here.addAll(0, List.of("--root", place.root().toString(), "--device", place.device().name()));
    try {
      check(Main.run(here, io()));
    } finally {
      place.restore();
    }
  }

  private void check(int code) {
    String said = err.toString(StandardCharsets.UTF_8);
    if (!CODES.contains(code)) {
      throw new Finding("exit code " + code + ": " + said);
    }
    if (said.startsWith("pmp: internal error") || said.startsWith("pmp: out of memory")) {
      throw new Finding(said);
    }
    // Usage is many lines, and ours.
    boolean usage = said.startsWith("Usage:");
    for (String line : usage ? List.<String>of() : List.of(said.split("\n", -1))) {
      if (!line.isEmpty()) {
        Sentences.check(line, null);
      }
    }
    if (code != ExitCode.DONE && said.isEmpty()) {
      throw new Finding("exit code " + code + " without a word");
    }
    if (!usage && said.lines().count() > MOST_WORDS) {
      throw new Finding("many lines: " + said);
    }
    for (String line : out.toString(StandardCharsets.UTF_8).split("\n", -1)) {
      if (Sentences.unprintable(line, 0) >= 0) {
        throw new Finding("printed: " + line);
      }
    }
  }

  @Override
  public void close() throws IOException {
    place.close();
  }
}
