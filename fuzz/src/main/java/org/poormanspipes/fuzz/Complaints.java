package org.poormanspipes.fuzz;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What is logged. A mount's server answers whatever went wrong with an error number, and says here
/// what it was.
public final class Complaints extends Handler {
  /// The documented refusal of what is read beyond a request's end.
  private static final String BEYOND = "the request has ";

  private final Logger logger = Logger.getLogger("org.poormanspipes");
  private final AtomicReference<@Nullable Finding> first = new AtomicReference<>();

  /// Listens from now on, instead of whoever prints it.
  public Complaints() {
    logger.setUseParentHandlers(false);
    logger.setLevel(Level.ALL);
    logger.addHandler(this);
  }

  @Override
  public void publish(LogRecord said) {
    try {
      look(said.getMessage(), said.getThrown());
    } catch (Finding found) {
      first.compareAndSet(null, found);
    }
  }

  private static void look(String message, @Nullable Throwable thrown) {
    if (thrown == null) {
      Sentences.check(message, null);
      return;
    }
    boolean beyond =
        thrown instanceof IndexOutOfBoundsException
            && String.valueOf(thrown.getMessage()).startsWith(BEYOND);
    if (!beyond && !(thrown instanceof IOException)) {
      throw new Finding("it failed: " + message, thrown);
    }
  }

  /// Throws the first of them since the last time.
  public void raise() {
    Finding found = first.getAndSet(null);
    if (found != null) {
      throw found;
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
