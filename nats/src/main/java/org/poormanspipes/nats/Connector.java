package org.poormanspipes.nats;

import io.nats.client.AuthHandler;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Ids;

/// Connects to the servers of an address.
final class Connector {

  private static final Duration RECONNECT = Duration.ofMillis(200);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration PING = Duration.ofSeconds(5);

  private Connector() {}

  /// @param reconnected called when a connection that was lost is there again
  static Connection connect(NatsAddress address, Trouble trouble, Runnable reconnected)
      throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      Options options = options(address, trouble, reconnected);
      return Nats.connect(options);
    } catch (InterruptedException alerted) {
      interrupted = true;
      throw new DeviceException(Kind.FAILED, "interrupted in connecting", alerted);
    } catch (AuthenticationException refused) {
      throw notAuthenticated(address, refused);
    } catch (IOException unreachable) {
      if (unreachable instanceof DeviceException) {
        throw unreachable;
      }
      throw isAuthentication(trouble.last())
          ? notAuthenticated(address, unreachable)
          : unreachable(address, unreachable, trouble);
    } catch (IllegalArgumentException | IllegalStateException wrong) {
      throw new DeviceException(
          Kind.INVALID,
          "can't connect to " + address.shown() + ": " + NatsAddress.shown("" + wrong.getMessage()),
          wrong);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Options options(NatsAddress address, Trouble trouble, Runnable reconnected)
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
            .errorListener(trouble)
            .connectionListener((connection, event) -> {
              if (event == ConnectionListener.Events.RECONNECTED) {
                reconnected.run();
              }
            });
    String creds = address.options().get("creds");
    String nkey = address.options().get("nkey");
    if (creds != null) {
      options.authHandler(Nats.credentials(readable("creds", creds).toString()));
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

  private static AuthHandler nkey(Path file) throws IOException {
    char[] seed = Files.readString(file).strip().toCharArray();
    try {
      return Nats.staticCredentials(null, seed);
    } catch (RuntimeException spoilt) {
      throw new DeviceException(Kind.INVALID, "nkey=" + file + ": it holds no NKey seed", spoilt);
    }
  }

  private static boolean isAuthentication(String said) {
    return said.toLowerCase(java.util.Locale.ROOT).contains("authorization");
  }

  private static DeviceException notAuthenticated(NatsAddress address, Exception cause) {
    return new DeviceException(
        Kind.DENIED,
        "the server of "
            + address.shown()
            + " does not let this user in: give user:password@ or token@ before the host, or"
            + " ?creds=FILE or ?nkey=FILE",
        cause);
  }

  private static DeviceException unreachable(
      NatsAddress address, IOException cause, Trouble trouble) {
    String why = NatsAddress.shown(deepest(cause));
    String said = trouble.last();
    String mend =
        why.contains("SSL") || why.contains("PKIX") || why.contains("certif")
            ? ": the server's certificate is not trusted here, or TLS is not wanted alike on both"
                + " sides (?tls=true)"
            : ": start one there, or name another";
    return new DeviceException(
        Kind.NOT_FOUND,
        "no NATS server answers at "
            + address.shown()
            + " ("
            + (said.isEmpty() ? why : said).replace("]", "")
            + ")"
            + mend,
        cause);
  }

  private static String deepest(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof GeneralSecurityException ? "SSL: " + cause : "" + cause.getMessage();
  }
}
