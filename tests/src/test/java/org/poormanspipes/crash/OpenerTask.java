package org.poormanspipes.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.poormanspipes.Device;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Access;
import org.poormanspipes.time.Timeout;

/// Opens and closes again and again: a pipe that others use, and one of its own that comes and
/// goes. A death here is a death while names, slots, blocks and accounts change.
final class OpenerTask {
  private static final int LONGEST_PAUSE_NANOS = 2_000_000;

  private static final List<Access> ACCESSES = List.of(Access.values());

  private final Task task;
  private final Board.Cell cell;
  private final Device device;
  private final Random random;

  OpenerTask(Task task, Board.Cell cell, Device device) {
    this.task = task;
    this.cell = cell;
    this.device = device;
    this.random = new Random(task.seed());
  }

  void run() throws IOException {
    PipeOptions temporary =
        PipeOptions.builder().lifetime(Lifetime.TEMPORARY).capacity(task.shortest()).build();
    while (!cell.stopped()) {
      Access access = ACCESSES.get(random.nextInt(ACCESSES.size()));
      Worker.open(device, task, access).close();
      String name = "own/" + task.cell();
      try (PipeChannel own =
          Patiently.open(() -> device.open(name, Access.READ_WRITE, temporary))) {
        own.write(ByteBuffer.allocate(1), Timeout.NOW);
      }
      cell.acked(cell.acked() + 1);
      // Whoever waits for a name's lock polls, and a loop without a pause would starve it.
      LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_NANOS));
    }
  }
}
