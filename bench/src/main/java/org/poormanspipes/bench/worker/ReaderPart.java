package org.poormanspipes.bench.worker;

import java.io.IOException;
import org.poormanspipes.bench.transport.Checker;
import org.poormanspipes.bench.transport.Inlet;
import org.poormanspipes.bench.transport.Transport;

/// Reads until each writer's last message came, or until all have finished and nothing is left.
final class ReaderPart implements Part {
  private final Inlet inlet;
  private final Checker checker;
  private final Pause pause;

  ReaderPart(Task task, Transport transport) throws IOException {
    this.inlet = transport.inlet(task.link());
    this.checker =
        new Checker(task.link().size(), task.link().writers(), task.gaps(), task.whole());
    this.pause = new Pause(task.yields());
  }

  @Override
  public Figures round(Order order, Stop stopped) throws IOException {
    checker.begin();
    long allocated = Allocated.now();
    while (!checker.isDone()) {
      // In this order: what was written before the stop is seen after it.
      boolean last = stopped.isSet();
      if (inlet.receive(checker) == 0) {
        if (last) {
          break;
        }
        pause.once();
      }
    }
    if (checker.error() != null) {
      throw new IOException(checker.error());
    }
    allocated = Allocated.now() - allocated;
    return new Figures()
        .with("allocated", allocated)
        .with("ended", checker.lastNanos())
        .with("count", checker.count())
        .with("sum", checker.sum());
  }

  @Override
  public void close() throws IOException {
    inlet.close();
  }
}
