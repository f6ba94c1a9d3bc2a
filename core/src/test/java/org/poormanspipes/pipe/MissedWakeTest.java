package org.poormanspipes.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poormanspipes.Tasks;
import org.poormanspipes.Tasks.Task;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.CreateRequest;
import org.poormanspipes.driver.DeviceObject;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.driver.FileObject;
import org.poormanspipes.linux.Words;
import org.poormanspipes.ring.Overflow;
import org.poormanspipes.ring.Ring;

/// A sleeper announced itself, looked, and saw nothing, while the waker looked for sleepers, and saw
/// none: its stores were still on their way, because the kernel's fence left its processor out.
/// Played by a change that comes after the look and wakes nobody.
@Timeout(100)
class MissedWakeTest {

  /// A round in which a thread of the test had no processor for a millisecond shows nothing.
  private static final int ROUNDS = 10;

  private static final int SLEEPER = 1;
  private static final int SIZE = 16;
  private static final org.poormanspipes.time.Timeout FOREVER =
      org.poormanspipes.time.Timeout.FOREVER;

  /// From the announcement until the sleeper has looked and sleeps.
  private static final long LOOKED_NANOS = 200_000;

  /// Far more than a look after a millisecond takes, far less than the next that there would be.
  private static final long SOON_MILLIS = 500;

  private static void awaitSleeper(Words block, int word) {
    while ((block.intVolatile(word) & SLEEPER) == 0) {
      Thread.onSpinWait();
    }
    long started = System.nanoTime();
    while (System.nanoTime() - started < LOOKED_NANOS) {
      Thread.onSpinWait();
    }
  }

  private static FileObject opened(DeviceObject device, Access access) throws Exception {
    return device.open(new CreateRequest(device.name(), access, Disposition.OPEN, Map.of()));
  }

  private static HandleContext handle(FileObject file) {
    return file.instanceContext(HandleContext.class);
  }

  private static int inTime(
      Map<String, String> options, Round round, Function<Callable<Integer>, Task<Integer>> starter)
      throws Exception {
    int soon = 0;
    for (int number = 0; number < ROUNDS; number++) {
      DeviceObject pipe = new PipeDriver().createUnnamed(options);
      FileObject writer = opened(pipe, Access.WRITE);
      FileObject reader = opened(pipe, Access.READ);
      pipe.detach();
      soon += round.isSoon(writer, reader, starter) ? 1 : 0;
      writer.closeHandle();
      reader.closeHandle();
    }
    return soon;
  }

  /// One sleep, and a change that wakes nobody.
  @FunctionalInterface
  private interface Round {
    boolean isSoon(
        FileObject writer, FileObject reader, Function<Callable<Integer>, Task<Integer>> starter)
        throws Exception;
  }

  private static boolean data(
      FileObject writer, FileObject reader, Function<Callable<Integer>, Task<Integer>> starter)
      throws Exception {
    Task<Integer> read = starter.apply(() -> reader.read(ByteBuffer.allocate(SIZE), FOREVER));
    HandleContext changes = handle(writer);
    awaitSleeper(changes.pipe().block().words(), PipeLayout.DATA_WORD);
    Ring ring = changes.writeView().ring();
    MemorySegment content = MemorySegment.ofArray(new byte[SIZE]);
    assertThat(ring.offer(content, 0, SIZE, SIZE, Overflow.KEEP_OLDEST)).isEqualTo(SIZE);
    return isSoon(read, changes.pipe().data());
  }

  private static boolean room(
      FileObject writer, FileObject reader, Function<Callable<Integer>, Task<Integer>> starter)
      throws Exception {
    writer.write(ByteBuffer.allocate(SIZE), FOREVER);
    Task<Integer> write = starter.apply(() -> writer.write(ByteBuffer.allocate(SIZE), FOREVER));
    HandleContext changes = handle(reader);
    awaitSleeper(changes.pipe().block().words(), PipeLayout.ROOM_WORD);
    MemorySegment content = MemorySegment.ofArray(new byte[SIZE]);
    assertThat(changes.readView().ring().take(content, 0, SIZE, changes.held())).isEqualTo(SIZE);
    return isSoon(write, changes.pipe().room());
  }

  private static boolean isSoon(Task<Integer> task, Signal signal) throws Exception {
    boolean soon;
    try {
      task.future().get(SOON_MILLIS, TimeUnit.MILLISECONDS);
      soon = true;
    } catch (TimeoutException late) {
      soon = false;
      signal.wakeAlways();
    }
    assertThat(task.get()).isEqualTo(SIZE);
    return soon;
  }

  @ParameterizedTest
  @CsvSource({"queue,false", "queue,true", "broadcast,false", "broadcast,true"})
  void theSleeperLooksAgainAtOnce(String delivery, boolean virtual) throws Exception {
    Map<String, String> options = Map.of("delivery", delivery, "capacity", "16");
    Function<Callable<Integer>, Task<Integer>> starter =
        virtual ? Tasks::startVirtual : Tasks::start;
    assertThat(inTime(options, MissedWakeTest::data, starter)).as("data").isGreaterThan(ROUNDS / 2);
    assertThat(inTime(options, MissedWakeTest::room, starter)).as("room").isGreaterThan(ROUNDS / 2);
  }
}
