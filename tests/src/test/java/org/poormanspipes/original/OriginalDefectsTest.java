package org.poormanspipes.original;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.ControlRequest;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.driver.QueryRequest;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.time.Timeout;

/// The original's nine defects, each a test that we do not have it. The seventh is its programs',
/// and tested with the command.
class OriginalDefectsTest extends OriginalDevice {
  @Test
  void defect1AWriteThatWrapsCopiesTheRestAndNotTheStartAgain() throws IOException {
    for (int before : new int[] {1, 500, 1998, 1999}) {
      try (PipeChannel pipe = open("HELLO")) {
        pipe.write(ByteBuffer.allocate(before));
        pipe.read(ByteBuffer.allocate(before));
        for (int lap = 0; lap < 5; lap++) {
          assertRoundTrip(pipe, USABLE - lap);
        }
      }
    }
  }

  @Test
  void defect2AReadThatWrapsFillsTheRightPartOfTheBufferAndNoMore() throws IOException {
    try (PipeChannel pipe = open("HELLO")) {
      for (int round = 0; round < 200; round++) {
        assertRoundTrip(pipe, 1 + round * 37 % USABLE);
      }
    }
  }

  private static void assertRoundTrip(PipeChannel pipe, int length) throws IOException {
    byte[] data = new byte[length];
    for (int at = 0; at < length; at++) {
      data[at] = (byte) (at * 31 + length);
    }
    assertThat(pipe.write(ByteBuffer.wrap(data))).isEqualTo(length);
    byte[] buffer = new byte[length + 20];
    Arrays.fill(buffer, (byte) '#');
    assertThat(pipe.read(ByteBuffer.wrap(buffer, 10, length + 5))).isEqualTo(length);
    assertThat(Arrays.copyOfRange(buffer, 10, 10 + length)).isEqualTo(data);
    assertThat(buffer).startsWith("##########".getBytes(UTF_8));
    assertThat(buffer).endsWith("##########".getBytes(UTF_8));
  }

  @Test
  void defect3AnUnsupportedRequestIsAnswered() throws IOException {
    try (PipeChannel pipe = open("HELLO")) {
      assertThatThrownBy(
              () -> pipe.fileObject().control(new ControlRequest("format", Map.of("a", "b"))))
          .satisfies(refused -> assertThat(kindOf(refused)).isEqualTo(Kind.UNSUPPORTED))
          .hasMessageContaining("format");
      assertThatThrownBy(() -> device.object().query(new QueryRequest("weather", null)))
          .satisfies(refused -> assertThat(kindOf(refused)).isEqualTo(Kind.UNSUPPORTED))
          .hasMessageContaining("weather");
      assertThat(pipe.write(ByteBuffer.allocate(1))).isEqualTo(1);
    }
  }

  @Test
  void defect4ANameOf255CharactersMatchesItselfAndALongerOneIsRefused() throws IOException {
    String longest = "N".repeat(255);
    try (PipeChannel one = open(longest);
        PipeChannel two = open(longest)) {
      one.write(ByteBuffer.allocate(3));
      assertThat(two.read(ByteBuffer.allocate(3))).isEqualTo(3);
    }
    assertThatThrownBy(() -> open(longest + "N"))
        .satisfies(refused -> assertThat(kindOf(refused)).isEqualTo(Kind.INVALID));
  }

  @Test
  void defect5ClosingTwiceAndTheLastOfAListDoNoHarm() throws IOException {
    assertThat(device.list()).isEmpty();
    PipeChannel pipe = open("HELLO");
    pipe.close();
    pipe.close();
    assertThatThrownBy(pipe.fileObject()::closeHandle).isInstanceOf(IllegalStateException.class);
    assertThat(device.list()).isEmpty();
    assertThat(device.pool()).allSatisfy(account -> assertThat(account.number("diff")).isZero());
    open("HELLO").close();
    device.close();
    device.close();
  }

  @Test
  void defect6TheOutcomesOfAWaitAreToldApart() throws Exception {
    assertThat(List.of(Outcome.END, Outcome.EMPTY, Outcome.FULL, Outcome.BUSY, Outcome.ALERTED))
        .doesNotHaveDuplicates()
        .allSatisfy(outcome -> assertThat(outcome).isNegative());
    try (PipeChannel pipe = open("HELLO")) {
      Timeout soon = Timeout.of(java.time.Duration.ofMillis(20));
      assertThat(pipe.read(ByteBuffer.allocate(1), soon)).isEqualTo(Outcome.EMPTY);
      Eventually.Background<Integer> interrupted =
          Eventually.background(() -> {
            Thread.currentThread().interrupt();
            return pipe.read(ByteBuffer.allocate(1), Timeout.FOREVER);
          });
      assertThat(interrupted.result()).isEqualTo(Outcome.ALERTED);
      pipe.write(ByteBuffer.allocate(USABLE));
      assertThat(pipe.write(ByteBuffer.allocate(1), soon)).isEqualTo(Outcome.FULL);
    }
  }

  @Test
  void defect8EmptyAndTheWriterIsGoneAreToldApart() throws IOException {
    try (PipeChannel reader = device.open("HELLO", Access.READ, PipeOptions.ORIGINAL)) {
      try (PipeChannel writer = device.open("HELLO", Access.WRITE)) {
        assertThat(reader.read(ByteBuffer.allocate(1), Timeout.NOW)).isEqualTo(Outcome.EMPTY);
        writer.write(ByteBuffer.allocate(1));
      }
      assertThat(reader.read(ByteBuffer.allocate(1))).isEqualTo(1);
      assertThat(reader.read(ByteBuffer.allocate(1))).isEqualTo(Outcome.END);
    }
  }

  @Test
  void defect9ALinkThatCannotBeMadeIsReported() throws IOException {
    DeviceOptions target = options("Example").build();
    Device.link(options("Public").build(), target);
    assertThatThrownBy(() -> Device.link(options("Public").build(), target))
        .satisfies(refused -> assertThat(kindOf(refused)).isEqualTo(Kind.EXISTS));
    assertThatThrownBy(() -> Device.link(options("a/b").build(), target))
        .satisfies(refused -> assertThat(kindOf(refused)).isEqualTo(Kind.INVALID));
    assertThatThrownBy(() -> Device.link(options("New").build(), options("Missing").build()))
        .satisfies(refused -> assertThat(kindOf(refused)).isEqualTo(Kind.NOT_FOUND));
  }
}
