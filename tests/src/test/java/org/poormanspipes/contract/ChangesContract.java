package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.poormanspipes.Delivery;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeProperties;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.testing.Peer;

/// Changing full policy, lifetime and access of a pipe that is in use. See [CapacityContract].
abstract class ChangesContract extends ContractTest {

  private static final List<WhenFull> POLICIES = List.of(WhenFull.values());

  private static PipeOptions policy(WhenFull whenFull) {
    return PipeOptions.builder().whenFull(whenFull).build();
  }

  @EachFlavour
  void aFullPipeDoesWhatItsNewPolicySaysFromTheNextWriteOn(Flavour flavour) throws IOException {
    Peer peer = helper();
    try (PipeChannel writer = open(Access.WRITE, flavour.with(WhenFull.REJECT), 32);
        PipeChannel _ = reader(NAME)) {
      peer.open("w", NAME, Access.WRITE);
      while (writeNow(writer, "12345678") > 0) {}
      device.set(NAME, policy(flavour.whenFull()));
      int expected = flavour.keepsOldest() ? Outcome.FULL : 8;
      assertThat(writeNow(writer, "abcdefgh")).isEqualTo(expected);
      assertThat(peer.write("w", new byte[8], "now")).isEqualTo(String.valueOf(expected));
      device.set(NAME, policy(WhenFull.REJECT));
      // What overwriting left may be more than the capacity: still full.
      assertThat(writeNow(writer, "ijklmnop")).isEqualTo(Outcome.FULL);
    }
  }

  @EachFlavour
  void noChangeOfPolicyLosesOrDoublesOrReordersAnything(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 4096);
        PipeChannel reader = reader(NAME);
        PipeChannel looker = device.open(NAME, Access.ATTRIBUTES)) {
      List<String> written = new ArrayList<>();
      List<String> read = new ArrayList<>();
      for (int round = 0; round < 30; round++) {
        WhenFull policy = POLICIES.get(round % POLICIES.size());
        assertThat(looker.set(policy(policy)).text("when-full"))
            .isEqualTo(PipeProperties.word(policy));
        for (int each = 0; each < 3; each++) {
          written.add(round + "-" + each + " ");
          writeNow(writer, written.getLast());
        }
        if (round % 4 == 0) {
          read.addAll(readAllNow(reader));
        }
      }
      read.addAll(readAllNow(reader));
      assertThat(String.join("", read)).isEqualTo(String.join("", written));
    }
  }

  @EachFlavour
  void aChangeOfLifetimeTouchesNothingElse(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 100);
        PipeChannel reader = reader(NAME)) {
      writeNow(writer, "content");
      for (Lifetime lifetime : Lifetime.values()) {
        assertThat(writer.set(PipeOptions.builder().lifetime(lifetime).build()).text("lifetime"))
            .isEqualTo(PipeProperties.word(lifetime));
        assertThat(peek(reader, 50)).isEqualTo("'content'");
        assertThat(device.stat(NAME).number("handles")).isEqualTo(2);
      }
      assertThat(readNow(reader, 50)).isEqualTo("'content'");
    }
  }

  @EachFlavour
  void aChangeOfModeIsShownAndThoseWhoHaveItOpenGoOn(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 100);
        PipeChannel reader = reader(NAME)) {
      writeNow(writer, "before");
      assertThat(device.set(NAME, PipeOptions.builder().mode(0660).build()).text("mode"))
          .isEqualTo("0660");
      writeNow(writer, "after");
      assertThat(String.join("", readAllNow(reader))).isEqualTo("beforeafter");
      assertThat(device.set(NAME, PipeOptions.builder().attribute("access", "user").build()))
          .extracting(changed -> changed.text("mode"))
          .isEqualTo("0600");
    }
  }

  @EachFlavour
  void typeAndDeliveryAreFixedAndAnUnknownPropertyIsRefused(Flavour flavour) throws IOException {
    PipeType otherType = flavour.isMessage() ? PipeType.BYTE : PipeType.MESSAGE;
    Delivery otherDelivery = flavour.isBroadcast() ? Delivery.QUEUE : Delivery.BROADCAST;
    try (PipeChannel pipe = open(Access.READ_WRITE, flavour, 100)) {
      writeNow(pipe, "stays");
      refusal(Kind.UNSUPPORTED, () -> pipe.set(PipeOptions.builder().type(otherType).build()));
      refusal(
          Kind.UNSUPPORTED, () -> pipe.set(PipeOptions.builder().delivery(otherDelivery).build()));
      refusal(
          Kind.INVALID, () -> pipe.set(PipeOptions.builder().attribute("colour", "red").build()));
      pipe.set(flavour.options(100));
      assertThat(readNow(pipe, 50)).isEqualTo("'stays'");
    }
  }
}
