package org.poormanspipes.nats;

import io.nats.client.Message;
import io.nats.client.api.ServerInfo;
import java.io.IOException;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// Refuses servers that can't keep pipes, before anything is made there.
final class ServerCheck {

  /// Older ones lose what they acknowledged, or ignore configuration that matters here.
  static final String LEAST = "2.10.27";

  private static final long ANSWER_NANOS = 5_000_000_000L;
  private static final int NO_JETSTREAM = 10076;
  private static final int NO_JETSTREAM_FOR_ACCOUNT = 10039;

  private ServerCheck() {}

  static void require(Api api, String shown) throws IOException {
    ServerInfo info = api.connection().getServerInfo();
    if (!isNewEnough(info.getVersion())) {
      throw new DeviceException(
          Kind.UNSUPPORTED,
          "the server of "
              + shown
              + " is a NATS server "
              + info.getVersion()
              + ", which may lose data that it acknowledged: use "
              + LEAST
              + " or newer");
    }
    if (!info.isJetStreamAvailable()) {
      throw noJetStream(shown);
    }
    Message answer = api.once(Api.PREFIX + "INFO", null, new byte[0], ANSWER_NANOS);
    if (answer == null && api.isUp() && info.getCluster() == null) {
      throw noJetStream(shown);
    }
    // A cluster may be electing who leads; a server may have died this moment.
    Api.Answer said = answer == null ? null : Api.Answer.of(answer);
    if (said == null || Api.isForNow(said.error())) {
      said = api.call("", "INFO", null);
    }
    if (said.error() == NO_JETSTREAM || said.error() == NO_JETSTREAM_FOR_ACCOUNT) {
      throw noJetStream(shown);
    }
    if (said.refused()) {
      throw new DeviceException(
          Kind.FAILED, "the server of " + shown + " refused: " + said.description());
    }
  }

  private static DeviceException noJetStream(String shown) {
    return new DeviceException(
        Kind.UNSUPPORTED,
        "the server of "
            + shown
            + " has no JetStream, or none for this user: start it with -js, or enable jetstream in"
            + " its configuration and for the account");
  }

  static boolean isNewEnough(String version) {
    int[] is = numbers(version);
    int[] least = numbers(LEAST);
    for (int part = 0; part < least.length; part++) {
      if (is[part] != least[part]) {
        return is[part] > least[part];
      }
    }
    return true;
  }

  private static int[] numbers(String version) {
    int[] numbers = new int[3];
    String[] parts = version.split("[^0-9]+", numbers.length + 1);
    int from = parts.length > 0 && parts[0].isEmpty() ? 1 : 0;
    for (int part = 0; part < numbers.length && from + part < parts.length; part++) {
      String digits = parts[from + part];
      numbers[part] = digits.isEmpty() || digits.length() > 6 ? 0 : Integer.parseInt(digits);
    }
    return numbers;
  }
}
