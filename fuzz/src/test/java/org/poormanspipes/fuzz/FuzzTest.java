package org.poormanspipes.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each target with the inputs that are kept, and for a moment with changed ones. `fuzz/run` looks
/// further.
class FuzzTest {
  private static final Corpus CORPUS =
      new Corpus(Path.of(System.getProperty("pmp.fuzz.home", ".")));
  private static final long MILLIS = Long.getLong("pmp.fuzz.millis", 2500);

  static List<String> targets() {
    return Targets.NAMES;
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatWasFoundIsMended(String name) throws Exception {
    Map<String, byte[]> inputs = CORPUS.inputs(name);
    assertThat(inputs).isNotEmpty();
    try (Target target = Targets.of(name)) {
      for (Map.Entry<String, byte[]> kept : inputs.entrySet()) {
        Iterator<byte[]> once = List.of(kept.getValue()).iterator();
        assertThatCode(() -> Watched.run(target, () -> once.hasNext() ? once.next() : null))
            .as(kept.getKey())
            .doesNotThrowAnyException();
      }
      Leaks.check();
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void changedInputsFindNothing(String name) throws Exception {
    long seed = Long.getLong("pmp.fuzz.seed", System.nanoTime());
    List<byte[]> inputs = new ArrayList<>(CORPUS.inputs(name).values());
    Mutation mutation = new Mutation(inputs, new Random(seed));
    try (Target target = Targets.of(name)) {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS);
      long count = Watched.run(target, () -> System.nanoTime() < end ? mutation.next() : null);
      System.out.printf("fuzz %s: %d inputs, -Dpmp.fuzz.seed=%d repeats them%n", name, count, seed);
      Leaks.check();
    } catch (Finding found) {
      throw new AssertionError("-Dpmp.fuzz.seed=" + seed + " repeats it", found);
    }
  }
}
