package org.poormanspipes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandsTest {

  @Test
  void everyNameIsACommandOfThatName() {
    for (String name : Commands.NAMES) {
      assertThat(command(name).syntax().name()).isEqualTo(name);
    }
    assertThat(Commands.find("nonsense")).isNull();
  }

  @Test
  void everyOptionIsWrittenInOneWayOnly() {
    for (String name : Commands.NAMES) {
      Set<String> written = new HashSet<>(Set.of("-h", "--help", "-V", "--version"));
      for (Option option : command(name).syntax().options()) {
        for (String form : option.names()) {
          assertThat(written.add(form)).as(name + " " + form).isTrue();
        }
      }
    }
  }

  /// The completion script keeps the values of a choice in a variable that is named after its
  /// label.
  @Test
  void labelsOfChoicesAreUniqueWithinACommand() {
    for (String name : Commands.NAMES) {
      Set<String> labels = new HashSet<>();
      for (Option option : command(name).syntax().options()) {
        if (!option.candidates().isEmpty()) {
          assertThat(labels.add(option.label())).as(name + " " + option.name()).isTrue();
        }
      }
    }
  }

  @Test
  void everyCommandHasHelp() {
    for (String name : Commands.NAMES) {
      String[] words = (name + " --help").split(" ", -1);
      Streams streams = new Streams("");
      assertThat(streams.run(words)).isZero();
      assertThat(streams.out()).startsWith("Usage: pmp " + name).doesNotContain("%", "$$");
      assertThat(streams.err()).isEmpty();
    }
  }

  @Test
  void helpNamesEveryCommand() {
    Streams streams = new Streams("");
    assertThat(streams.run("help")).isZero();
    for (String name : Commands.NAMES) {
      assertThat(streams.out()).contains("\n  " + name.split(" ", -1)[0]);
    }
  }

  private static Command command(String name) {
    Command command = Commands.find(name);
    assertThat(command).as(name).isNotNull();
    return command;
  }
}
