package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.testing.Peer;

/// Devices, their links, and their settings.
abstract class DeviceContract extends ContractTest {

  @Test
  void twoDevicesUnderOneDriverAreSeparate() throws IOException {
    try (Device other = Device.open(backend.device("Other").build());
        PipeChannel here = device.open(NAME, Access.READ_WRITE);
        PipeChannel there = other.open(NAME, Access.READ_WRITE)) {
      writeNow(here, "here");
      assertThat(readNow(there, 8)).isEqualTo("EMPTY");
      writeNow(there, "there");
      assertThat(readNow(here, 8)).isEqualTo("'here'");
      assertThat(readNow(there, 8)).isEqualTo("'there'");
      assertThat(here.fileObject().device()).isNotSameAs(there.fileObject().device());
      assertThat(device.object().context()).isNotSameAs(other.object().context());
      assertThat(other.name()).isEqualTo("Other");
    }
  }

  @Test
  void aDeviceOpenedTwiceInOneProcessSharesItsPipes() throws IOException {
    try (Device again = Device.open(backend.device("EXAMPLE").build());
        PipeChannel writer = again.open(NAME, Access.WRITE);
        PipeChannel reader = reader(NAME)) {
      writeNow(writer, "x");
      assertThat(readNow(reader, 8)).isEqualTo("'x'");
      assertThat(again.name()).isEqualTo(DEVICE);
    }
  }

  @Test
  void aLinkOpensTheSamePipesAlsoInAnotherProcess() throws IOException {
    DeviceOptions link = backend.device("Public").build();
    Device.link(link, backend.device(DEVICE).build());
    refusal(Kind.EXISTS, () -> Device.link(link, backend.device(DEVICE).build()));
    try (PipeChannel writer = writer(NAME);
        Device linked = Device.open(link);
        PipeChannel reader = linked.open(NAME, Access.READ);
        Peer peer = Peer.start(link)) {
      assertThat(linked.name()).isEqualTo(DEVICE);
      peer.open("r", NAME, Access.READ);
      writeNow(writer, "one");
      assertThat(readNow(reader, 8)).isEqualTo("'one'");
      writeNow(writer, "two");
      assertThat(peer.read("r", 8, "now")).isEqualTo("'two'");
    }
    Device.remove(link);
    refusal(Kind.NOT_FOUND, () -> Device.remove(link));
    assertThat(devices()).containsExactly(DEVICE);
  }

  @Test
  void aLinkToAMissingDeviceIsRefusedAndNoneIsLeft() {
    refusal(
        Kind.NOT_FOUND,
        () -> Device.link(backend.device("Public").build(), backend.device("Missing").build()));
    refusal(
        Kind.NOT_FOUND,
        () -> Device.open(backend.device("Public").disposition(Disposition.OPEN).build()));
  }

  @Test
  void aLinkToALinkStandsForTheDeviceItself() throws IOException {
    DeviceOptions first = backend.device("First").build();
    DeviceOptions second = backend.device("Second").build();
    Device.link(first, backend.device(DEVICE).build());
    Device.link(second, first);
    Device.remove(first);
    try (Device linked = Device.open(second);
        PipeChannel _ = writer(NAME)) {
      assertThat(linked.list()).hasSize(1);
    }
  }

  @Test
  void aMissingDeviceIsToldApartFromOneThatExists() throws IOException {
    refusal(Kind.NOT_FOUND, () -> open("Missing", Disposition.OPEN));
    refusal(Kind.EXISTS, () -> open(DEVICE, Disposition.CREATE));
    open("New", Disposition.CREATE).close();
    open("NEW", Disposition.OPEN).close();
    for (String name : List.of("", "a/b", "..", ".hidden", "a".repeat(65), "a b", "ü")) {
      refusal(Kind.INVALID, () -> open(name, Disposition.OPEN_OR_CREATE));
    }
    assertThat(devices()).containsExactlyInAnyOrder(DEVICE, "New");
  }

  @Test
  void aDeviceInUseIsRemovedOnlyByForce() throws IOException {
    DeviceOptions options = backend.device(DEVICE).build();
    PipeChannel writer = writer(NAME);
    refusal(Kind.IN_USE, () -> Device.remove(options));
    writeNow(writer, "x");
    Device.removeForced(options);
    refusal(Kind.DELETED, () -> writeNow(writer, "x"));
    assertThat(devices()).isEmpty();
  }

  @Test
  void anEmptyDeviceIsRemovedWithoutForce() throws IOException {
    open("Short", Disposition.CREATE).close();
    Device.remove(backend.device("Short").build());
    assertThat(devices()).containsExactly(DEVICE);
  }

  @Test
  void aDevicesSettingsAndDefaultsAreShownAndChanged() throws IOException {
    device.configure(
        Map.of(
            "default-capacity",
            "1K",
            "default-type",
            "message",
            "default-when-full",
            "reject",
            "default-lifetime",
            "permanent",
            "quota-bytes",
            "1M",
            "quota-pipes",
            "5"));
    Attributes described = device.describe();
    assertThat(described.number("quota-bytes")).isEqualTo(1 << 20);
    assertThat(described.number("quota-pipes")).isEqualTo(5);
    assertThat(described.number("default-capacity")).isEqualTo(1024);
    Attributes made = device.create(NAME, PipeOptions.DEFAULT);
    assertThat(made.text("type")).isEqualTo("message");
    assertThat(made.text("when-full")).isEqualTo("reject");
    assertThat(made.text("lifetime")).isEqualTo("permanent");
    assertThat(made.number("capacity")).isEqualTo(1024);
    refusal(Kind.INVALID, () -> device.configure(Map.of("colour", "red")));
    refusal(Kind.INVALID, () -> device.configure(Map.of("exclusive", "perhaps")));
    refusal(Kind.INVALID, () -> device.configure(Map.of("quota-bytes", "much")));
    refusal(Kind.IN_USE, () -> device.configure(Map.of("case-sensitive", "true")));
  }

  @Test
  void anExclusiveDeviceAdmitsOneHandleAmongAllProcesses() throws IOException {
    DeviceOptions options = backend.device("Single").attribute("exclusive", "true").build();
    try (Device single = Device.open(options);
        Device again = Device.open(options);
        Peer peer = Peer.start(options)) {
      PipeChannel pipe = single.open(NAME, Access.READ);
      refusal(Kind.IN_USE, () -> single.open("other", Access.READ));
      refusal(Kind.IN_USE, () -> again.open(NAME, Access.READ));
      assertThat(peer.ask("open", "r", NAME, "READ")).startsWith("!IN_USE");
      assertThat(single.list()).hasSize(1);
      pipe.close();
      peer.open("r", NAME, Access.READ);
      assertThat(refusal(Kind.IN_USE, () -> single.open(NAME, Access.READ)))
          .hasMessageContaining("Single");
      peer.close("r");
      again.open(NAME, Access.READ).close();
    }
  }

  @Test
  void theQuotaOfPipesAndOfBytesIsKept() throws IOException {
    device.configure(Map.of("quota-pipes", "2"));
    try (PipeChannel _ = writer("one");
        PipeChannel _ = writer("two")) {
      DeviceException third = refusal(Kind.NO_SPACE, () -> writer("three"));
      if (backend.explains()) {
        assertThat(third).hasMessageContaining("2");
      }
      writer("ONE").close();
    }
    device.configure(Map.of("quota-pipes", "1000", "quota-bytes", "256K"));
    try (PipeChannel _ = device.open("small", Access.WRITE, capacity(100 << 10))) {
      assertThat(refusal(Kind.NO_SPACE, () -> device.open("l", Access.WRITE, capacity(200 << 10))))
          .hasMessageContaining(String.valueOf(256 << 10));
      assertThat(names()).containsExactly("small");
    }
    device.open("l", Access.WRITE, capacity(200 << 10)).close();
    assertThat(device.describe().number("used-bytes")).isZero();
    assertThat(device.describe().number("pipes")).isZero();
  }

  @Test
  void fullPolicyAndLifetimeAreChangedWhileInUseWithNothingLost() throws IOException {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, capacity(10));
        PipeChannel reader = reader(NAME);
        Peer peer = peer()) {
      peer.open("w", NAME, Access.WRITE);
      writeNow(writer, "123456789");
      assertThat(writeNow(writer, "abc")).isEqualTo(-3);
      PipeOptions reject =
          PipeOptions.builder().whenFull(WhenFull.REJECT).lifetime(Lifetime.PERMANENT).build();
      assertThat(device.set(NAME, reject).text("when-full")).isEqualTo("reject");
      assertThat(writeNow(writer, "abc")).isEqualTo(1);
      assertThat(peer.write("w", new byte[] {'x'}, "forever")).isEqualTo("-3");
      assertThat(readNow(reader, 20)).isEqualTo("'123456789a'");
      assertThat(writer.set(PipeOptions.builder().lifetime(Lifetime.TEMPORARY).build()))
          .extracting(changed -> changed.text("lifetime"))
          .isEqualTo("temporary");
      writeNow(writer, "unread");
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void whatIsFixedAtCreationIsNotChanged() throws IOException {
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE)) {
      refusal(
          Kind.UNSUPPORTED, () -> pipe.set(PipeOptions.builder().type(PipeType.MESSAGE).build()));
      refusal(
          Kind.UNSUPPORTED,
          () -> pipe.set(PipeOptions.builder().attribute("delivery", "broadcast").build()));
      refusal(
          Kind.INVALID, () -> pipe.set(PipeOptions.builder().attribute("colour", "red").build()));
      pipe.set(PipeOptions.builder().type(PipeType.BYTE).capacity(64 << 10).build());
    }
  }

  @Test
  void aPropertyThatIsWrongIsRefusedByNameAndValue() {
    for (String[] wrong :
        new String[][] {
          {"type", "stream"}, {"capacity", "0"}, {"capacity", "-1"}, {"capacity", "9999T"},
          {"lifetime", "long"}, {"mode", "rw"}, {"colour", "red"}, {"profile", "odd"}
        }) {
      assertThat(
              refusal(
                  Kind.INVALID,
                  () ->
                      device.create(
                          NAME, PipeOptions.builder().attribute(wrong[0], wrong[1]).build())))
          .hasMessageContaining(wrong[0]);
    }
    assertThat(
            refusal(
                Kind.INVALID,
                () ->
                    device.create(
                        NAME, PipeOptions.builder().type(PipeType.MESSAGE).capacity(15).build())))
        .hasMessageContaining("16");
    assertThat(backend.leftovers(DEVICE)).isEmpty();
  }

  private Device open(String name, Disposition disposition) throws IOException {
    return Device.open(backend.device(name).disposition(disposition).build());
  }

  private static PipeOptions capacity(long bytes) {
    return PipeOptions.builder().capacity(bytes).build();
  }

  private List<String> devices() throws IOException {
    return Device.all(backend.device(DEVICE).build().address().root()).stream()
        .map(found -> found.text("name"))
        .toList();
  }
}
