package org.poormanspipes.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.ControlRequest;
import org.poormanspipes.driver.CreateRequest;
import org.poormanspipes.driver.DeleteRequest;
import org.poormanspipes.driver.DeviceAddress;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.DeviceObject;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.driver.Driver;
import org.poormanspipes.driver.FileObject;
import org.poormanspipes.driver.QueryRequest;
import org.poormanspipes.time.Timeout;

/// The driver framework, served by a driver that has nothing to do with pipes.
class CounterDriverTest {
  private final Driver driver = new CounterDriver();

  private DeviceObject attach(String address) throws IOException {
    return driver.attach(DeviceAddress.parse(address, null), Disposition.OPEN_OR_CREATE, Map.of());
  }

  private static FileObject open(DeviceObject device, String name, Access access)
      throws IOException {
    return device.open(new CreateRequest(name, access, Disposition.OPEN_OR_CREATE, Map.of()));
  }

  private static String next(FileObject file) throws IOException {
    ByteBuffer line = ByteBuffer.allocate(100);
    int read = file.read(line, Timeout.NOW);
    assertThat(read).isEqualTo(line.position());
    return StandardCharsets.UTF_8.decode(line.flip()).toString();
  }

  @Test
  void handlesOfOneNameShareTheCounterAndCountForThemselves() throws IOException {
    DeviceObject device = attach("counter://Tickets");
    FileObject one = open(device, "A", Access.READ);
    FileObject two = open(device, "A", Access.READ);
    FileObject other = open(device, "B", Access.READ);
    assertThat(next(one)).isEqualTo("1 1\n");
    assertThat(next(two)).isEqualTo("2 1\n");
    assertThat(next(one)).isEqualTo("3 2\n");
    assertThat(next(other)).isEqualTo("1 1\n");
    assertThat(one.fastPath()).isNull();
    assertThat(device.openFiles()).isEqualTo(3);
  }

  @Test
  void twoDevicesOfOneDriverShareNothing() throws IOException {
    DeviceObject tickets = attach("counter://Tickets");
    DeviceObject visitors = attach("counter://Visitors");
    assertThat(next(open(tickets, "A", Access.READ))).isEqualTo("1 1\n");
    assertThat(next(open(visitors, "A", Access.READ))).isEqualTo("1 1\n");
    assertThat(tickets.driver()).isSameAs(visitors.driver());
    assertThat(tickets.toString()).contains("Tickets", "counter", "counters");
  }

  @Test
  void everyRequestThatTheDriverLeavesOutIsAnsweredAsUnsupported() throws IOException {
    DeviceObject device = attach("counter://Tickets");
    FileObject file = open(device, "A", Access.READ_WRITE);
    unsupported("write", () -> file.write(ByteBuffer.allocate(1), Timeout.NOW));
    unsupported("reset", () -> file.control(new ControlRequest("reset", Map.of())));
    unsupported("pool", () -> device.query(new QueryRequest("pool", null)));
    unsupported("list", () -> device.list(_ -> {}));
    unsupported("delete", () -> device.delete(new DeleteRequest("A", true)));
    assertThat(next(file)).isEqualTo("1 1\n");
  }

  private static void unsupported(String request, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            DeviceException.class,
            refused -> assertThat(refused.kind()).isEqualTo(Kind.UNSUPPORTED))
        .hasMessageContaining("'counter'")
        .hasMessageContaining(request);
  }

  @Test
  void theFrameworkChecksAccessAndCloses() throws IOException {
    DeviceObject device = attach("counter://Tickets");
    FileObject file = open(device, "A", Access.WRITE);
    assertThatThrownBy(() -> next(file)).hasMessageContaining("access=WRITE");
    file.closeHandle();
    assertThatThrownBy(() -> file.write(ByteBuffer.allocate(1), Timeout.NOW))
        .isInstanceOf(ClosedChannelException.class);
    assertThat(device.openFiles()).isZero();
    device.detach();
    assertThatThrownBy(() -> open(device, "A", Access.READ))
        .isInstanceOf(IllegalStateException.class);
  }
}
