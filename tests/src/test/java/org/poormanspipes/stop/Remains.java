package org.poormanspipes.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.poormanspipes.stop.Content.Seen;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.TemporaryRoot;

/// What is left when the pipe under test is gone: the second pipe as it was, and nothing else.
final class Remains {
  private static final Pipe MESSAGES = new Pipe(Map.of("type", "message"));

  private Remains() {}

  static void check(World world, Party party) throws Exception {
    theOtherPipeIsWhole(party);
    // Not at once, as above: the name goes before the books are right.
    Eventually.holds("nothing is booked", () -> isEven(party));
    assertThat(TemporaryRoot.tree(world.root().resolve("example")))
        .as("files of the device")
        .containsExactly("device", "lock");
    assertThat(party.ask("diagnosis"))
        .allSatisfy(
            finding -> assertThat(finding.get("severity")).as("" + finding).isEqualTo("ok"));
    party.detach();
    party.remove(false);
    assertThat(TemporaryRoot.tree(world.root())).as("files").containsExactly(".lock");
  }

  private static void theOtherPipeIsWhole(Party party) throws Exception {
    party.open("other", World.OTHER, "READ", "OPEN", Map.of());
    List<byte[]> expected = new ArrayList<>();
    for (int number = 0; number < World.IN_OTHER; number++) {
      expected.add(Content.message(Content.SURVIVOR, number));
    }
    Seen seen = Reading.all(party, "other", MESSAGES);
    Content.check(MESSAGES, Content.Held.all(0), seen, expected, List.of());
    party.close("other");
  }

  private static boolean isEven(Party party) throws Exception {
    boolean even = party.ask("device").getFirst().get("pipes").equals(0L);
    for (Map<String, Object> account : party.ask("pool")) {
      assertThat(account.get("overrun")).as("" + account).isNull();
      even &= account.get("diff").equals(0L) && account.get("bytes").equals(0L);
    }
    return even;
  }
}
