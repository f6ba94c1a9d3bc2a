package org.poormanspipes.bench.worker;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.poormanspipes.bench.transport.Checker;
import org.poormanspipes.bench.transport.Message;

/// The limit of a stream's bandwidth: one process that copies messages, one behind the other, into
/// memory as large as the others' capacity, and tells nobody.
final class CopierPart implements Part {
  private static final int ALIGNMENT = 64;

  private final Message message;
  private final MemorySegment target;
  private long sequence;

  CopierPart(Task task) {
    this.message = new Message(task.link().size(), 0);
    int places = Math.max(1, task.link().capacity() / message.size());
    this.target = Arena.global().allocate((long) places * message.size(), ALIGNMENT);
  }

  @Override
  public Figures round(Order order, Stop stopped) {
    long first = sequence;
    long sum = 0;
    long at = 0;
    long size = message.size();
    long end = target.byteSize();
    long started = System.nanoTime();
    long now = started;
    while (now - started < order.nanos()) {
      for (int i = 0; i < 16; i++) {
        message.stamp(sequence++, false);
        sum += Checker.sumOf(message);
        MemorySegment.copy(message.segment(), 0, target, at, size);
        at += size;
        at = at == end ? 0 : at;
      }
      now = System.nanoTime();
    }
    return new Figures()
        .with("started", started)
        .with("ended", now)
        .with("count", sequence - first)
        .with("sum", sum);
  }

  @Override
  public void close() {}
}
