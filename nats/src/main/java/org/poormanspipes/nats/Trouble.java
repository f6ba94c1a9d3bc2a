package org.poormanspipes.nats;

import io.nats.client.Connection;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.support.Status;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// What the server complained of, for the sentences of refusals: a missing permission, for one, is
/// told beside a request, and the request just has no answer. Why a connection was not had is told
/// here too. Nothing is printed.
final class Trouble implements ErrorListener {

  private static final long SECOND = 1_000_000_000L;

  /// Where answers come.
  private static final String INBOX = "_INBOX.";

  /// Where the server is told that what it sent has come.
  private static final String FLOW = "$JS.FC.";

  private static final Pattern DENIAL =
      Pattern.compile(
          "permissions violation for (publish|subscription) to \"([^\"]*)\".*",
          Pattern.CASE_INSENSITIVE);

  private final String shown;
  private final CompletableFuture<Boolean> refused = new CompletableFuture<>();
  private volatile String last = "";
  private volatile @Nullable Denial denial;
  private volatile @Nullable Exception failure;

  /// What the user may not do.
  ///
  /// @param publish whether he may not publish, rather than not subscribe
  /// @param subject what
  /// @param at when the server said so
  private record Denial(boolean publish, String subject, long at) {}

  /// Of the connection to these servers.
  ///
  /// @param shown the address for people
  Trouble(String shown) {
    this.shown = shown;
  }

  String last() {
    return last;
  }

  /// Whether the server did not let the user in.
  boolean isRefused() {
    return refused.isDone();
  }

  /// Calls when the server does not let the user in.
  void whenRefused(Runnable call) {
    var _ = refused.thenRun(call);
  }

  /// Why the last connection was not had, or was lost.
  @Nullable Exception failure() {
    return failure;
  }

  /// Whether a request will never be answered: its subject was refused since it was sent, or its
  /// answers are.
  ///
  /// @param since when it was sent
  boolean isDenied(String subject, long since) {
    Denial told = denial;
    return told != null
        && (told.publish()
            ? told.subject().equals(subject) && told.at() - since >= 0
            : told.subject().startsWith(INBOX));
  }

  /// Whether the server refused anything to this user since then.
  boolean isDenied(long since) {
    Denial told = denial;
    return told != null && told.at() - since >= 0;
  }

  /// Whether the server refused since then to be told that it may send on: it sends no more.
  boolean isStarved(long since) {
    Denial told = denial;
    return told != null
        && told.publish()
        && told.subject().startsWith(FLOW)
        && told.at() - since >= 0;
  }

  /// Whether the server refused anything to this user.
  boolean isDenial() {
    return denial != null;
  }

  /// The same, where the server may have said so a moment ago.
  boolean isDenialSoon() {
    long started = System.nanoTime();
    while (!isDenial() && System.nanoTime() - started < SECOND) {
      Api.pause();
    }
    return isDenial();
  }

  DeviceException noAnswer(long nanos) {
    if (isDenial()) {
      return denied();
    }
    return new DeviceException(
        Kind.AWAY,
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
    Denial told = denial;
    return new DeviceException(
        Kind.DENIED,
        "the server of "
            + shown
            + " does not permit this user to "
            + (told == null
                ? "do what pipes need"
                : (told.publish() ? "publish" : "subscribe") + " to '" + told.subject() + "'")
            + ": in its configuration, permit publishing to pmp.>, $JS.API.>, $JS.FC.>"
            + " and _INBOX.>, and subscribing to pmp.> and _INBOX.>");
  }

  DeviceException closed() {
    return new DeviceException(
        Kind.FAILED,
        "the connection to " + shown + " is closed" + (last.isEmpty() ? "" : " (" + last + ")"));
  }

  @Override
  public void errorOccurred(Connection connection, String error) {
    last = PipeName.printable(error);
    if (last.toLowerCase(Locale.ROOT).contains("authorization")) {
      refused.complete(true);
    }
    Matcher denied = DENIAL.matcher(last);
    if (denied.matches()) {
      boolean publish = denied.group(1).equalsIgnoreCase("publish");
      denial = new Denial(publish, denied.group(2), System.nanoTime());
    }
  }

  @Override
  public void exceptionOccurred(Connection connection, Exception failed) {
    failure = failed;
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
