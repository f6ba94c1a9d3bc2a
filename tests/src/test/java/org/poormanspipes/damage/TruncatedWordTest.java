package org.poormanspipes.damage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.Descriptor.Flag;
import org.poormanspipes.linux.Mapping;
import org.poormanspipes.linux.Words;
import org.poormanspipes.testing.ChildJvm;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.TemporaryRoot;

/// Words of a file that was truncated: each way to change one ends in Java's error and not in the
/// JVM's death, also in code that is interpreted.
class TruncatedWordTest {
  private static final int SIZE = 8192;
  private static final int ROUNDS = 3;

  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation"})
  void aCompareAndSetOfAWordThatIsGoneIsAnError(String mode) throws Exception {
    try (TemporaryRoot root = new TemporaryRoot()) {
      List<String> command =
          ChildJvm.command(TruncatedWordTest.class, root.path().resolve("file").toString());
      command.set(1, mode);
      command.addAll(
          2,
          List.of(
              "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + root.path().resolve("death.log")));
      Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
      String printed =
          new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(child.waitFor(Eventually.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(printed).isEqualTo("InternalError ".repeat(4 * ROUNDS).strip());
      assertThat(child.exitValue()).isZero();
    }
  }

  /// The child.
  public static void main(String[] words) throws IOException {
    EnumSet<Flag> flags = EnumSet.of(Flag.READ_WRITE, Flag.CREATE);
    try (Descriptor file = Descriptor.open(Path.of(words[0]), flags, 0600)) {
      file.allocate(0, SIZE);
      Words memory = Words.of(Mapping.map(file, 0, SIZE, Mapping.Access.READ_WRITE).segment());
      List<Runnable> changes =
          List.of(
              () -> memory.intCompareAndSet(SIZE / 2, 0, 0),
              () -> memory.longCompareAndSet(SIZE / 2, 0, 0),
              () -> memory.intExchange(SIZE / 2, 0),
              () -> memory.longAdd(SIZE / 2, 0));
      // Long enough for both compilers.
      for (int warm = 0; warm < 30_000; warm++) {
        changes.forEach(Runnable::run);
      }
      file.truncate(0);
      for (int round = 0; round < ROUNDS; round++) {
        changes.forEach(TruncatedWordTest::end);
      }
    }
  }

  private static void end(Runnable change) {
    try {
      change.run();
      System.out.print("nothing ");
    } catch (InternalError fault) {
      System.out.print(fault.getClass().getSimpleName() + " ");
    }
  }
}
