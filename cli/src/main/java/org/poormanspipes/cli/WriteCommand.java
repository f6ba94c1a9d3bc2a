package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Access;

/// `pmp write`: copies standard input, or texts, into a pipe.
final class WriteCommand implements Command {

  private static final Option TEXT =
      Option.value("-m", "TEXT", "Writes this instead of standard input, as echo would.")
          .repeated();

  private static final int CHUNK = 1 << 16;
  private static final int INPUT = 0;

  @Override
  public Syntax syntax() {
    Syntax syntax =
        Target.declare(
                new Syntax("write", "Writes into a pipe: standard input, or texts."),
                "The pipe; created if it is missing.")
            .with(TEXT);
    return PipeArguments.declare(Waiting.declare(syntax))
        .with(Devices.OPTIONS)
        .footer(
            "In a pipe of messages each line is a message.",
            "Exit code 3: not all was taken.",
            "",
            "pmp write HELLO -m hi          make 2>&1 | pmp write LOG --when-full overwrite");
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    Target.require(arguments);
    Waiting waiting = Waiting.of(arguments);
    PipeOptions creation = PipeArguments.options(arguments);
    try (Target target = Target.open(arguments, Devices::use);
        PipeChannel channel = target.device().open(target.name(), Access.WRITE, creation);
        Hints hints = Hints.start(target.device(), target.name(), Hints.Wish.ROOM, io, INPUT)) {
      Sink sink = new Sink(channel, waiting, hints);
      if (feed(sink, channel, arguments, io)) {
        return ExitCode.DONE;
      }
      io.warn("pmp: " + sink.shortfall());
      return sink.code();
    }
  }

  private static boolean feed(Sink sink, PipeChannel channel, Arguments arguments, Stdio io)
      throws IOException {
    if (arguments.has(TEXT)) {
      return texts(sink, arguments.values(TEXT));
    }
    return sink.messages() ? lines(sink, channel, io) : bytes(sink, io);
  }

  private static boolean texts(Sink sink, List<String> texts) throws IOException {
    for (String text : texts) {
      String piece = sink.messages() ? text : text + "\n";
      if (!sink.put(ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8)))) {
        return false;
      }
    }
    return true;
  }

  /// A longer line than could ever fit is offered all the same, so far: the refusal says the limit.
  private static boolean lines(Sink sink, PipeChannel channel, Stdio io) throws IOException {
    LineReader lines = new LineReader(io.in(), () -> channel.stat().number("capacity"));
    for (ByteBuffer line = lines.next(); line != null; line = lines.next()) {
      if (!sink.put(line)) {
        return false;
      }
    }
    return true;
  }

  private static boolean bytes(Sink sink, Stdio io) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    while (io.read(chunk.clear()) >= 0) {
      if (!sink.put(chunk.flip())) {
        return false;
      }
    }
    return true;
  }
}
