package org.poormanspipes.crash;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// Processes that are started ahead of their use, for starting one takes longer than killing it.
/// Every second one interprets its code.
final class Crew implements AutoCloseable {
  private final Place place;
  private final String classPath;
  private final BlockingQueue<WorkerProcess> ready;
  private final Queue<WorkerProcess> all = new ConcurrentLinkedQueue<>();
  private final Queue<WorkerProcess> aside = new ArrayDeque<>();
  private final Thread starter;
  private volatile Exception failed;

  /// A crew that begins to gather at once.
  ///
  /// @param ahead how many are kept ready
  Crew(Place place, String classPath, int ahead) {
    this.place = place;
    this.classPath = classPath;
    this.ready = new ArrayBlockingQueue<>(ahead);
    this.starter = Thread.ofPlatform().daemon().name("crew").start(this::gather);
  }

  private void gather() {
    try {
      for (int number = 0; !Thread.currentThread().isInterrupted(); number++) {
        WorkerProcess process =
            WorkerProcess.start(place, classPath, number % 2 == 0, Integer.toString(number));
        all.add(process);
        process.tell(Worker.ATTACH);
        ready.put(process);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      failed = e;
    }
  }

  WorkerProcess take() throws IOException, InterruptedException {
    return aside.isEmpty() ? fresh() : aside.remove();
  }

  /// One that interprets its code; others are put aside for the next.
  WorkerProcess takeInterpreted() throws IOException, InterruptedException {
    WorkerProcess process = fresh();
    while (!process.interpreted()) {
      aside.add(process);
      process = fresh();
    }
    return process;
  }

  private WorkerProcess fresh() throws IOException, InterruptedException {
    WorkerProcess process = ready.poll(60, TimeUnit.SECONDS);
    if (process == null) {
      throw new SoakFailure("no more processes can be started", failed);
    }
    return process;
  }

  /// A process was buried.
  void forget(WorkerProcess process) {
    all.remove(process);
  }

  @Override
  public void close() throws InterruptedException {
    starter.interrupt();
    starter.join();
    List<WorkerProcess> left = new ArrayList<>(all);
    left.forEach(WorkerProcess::destroy);
    for (WorkerProcess process : left) {
      process.awaitEnd();
    }
  }
}
