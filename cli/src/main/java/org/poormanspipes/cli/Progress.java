package org.poormanspipes.cli;

import java.util.Locale;

/// How much of a stream has passed, on a line of the terminal that is written again and again.
final class Progress {

  private static final String WIPE = "\r\u001b[K";
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int STEP = 1024;
  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

  private final Stdio io;
  private final long started = System.nanoTime();
  private long lastTime = started;
  private long lastBytes;
  private boolean shown;

  Progress(Stdio io) {
    this.io = io;
  }

  /// Shows the sum and the rate since the last look, if anything has moved.
  synchronized void show(long bytes) {
    long now = System.nanoTime();
    if (bytes != lastBytes) {
      io.warnPart(WIPE + line(bytes, bytes - lastBytes, now - lastTime));
      shown = true;
    }
    lastTime = now;
    lastBytes = bytes;
  }

  /// Makes room for another line.
  synchronized void clear() {
    if (shown) {
      io.warnPart(WIPE);
      shown = false;
    }
  }

  /// Leaves the sum and the mean rate, if anything was ever shown.
  synchronized void end(long bytes) {
    if (shown) {
      io.warn(WIPE + line(bytes, bytes, System.nanoTime() - started));
    }
  }

  private static String line(long bytes, long part, long nanos) {
    return size(bytes) + ", " + size((long) (part / (nanos / NANOS_PER_SECOND))) + "/s";
  }

  /// A size for a glance.
  static String size(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= STEP && unit < UNITS.length - 1) {
      value /= STEP;
      unit++;
    }
    return unit == 0
        ? bytes + " " + UNITS[0]
        : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }
}
