package org.poormanspipes.nats;

import java.util.concurrent.atomic.AtomicLong;

/// What one handle moved since it was opened. Any thread may ask.
final class Counters {

  private final AtomicLong bytesIn = new AtomicLong();
  private final AtomicLong bytesOut = new AtomicLong();
  private final AtomicLong messagesIn = new AtomicLong();
  private final AtomicLong messagesOut = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  void wrote(long bytes, long writes) {
    bytesIn.addAndGet(bytes);
    messagesIn.addAndGet(writes);
  }

  void read(long bytes, long reads) {
    bytesOut.addAndGet(bytes);
    messagesOut.addAndGet(reads);
  }

  void refused() {
    refused.incrementAndGet();
  }

  Totals totals() {
    return new Totals(
        bytesIn.get(), bytesOut.get(), messagesIn.get(), messagesOut.get(), refused.get());
  }
}
