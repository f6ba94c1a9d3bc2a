package org.poormanspipes.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.poormanspipes.web.Listen;
import org.poormanspipes.web.Token;
import org.poormanspipes.web.WebPage;

/// `pmp web`: the device as a page in a browser, and as metrics. The launcher has the page's module
/// on the path for this command only.
final class WebCommand implements Command {

  private static final String ANY_PORT = "127.0.0.1:0";

  private static final Option LISTEN =
      Option.value(
          "--listen", "ADDRESS:PORT", "A loopback address; port 0, as without it: any free one.");
  private static final Option TOKEN_FILE =
      Option.value(
          "--token-file", "FILE", "Holds the token; made with a random one if it is missing.");

  @Override
  public Syntax syntax() {
    return new Syntax("web", "Shows the device in a browser, and gives Prometheus its metrics.")
        .with(LISTEN, TOKEN_FILE)
        .with(Devices.OPTIONS)
        .footer(
            "Prints the address, with a token that is new each time; who knows it may look, and",
            "nobody can change anything. Metrics are at /metrics. Ends when it is interrupted.",
            "",
            "pmp web",
            "pmp web --listen 127.0.0.1:9464 --token-file ~/.pmp-token");
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    String listen = arguments.value(LISTEN);
    InetSocketAddress address = Listen.parse(listen == null ? ANY_PORT : listen);
    String file = arguments.value(TOKEN_FILE);
    Token token = file == null ? Token.random() : Token.ofFile(path(file));
    // It must be there to begin with; one that is removed later is not made again.
    Devices.look(arguments).close();
    try (WebPage page = WebPage.serve(() -> Devices.again(arguments), address, token)) {
      io.println(page.address());
      io.flush();
      new CountDownLatch(1).await();
      return ExitCode.DONE;
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static Path path(String file) {
    if (file.isEmpty()) {
      throw new UsageException("--token-file needs a file");
    }
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw new UsageException("--token-file can't be '" + file + "': " + e.getReason(), e);
    }
  }
}
