package org.poormanspipes.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.poormanspipes.time.Timeout;

class DriverTest {

  private final TinyDriver driver = new TinyDriver();

  private record Kind(String kind) implements DeviceContext {}

  private record Exclusive() implements DeviceContext {
    @Override
    public String kind() {
      return "exclusive";
    }

    @Override
    public boolean exclusive() {
      return true;
    }
  }

  private static CreateRequest request(String name) {
    return new CreateRequest(name, Access.READ_WRITE, Disposition.OPEN_OR_CREATE, Map.of());
  }

  @Test
  void everyEntryPointIsHandedTheDevice() throws IOException {
    DeviceObject first = new DeviceObject(driver, "First", new Kind("a"));
    DeviceObject second = new DeviceObject(driver, "Second", new Kind("a"));
    for (DeviceObject device : List.of(first, second)) {
      driver.calls.clear();
      FileObject file = device.open(request("x"));
      file.read(ByteBuffer.allocate(1), Timeout.NOW);
      file.write(ByteBuffer.allocate(1), Timeout.NOW);
      file.control(new ControlRequest("stat", Map.of()));
      device.query(new QueryRequest("stat", "x"));
      device.list(one -> {});
      device.delete(new DeleteRequest("x", false));
      file.closeHandle();
      device.detach();
      assertThat(driver.entries())
          .containsExactly(
              "create", "read", "write", "control", "query", "list", "delete", "cleanup", "close",
              "detach");
      assertThat(driver.calls).allMatch(call -> call.device() == device);
      assertThat(driver.calls).allMatch(call -> call.file() == file || call.file() == null);
    }
  }

  @Test
  void theContextTellsDevicesOfDifferentKindsApart() throws IOException {
    Driver two =
        new Driver() {
          @Override
          public String scheme() {
            return "two";
          }

          @Override
          public void list(DeviceObject device, Consumer<Attributes> visitor) {
            String answer =
                switch (device.context().kind()) {
                  case "odd" -> "one three five";
                  case "even" -> "two four";
                  default -> "nothing";
                };
            visitor.accept(Attributes.builder().with("name", answer).build());
          }
        };
    DeviceObject odd = new DeviceObject(two, "Odd", new Kind("odd"));
    DeviceObject even = new DeviceObject(two, "Even", new Kind("even"));
    List<String> answers = new ArrayList<>();
    odd.list(item -> answers.add(item.text("name")));
    even.list(item -> answers.add(item.text("name")));
    assertThat(answers).containsExactly("one three five", "two four");
    assertThat(odd.driver()).isSameAs(even.driver());
    assertThat(odd).hasToString("DeviceObject[Odd, driver=two, kind=odd]");
  }

  @Test
  void anExclusiveDeviceAdmitsOneOpenAtATime() throws IOException {
    DeviceObject device = new DeviceObject(driver, "Only", new Exclusive());
    FileObject first = device.open(request("first"));
    assertThatThrownBy(() -> device.open(request("second")))
        .isInstanceOfSatisfying(
            DeviceException.class, e -> assertThat(e.kind()).isEqualTo(DeviceException.Kind.IN_USE))
        .hasMessageContaining("'Only'")
        .hasMessageContaining("'second'");
    assertThat(driver.entries()).as("the driver is not asked").containsExactly("create");
    assertThat(device.openFiles()).isEqualTo(1);
    first.closeHandle();
    device.open(request("third")).closeHandle();
    assertThat(device.openFiles()).isZero();
  }

  @Test
  void aRefusedCreateLeavesNothingOpen() throws IOException {
    DeviceObject device = new DeviceObject(driver, "Only", new Exclusive());
    driver.refusal = new DeviceException(DeviceException.Kind.DENIED, "no");
    assertThatThrownBy(() -> device.open(request("x"))).isSameAs(driver.refusal);
    assertThat(device.openFiles()).isZero();
    assertThat(driver.entries()).as("no cleanup of what never was").containsExactly("create");
    driver.refusal = null;
    device.open(request("x")).closeHandle();
  }

  @Test
  void detachingWithoutFilesReachesTheDriverAtOnceAndOnce() throws IOException {
    DeviceObject device = new DeviceObject(driver, "D", new Kind("a"));
    device.detach();
    device.detach();
    assertThat(driver.entries()).containsExactly("detach");
  }

  @Test
  void detachingWithFilesReachesTheDriverWithTheLastClose() throws IOException {
    DeviceObject device = new DeviceObject(driver, "D", new Kind("a"));
    FileObject one = device.open(request("1"));
    FileObject two = device.open(request("2"));
    device.detach();
    device.detach();
    one.write(ByteBuffer.allocate(1), Timeout.NOW);
    one.closeHandle();
    assertThat(driver.entries()).doesNotContain("detach");
    two.closeHandle();
    assertThat(driver.entries()).endsWith("cleanup", "close", "detach");
    device.detach();
    assertThat(driver.entries()).containsOnlyOnce("detach");
  }

  @Test
  void aDetachedDeviceTakesNoMoreRequests() throws IOException {
    DeviceObject device = new DeviceObject(driver, "Gone", new Kind("a"));
    device.detach();
    List<ThrowingCallable> requests =
        List.of(
            () -> device.open(request("x")),
            () -> device.query(new QueryRequest("stat", "x")),
            () -> device.list(item -> {}),
            () -> device.delete(new DeleteRequest("x", true)));
    for (ThrowingCallable late : requests) {
      assertThatThrownBy(late)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("'Gone' is closed");
    }
    assertThat(device.openFiles()).isZero();
  }

  private static final Driver SILENT = () -> "silent";

  static Stream<Arguments> unsupported() {
    DeviceObject device = new DeviceObject(SILENT, "S", new Kind("a"));
    FileObject file = new FileObject(device, request("x"));
    DeviceAddress address = DeviceAddress.parse("silent://x", null);
    ByteBuffer buffer = ByteBuffer.allocate(1);
    return Stream.of(
        call("attach", () -> SILENT.attach(address, Disposition.OPEN, Map.of())),
        call("create", () -> device.open(request("x"))),
        call("read", () -> file.read(buffer, Timeout.NOW)),
        call("write", () -> file.write(buffer, Timeout.NOW)),
        call("control resize", () -> file.control(new ControlRequest("resize", Map.of()))),
        call("query stat", () -> device.query(new QueryRequest("stat", "x"))),
        call("list", () -> device.list(item -> {})),
        call("delete", () -> device.delete(new DeleteRequest("x", false))));
  }

  private static Arguments call(String request, ThrowingCallable call) {
    return Arguments.of(request, call);
  }

  /// The original's third defect: a request without an entry point was never completed.
  @ParameterizedTest(name = "{0}")
  @MethodSource("unsupported")
  void aRequestWithoutAnEntryPointIsAnswered(String request, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            DeviceException.class,
            e -> assertThat(e.kind()).isEqualTo(DeviceException.Kind.UNSUPPORTED))
        .hasMessage("the driver 'silent' does not answer the request '%s'", request);
  }

  @Test
  void anAddressWithoutASchemeIsSharedMemory() {
    assertThat(DeviceAddress.parse("Example", null))
        .isEqualTo(new DeviceAddress("shm", "Example", null))
        .hasToString("Example");
    assertThat(DeviceAddress.parse("nats://host:4222/Example", null))
        .isEqualTo(new DeviceAddress("nats", "host:4222/Example", null))
        .hasToString("nats://host:4222/Example");
  }

  @Test
  void attributesKeepTheirOrderAndTheirTypes() {
    Attributes nested = Attributes.builder().with("x", 1).build();
    Attributes all =
        Attributes.builder()
            .with("b", "text")
            .with("a", 7)
            .with("missing", (String) null)
            .with("flag", true)
            .with("nested", nested)
            .build();
    assertThat(all.asMap().keySet()).containsExactly("b", "a", "flag", "nested");
    assertThat(all.text("b")).isEqualTo("text");
    assertThat(all.text("a")).isEqualTo("7");
    assertThat(all.text("missing")).isNull();
    assertThat(all.number("a")).isEqualTo(7);
    assertThat(all.number("b")).isZero();
    assertThat(all.flag("flag")).isTrue();
    assertThat(all.flag("a")).isFalse();
    assertThat(Attributes.builder().with("z", "z").withAll(all).build().asMap().keySet())
        .containsExactly("z", "b", "a", "flag", "nested");
    assertThatThrownBy(() -> all.asMap().put("c", "d"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void outcomesHaveWords() {
    assertThat(Outcome.describe(Outcome.END)).isEqualTo("END");
    assertThat(Outcome.describe(Outcome.EMPTY)).isEqualTo("EMPTY");
    assertThat(Outcome.describe(Outcome.FULL)).isEqualTo("FULL");
    assertThat(Outcome.describe(Outcome.BUSY)).isEqualTo("BUSY");
    assertThat(Outcome.describe(Outcome.ALERTED)).isEqualTo("ALERTED");
    assertThat(Outcome.describe(12)).isEqualTo("12 bytes");
  }
}
