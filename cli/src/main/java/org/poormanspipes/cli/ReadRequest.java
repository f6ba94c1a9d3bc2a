package org.poormanspipes.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.Sizes;

/// What `pmp read` was asked for.
///
/// @param name the pipe
/// @param creation its properties if it is missing
/// @param waiting how long to wait for data
/// @param count how many messages, or bytes of a stream; [#ALL] for no limit
/// @param extent how far to go
/// @param raw whether messages are printed as they are, without a newline
/// @param numbers whether a line before each message says where a bridge had it from
record ReadRequest(
    String name,
    PipeOptions creation,
    Waiting waiting,
    long count,
    Extent extent,
    boolean raw,
    boolean numbers) {

  /// How far a reader goes.
  enum Extent {
    /// What one read gives, and leaves it in the pipe.
    PEEK,
    /// What one read gives.
    ONCE,
    /// To the end of the stream.
    END,
    /// Over the end of the stream to the next writer, until interrupted.
    FOLLOW
  }

  static final long ALL = Long.MAX_VALUE;

  private static final Option COUNT =
      Option.value("-n", "COUNT", "So many messages, or bytes of a stream.");
  private static final Option ONCE = Option.flag("--once", "What one read gives.");
  private static final Option PEEK =
      Option.flag("--peek", "What one read would give; it stays in the pipe.");

  /// Of a bridge too.
  static final Option FOLLOW =
      Option.flag("--follow", "Goes on after the end of the stream, until interrupted.")
          .orWritten("-f");

  private static final Option RAW =
      Option.flag("--raw", "Messages as they are, without a newline.");
  private static final Option NUMBERS =
      Option.flag(
          "--numbers",
          "Before each message a line: a word for the pipe that a bridge carried it from, a space,"
              + " its number there; '- -' if none did.");

  private static final Option FROM =
      Option.choice(
          "--from",
          "PLACE",
          "Where to begin in a broadcast pipe: newest (what is written from now on) or oldest"
              + " (what is still there).",
          "newest",
          "oldest");

  static Syntax declare(Syntax syntax) {
    return syntax.with(COUNT, ONCE, FOLLOW, PEEK, RAW, NUMBERS, FROM);
  }

  /// What was asked for. A pipe without a name gets one [#from(String)] where it is.
  static ReadRequest of(Arguments arguments) {
    String named = Target.require(arguments);
    return new ReadRequest(
        named == null ? "" : named,
        options(arguments),
        Waiting.of(arguments),
        count(arguments),
        extent(arguments),
        arguments.has(RAW),
        arguments.has(NUMBERS));
  }

  /// The same, of the pipe of this name.
  ReadRequest from(String pipe) {
    return new ReadRequest(pipe, creation, waiting, count, extent, raw, numbers);
  }

  private static PipeOptions options(Arguments arguments) {
    PipeOptions creation = PipeArguments.options(arguments);
    String from = arguments.value(FROM);
    if (from == null) {
      return creation;
    }
    Map<String, String> attributes = new LinkedHashMap<>(creation.attributes());
    attributes.put("from", from);
    return new PipeOptions(attributes);
  }

  private static Extent extent(Arguments arguments) {
    if (arguments.has(FOLLOW) && (arguments.has(ONCE) || arguments.has(PEEK))) {
      throw new UsageException("--follow excludes --once and --peek");
    }
    if (arguments.has(NUMBERS) && arguments.has(PEEK)) {
      throw new UsageException("--numbers and --peek exclude each other");
    }
    if (arguments.has(PEEK)) {
      return Extent.PEEK;
    }
    if (arguments.has(FOLLOW)) {
      return Extent.FOLLOW;
    }
    return arguments.has(ONCE) ? Extent.ONCE : Extent.END;
  }

  private static long count(Arguments arguments) {
    String count = arguments.value(COUNT);
    if (count == null) {
      return ALL;
    }
    try {
      return Sizes.parse(count);
    } catch (IllegalArgumentException e) {
      throw new UsageException("-n: " + e.getMessage(), e);
    }
  }
}
