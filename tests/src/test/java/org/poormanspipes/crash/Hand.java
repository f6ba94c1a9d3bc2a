package org.poormanspipes.crash;

import java.io.IOException;
import java.nio.file.Files;
import org.poormanspipes.crash.Board.State;

/// One task that a process was given, and what it left.
///
/// @param process who has it
/// @param task what it is
/// @param site where
record Hand(WorkerProcess process, Task task, Site site) {
  /// Gives a process a task.
  static Hand give(WorkerProcess process, Task task, Site site) throws IOException {
    process.tell(task.line());
    return new Hand(process, task, site);
  }

  Board.Cell cell() {
    return site.board().cell(task.cell());
  }

  /// Whether it is at work; one that failed is a failure of the soak.
  boolean atWork() {
    return is(State.WORKING);
  }

  boolean isDone() {
    return is(State.DONE);
  }

  private boolean is(State wanted) {
    State state = cell().state();
    if (state == State.FAILED || !process.isAlive()) {
      throw new SoakFailure(task + " failed: " + complaints());
    }
    return state == wanted;
  }

  /// For a message.
  String describe() {
    try {
      return cell().state() + " " + task + " " + process.describe();
    } catch (IOException gone) {
      return task + " " + gone;
    }
  }

  private String complaints() {
    try {
      return process.errors();
    } catch (IOException gone) {
      return gone.toString();
    }
  }

  Evidence.Writer writer(boolean killed) {
    long acked = cell().acked();
    return new Evidence.Writer(acked, killed ? cell().intent() : 0);
  }

  Evidence.Reader reader(Evidence.Span span) throws IOException {
    boolean killed = span == Evidence.Span.SOME_PART;
    String name = (killed ? "killed reader " : "reader ") + task.cell();
    long[] entries =
        Files.exists(site.place().journal(task.cell()))
            ? new Journal(site.place().journal(task.cell())).entries()
            : new long[0];
    Files.deleteIfExists(site.place().journal(task.cell()));
    return new Evidence.Reader(name, entries, killed ? cell().intent() : 0, span);
  }
}
