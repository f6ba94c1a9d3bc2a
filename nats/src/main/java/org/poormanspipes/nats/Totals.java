package org.poormanspipes.nats;

import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import org.poormanspipes.driver.Attributes;

/// What was moved.
///
/// @param bytesIn bytes written
/// @param bytesOut bytes read
/// @param messagesIn writes
/// @param messagesOut reads
/// @param refused writes of which not all was taken
record Totals(long bytesIn, long bytesOut, long messagesIn, long messagesOut, long refused) {

  static final Totals NONE = new Totals(0, 0, 0, 0, 0);

  Totals plus(Totals other) {
    return new Totals(
        bytesIn + other.bytesIn,
        bytesOut + other.bytesOut,
        messagesIn + other.messagesIn,
        messagesOut + other.messagesOut,
        refused + other.refused);
  }

  Attributes attributes() {
    return Attributes.builder()
        .with("bytes-in", bytesIn)
        .with("bytes-out", bytesOut)
        .with("messages-in", messagesIn)
        .with("messages-out", messagesOut)
        .with("refused", refused)
        .build();
  }

  JsonValue json() {
    return JsonValueUtils.mapBuilder()
        .put("bytes-in", bytesIn)
        .put("bytes-out", bytesOut)
        .put("messages-in", messagesIn)
        .put("messages-out", messagesOut)
        .put("refused", refused)
        .toJsonValue();
  }

  static Totals of(JsonValue json) {
    return new Totals(
        JsonValueUtils.readLong(json, "bytes-in", 0),
        JsonValueUtils.readLong(json, "bytes-out", 0),
        JsonValueUtils.readLong(json, "messages-in", 0),
        JsonValueUtils.readLong(json, "messages-out", 0),
        JsonValueUtils.readLong(json, "refused", 0));
  }
}
