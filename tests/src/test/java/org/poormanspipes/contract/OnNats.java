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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.testing.NatsServer;

/// Devices on a NATS server, which is empty again after each test. Tests run beside each other, each
/// with a server of its own as long as it lasts.
final class OnNats implements Backend {
  private static final int SHARE = 20;

  private final Server server = Server.take();

  /// A server, and a connection to look at it.
  private record Server(NatsServer process, Connection connection) {
    private static final Queue<Server> IDLE = new ConcurrentLinkedQueue<>();

    static Server take() {
      Server idle = IDLE.poll();
      return idle == null ? start() : idle;
    }

    void giveBack() {
      IDLE.add(this);
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
  public int enoughWaits(int usual) {
    return Math.max(Math.ceilDiv(usual, SHARE), 4 * Runtime.getRuntime().availableProcessors());
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
    server.giveBack();
  }

  /// For the concrete classes.
  @Execution(ExecutionMode.CONCURRENT)
  interface Source extends Backend.Source {
    @Override
    default Backend newBackend() {
      return new OnNats();
    }
  }
}
