package org.poormanspipes.bench.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two copies of the library use one pipe by turns, and leave nothing.
class TwinTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"pmp-exclusive", "pmp-shared"})
  void bothCarryEverythingInOrderByTurns(String transport) throws IOException {
    assertThat(Main.ratio(transport, directory, 1, 3, 5)).isBetween(0.01, 100.0);
    assertThat(directory).isEmptyDirectory();
  }
}
