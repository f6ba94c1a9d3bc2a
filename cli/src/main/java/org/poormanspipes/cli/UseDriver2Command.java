package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Access;
import org.poormanspipes.time.Timeout;

/// `pmp usedriver2`: the original's program that types lines into a pipe.
final class UseDriver2Command implements Command {

  private static final int MOST = Integer.MAX_VALUE - 16;

  @Override
  public Syntax syntax() {
    return new Syntax("usedriver2", "The original's first program: types lines into a pipe.")
        .with(Parameter.one("NAME", "The pipe; created with the profile original."))
        .with(Devices.OPTIONS);
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    String name = PipeArguments.name(arguments.operand());
    try (Device device = Devices.use(arguments);
        PipeChannel pipe = device.open(name, Access.WRITE, PipeOptions.ORIGINAL)) {
      LineReader lines = new LineReader(io.in(), () -> MOST);
      boolean quit = false;
      while (!quit) {
        io.println("Enter a string and press enter, 'Q' to quit>");
        io.flush();
        ByteBuffer line = lines.next();
        if (line == null) {
          break;
        }
        int written = pipe.write(withNul(line), Timeout.NOW);
        io.println(Math.max(0, written) + " bytes written");
        io.flush();
        quit = isQuit(line);
      }
    }
    return ExitCode.DONE;
  }

  /// The line as a string of C: what is written is the line and its end.
  private static ByteBuffer withNul(ByteBuffer line) {
    return ByteBuffer.allocate(line.remaining() + 1).put(line.duplicate()).put((byte) 0).flip();
  }

  /// Whether a line ends the program.
  static boolean isQuit(ByteBuffer line) {
    return line.hasRemaining() && (line.get(line.position()) | ' ') == 'q';
  }
}
