package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.StartAt;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.time.Timeout;

/// One pipe and its model, and random steps that are done to both.
final class ModelSession {
  private static final int MOST_HANDLES = 5;
  private static final int LAST_STEPS = 40;
  private static final List<Access> ACCESSES =
      List.of(Access.READ, Access.WRITE, Access.READ_WRITE);

  private final ContractTest test;
  private final Flavour flavour;
  private final int capacity;
  private final Random random;
  private final boolean changing;
  private final String name;
  private final PipeChannel[] channels = new PipeChannel[MOST_HANDLES];
  private final Deque<String> lastSteps = new ArrayDeque<>();
  private PipeModel model;
  private int fill;

  /// @param changing whether the steps change the pipe's properties too
  ModelSession(ContractTest test, Flavour flavour, int capacity, Random random, boolean changing) {
    this.test = test;
    this.flavour = flavour;
    this.capacity = capacity;
    this.random = random;
    this.changing = changing;
    this.name = "model" + capacity;
    this.model = newModel();
  }

  private PipeModel newModel() {
    // Where positions do not come round, a pipe that is full drops no more than it must.
    return new PipeModel(
        flavour,
        capacity,
        size -> test.backend.storageSize(size).orElse(size + (flavour.isMessage() ? 8 : 0)));
  }

  void run(int steps) throws IOException {
    try {
      for (int step = 0; step < steps; step++) {
        step();
      }
      for (int handle = 0; handle < MOST_HANDLES; handle++) {
        if (channels[handle] != null) {
          close(handle);
        }
      }
      if (test.names().contains(name)) {
        test.device.delete(name);
      }
    } catch (IOException | RuntimeException | AssertionError failed) {
      String steps40 = String.join("\n", lastSteps);
      throw new AssertionError(
          flavour + ", capacity=" + capacity + ": " + failed + "\nthe last steps:\n" + steps40,
          failed);
    }
  }

  private void step() throws IOException {
    int handle = random.nextInt(MOST_HANDLES);
    int choice = random.nextInt(100);
    if (choice < 4 || model.handles(choice < 50).length == 0) {
      openOrClose(handle);
    } else if (choice < 50) {
      int longest = flavour.keepsOldest() ? capacity + 3 : 3 * capacity;
      write(pick(model.handles(true)), someLength(longest));
    } else if (choice < 90) {
      read(pick(model.handles(false)), someLength(capacity + 3));
    } else if (choice < 96) {
      peek(pick(model.handles(false)), 1 + someLength(capacity + 3));
    } else if (choice < 98 && changing) {
      change();
    } else {
      stat();
    }
  }

  private int pick(int[] among) {
    return among[random.nextInt(among.length)];
  }

  private <T> T pick(T[] among) {
    return among[random.nextInt(among.length)];
  }

  private int someLength(int bound) {
    int length = random.nextInt(8) == 0 ? random.nextInt(3) : random.nextInt(bound);
    return length == 0 && !test.backend.carriesNothing() ? 1 : length;
  }

  private void openOrClose(int handle) throws IOException {
    if (channels[handle] == null) {
      Access access = ACCESSES.get(random.nextInt(ACCESSES.size()));
      StartAt startAt = random.nextBoolean() ? StartAt.OLDEST : StartAt.NEWEST;
      note("open " + handle + " " + access + " " + startAt);
      model.open(handle, access, startAt);
      PipeOptions options = flavour.builder(capacity).startAt(startAt).build();
      channels[handle] = test.device.open(name, access, options);
    } else {
      close(handle);
    }
  }

  private void close(int handle) throws IOException {
    note("close " + handle);
    channels[handle].close();
    channels[handle] = null;
    boolean gone = model.close(handle);
    if (gone || Arrays.stream(channels).allMatch(Objects::isNull)) {
      assertThat(test.names().contains(name)).as("the pipe exists").isEqualTo(!gone);
    }
    if (gone) {
      model = newModel();
    }
  }

  private void write(int handle, int length) throws IOException {
    byte[] data = new byte[length];
    for (int i = 0; i < length; i++) {
      data[i] = (byte) fill++;
    }
    Integer expected = model.write(data);
    note("write " + handle + " " + length + " bytes, expecting " + expected);
    ByteBuffer source = ByteBuffer.wrap(data);
    Integer taken;
    try {
      taken = channels[handle].write(source, Timeout.NOW);
    } catch (DeviceException refused) {
      assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(Kind.TOO_LARGE);
      taken = null;
    }
    assertThat(taken).isEqualTo(expected);
    assertThat(source.position()).isEqualTo(taken == null ? 0 : Math.max(0, taken));
  }

  private void read(int handle, int size) throws IOException {
    PipeModel.Read expected = model.read(handle, size);
    note("read " + handle + " " + size + " bytes, expecting " + expected);
    ByteBuffer target = ByteBuffer.allocate(size);
    int result = channels[handle].read(target, Timeout.NOW);
    assertSame(expected, result, target);
    assertThat(channels[handle].remainder()).as("remainder").isEqualTo(model.remainder(handle));
    if (result == Outcome.LOST) {
      assertThat(channels[handle].lost()).as("lost").isEqualTo(model.lost(handle));
    }
  }

  private void peek(int handle, int size) throws IOException {
    PipeModel.Read expected = model.peek(handle, size);
    note("peek " + handle + " " + size + " bytes, expecting " + expected);
    ByteBuffer target = ByteBuffer.allocate(size);
    assertSame(expected, channels[handle].peek(target), target);
  }

  /// What was read is as expected; the buffer's other bytes only if the read told of any.
  private void assertSame(PipeModel.Read expected, int result, ByteBuffer target) {
    PipeModel.Read actual = new PipeModel.Read(result, target.duplicate().flip());
    assertThat(actual).isEqualTo(expected);
    if (result >= 0) {
      for (int beyond = target.position(); beyond < target.capacity(); beyond++) {
        assertThat(target.get(beyond)).as("the buffer beyond what was read").isZero();
      }
    }
  }

  private void change() throws IOException {
    WhenFull whenFull = pick(WhenFull.values());
    Lifetime lifetime = pick(Lifetime.values());
    int smallest = flavour.smallestCapacity();
    int size = random.nextBoolean() ? smallest + random.nextInt(2 * capacity) : capacity;
    boolean expected = model.change(whenFull, lifetime, size);
    note("change to " + whenFull + " " + lifetime + " " + size + ", expecting " + expected);
    boolean done = true;
    try {
      test.device.set(
          name, PipeOptions.builder().whenFull(whenFull).lifetime(lifetime).capacity(size).build());
    } catch (DeviceException refused) {
      assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(Kind.IN_USE);
      done = false;
    }
    assertThat(done).isEqualTo(expected);
  }

  private void stat() throws IOException {
    note("stat");
    Attributes described = test.device.stat(name);
    model
        .figures()
        .forEach(
            (figure, value) -> assertThat(described.number(figure)).as(figure).isEqualTo(value));
  }

  private void note(String step) {
    lastSteps.add(step);
    if (lastSteps.size() > LAST_STEPS) {
      lastSteps.remove();
    }
  }
}
