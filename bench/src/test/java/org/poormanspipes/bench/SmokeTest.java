package org.poormanspipes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.poormanspipes.bench.transport.Transports;
import org.poormanspipes.bench.transport.Transports.Ability;

/// Every transport carries some thousand messages between real processes, each byte looked at.
class SmokeTest {
  @TempDir Path directory;

  /// Each transport in the first workload that it can do.
  static Stream<Arguments> transports() {
    List<Arguments> all = new ArrayList<>();
    for (String name : Transports.names()) {
      for (Ability ability : Ability.values()) {
        if (Transports.of(name).can(ability)) {
          all.add(Arguments.of(ability, name));
          break;
        }
      }
    }
    all.add(Arguments.of(Ability.STREAM, "pmp-batch-shared"));
    all.add(Arguments.of(Ability.BROADCAST, "pmp-broadcast"));
    all.add(Arguments.of(Ability.COMPETING, "pmp-shared"));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("transports")
  void carriesEachMessageOnceInOrderAndWhole(Ability ability, String transport) throws IOException {
    Workload workload =
        Stream.of(Workload.values()).filter(one -> one.ability() == ability).findFirst().get();
    Settings settings =
        Settings.parse(
            List.of(
                "--workload",
                workload.option(),
                "--transport",
                transport,
                "--size",
                "288",
                "--rounds",
                "1",
                "--forks",
                "1",
                "--millis",
                "5",
                "--rate",
                "2000",
                "--whole",
                "--directory",
                directory.toString(),
                "--out",
                directory.resolve("report").toString()));
    assertThat(Group.of(settings)).hasSize(1);
    Result result = Group.of(settings).getFirst().run(settings).getFirst();
    assertThat(result.failure()).isNull();
    assertThat(result.values()).hasSize(1).allMatch(value -> value > 0);
    assertThat(settings.directory()).hasParent(directory).isEmptyDirectory();
  }
}
