package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeType;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.testing.Seed;
import org.poormanspipes.time.Timeout;

/// Random steps, each done to a pipe and to a plain queue in memory; both must agree on every
/// result. `-Dpmp.steps=N` asks for more than the usual steps; `-Dpmp.seed=N` plays a run again.
abstract class ModelContract extends ContractTest {
  private static final int STEPS = Integer.getInteger("pmp.steps", 120_000);
  private static final int MOST_HANDLES = 5;
  private static final int LAST_STEPS = 40;
  private static final List<Access> ACCESSES =
      List.of(Access.READ, Access.WRITE, Access.READ_WRITE);
  private static final int[] STREAMS = {1, 2, 3, 7, 13, 31};
  private static final int[] MESSAGES = {16, 24, 29, 56, 104};

  @Test
  void everyStepDoesWhatAPlainQueueWouldDo() throws IOException {
    Seed seed = Seed.of("everyStepDoesWhatAPlainQueueWouldDo");
    int pipes = (int) Flavour.all().mapToLong(flavour -> capacities(flavour.type()).length).sum();
    int steps = Math.ceilDiv(STEPS, pipes);
    Map<String, BitSet> wraps = new TreeMap<>();
    int purpose = 0;
    for (Flavour flavour : Flavour.all().toList()) {
      for (int capacity : capacities(flavour.type())) {
        BitSet seen = wraps.computeIfAbsent(flavour.type() + "/" + capacity, _ -> new BitSet());
        new Session(flavour, capacity, seed.random(purpose), seen, purpose).run(steps);
        purpose++;
      }
    }
    wraps.forEach(this::assertEveryWrapPosition);
  }

  private static int[] capacities(PipeType type) {
    return type == PipeType.BYTE ? STREAMS : MESSAGES;
  }

  /// A write began at each place of the storage at which one can begin.
  private void assertEveryWrapPosition(String pipe, BitSet starts) {
    int capacity = Integer.parseInt(pipe.substring(pipe.indexOf('/') + 1));
    backend
        .storageSize(capacity)
        .ifPresent(size -> {
          int step = pipe.startsWith("BYTE") ? 1 : 8;
          for (int place = 0; place < size; place += step) {
            assertThat(starts.get(place))
                .as("a write of " + pipe + " at " + place + " of " + size + "; seen " + starts)
                .isTrue();
          }
        });
  }

  /// One pipe, and its model.
  private final class Session {
    private final Flavour flavour;
    private final int capacity;
    private final Random random;
    private final BitSet starts;
    private final String name;
    private final PipeChannel[] channels = new PipeChannel[MOST_HANDLES];
    private final Deque<String> lastSteps = new ArrayDeque<>();
    private PipeModel model;
    private long written;
    private int fill;

    private Session(Flavour flavour, int capacity, Random random, BitSet starts, int number) {
      this.flavour = flavour;
      this.capacity = capacity;
      this.random = random;
      this.starts = starts;
      this.name = "model" + number;
      this.model = new PipeModel(flavour, capacity);
    }

    private void run(int steps) throws IOException {
      try {
        for (int step = 0; step < steps; step++) {
          step();
        }
        for (int handle = 0; handle < MOST_HANDLES; handle++) {
          if (channels[handle] != null) {
            close(handle);
          }
        }
        if (names().contains(name)) {
          device.delete(name);
        }
      } catch (IOException | RuntimeException | AssertionError failed) {
        throw new AssertionError(
            flavour
                + ", capacity="
                + capacity
                + ": "
                + failed
                + "\nthe last steps:\n"
                + lastSteps.stream().collect(Collectors.joining("\n")),
            failed);
      }
    }

    private void step() throws IOException {
      int handle = random.nextInt(MOST_HANDLES);
      int choice = random.nextInt(100);
      if (choice < 4 || model.handles(choice < 50).length == 0) {
        openOrClose(handle);
      } else if (choice < 50) {
        write(pick(model.handles(true)), someLength());
      } else if (choice < 92) {
        read(pick(model.handles(false)), someLength());
      } else if (choice < 98) {
        peek(pick(model.handles(false)), 1 + someLength());
      } else {
        stat();
      }
    }

    private int pick(int[] among) {
      return among[random.nextInt(among.length)];
    }

    private int someLength() {
      return random.nextInt(8) == 0 ? random.nextInt(3) : random.nextInt(capacity + 3);
    }

    private void openOrClose(int handle) throws IOException {
      if (channels[handle] == null) {
        Access access = ACCESSES.get(random.nextInt(ACCESSES.size()));
        note("open " + handle + " " + access);
        model.open(handle, access);
        channels[handle] = device.open(name, access, flavour.options(capacity));
      } else {
        close(handle);
      }
    }

    private void close(int handle) throws IOException {
      note("close " + handle);
      channels[handle].close();
      channels[handle] = null;
      boolean gone = model.close(handle);
      if (gone || Arrays.stream(channels).allMatch(channel -> channel == null)) {
        assertThat(names().contains(name)).as("the pipe exists").isEqualTo(!gone);
      }
      if (gone) {
        model = new PipeModel(flavour, capacity);
        written = 0;
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
      if (taken != null && taken >= 0 && (taken > 0 || flavour.isMessage())) {
        backend.storageSize(capacity).ifPresent(size -> starts.set((int) (written % size)));
        written += flavour.charge(taken);
      }
    }

    private void read(int handle, int size) throws IOException {
      PipeModel.Read expected = model.read(handle, size);
      note("read " + handle + " " + size + " bytes, expecting " + expected);
      ByteBuffer target = ByteBuffer.allocate(size);
      int result = channels[handle].read(target, Timeout.NOW);
      assertSame(expected, result, target);
      assertThat(channels[handle].remainder()).as("remainder").isEqualTo(model.remainder(handle));
    }

    private void peek(int handle, int size) throws IOException {
      PipeModel.Read expected = model.peek(handle, size);
      note("peek " + handle + " " + size + " bytes, expecting " + expected);
      ByteBuffer target = ByteBuffer.allocate(size);
      assertSame(expected, channels[handle].peek(target), target);
    }

    private void assertSame(PipeModel.Read expected, int result, ByteBuffer target) {
      PipeModel.Read actual = new PipeModel.Read(result, target.duplicate().flip());
      assertThat(actual).isEqualTo(expected);
      for (int beyond = target.position(); beyond < target.capacity(); beyond++) {
        assertThat(target.get(beyond)).as("the buffer beyond what was read").isZero();
      }
    }

    private void stat() throws IOException {
      note("stat");
      Attributes described = device.stat(name);
      assertThat(described.number("used")).as("used").isEqualTo(model.used());
      assertThat(described.number("readers")).as("readers").isEqualTo(model.count(false));
      assertThat(described.number("writers")).as("writers").isEqualTo(model.count(true));
    }

    private void note(String step) {
      lastSteps.add(step);
      if (lastSteps.size() > LAST_STEPS) {
        lastSteps.remove();
      }
    }
  }
}
