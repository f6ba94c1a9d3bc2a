package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Access;
import org.poormanspipes.time.Timeout;

/// `pmp usedriver3`: the original's program that takes data out of a pipe at each press of Enter.
final class UseDriver3Command implements Command {

  private static final int BUFFER = 256;
  private static final int MOST = Integer.MAX_VALUE - 16;

  @Override
  public Syntax syntax() {
    return new Syntax("usedriver3", "The original's second program: takes strings out of a pipe.")
        .with(Parameter.one("NAME", "The pipe; created with the profile original."))
        .with(Devices.OPTIONS);
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    String name = PipeArguments.name(arguments.operand());
    try (Device device = Devices.use(arguments);
        PipeChannel pipe = device.open(name, Access.READ, PipeOptions.ORIGINAL)) {
      LineReader lines = new LineReader(io.in(), () -> MOST);
      while (true) {
        io.println("Press enter to get a string from the driver or 'Q' to quit");
        io.flush();
        ByteBuffer line = lines.next();
        if (line == null || UseDriver2Command.isQuit(line)) {
          return ExitCode.DONE;
        }
        take(pipe, io);
      }
    }
  }

  private static void take(PipeChannel pipe, Stdio io) throws IOException {
    byte[] bytes = new byte[BUFFER];
    int read = Math.max(0, pipe.read(ByteBuffer.wrap(bytes), Timeout.NOW));
    io.println(read + " bytes read");
    int length = 0;
    while (length < read && bytes[length] != 0) {
      length++;
    }
    io.print("'");
    io.write(bytes, length);
    io.println("'");
    io.flush();
  }
}
