package org.poormanspipes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Arguments and what is said of wrong ones; nothing here opens a device.
class MainTest {

  @Test
  void versionIsOneLine() {
    for (String[] words : new String[][] {{"--version"}, {"-V"}, {"read", "--version"}}) {
      Streams streams = new Streams("");
      assertThat(streams.run(words)).isZero();
      assertThat(streams.out()).startsWith("pmp ").endsWith("\n").hasLineCount(1);
    }
  }

  @Test
  void withoutACommandTheHelpGoesToStandardError() {
    Streams streams = new Streams("");
    assertThat(streams.run()).isEqualTo(ExitCode.USAGE);
    assertThat(streams.err()).startsWith("Usage: pmp");
    assertThat(streams.out()).isEmpty();
  }

  @Test
  void helpOfOneCommandIsTheSameBothWays() {
    Streams help = new Streams("");
    Streams option = new Streams("");
    assertThat(help.run("help", "device", "create")).isZero();
    assertThat(option.run("device", "create", "--help")).isZero();
    assertThat(help.out()).isEqualTo(option.out());
  }

  @Test
  void unknownCommandIsNamedWithTheOneThatWasMeant() {
    refused("there is no command 'wirte': did you mean write?; try 'pmp --help'", "wirte", "X");
  }

  @Test
  void unknownCommandOfAGroupIsNamed() {
    refused("there is no command 'device foo'; try 'pmp --help'", "device", "foo");
  }

  @Test
  void unknownOptionIsNamedWithTheOneThatWasMeant() {
    refused(
        "unknown option: '--folow': did you mean --follow?; try 'pmp read --help'",
        "read",
        "X",
        "--folow");
  }

  @Test
  void missingNameIsSaid() {
    for (String command : new String[] {"read", "write", "usedriver2", "usedriver3", "stat"}) {
      refused("missing required parameter: 'NAME'; try 'pmp " + command + " --help'", command);
    }
  }

  @Test
  void whatATerminalWouldObeyIsNotPrintedInARefusal() {
    refused("there is no command '?[2J'; try 'pmp --help'", "\u001b[2J");
    refused("unknown option: '--a?b?'; try 'pmp ls --help'", "ls", "--a\nb\u202e");
  }

  @Test
  void emptyNameIsRefused() {
    for (String name : new String[] {"", "/", "\\"}) {
      refused(
          "the name of a pipe can't be '"
              + name
              + "': give it at least one character; try 'pmp read --help'",
          "read",
          name);
    }
  }

  @Test
  void contradictionsAreRefused() {
    refused(
        "--now and --wait exclude each other; try 'pmp write --help'",
        "write",
        "X",
        "--now",
        "--wait=1s");
    refused(
        "--follow excludes --once and --peek; try 'pmp read --help'",
        "read",
        "X",
        "--follow",
        "--once");
    refused(
        "--pinned and --no-pinned exclude each other; try 'pmp create --help'",
        "create",
        "X",
        "--pinned",
        "--no-pinned");
  }

  @Test
  void setWithoutAChangeIsRefused() {
    refused(
        "nothing to set: say what is to change, as in --capacity 1M; try 'pmp set --help'",
        "set",
        "X");
  }

  @Test
  void helpAboutNothingIsRefused() {
    refused("there is no command 'foo'; try 'pmp help --help'", "help", "foo");
  }

  @Test
  void completionIsAScript() {
    Streams streams = new Streams("");
    assertThat(streams.run("completion")).isZero();
    assertThat(streams.out()).startsWith("#!/usr/bin/env bash").contains("'--when-full'");
  }

  private static void refused(String sentence, String... words) {
    Streams streams = new Streams("");
    assertThat(streams.run(words)).isEqualTo(ExitCode.USAGE);
    assertThat(streams.err()).isEqualTo("pmp: " + sentence + "\n");
    assertThat(streams.out()).isEmpty();
  }
}
