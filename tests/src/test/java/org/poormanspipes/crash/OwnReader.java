package org.poormanspipes.crash;

import java.io.IOException;
import java.nio.file.Files;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.crash.Evidence.Span;
import org.poormanspipes.driver.Access;

/// A surviving reader in this process: one that polls in a thread of its own, or one that reads
/// when all else is over.
final class OwnReader implements AutoCloseable {
  private static final long JOIN_MILLIS = 60_000;

  private final Site site;
  private final Task task;
  private final Span span;
  private final PipeChannel pipe;
  private final Journal journal;
  private final ReaderTask reader;
  private final Thread thread;
  private volatile Throwable failed;
  private boolean stopped;

  OwnReader(Site site, Task task, Span span) throws IOException {
    this.site = site;
    this.task = task;
    this.span = span;
    this.pipe = Worker.open(site.device(), task, Access.READ);
    this.journal = new Journal(site.place().journal(task.cell()));
    this.reader = new ReaderTask(task, cell(), pipe, journal);
    this.thread = Thread.ofPlatform().daemon().name("own reader").unstarted(this::read);
  }

  private Board.Cell cell() {
    return site.board().cell(task.cell());
  }

  void start() {
    thread.start();
  }

  private void read() {
    try {
      reader.run();
      pipe.close();
    } catch (Throwable e) {
      failed = e;
    }
  }

  /// How often it found nothing.
  long looks() {
    return cell().looks();
  }

  void stop() throws InterruptedException {
    stopped = true;
    cell().stop();
    join();
  }

  /// Waits for its end.
  void join() throws InterruptedException {
    thread.join(JOIN_MILLIS);
    SoakFailure.require(!thread.isAlive(), "hangs: our own reader does not come to the end");
    if (failed != null) {
      throw new SoakFailure("our own reader failed: " + failed, failed);
    }
  }

  void readAlone() throws IOException {
    reader.run();
    pipe.close();
  }

  /// How much of the capacity took what came since the last loss.
  long kept() {
    return reader.kept();
  }

  Evidence.Reader word() throws IOException {
    Files.deleteIfExists(site.place().journal(task.cell()));
    return new Evidence.Reader(
        "our own reader " + task.cell(), journal.entries(), 0, stopped ? Span.FIRST_PART : span);
  }

  @Override
  public void close() throws IOException {
    cell().stop();
    pipe.close();
  }
}
