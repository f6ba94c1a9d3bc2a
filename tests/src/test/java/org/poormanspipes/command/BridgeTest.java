package org.poormanspipes.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

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
  @Execution(ExecutionMode.CONCURRENT)
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
  @Execution(ExecutionMode.CONCURRENT)
  void aLargeMessageIsCarriedWhole() throws Exception {
    create("FROM", "block", "4M");
    create("TO", "block", "4M");
    pmp.bash("head -c 1500000 /dev/zero | tr '\\0' x | \"$PMP\" write FROM").isFine();
    pmp.run("bridge", "FROM", "TO").isFine();
    pmp.bash("\"$PMP\" read TO -n 1 --raw | wc -c").printed("1500000\n");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatIsNotTakenIsDroppedAndCountedIfThatIsWanted() throws Exception {
    create("FROM", "block", "4K");
    create("TO", "block", "64");
    pmp.bash("seq 10 39 | \"$PMP\" write FROM").isFine();
    Result dropped = pmp.run("bridge", "FROM", "TO", "--when-full=reject");
    assertThat(dropped.code()).isEqualTo(3);
    assertThat(dropped.err())
        .isEqualTo("pmp: so far 26 messages were dropped, for they were not taken\n");
    pmp.run("read", "TO", "--now").printed("10\n11\n12\n13\n");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void theOldestIsDroppedSoThatWritersNeedNotWait() throws Exception {
    create("FROM", "block", "512");
    create("TO", "block", "64");
    try (Talk bridge = pmp.start("bridge", "FROM", "TO", "--when-full=overwrite")) {
      // More than both can hold.
      pmp.bash("seq 100 299 | \"$PMP\" write FROM").isFine();
      List<String> lines = new ArrayList<>();
      while (!lines.contains("299")) {
        lines.addAll(pmp.run("read", "TO", "--once").isFine().lines());
      }
      bridge.rest();
      assertThat(bridge.code()).isEqualTo(3);
      assertThat(lines).isSorted().doesNotHaveDuplicates();
      assertThat(lines).contains("100").hasSizeBetween(20, 150);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aLineBeforeEachMessageHasItsNumber() throws Exception {
    create("FROM", "block", "4K");
    create("TO", "block", "4K");
    pmp.run("write", "FROM", "-m", "gone").isFine();
    pmp.run("read", "FROM", "--once").isFine();
    pmp.run("write", "FROM", "-m", "one", "-m", "two").isFine();
    pmp.run("bridge", "FROM", "TO", "--numbers").isFine();
    List<String> lines = pmp.run("read", "TO", "--now").isFine().lines();
    String source = lines.getFirst().substring(0, 16);
    assertThat(source).matches("[0-9a-f]+");
    assertThat(lines).containsExactly(source + " 1", "one", source + " 2", "two");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aMissingPipeGetsTheTypeOfTheOther() throws Exception {
    create("FROM", "block", "4K");
    pmp.run("write", "FROM", "-m", "one", "-m", "two").isFine();
    pmp.run("bridge", "FROM", "NEW").isFine();
    pmp.run("read", "NEW", "-n", "1").printed("one\n");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatDoesNotFitIsRefusedInOneSentence() throws Exception {
    create("FROM", "block", "4K");
    create("TO", "block", "64");
    pmp.run("create", "STREAM", "--lifetime=permanent").isFine();
    pmp.run("bridge", "FROM", "STREAM").refused(1, "'FROM' has messages", "type=message");
    pmp.run("bridge", "STREAM", "TO").refused(1, "'STREAM' is a stream of bytes", "type=byte");
    pmp.run("bridge", "STREAM", "STREAM2", "--numbers").refused(1, "--numbers needs messages");
    pmp.run("bridge", "FROM", "TO", "--when-full=never")
        .refused(2, "when-full", "block, reject, overwrite");
    pmp.run("bridge", "FROM", "").refused(2, "the name of a pipe can't be ''");
    pmp.run("read", "FROM", "--numbers").refused(1, "'FROM' has no numbers");
    pmp.run("read", "FROM", "--numbers", "--peek").refused(2, "exclude each other");
    pmp.bash("head -c 100 /dev/zero | tr '\\0' x | \"$PMP\" write FROM").isFine();
    pmp.run("write", "FROM", "-m", "small").isFine();
    pmp.run("bridge", "FROM", "TO").refused(1, "100 bytes", "56 bytes");
    assertThat(pmp.run("bridge", "FROM", "TO", "--when-full=reject").err())
        .isEqualTo("pmp: so far 1 messages were dropped, for they were not taken\n");
    pmp.run("read", "TO", "--now").printed("small\n");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aSignalEndsItAndNothingIsLost() throws Exception {
    create("FROM", "block", "4K");
    create("TO", "block", "16");
    pmp.run("write", "FROM", "-m", "1", "-m", "2", "-m", "3").isFine();
    try (Talk bridge = pmp.start("bridge", "FROM", "TO", "--follow")) {
      pmp.untilShown("1", "read", "TO", "--peek");
      pmp.bash("kill -INT " + bridge.pid()).isFine();
      bridge.rest();
      assertThat(bridge.code()).isEqualTo(130);
    }
    pmp.run("read", "TO", "--now").printed("1\n");
  }
}
