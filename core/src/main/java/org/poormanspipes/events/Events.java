package org.poormanspipes.events;

import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/// Where drivers tell what happens. An event that takes time is begun before and told of after, in
/// the same thread; one that is begun and not told of is not recorded. Safe for any number of
/// threads.
public final class Events {

  private static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private Events() {}

  private static boolean on() {
    return PRESENT && Recorder.started();
  }

  /// Apart, so that a run time without the recorder never looks for its classes.
  private static final class Recorder {

    /// Whether somebody records, or did so before in this process: the load of a word.
    static boolean started() {
      return FlightRecorder.isInitialized();
    }
  }

  /// A name is about to be opened.
  ///
  /// @return the event, or null if nobody records
  public static @Nullable OpenEvent opening() {
    OpenEvent event = on() ? new OpenEvent() : null;
    if (event != null) {
      event.begin();
    }
    return event;
  }

  /// A name was opened, or refused.
  ///
  /// @param event of [#opening]
  /// @param source what
  /// @param driver the scheme of its driver
  /// @param access what the handle may do
  /// @param opened false if it was refused
  public static void opened(
      OpenEvent event, Source source, String driver, String access, boolean opened) {
    event.end();
    if (event.shouldCommit()) {
      event.about(source);
      event.driver = driver;
      event.access = access;
      event.opened = opened;
      event.commit();
    }
  }

  /// The last reference to an open name is gone.
  ///
  /// @return the event, or null if nobody records
  public static @Nullable CloseEvent closing() {
    CloseEvent event = on() ? new CloseEvent() : null;
    if (event != null) {
      event.begin();
    }
    return event;
  }

  /// Its driver has let go of it.
  ///
  /// @param event of [#closing]
  /// @param source what
  /// @param driver the scheme of its driver
  /// @param access what the handle could do
  public static void closed(CloseEvent event, Source source, String driver, String access) {
    event.end();
    if (event.shouldCommit()) {
      event.about(source);
      event.driver = driver;
      event.access = access;
      event.commit();
    }
  }

  /// The calling thread is about to sleep.
  ///
  /// @return the event, or null if nobody records
  public static @Nullable WaitEvent waiting() {
    WaitEvent event = on() ? new WaitEvent() : null;
    if (event != null) {
      event.begin();
    }
    return event;
  }

  /// It sleeps no more.
  ///
  /// @param event of [#waiting]
  /// @param source where
  /// @param reason what it waited for: `data`, `room` or `lock`
  public static void waited(@Nullable WaitEvent event, Source source, String reason) {
    if (event == null) {
      return;
    }
    // Whether it was long enough is not known before.
    event.end();
    if (event.shouldCommit()) {
      event.about(source);
      event.reason = reason;
      event.commit();
    }
  }

  /// A reader is told of a loss.
  ///
  /// @param source where
  /// @param lost how many bytes of a stream, or messages; more than it was told of before
  /// @param messages whether messages
  public static void lapped(Source source, long lost, boolean messages) {
    if (!on()) {
      return;
    }
    LappedEvent event = new LappedEvent();
    if (event.shouldCommit()) {
      event.about(source);
      event.lost = lost;
      event.messages = messages;
      event.commit();
    }
  }

  /// Something may have to be put right.
  ///
  /// @return the event, or null if nobody records
  public static @Nullable RecoveryEvent recovering() {
    RecoveryEvent event = on() ? new RecoveryEvent() : null;
    if (event != null) {
      event.begin();
    }
    return event;
  }

  /// It was put right.
  ///
  /// @param event of [#recovering]
  /// @param source where
  /// @param repaired what: `ring`, `handles` or `device`
  /// @param count how many of them
  public static void recovered(
      @Nullable RecoveryEvent event, Source source, String repaired, int count) {
    if (event == null) {
      return;
    }
    event.end();
    if (event.shouldCommit()) {
      event.about(source);
      event.repaired = repaired;
      event.count = count;
      event.commit();
    }
  }
}
