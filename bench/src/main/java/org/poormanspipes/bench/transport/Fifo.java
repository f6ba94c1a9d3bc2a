package org.poormanspipes.bench.transport;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// A named pipe of the kernel, as a Java program uses it: a channel, a direct buffer, one system
/// call for each message that is written, as many messages as there are for each that is read.
final class Fifo implements Transport {
  private static Path made(Link link) throws IOException {
    Path file = link.file(".fifo");
    try {
      // Fails if the other side was first; whether it is there shows when it is opened.
      Process mkfifo =
          new ProcessBuilder("mkfifo", file.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      mkfifo.waitFor();
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
    return file;
  }

  @Override
  public Outlet outlet(Link link, Message message) throws IOException {
    FileOutputStream stream = new FileOutputStream(made(link).toFile());
    FileChannel channel = stream.getChannel();
    ByteBuffer source = message.bytes().duplicate();
    return new Outlet() {
      @Override
      public boolean send() throws IOException {
        source.clear();
        while (source.hasRemaining()) {
          channel.write(source);
        }
        return true;
      }

      @Override
      public void close() throws IOException {
        stream.close();
      }
    };
  }

  @Override
  public Inlet inlet(Link link) throws IOException {
    FileChannel channel = new FileInputStream(made(link).toFile()).getChannel();
    return Framer.over(channel, link.size());
  }
}
