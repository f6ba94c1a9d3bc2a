package org.poormanspipes.nats;

import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Origin;

/// Where carried content is from, in the headers of a message: `Pmp-Source` and `Pmp-Number`. What
/// is no origin there is none: the content counts all the same.
final class OriginHeaders {

  private static final String SOURCE = "Pmp-Source";
  private static final String NUMBER = "Pmp-Number";

  /// No pipe has numbers like this; adding a length to one does not overflow.
  private static final long MOST = Long.MAX_VALUE / 2;

  private OriginHeaders() {}

  static void put(Headers headers, @Nullable Origin origin) {
    if (origin != null) {
      headers.put(SOURCE, origin.source());
      headers.put(NUMBER, Long.toString(origin.number()));
    }
  }

  static @Nullable Origin of(@Nullable Headers headers) {
    return headers == null ? null : of(headers.getFirst(SOURCE), headers.getFirst(NUMBER));
  }

  /// As lines of text.
  static @Nullable Origin of(String lines) {
    String source = null;
    String number = null;
    for (String line : lines.split("\r\n", -1)) {
      if (line.startsWith(SOURCE + ":")) {
        source = line.substring(SOURCE.length() + 1).strip();
      } else if (line.startsWith(NUMBER + ":")) {
        number = line.substring(NUMBER.length() + 1).strip();
      }
    }
    return of(source, number);
  }

  private static @Nullable Origin of(@Nullable String source, @Nullable String number) {
    if (source == null || number == null || !Origin.isSource(source)) {
      return null;
    }
    try {
      long count = Long.parseLong(number);
      return count < 0 || count > MOST ? null : new Origin(source, count);
    } catch (NumberFormatException spoilt) {
      return null;
    }
  }
}
