package org.poormanspipes.bench.worker;

import java.io.IOException;
import org.poormanspipes.bench.transport.Checker;
import org.poormanspipes.bench.transport.Inlet;
import org.poormanspipes.bench.transport.Message;
import org.poormanspipes.bench.transport.Outlet;
import org.poormanspipes.bench.transport.Transport;

/// Answers each message with one of its own.
final class PongPart implements Part {
  private final Message answer;
  private final Inlet inlet;
  private final Outlet outlet;
  private final Checker checker;

  PongPart(Task task, Transport transport) throws IOException {
    this.answer = new Message(task.link().size(), 0);
    this.inlet = transport.inlet(Ways.there(task.link()));
    this.outlet = transport.outlet(Ways.back(task.link()), answer);
    this.checker = new Checker(task.link().size(), 1, false, task.whole());
  }

  @Override
  public Figures round(Order order, Stop stopped) throws IOException {
    checker.begin();
    long switches = Switches.now();
    long allocated = Allocated.now();
    while (!checker.isDone()) {
      if (inlet.receive(checker) == 0) {
        Thread.onSpinWait();
        continue;
      }
      answer.stampHead(checker.head());
      while (!outlet.send()) {
        Thread.onSpinWait();
      }
    }
    if (checker.error() != null) {
      throw new IOException(checker.error());
    }
    allocated = Allocated.now() - allocated;
    return new Figures()
        .with("allocated", allocated)
        .with("count", checker.count())
        .with("slept", Switches.now() - switches);
  }

  @Override
  public void close() throws IOException {
    outlet.close();
    inlet.close();
  }
}
