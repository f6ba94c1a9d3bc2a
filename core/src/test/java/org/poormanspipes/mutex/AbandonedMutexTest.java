package org.poormanspipes.mutex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poormanspipes.SharedDirectory;
import org.poormanspipes.Tasks;
import org.poormanspipes.Tasks.Task;
import org.poormanspipes.linux.ByteLock;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.Descriptor.Flag;
import org.poormanspipes.linux.Mapping;
import org.poormanspipes.linux.Words;
import org.poormanspipes.time.Timeout;

/// Processes that are killed with the mutex.
class AbandonedMutexTest {

  private static final int SIZE = 4096;
  private static final long FIRST_LOCK = 1L << 40;
  private static final int HOLDER = 5;

  @TempDir(factory = SharedDirectory.class)
  Path directory;

  private Path file;
  private Mapping mapping;
  private RobustMutex mutex;

  @BeforeEach
  void map() throws IOException {
    file = directory.resolve("mutex");
    mapping = map(file);
    mutex = new RobustMutex(Words.of(mapping.segment()), 0, new LockedOwners(file));
  }

  @AfterEach
  void unmap() {
    mapping.unmap();
  }

  /// Who is alive is known by a lock on a byte of the file, as in a pipe's handle slots.
  private record LockedOwners(Path file) implements Owners {

    @Override
    public boolean ifDead(int owner, BooleanSupplier takeover) {
      try (Descriptor probe = Descriptor.open(file, EnumSet.of(Flag.READ_WRITE), 0)) {
        return ByteLock.tryLock(probe, FIRST_LOCK + owner) && takeover.getAsBoolean();
      } catch (IOException unknown) {
        return false;
      }
    }
  }

  private static Mapping map(Path file) throws IOException {
    try (Descriptor descriptor =
        Descriptor.open(file, EnumSet.of(Flag.READ_WRITE, Flag.CREATE), 0600)) {
      descriptor.allocate(0, SIZE);
      return Mapping.map(descriptor, 0, SIZE, Mapping.Access.READ_WRITE);
    }
  }

  /// The child: takes the mutex, says so, and stays.
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    int number = Integer.parseInt(arguments[1]);
    live(file, number);
    RobustMutex mutex = new RobustMutex(Words.of(map(file).segment()), 0, new LockedOwners(file));
    System.out.println(mutex.acquire(new TestOwner(number), WaitReason.LOCK, Timeout.FOREVER));
    System.out.flush();
    while (System.in.read() >= 0) {
      // until it is killed, or the parent is gone
    }
  }

  /// Shows that an owner lives, until what is returned is closed or the process ends.
  private static Descriptor live(Path file, int number) throws IOException {
    Descriptor life = Descriptor.open(file, EnumSet.of(Flag.READ_WRITE), 0);
    if (!ByteLock.tryLock(life, FIRST_LOCK + number)) {
      life.close();
      throw new IllegalStateException("number=" + number + " is taken");
    }
    return life;
  }

  private record Holder(Process process, BufferedReader output) implements AutoCloseable {

    static Holder start(Path file, int number) throws IOException {
      List<String> command = new ArrayList<>();
      Collections.addAll(
          command,
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "--enable-native-access=ALL-UNNAMED",
          "-XX:TieredStopAtLevel=1",
          "-cp",
          System.getProperty("java.class.path"),
          AbandonedMutexTest.class.getName(),
          file.toString(),
          Integer.toString(number));
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      return new Holder(process, process.inputReader(StandardCharsets.UTF_8));
    }

    String says() throws IOException {
      return String.valueOf(output.readLine());
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  @Test
  void aKilledProcessAbandonsTheMutexToTheNext() throws Exception {
    TestOwner me = new TestOwner(1);
    try (Holder holder = Holder.start(file, HOLDER)) {
      assertThat(holder.says()).isEqualTo("SUCCESS");
      assertThat(mutex.holder()).isEqualTo(HOLDER);
      assertThat(mutex.acquire(me, WaitReason.LOCK, Timeout.of(Duration.ofMillis(50))))
          .as("a live holder keeps it")
          .isEqualTo(WaitResult.TIMEOUT);
      holder.process().destroyForcibly().waitFor();
      assertThat(mutex.acquire(me, WaitReason.LOCK, Timeout.NOW)).isEqualTo(WaitResult.ABANDONED);
    }
    mutex.release(me);
    assertThat(mutex.holder()).isEqualTo(-1);
  }

  @Test
  void whoeverWaitsLearnsOfTheKill() throws Exception {
    TestOwner me = new TestOwner(1);
    TestOwner other = new TestOwner(2);
    // Both live: one that waits while the other has it must not take it for a dead one's.
    try (Descriptor _ = live(file, me.number());
        Descriptor _ = live(file, other.number());
        Holder holder = Holder.start(file, HOLDER)) {
      assertThat(holder.says()).isEqualTo("SUCCESS");
      Task<WaitResult> first = Tasks.start(() -> acquireAndRelease(me));
      Task<WaitResult> second = Tasks.start(() -> acquireAndRelease(other));
      Tasks.until("both wait", () -> waits(me) && waits(other));
      holder.process().destroyForcibly().waitFor();
      assertThat(List.of(first.get(), second.get()))
          .containsExactlyInAnyOrder(WaitResult.ABANDONED, WaitResult.SUCCESS);
    }
  }

  @Test
  void aProcessTakesOverFromAProcess() throws Exception {
    try (Holder first = Holder.start(file, HOLDER)) {
      assertThat(first.says()).isEqualTo("SUCCESS");
      try (Holder second = Holder.start(file, HOLDER + 1)) {
        first.process().destroyForcibly().waitFor();
        assertThat(second.says()).isIn("ABANDONED");
        assertThat(mutex.holder()).isEqualTo(HOLDER + 1);
      }
    }
  }

  private WaitResult acquireAndRelease(TestOwner owner) {
    WaitResult result = mutex.acquire(owner, WaitReason.LOCK, Timeout.FOREVER);
    if (result == WaitResult.ABANDONED) {
      mutex.markRepaired();
    }
    mutex.release(owner);
    return result;
  }

  private static boolean waits(TestOwner owner) {
    return owner.showsNow() == WaitReason.LOCK;
  }
}
