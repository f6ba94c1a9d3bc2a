package org.poormanspipes.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Talks over ordinary pipes. What goes to standard error is thrown away by whoever starts the
/// program.
final class PipeTalk extends Talk {
  private final OutputStream input;
  private final InputStream output;

  PipeTalk(Process process) {
    super(process);
    input = process.getOutputStream();
    output = process.getInputStream();
    Thread listener = new Thread(this::listen, "talk-" + process.pid());
    listener.setDaemon(true);
    listener.start();
  }

  private void listen() {
    byte[] bytes = new byte[1 << 16];
    int count = 0;
    while (count >= 0) {
      try {
        count = output.read(bytes);
      } catch (IOException closed) {
        count = -1;
      }
      heard(bytes, count);
    }
  }

  @Override
  void type(byte[] bytes) throws IOException {
    input.write(bytes);
    input.flush();
  }

  @Override
  void endInput() throws IOException {
    input.close();
  }

  @Override
  String newline() {
    return "\n";
  }
}
