package org.poormanspipes.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/// What a program did.
///
/// @param what the program, for messages
/// @param code its exit code
/// @param out all of its standard output
/// @param err all of its standard error
record Result(String what, int code, String out, String err) {

  static Result of(String what, int code, byte[] out, byte[] err) {
    return new Result(what, code, new String(out, UTF_8), new String(err, UTF_8));
  }

  /// It ended well and complained about nothing.
  Result isFine() {
    assertThat(err).as("standard error of " + what).isEmpty();
    assertThat(code).as("exit code of " + what).isZero();
    return this;
  }

  /// It printed exactly this and ended well.
  Result printed(String exactly) {
    isFine();
    assertThat(out).as("standard output of " + what).isEqualTo(exactly);
    return this;
  }

  /// It ended with this code and one sentence on standard error that contains all these words, and
  /// printed nothing else.
  Result refused(int expected, String... words) {
    assertThat(err).as("standard error of " + what).startsWith("pmp: ").endsWith("\n");
    assertThat(err.lines()).as("standard error of " + what).hasSize(1);
    assertThat(err)
        .as("standard error of " + what)
        .doesNotContain("Exception", "\tat ", "internal error");
    for (String word : words) {
      assertThat(err).as("standard error of " + what).contains(word);
    }
    assertThat(code).as("exit code of " + what + ", which said " + err).isEqualTo(expected);
    assertThat(out).as("standard output of " + what).isEmpty();
    return this;
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
