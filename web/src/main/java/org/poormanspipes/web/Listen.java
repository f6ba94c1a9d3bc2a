package org.poormanspipes.web;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// Where the page may be served: loopback addresses, and nothing else.
public final class Listen {

  private static final int MAX_PORT = 65_535;
  private static final String LOCALHOST = "localhost";

  private Listen() {}

  /// Understands an address.
  ///
  /// @param text `127.0.0.1:8080`, `[::1]:8080` or `localhost:8080`; port 0 is any that is free
  /// @return the address
  /// @throws DeviceException of kind `INVALID`, if it is none, or not of this machine alone
  public static InetSocketAddress parse(String text) throws DeviceException {
    if (text.startsWith("unix:") || text.startsWith("/")) {
      throw invalid(text, "a browser can't come through a Unix socket; give 127.0.0.1:PORT");
    }
    int colon = text.lastIndexOf(':');
    if (colon < 0 || text.indexOf(']', colon) >= 0) {
      throw invalid(text, "it has no port; give 127.0.0.1:PORT, with 0 for any that is free");
    }
    InetAddress host = host(text, text.substring(0, colon));
    if (!host.isLoopbackAddress()) {
      throw invalid(
          text,
          "the page goes over the wire unencrypted, so it is served to this machine alone; give"
              + " 127.0.0.1:PORT, and come from elsewhere by ssh -L");
    }
    return new InetSocketAddress(host, port(text, text.substring(colon + 1)));
  }

  /// Literals only: nobody is asked what a name means.
  private static InetAddress host(String text, String host) throws DeviceException {
    if (host.equalsIgnoreCase(LOCALHOST)) {
      return InetAddress.ofLiteral("127.0.0.1");
    }
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String literal = bracketed ? host.substring(1, host.length() - 1) : host;
    try {
      if (bracketed == literal.contains(":")) {
        return InetAddress.ofLiteral(literal);
      }
    } catch (IllegalArgumentException none) {
      // Said below.
    }
    throw invalid(text, "'" + host + "' is no address; give 127.0.0.1:PORT or [::1]:PORT");
  }

  private static int port(String text, String port) throws DeviceException {
    if (port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= MAX_PORT) {
      return Integer.parseInt(port);
    }
    throw invalid(text, "the port is a number from 0 to " + MAX_PORT);
  }

  private static DeviceException invalid(String text, String why) {
    return new DeviceException(Kind.INVALID, "can't listen on '" + text + "': " + why);
  }

  /// What to say when the address can't be had.
  static IOException refused(InetSocketAddress address, IOException failed) {
    return new IOException(
        "can't listen on "
            + shown(address)
            + ": "
            + failed.getMessage()
            + "; give another port, or 0 for any that is free",
        failed);
  }

  /// An address as it stands in a URL. Of the sixth version there is one loopback address; Java
  /// would write it out, and not every client shortens it again.
  static String shown(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    return (host instanceof Inet6Address ? "[::1]" : host.getHostAddress())
        + ":"
        + address.getPort();
  }
}
