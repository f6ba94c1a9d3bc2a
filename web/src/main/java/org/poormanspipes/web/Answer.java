package org.poormanspipes.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;

/// What is sent back, whole and with its length. The same headers go with everything: the page may
/// load its own files and nothing else, nobody may frame it, and nothing of it is kept.
final class Answer {

  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final String JSON = "application/json";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final int status;
  private final String type;
  private final byte[] content;

  /// @param status the number of the status
  /// @param type what the content is
  /// @param content all of it, which nobody changes
  Answer(int status, String type, byte[] content) {
    this.status = status;
    this.type = type;
    this.content = content;
  }

  /// A sentence for a person.
  static Answer sentence(int status, String sentence) {
    return new Answer(status, PLAIN, (sentence + "\n").getBytes(UTF_8));
  }

  static Answer json(int status, byte[] content) {
    return new Answer(status, JSON, content);
  }

  void send(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    if (status >= 400) {
      // Whatever else comes over this connection is not awaited.
      headers.set("Connection", "close");
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(content.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
    if (content.length > 0) {
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(content);
      }
    }
  }
}
