package org.poormanspipes.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.Json;

/// Every request comes through here: is it meant for this machine, does it only look, does it know
/// the token; only then what it wants. Called by any number of threads.
final class Gate implements HttpHandler {

  /// The names of loopback. The port is the asker's: it may have come through `ssh -L`.
  private static final Pattern HOST =
      Pattern.compile("(?i)(?:127(?:\\.[0-9]{1,3}){3}|localhost|\\[::1])(?::[0-9]{1,5})?");

  private static final Set<String> LOOKING = Set.of("GET", "HEAD");
  private static final String PREFIX = "Bearer ";
  private static final Pattern IN_QUERY = Pattern.compile("(?:.*&)?token=([^&]*)(?:&.*)?");

  private final Token token;
  private final String cookie;
  private final Pattern inCookies;
  private final PageFiles files = new PageFiles();
  private final Snapshots snapshots;
  private final DeviceMetrics metrics;

  /// @param port tells this page's cookie from another's: cookies know no ports
  Gate(Token token, int port, Snapshots snapshots, DeviceMetrics metrics) {
    this.token = token;
    this.cookie = "pmp-" + port;
    this.inCookies = Pattern.compile("(?:.*; *)?" + cookie + "=([^;]*)(?:;.*)?");
    this.snapshots = snapshots;
    this.metrics = metrics;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      answer(exchange).send(exchange);
    }
  }

  private Answer answer(HttpExchange exchange) {
    try {
      Answer refused = refusal(exchange);
      return refused == null ? wanted(exchange) : refused;
    } catch (IOException failed) {
      return Answer.sentence(503, String.valueOf(failed.getMessage()));
    } catch (RuntimeException fault) {
      return Answer.sentence(500, "internal error: " + fault);
    }
  }

  /// In this order: who does not know the token learns nothing of what there is.
  private @Nullable Answer refusal(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (host == null || !HOST.matcher(host).matches()) {
      return Answer.sentence(
          421, "this page is for 127.0.0.1, localhost and [::1] only: use the address as printed");
    }
    if (!LOOKING.contains(exchange.getRequestMethod())) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      return Answer.sentence(405, "this page only shows: GET and HEAD are all that it knows");
    }
    if (!knowsToken(exchange)) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      return Answer.sentence(
          401, "no token, or a wrong one: open the whole address that 'pmp web' printed");
    }
    return null;
  }

  private boolean knowsToken(HttpExchange exchange) {
    String offered = inQuery(exchange);
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (offered == null && header != null && header.startsWith(PREFIX)) {
      offered = header.substring(PREFIX.length()).strip();
    }
    String cookies = exchange.getRequestHeaders().getFirst("Cookie");
    if (offered == null && cookies != null) {
      Matcher found = inCookies.matcher(cookies);
      offered = found.matches() ? found.group(1) : null;
    }
    return offered != null && token.is(offered);
  }

  private static @Nullable String inQuery(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    Matcher found = IN_QUERY.matcher(query == null ? "" : query);
    return found.matches() ? found.group(1) : null;
  }

  private Answer wanted(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    return switch (path) {
      case "/snapshot" -> snapshot();
      case "/metrics" -> metrics(exchange);
      default -> {
        Answer file = files.find(path);
        if (file == null) {
          yield Answer.sentence(404, "there is nothing here but the page at / and /metrics");
        }
        yield path.equals("/") && inQuery(exchange) != null ? enter(exchange) : file;
      }
    };
  }

  /// Out of the address bar and the history, into a cookie that no script and no other site sees.
  private Answer enter(HttpExchange exchange) {
    exchange
        .getResponseHeaders()
        .set("Set-Cookie", cookie + "=" + token.text() + "; Path=/; HttpOnly; SameSite=Strict");
    exchange.getResponseHeaders().set("Location", "/");
    return Answer.sentence(303, "the page is at /");
  }

  private Answer snapshot() {
    try {
      return Answer.json(200, snapshots.current().json());
    } catch (IOException failed) {
      Attributes problem =
          Attributes.builder().with("problem", String.valueOf(failed.getMessage())).build();
      return Answer.json(503, Json.object(problem).getBytes(UTF_8));
    }
  }

  private Answer metrics(HttpExchange exchange) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    String type = metrics.write(exchange.getRequestHeaders().getFirst("Accept"), text);
    return new Answer(200, type, text.toByteArray());
  }
}
