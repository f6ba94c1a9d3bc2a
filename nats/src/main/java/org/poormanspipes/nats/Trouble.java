package org.poormanspipes.nats;

import io.nats.client.Connection;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.support.Status;
import java.util.Locale;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// What the server complained of, for the sentences of refusals: a missing permission, for one, is
/// told beside a request, and the request just has no answer. Nothing is printed.
final class Trouble implements ErrorListener {

  private static final long SECOND = 1_000_000_000L;

  private final String shown;
  private volatile String last = "";

  /// Of the connection to these servers.
  ///
  /// @param shown the address for people
  Trouble(String shown) {
    this.shown = shown;
  }

  String last() {
    return last;
  }

  boolean isDenial() {
    return last.toLowerCase(Locale.ROOT).contains("permissions violation");
  }

  DeviceException noAnswer(long nanos) {
    if (isDenial()) {
      return denied();
    }
    return new DeviceException(
        Kind.FAILED,
        "the server of "
            + shown
            + " did not answer for "
            + nanos / SECOND
            + " seconds"
            + (last.isEmpty() ? "" : " (" + last + ")")
            + ": start it, or look why it is not reached; what was being written may or may not"
            + " have arrived");
  }

  DeviceException denied() {
    return new DeviceException(
        Kind.DENIED,
        "the server of "
            + shown
            + " does not permit this user what pipes need ("
            + last
            + "): permit publishing to pmp.>, $JS.API.> and $JS.ACK.>, and subscribing to pmp.> and"
            + " _INBOX.>");
  }

  DeviceException closed() {
    return new DeviceException(
        Kind.FAILED,
        "the connection to " + shown + " is closed" + (last.isEmpty() ? "" : " (" + last + ")"));
  }

  @Override
  public void errorOccurred(Connection connection, String error) {
    last = PipeName.printable(error);
  }

  @Override
  public void exceptionOccurred(Connection connection, Exception failed) {
    // Lost and refused connections: the request that wanted one says so.
  }

  @Override
  public void slowConsumerDetected(Connection connection, Consumer consumer) {
    // A feed that lost messages sees a gap and asks again.
  }

  @Override
  public void heartbeatAlarm(
      Connection connection, JetStreamSubscription feed, long stream, long consumer) {
    // The client makes the consumer anew.
  }

  @Override
  public void unhandledStatus(Connection connection, JetStreamSubscription feed, Status status) {
    // Nor is this anything to tell.
  }

  @Override
  public void messageDiscarded(Connection connection, Message message) {
    // Requests are repeated by whoever made them.
  }
}
