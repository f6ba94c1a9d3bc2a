package org.poormanspipes.bench.transport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The JDK's Unix-domain socket.
///
/// @param blocking whether its calls wait
record UnixSocket(boolean blocking) implements Transport {
  @Override
  public Outlet outlet(Link link, Message message) throws IOException {
    Path path = link.file(".sock");
    MappedFile.await(path);
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
    channel.configureBlocking(blocking);
    ByteBuffer source = message.bytes().duplicate();
    source.limit(0);
    return new Outlet() {
      @Override
      public boolean send() throws IOException {
        if (!source.hasRemaining()) {
          source.clear();
        }
        do {
          if (channel.write(source) == 0) {
            // The rest of the same message goes with the next call.
            return false;
          }
        } while (source.hasRemaining());
        return true;
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  @Override
  public Inlet inlet(Link link) throws IOException {
    Path path = link.file(".sock");
    Path unready = link.file(".sock-unready");
    SocketChannel channel;
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(unready));
      Files.move(unready, path, StandardCopyOption.ATOMIC_MOVE);
      channel = server.accept();
    }
    channel.configureBlocking(blocking);
    return Framer.over(channel, link.size());
  }
}
