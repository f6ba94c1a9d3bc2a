package org.poormanspipes.nats;

import io.nats.client.AuthHandler;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.NKey;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Ids;

/// Connects to the servers of an address.
final class Connector {

  /// What a user need not see of a message that quotes another.
  private static final Pattern CLASS_NAMES = Pattern.compile("[\\w.$]+(Exception|Error): ");

  private static final Duration RECONNECT = Duration.ofMillis(200);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration PING = Duration.ofSeconds(5);

  private Connector() {}

  /// @param lost called when the connection is lost
  /// @param reconnected called when it is there again
  static Connection connect(
      NatsAddress address, Trouble trouble, Runnable lost, Runnable reconnected)
      throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      Options options = options(address, trouble, lost, reconnected);
      return await(connecting(address, trouble, options));
    } catch (InterruptedException alerted) {
      interrupted = true;
      throw new DeviceException(Kind.FAILED, "interrupted in connecting", alerted);
    } catch (AuthenticationException refused) {
      throw notAuthenticated(address);
    } catch (IOException unreachable) {
      if (unreachable instanceof DeviceException) {
        throw unreachable;
      }
      throw trouble.isRefused() ? notAuthenticated(address) : unreachable(address, trouble);
    } catch (IllegalArgumentException | IllegalStateException wrong) {
      throw new DeviceException(
          Kind.INVALID,
          "can't connect to "
              + address.shown()
              + ": "
              + NatsAddress.shown("" + wrong.getMessage()));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Connects, beside the caller: the client goes on for seconds when its only server has refused
  /// the user already.
  private static CompletableFuture<Connection> connecting(
      NatsAddress address, Trouble trouble, Options options) {
    CompletableFuture<Connection> connected = new CompletableFuture<>();
    if (address.servers().size() == 1) {
      trouble.whenRefused(
          () -> connected.completeExceptionally(new AuthenticationException("refused")));
    }
    Thread.ofVirtual()
        .name("pmp-nats-connect")
        .start(() -> {
          try {
            Connection connection = Nats.connect(options);
            if (!connected.complete(connection)) {
              connection.close();
            }
          } catch (IOException | InterruptedException | RuntimeException failed) {
            connected.completeExceptionally(failed);
          }
        });
    return connected;
  }

  private static Connection await(CompletableFuture<Connection> connected)
      throws IOException, InterruptedException {
    try {
      return connected.get();
    } catch (InterruptedException alerted) {
      // Who connects by then closes.
      connected.cancel(false);
      throw alerted;
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case IOException refused -> throw refused;
        case RuntimeException wrong -> throw wrong;
        case null, default -> throw new IOException("can't connect", failed);
      }
    }
  }

  private static Options options(
      NatsAddress address, Trouble trouble, Runnable lost, Runnable reconnected)
      throws IOException {
    Options.Builder options =
        new Options.Builder()
            .servers(address.servers().toArray(String[]::new))
            .connectionName("pmp " + Ids.program())
            .connectionTimeout(CONNECT)
            .pingInterval(PING)
            .maxReconnects(-1)
            .reconnectWait(RECONNECT)
            .reconnectJitter(RECONNECT)
            .reconnectBufferSize(0)
            .reportNoResponders()
            // What is sent at once goes into few packets; a request alone leaves as soon as ever.
            .dontForceFlushOnRequest()
            .errorListener(trouble)
            .connectionListener((connection, event) -> {
              if (event == ConnectionListener.Events.DISCONNECTED) {
                lost.run();
              } else if (event == ConnectionListener.Events.RECONNECTED) {
                // What was asked in between went nowhere, too.
                lost.run();
                reconnected.run();
              }
            });
    String creds = address.options().get("creds");
    String nkey = address.options().get("nkey");
    if (creds != null) {
      options.authHandler(credentials(readable("creds", creds)));
    } else if (nkey != null) {
      options.authHandler(nkey(readable("nkey", nkey)));
    }
    return options.build();
  }

  private static Path readable(String option, String file) throws DeviceException {
    Path path = Path.of(file);
    if (!Files.isReadable(path)) {
      throw new DeviceException(
          Kind.INVALID,
          option + "=" + PipeName.printable(file) + ": there is no such file that can be read");
    }
    return path;
  }

  private static AuthHandler credentials(Path file) throws IOException {
    String text = Files.readString(file);
    if (!text.contains("BEGIN NATS USER JWT") || !text.contains("BEGIN USER NKEY SEED")) {
      throw new DeviceException(
          Kind.INVALID, "creds=" + file + ": it holds no credentials of a user of NATS");
    }
    return Nats.credentials(file.toString());
  }

  private static AuthHandler nkey(Path file) throws IOException {
    char[] seed = Files.readString(file).strip().toCharArray();
    try {
      NKey.fromSeed(seed).clear();
      return Nats.staticCredentials(null, seed);
    } catch (RuntimeException spoilt) {
      // It may quote what it was given.
      throw new DeviceException(Kind.INVALID, "nkey=" + file + ": it holds no NKey seed");
    }
  }

  private static DeviceException notAuthenticated(NatsAddress address) {
    return new DeviceException(
        Kind.DENIED,
        "the server of "
            + address.shown()
            + " does not let this user in: give user:password@ or token@ before the host, or"
            + " ?creds=FILE or ?nkey=FILE");
  }

  private static DeviceException unreachable(NatsAddress address, Trouble trouble) {
    return new DeviceException(
        Kind.AWAY,
        "no NATS server answers at " + address.shown() + ": " + why(trouble.last(), root(trouble)));
  }

  /// The client's own exceptions quote the address with its secrets, so none is a cause.
  private static String why(String said, @Nullable Throwable failed) {
    if (failed == null) {
      return said.isEmpty() ? "the client does not say why" : NatsAddress.shown(said);
    }
    String message = NatsAddress.shown(String.valueOf(failed.getMessage()));
    if (failed instanceof SSLException
        || failed instanceof GeneralSecurityException
        || message.contains("SSL")) {
      return "its certificate is not trusted here, or TLS is not wanted alike on both sides;"
          + " ?tls=true asks for TLS, javax.net.ssl.trustStore names who is trusted ("
          + CLASS_NAMES.matcher(message).replaceAll("")
          + ")";
    }
    return switch (failed) {
      case UnknownHostException _ ->
          "there is no host of that name, or no name server that knows it";
      case ConnectException _ -> "nothing listens there; start one there, or name another";
      case TimeoutException _ ->
          "what listens there does not greet as one; look whether the port is a NATS server's";
      default -> message + "; look whether the port is a NATS server's";
    };
  }

  private static @Nullable Throwable root(Trouble trouble) {
    Throwable cause = trouble.failure();
    while (cause != null && cause.getCause() != null && !(cause instanceof SSLException)) {
      cause = cause.getCause();
    }
    return cause;
  }
}
