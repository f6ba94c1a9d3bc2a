package org.poormanspipes.cli.top;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The view that lives: takes keys and looks as they come, and draws. One thread.
public final class LiveTop {

  /// How it ended.
  public enum End {
    /// It was told to.
    QUIT,
    /// By Control-C.
    INTERRUPTED
  }

  /// How often the size of the terminal is asked for.
  private static final long TICK_MILLIS = 200;

  /// Who was away for so long was stopped, and the terminal may have been somebody else's.
  private static final long AWAY_NANOS = 2_000_000_000L;

  /// How long what ends a process may take.
  private static final long END_MILLIS = 10_000;

  /// Stops a process, and ends when it stands: a process is not stopped at once, and this one would
  /// take the terminal again in between. One that goes on meanwhile is waited for in vain, for a
  /// second.
  private static final String STOP =
      "kill -STOP \"$0\"; looks=0; while [ $looks -lt 100 ]; do read -r stat <\"/proc/$0/stat\";"
          + " case $stat in *') T '*) exit ;; esac; sleep 0.01; looks=$((looks + 1)); done";

  private final TopState state;
  private final Looker looker;
  private final Screen screen;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private LiveTop(TopState state, Looker looker, Screen screen) {
    this.state = state;
    this.looker = looker;
    this.screen = screen;
  }

  /// Shows a device until the person at the terminal has seen enough.
  ///
  /// @param device what to call it
  /// @param looker who looks at it; the caller closes it
  /// @param arrangement the order to begin with
  /// @param interval from one look to the next, to begin with
  /// @return how it ended
  /// @throws IOException if the terminal can't be used
  public static End run(String device, Looker looker, Arrangement arrangement, Duration interval)
      throws IOException {
    try (Screen screen = Screen.open()) {
      return new LiveTop(new TopState(device, arrangement, interval), looker, screen).run();
    } catch (IllegalStateException closed) {
      // The library closes its terminal when a signal ends the process. To end it from here too
      // would be to do so before the terminal is as it was.
      awaitEnd(closed);
      throw closed;
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      return End.INTERRUPTED;
    }
  }

  /// Sleeps while the process ends; returns if it does not.
  private static void awaitEnd(IllegalStateException closed) {
    try {
      // There is no other way to ask.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> {}, "pmp-top-asks"));
    } catch (IllegalStateException ending) {
      closed.addSuppressed(ending);
      try {
        Thread.sleep(END_MILLIS);
      } catch (InterruptedException told) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private End run() throws IOException, InterruptedException {
    KeyReader.start(screen.keys(), events::add);
    looker.start(events::add);
    draw();
    long last = System.nanoTime();
    while (true) {
      Event event = events.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
      if (System.nanoTime() - last > AWAY_NANOS) {
        screen.take();
      }
      boolean changed = event != null || screen.resized();
      while (event != null) {
        switch (take(event)) {
          case QUIT -> {
            return End.QUIT;
          }
          case INTERRUPT -> {
            return End.INTERRUPTED;
          }
          case SUSPEND -> suspend();
          case REDRAW -> screen.take();
          case NOTHING -> {}
        }
        event = events.poll();
      }
      last = System.nanoTime();
      if (changed) {
        draw();
      }
    }
  }

  private TopState.Wish take(Event event) {
    return switch (event) {
      case Look look -> {
        state.seen(look);
        yield TopState.Wish.NOTHING;
      }
      case Key key -> {
        String before = state.asked();
        TopState.Wish wish = state.key(key);
        looker.every(state.interval());
        looker.pause(state.paused());
        if (!Objects.equals(before, state.asked())) {
          looker.about(state.asked());
        }
        yield wish;
      }
    };
  }

  private void draw() {
    screen.draw(paint -> Pages.lines(state, paint));
  }

  /// Stops this process as its shell expects it, and goes on when the shell says so. Java has no
  /// call for it; every system has this program.
  private void suspend() throws IOException, InterruptedException {
    screen.release();
    String self = Long.toString(ProcessHandle.current().pid());
    new ProcessBuilder("sh", "-c", STOP, self).inheritIO().start().waitFor();
    screen.take();
  }
}
