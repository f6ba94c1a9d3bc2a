package org.poormanspipes.contract;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.testing.NatsServer;

/// Devices on a NATS server: one server for all tests, empty again after each.
final class OnNats implements Backend {
  private static final int SHARE = 20;

  private final Server server = Server.shared();

  /// The server, and a connection to look at it.
  private record Server(NatsServer process, Connection connection) {
    private static final class Holder {
      private static final Server SHARED = start();
    }

    static Server shared() {
      return Holder.SHARED;
    }

    private static Server start() {
      try {
        NatsServer process = NatsServer.withJetStream();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
        String url = "nats://127.0.0.1:" + process.port();
        return new Server(process, Nats.connect(new Options.Builder().server(url).build()));
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      } catch (InterruptedException alerted) {
        throw new IllegalStateException(alerted);
      }
    }

    private static void end(NatsServer process) {
      try {
        process.close();
      } catch (IOException left) {
        System.err.println("left behind: " + left);
      }
    }
  }

  @Override
  public DeviceOptions.Builder device(String name) {
    return DeviceOptions.builder().device(server.process().device(name));
  }

  @Override
  public OptionalLong storageSize(long capacity) {
    return OptionalLong.empty();
  }

  @Override
  public String leftovers(String device) {
    String ours = "PMPD_" + device.toLowerCase(Locale.ROOT);
    return String.join("\n", streams().stream().filter(name -> name.startsWith(ours)).toList());
  }

  private List<String> streams() {
    try {
      return server.connection().jetStreamManagement().getStreamNames();
    } catch (IOException | JetStreamApiException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /// The server's max_payload, less what we add.
  @Override
  public long largestMessage() {
    return (1 << 20) - 1024 - 21;
  }

  @Override
  public int enough(int usual) {
    return Math.ceilDiv(usual, SHARE);
  }

  @Override
  public void close() {
    for (String stream : streams()) {
      if (stream.startsWith("PMP")) {
        try {
          server.connection().jetStreamManagement().deleteStream(stream);
        } catch (IOException | JetStreamApiException gone) {
          // Its last handle was closed meanwhile.
        }
      }
    }
  }

  /// For the concrete classes.
  interface Source extends Backend.Source {
    @Override
    default Backend newBackend() {
      return new OnNats();
    }
  }
}
