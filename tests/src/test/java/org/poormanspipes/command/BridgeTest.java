package org.poormanspipes.command;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// `pmp bridge` between two pipes of this machine.
final class BridgeTest {
  @RegisterExtension final Pmp pmp = new Pmp();

  private void create(String name, String whenFull, String capacity) throws Exception {
    pmp.run(
            "create",
            name,
            "--type=message",
            "--when-full=" + whenFull,
            "--capacity=" + capacity,
            "--lifetime=permanent")
        .isFine();
  }

  @Test
  void whatCameInThePlaceOfWhatWasSeenIsCarriedToo() throws Exception {
    create("FROM", "overwrite", "64");
    create("TO", "block", "16");
    pmp.run("write", "TO", "-m", "full").isFine();
    pmp.run("write", "FROM", "-m", "1").isFine();
    try (Talk _ = pmp.start("bridge", "FROM", "TO")) {
      pmp.untilShown(" room ", "handles", "TO");
      // It has seen the first, and can't write it yet; meanwhile that is overwritten.
      List<String> words = new ArrayList<>(List.of("write", "FROM"));
      for (int number = 2; number <= 9; number++) {
        words.addAll(List.of("-m", "" + number));
      }
      pmp.run(words.toArray(String[]::new)).isFine();
      int oldest = Integer.parseInt(pmp.run("read", "FROM", "--peek").isFine().out().strip());
      StringBuilder expected = new StringBuilder("full\n1\n");
      for (int number = oldest; number <= 9; number++) {
        expected.append(number).append('\n');
      }
      pmp.run("read", "TO", "-n", "" + expected.toString().lines().count())
          .printed(expected.toString());
    }
  }

  @Test
  void aLargeMessageIsCarriedWhole() throws Exception {
    create("FROM", "block", "4M");
    create("TO", "block", "4M");
    pmp.bash("head -c 1500000 /dev/zero | tr '\\0' x | \"$PMP\" write FROM").isFine();
    pmp.run("bridge", "FROM", "TO").isFine();
    pmp.bash("\"$PMP\" read TO -n 1 --raw | wc -c").printed("1500000\n");
  }
}
