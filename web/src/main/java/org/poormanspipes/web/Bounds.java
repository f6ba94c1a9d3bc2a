package org.poormanspipes.web;

/// What one asker can take of this process. The server of the JDK has these as system properties,
/// which it reads once, before its first request.
final class Bounds {

  private static final String[][] PROPERTIES = {
    // Connections at one time; further ones are closed at once.
    {"jdk.httpserver.maxConnections", "100"},
    {"sun.net.httpserver.maxIdleConnections", "100"},
    // Seconds for a request to come, and for its answer to be taken.
    {"sun.net.httpserver.maxReqTime", "10"},
    {"sun.net.httpserver.maxRspTime", "20"},
    // Seconds between two requests of one connection.
    {"sun.net.httpserver.idleInterval", "30"},
    // Of one request.
    {"sun.net.httpserver.maxReqHeaders", "64"},
    {"sun.net.httpserver.maxReqHeaderSize", "16384"},
    {"sun.net.httpserver.drainAmount", "0"},
    {"sun.net.httpserver.nodelay", "true"},
  };

  private Bounds() {}

  /// Before the first server of this process is made; what the user set stands.
  static void apply() {
    for (String[] property : PROPERTIES) {
      if (System.getProperty(property[0]) == null) {
        System.setProperty(property[0], property[1]);
      }
    }
  }
}
