package org.poormanspipes.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// `pmp web` as a user starts it, and requests to it by the byte.
public final class PageServer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final String TOKEN = "/?token=";

  private final Process process;
  private final String address;

  private PageServer(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /// Starts it and waits until it is there.
  ///
  /// @param jvm options of its JVM, separated by blanks
  public static PageServer start(Path root, String jvm, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(System.getProperty("pmp.command"), "web"));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeAll(List.of("PMP_DEVICE", "PMP_DEBUG", "JAVA_TOOL_OPTIONS"));
    environment.put("PMP_ROOT", root.toString());
    environment.put("PMP_JAVA_OPTIONS", jvm);
    environment.put("XDG_CACHE_HOME", Path.of("target", "cache").toAbsolutePath().toString());
    Process process = builder.start();
    BufferedReader lines = process.inputReader(UTF_8);
    String address = lines.readLine();
    if (address == null || !address.startsWith("http://127.0.0.1:")) {
      process.destroyForcibly();
      throw new AssertionError("pmp web printed " + address);
    }
    return new PageServer(process, address);
  }

  /// What a browser is given.
  public String address() {
    return address;
  }

  /// Without the path.
  public String base() {
    return address.substring(0, address.indexOf(TOKEN));
  }

  /// The secret.
  public String token() {
    return address.substring(address.indexOf(TOKEN) + TOKEN.length());
  }

  /// Where it listens.
  public int port() {
    return Integer.parseInt(base().substring(base().lastIndexOf(':') + 1));
  }

  /// Asks for a path as somebody who knows the token.
  public Reply get(String path) throws IOException {
    return ask("GET " + path + " HTTP/1.1", "Authorization: Bearer " + token());
  }

  /// Asks with these lines and a good host.
  public Reply ask(String request, String... headers) throws IOException {
    StringBuilder text = new StringBuilder(request).append("\r\nHost: 127.0.0.1\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return raw(text.append("Connection: close\r\n\r\n").toString());
  }

  /// Sends exactly this, a character a byte, and reads until it is closed.
  public Reply raw(String bytes) throws IOException {
    try (Socket socket = connect()) {
      try {
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        return Reply.of(socket.getInputStream().readAllBytes());
      } catch (SocketException reset) {
        return new Reply(0, Map.of(), "");
      }
    }
  }

  /// A connection; reading from it gives up when it takes too long.
  public Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /// What the process read of the answer; status 0 if it was hung up on.
  ///
  /// @param status the number of the status
  /// @param headers by name in lower case
  /// @param body as UTF-8
  public record Reply(int status, Map<String, String> headers, String body) {
    private static Reply of(byte[] bytes) {
      String text = new String(bytes, UTF_8);
      int end = text.indexOf("\r\n\r\n");
      if (end < 0) {
        return new Reply(0, Map.of(), text);
      }
      Map<String, String> headers = new TreeMap<>();
      List<String> lines = text.substring(0, end).lines().toList();
      for (String line : lines.subList(1, lines.size())) {
        String[] header = line.split(": ", 2);
        headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
      }
      return new Reply(
          Integer.parseInt(lines.getFirst().split(" ", -1)[1]), headers, text.substring(end + 4));
    }
  }

  /// The process.
  public Process process() {
    return process;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      process.getInputStream().close();
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    } catch (IOException alreadyClosed) {
      // It is dead all the same.
    }
  }
}
