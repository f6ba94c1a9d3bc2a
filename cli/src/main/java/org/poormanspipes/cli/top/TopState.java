package org.poormanspipes.cli.top;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is shown, and what keys and looks make of it. Of one thread; knows no terminal.
final class TopState {

  /// What fills the screen.
  enum Page {
    LIST,
    DETAIL,
    HELP
  }

  /// What a key asks of the program, beyond what it changes here.
  enum Wish {
    NOTHING,
    QUIT,
    INTERRUPT,
    SUSPEND,
    REDRAW
  }

  private static final int MOST_FILTER = 64;

  private final String device;
  private final Rates rates = new Rates();
  private final Selection selection = new Selection();

  private Page page = Page.LIST;
  private Arrangement arrangement;
  private Duration interval;
  private boolean paused;
  private boolean typing;

  private List<Row> all = List.of();
  private List<Row> shown = List.of();
  private @Nullable Row subject;
  private Look.@Nullable Detail detail;
  private int detailFirst;
  private @Nullable String failure;
  private Instant time = Instant.now();
  private boolean looked;

  TopState(String device, Arrangement arrangement, Duration interval) {
    this.device = device;
    this.arrangement = arrangement;
    this.interval = interval;
  }

  /// Takes a look. A failed one leaves what was seen before, and says that it is old.
  void seen(Look look) {
    failure = look.failure();
    if (failure != null) {
      return;
    }
    looked = true;
    time = Instant.now();
    all = rates.next(look);
    detail = look.detail();
    Row before = subject;
    subject = before == null ? null : find(before.pipe().identity());
    if (before != null && subject == null) {
      subject = before;
      detail = null;
    }
    arrange();
  }

  private @Nullable Row find(String identity) {
    for (Row row : all) {
      if (row.pipe().identity().equals(identity)) {
        return row;
      }
    }
    return null;
  }

  private void arrange() {
    shown = arrangement.of(all);
    selection.over(shown);
  }

  private void arrange(Arrangement other) {
    arrangement = other;
    arrange();
  }

  /// Does what a key means.
  Wish key(Key key) {
    switch (key.kind()) {
      case INTERRUPT -> {
        return Wish.INTERRUPT;
      }
      case SUSPEND -> {
        return Wish.SUSPEND;
      }
      case REDRAW -> {
        return Wish.REDRAW;
      }
      case CLOSED -> {
        return Wish.QUIT;
      }
      default -> {}
    }
    if (typing) {
      type(key);
      return Wish.NOTHING;
    }
    if (key.kind() == Key.Kind.CHARACTER && key.character() == 'q') {
      return Wish.QUIT;
    }
    if (page == Page.HELP) {
      page = subject == null ? Page.LIST : Page.DETAIL;
    } else if (!common(key)) {
      if (page == Page.LIST) {
        list(key);
      } else {
        detail(key);
      }
    }
    return Wish.NOTHING;
  }

  /// What the filter is being made of.
  private void type(Key key) {
    String filter = arrangement.filter();
    switch (key.kind()) {
      case ENTER -> typing = false;
      case ESCAPE -> {
        typing = false;
        arrange(arrangement.filtered(""));
      }
      case BACKSPACE -> {
        int end = filter.isEmpty() ? 0 : filter.offsetByCodePoints(filter.length(), -1);
        arrange(arrangement.filtered(filter.substring(0, end)));
      }
      case CHARACTER -> {
        if (filter.length() < MOST_FILTER) {
          arrange(arrangement.filtered(filter + Character.toString(key.character())));
        }
      }
      default -> selection.key(key.kind());
    }
  }

  /// What means the same for the list and for the details.
  ///
  /// @return whether the key is one of those
  private boolean common(Key key) {
    switch (key.character()) {
      case 'p', ' ' -> paused = !paused;
      case '+' -> interval = Intervals.longer(interval);
      case '-' -> interval = Intervals.shorter(interval);
      case 'h', '?' -> page = Page.HELP;
      default -> {
        return false;
      }
    }
    return true;
  }

  private void list(Key key) {
    if (selection.key(key.kind())) {
      return;
    }
    if (key.kind() == Key.Kind.ENTER) {
      subject = selection.row();
      detail = null;
      detailFirst = 0;
      page = subject == null ? Page.LIST : Page.DETAIL;
    } else if (key.kind() == Key.Kind.ESCAPE) {
      arrange(arrangement.filtered(""));
    }
    switch (key.character()) {
      case 's', '>' -> arrange(arrangement.by(arrangement.column().beside(1)));
      case '<' -> arrange(arrangement.by(arrangement.column().beside(-1)));
      case 'r' -> arrange(arrangement.reverse());
      case '/' -> typing = true;
      default -> {}
    }
  }

  private void detail(Key key) {
    switch (key.kind()) {
      case UP -> detailFirst = Math.max(0, detailFirst - 1);
      case DOWN -> detailFirst++;
      case ESCAPE, ENTER, BACKSPACE -> {
        page = Page.LIST;
        subject = null;
        detail = null;
      }
      default -> {}
    }
  }

  Page page() {
    return page;
  }

  String device() {
    return device;
  }

  Arrangement arrangement() {
    return arrangement;
  }

  Duration interval() {
    return interval;
  }

  boolean paused() {
    return paused;
  }

  /// Whether a filter is being typed.
  boolean typing() {
    return typing;
  }

  /// Whether there was a look that showed something.
  boolean looked() {
    return looked;
  }

  /// When the last of those was.
  Instant time() {
    return time;
  }

  /// Why the last look showed nothing, or null.
  @Nullable String failure() {
    return failure;
  }

  /// All pipes.
  List<Row> all() {
    return all;
  }

  /// Those that the filter lets through, in order.
  List<Row> shown() {
    return shown;
  }

  Selection selection() {
    return selection;
  }

  /// The pipe whose details are shown, as it last was; or null.
  @Nullable Row subject() {
    return subject;
  }

  /// The name to ask its details by, or null for none.
  @Nullable String asked() {
    Row row = subject;
    return row == null ? null : row.pipe().name();
  }

  /// What is known of that pipe; null if nothing is yet, or it is gone.
  Look.@Nullable Detail detail() {
    return detail;
  }

  /// The first handle on the screen.
  ///
  /// @param count how many there are
  /// @param room how many fit
  int detailFirst(int count, int room) {
    detailFirst = Math.clamp(detailFirst, 0, Math.max(0, count - room));
    return detailFirst;
  }

  /// Whether that pipe is there no more.
  boolean subjectIsGone() {
    Row row = subject;
    return row != null && looked && find(row.pipe().identity()) == null;
  }
}
