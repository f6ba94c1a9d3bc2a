package org.poormanspipes.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poormanspipes.examples.Programs.output;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The two programs of the README, as two processes.
class HelloTest {
  @RegisterExtension final Programs programs = new Programs();

  @Test
  void aReaderStartedFirstWaitsForTheWriter() throws Exception {
    Process reader = programs.start(HelloReader.class);
    assertThat(output(programs.start(HelloWriter.class, "hello", "world"))).isEmpty();
    assertThat(output(reader)).isEqualTo("hello\nworld\n");
  }

  @Test
  void whatAWriterLeftBehindIsReadLater() throws Exception {
    assertThat(output(programs.start(HelloWriter.class, "hello"))).isEmpty();
    assertThat(output(programs.start(HelloReader.class))).isEqualTo("hello\n");
  }
}
