package org.poormanspipes.mount;

import static org.assertj.core.api.Assertions.assertThat;

/// What a program did.
///
/// @param what the program, for messages
/// @param code its exit code
/// @param out all of its standard output
/// @param err all of its standard error
record Said(String what, int code, String out, String err) {
  /// That of a process that the watchdog killed.
  private static final int HUNG = 137;

  /// It ended well and complained about nothing.
  Said isFine() {
    assertThat(code).as("hangs: " + this).isNotEqualTo(HUNG);
    assertThat(err).as("standard error of " + what).isEmpty();
    assertThat(code).as("exit code of " + this).isZero();
    return this;
  }

  /// It printed exactly this and ended well.
  Said printed(String exactly) {
    isFine();
    assertThat(out).as("standard output of " + what).isEqualTo(exactly);
    return this;
  }

  /// It failed, and its standard error has these words.
  Said refused(String... words) {
    assertThat(code).as("exit code of " + this).isNotZero().isNotEqualTo(HUNG);
    for (String word : words) {
      assertThat(err).as("standard error of " + what).contains(word);
    }
    return this;
  }
}
