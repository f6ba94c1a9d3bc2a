package org.poormanspipes.bench.worker;

import java.io.IOException;
import org.poormanspipes.bench.transport.Checker;
import org.poormanspipes.bench.transport.Message;
import org.poormanspipes.bench.transport.Outlet;
import org.poormanspipes.bench.transport.Transport;
import org.poormanspipes.bench.transport.Transports;

/// Writes as much as it can for as long as a round lasts.
final class WriterPart implements Part {
  private static final int BETWEEN_CLOCKS = 1 << 16;

  private final Message message;
  private final Outlet outlet;
  private final Pause pause;
  private final long most;

  /// How many messages go between two looks at the clock.
  private final int stretch;

  private long sequence;
  private long sum;

  WriterPart(Task task, Transport transport) throws IOException {
    int size = task.link().size();
    this.message = new Message(size, task.index());
    this.outlet = transport.outlet(task.link(), message);
    this.pause = new Pause(task.yields());
    this.most = Transports.of(task.transport()).mostBytes() / size;
    this.stretch = Math.clamp(BETWEEN_CLOCKS / size, 1, 256);
  }

  @Override
  public Figures round(Order order, Stop stopped) throws IOException {
    long first = sequence;
    sum = 0;
    long allocated = Allocated.now();
    long started = System.nanoTime();
    long length = order.nanos();
    while (System.nanoTime() - started < length && sequence - first < most) {
      for (int i = 0; i < stretch; i++) {
        write(false);
      }
    }
    write(true);
    while (!outlet.flush()) {
      pause.once();
    }
    allocated = Allocated.now() - allocated;
    return new Figures()
        .with("allocated", allocated)
        .with("started", started)
        .with("count", sequence - first)
        .with("sum", sum);
  }

  private void write(boolean last) throws IOException {
    message.stamp(sequence++, last);
    sum += Checker.sumOf(message);
    while (!outlet.send()) {
      pause.once();
    }
  }

  @Override
  public void close() throws IOException {
    outlet.close();
  }
}
