package org.poormanspipes.nats;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// Where a device is: `[user:password@]host[:port][,…]/Device[?option=value&…]`.
///
/// @param servers the servers as the client wants them, credentials included
/// @param device the device's name as it was spelled
/// @param options what stands behind the question mark
record NatsAddress(List<String> servers, String device, Map<String, String> options) {

  private static final Set<String> OPTIONS =
      Set.of("tls", "creds", "nkey", "replicas", "storage", "patience");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern SERVER =
      Pattern.compile("([^@/\\s]+@)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?");
  private static final Pattern CREDENTIALS = Pattern.compile(".*@");

  static NatsAddress parse(String location) throws DeviceException {
    int question = location.indexOf('?');
    String place = question < 0 ? location : location.substring(0, question);
    Map<String, String> options =
        options(question < 0 ? "" : location.substring(question + 1), location);
    int slash = place.lastIndexOf('/');
    if (slash < 0) {
      throw invalid(location, "it names no device, as in nats://host:4222/Example");
    }
    String device = place.substring(slash + 1);
    if (!NAME.matcher(device).matches()) {
      throw invalid(
          location,
          "the name of a device has 1 to 64 letters, digits, '.', '_' and '-', and begins with one"
              + " of the first");
    }
    String scheme = "true".equals(options.get("tls")) ? "tls://" : "nats://";
    List<String> servers =
        Stream.of(place.substring(0, slash).split(",", -1)).map(server -> scheme + server).toList();
    for (String server : servers) {
      if (!SERVER.matcher(server.substring(scheme.length())).matches()) {
        throw invalid(location, "a server is [user:password@]host[:port]");
      }
    }
    return new NatsAddress(servers, device, options);
  }

  private static Map<String, String> options(String text, String location) throws DeviceException {
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : text.isEmpty() ? new String[0] : text.split("&", -1)) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      if (equals < 0 || !OPTIONS.contains(name)) {
        throw invalid(
            location,
            "'"
                + PipeName.printable(name)
                + "' is not an option: there are tls=true, creds=FILE, nkey=FILE, replicas=1|3|5,"
                + " storage=file|memory and patience=SECONDS");
      }
      options.put(name, URLDecoder.decode(option.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return options;
  }

  /// The word under which the server knows the device.
  String token() {
    // A dot would part a subject.
    return device.toLowerCase(Locale.ROOT).replace("_", "__").replace(".", "_d");
  }

  /// The address for people: without what nobody should read.
  String shown() {
    return String.join(",", servers.stream().map(NatsAddress::shownServer).toList()) + "/" + device;
  }

  private static String shownServer(String server) {
    int host = server.indexOf("://") + 3;
    return server.substring(0, host) + shown(server.substring(host));
  }

  /// Any text with credentials taken out of it.
  static String shown(String text) {
    return PipeName.printable(CREDENTIALS.matcher(text).replaceAll(""));
  }

  /// A whole number among the options.
  int number(String name, int otherwise, int most) throws DeviceException {
    String value = options.get(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("\\d{1,6}")
        || Integer.parseInt(value) < 1
        || Integer.parseInt(value) > most) {
      throw new DeviceException(
          Kind.INVALID,
          "'"
              + PipeName.printable(value)
              + "' is not a value of "
              + name
              + ": it can be 1 to "
              + most);
    }
    return Integer.parseInt(value);
  }

  private static DeviceException invalid(String location, String why) {
    return new DeviceException(
        Kind.INVALID, "'nats://" + shown(location) + "' is not an address: " + why);
  }
}
