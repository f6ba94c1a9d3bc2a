package org.poormanspipes.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.poormanspipes.testing.Requires;

/// `pmp write` and `pmp read`: what goes in comes out, and the exit code says how it ended.
final class ReadAndWriteTest {
  @RegisterExtension final Pmp pmp = new Pmp();

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatIsWrittenHereIsReadThere() throws Exception {
    pmp.bash("echo hello | \"$PMP\" write HELLO").printed("");
    pmp.run("ls").printed("HELLO\n");
    pmp.run("read", "hello", "--once").printed("hello\n");
    pmp.run("ls").printed("");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void namesDoNotMix() throws Exception {
    pmp.run("write", "A", "-m", "for a").isFine();
    pmp.run("write", "B", "-m", "for b").isFine();
    pmp.run("write", "A/B", "-m", "for both").isFine();
    pmp.run("read", "b", "--once").printed("for b\n");
    pmp.run("read", "a\\b", "--once").printed("for both\n");
    pmp.run("read", "a", "--once").printed("for a\n");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void theLocaleDecidesNothing() throws Exception {
    pmp.bash("LC_ALL=C \"$PMP\" write $'\\xc3\\x89' -m $'\\xf0\\x9f\\x98\\x80'").printed("");
    pmp.bash("LC_ALL=C \"$PMP\" write $'\\xc3\\xb6' -m other").printed("");
    pmp.bash("\"$PMP\" read $'\\xc3\\xa9' --now").printed("\ud83d\ude00\n");
    pmp.bash("LC_ALL=C \"$PMP\" ls").printed("\u00f6\n");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void messagesKeepTheirBoundaries() throws Exception {
    pmp.run("create", "M", "--type", "message").isFine();
    pmp.input("first\n\nthird, no newline", "write", "M").isFine();
    pmp.run("write", "M", "-m", "two\nlines", "-m", "", "-m", "ends\n").isFine();
    pmp.run("read", "M", "--peek").printed("first\n");
    pmp.run("read", "M", "--once").printed("first\n");
    pmp.run("read", "M", "-n", "2").printed("\nthird, no newline\n");
    pmp.run("read", "M", "--peek", "--raw").printed("two\nlines");
    pmp.run("read", "M", "-n", "2", "--raw").printed("two\nlines");
    pmp.run("read", "M", "-n", "1").printed("ends\n");
    pmp.run("ls").printed("");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void bytesAreAStream() throws Exception {
    pmp.run("write", "S", "-m", "one", "-m", "two", "-m", "three").isFine();
    pmp.run("read", "S", "--peek", "-n", "5").printed("one\nt");
    pmp.run("read", "S", "-n", "2").printed("on");
    pmp.input("raw, no newline", "write", "S").isFine();
    pmp.run("read", "S", "--peek").printed("e\ntwo\nthree\nraw, no newline");
    pmp.run("read", "S", "--raw", "--now").printed("e\ntwo\nthree\nraw, no newline");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aReaderThatMayNotWaitSaysThatNothingCame() throws Exception {
    pmp.run("read", "E", "--now").refused(3, "nothing came", "'E' is empty");
    pmp.run("read", "E", "--wait", "200ms").refused(3, "nothing came in 200 ms", "empty");
    pmp.run("read", "E", "--peek", "--now").refused(3, "nothing came");
    pmp.run("create", "M", "--type", "message").isFine();
    try (Talk writer = pmp.start("write", "M")) {
      writer.type("one\n");
      pmp.untilShown("used: 16\n", "stat", "M");
      Result some = pmp.run("read", "M", "-n", "2", "--wait=100ms");
      assertThat(some.out()).isEqualTo("one\n");
      assertThat(some.err()).startsWith("pmp: 1 of 2 came in 100 ms").hasLineCount(1);
      assertThat(some.code()).isEqualTo(3);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aWriterThatMayNotWaitSaysWhatWasTaken() throws Exception {
    pmp.run("create", "R", "--when-full", "reject", "--capacity", "10").isFine();
    pmp.input("0123456789abc", "write", "R").refused(3, "took 10 of 13 bytes", "'R' is full");
    pmp.run("write", "R", "-m", "x").refused(3, "took 0 of 2 bytes");
    pmp.run("read", "R", "--once").printed("0123456789");
    pmp.run("create", "B", "--capacity", "4", "--lifetime", "permanent").isFine();
    pmp.input("01234567", "write", "B", "--now").refused(3, "took 4 of 8 bytes");
    pmp.input("8", "write", "B", "--wait", "100ms").refused(3, "took 0 of 1", "after 100 ms");
    pmp.run("create", "M", "--type=message", "--capacity=32").isFine();
    pmp.input("a\nb\nc\n", "write", "M", "--now").refused(3, "took 2 of 3 messages");
    pmp.input("x".repeat(25) + "\n", "write", "M").refused(1, "25", "24");
    pmp.run("read", "M", "-n2").printed("a\nb\n");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anOverwritingPipeKeepsTheNewestMessages() throws Exception {
    pmp.run("create", "LOG", "--type=message", "--when-full=overwrite", "--capacity=32").isFine();
    pmp.run("write", "LOG", "-m", "a", "-m", "b", "-m", "c").isFine();
    pmp.run("read", "LOG", "--now").printed("b\nc\n");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aBroadcastPipeGivesEachReaderEverything() throws Exception {
    pmp.run("create", "NEWS", "--delivery", "broadcast", "--lifetime", "permanent").isFine();
    try (Talk one = pmp.start("read", "NEWS");
        Talk two = pmp.start("read", "news")) {
      pmp.untilShown("readers: 2\n", "stat", "NEWS");
      pmp.run("write", "NEWS", "-m", "for all").isFine();
      assertThat(one.rest()).isEqualTo("for all\n");
      assertThat(two.rest()).isEqualTo("for all\n");
    }
    pmp.run("read", "NEWS", "--from", "oldest", "--now").printed("for all\n");
    pmp.run("read", "NEWS", "--from", "newest", "--now").refused(3, "nothing came");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void theCapacityChangesWhileDataAreInThePipe() throws Exception {
    pmp.run("create", "C", "--capacity", "8").isFine();
    pmp.run("write", "C", "-m", "1234567").isFine();
    pmp.run("set", "C", "--capacity", "4").refused(1, "'C'", "8 bytes", "capacity=4");
    pmp.run("set", "C", "--capacity", "16").printed("");
    pmp.run("write", "C", "-m", "89abcde").isFine();
    pmp.run("read", "C", "--now").printed("1234567\n89abcde\n");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anEmptyStreamThatEndedIsNoFailure() throws Exception {
    try (Talk reader = pmp.start("read", "END")) {
      pmp.untilAwaited("end");
      pmp.run("write", "END").isFine();
      assertThat(reader.rest()).isEmpty();
      assertThat(reader.code()).isZero();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aFollowerStaysOverTheEndUntilItIsInterrupted() throws Exception {
    try (Talk follower = pmp.start("read", "LOG", "--follow")) {
      pmp.untilAwaited("log");
      pmp.run("write", "LOG", "-m", "one").isFine();
      assertThat(follower.until("one\n")).isEqualTo("one\n");
      pmp.run("write", "LOG", "-m", "two").isFine();
      assertThat(follower.until("two\n")).isEqualTo("two\n");
      pmp.program("kill", "-INT", Long.toString(follower.pid())).isFine();
      assertThat(follower.rest()).isEmpty();
      assertThat(follower.code()).isEqualTo(130);
    }
    pmp.run("ls").printed("");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aReaderWhoseOutputIsClosedEndsAsSuch() throws Exception {
    pmp.run("create", "BIG", "--capacity", "2M").isFine();
    pmp.bash("head -c 2M /dev/zero | \"$PMP\" write BIG").isFine();
    pmp.bash("\"$PMP\" read BIG | head -c 1 | od -An -tx1; echo ${PIPESTATUS[0]}")
        .printed(" 00\n141\n");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void onATerminalALongWaitSaysWhyAndControlCEndsIt() throws Exception {
    Requires.program("setsid");
    try (TerminalTalk reader = pmp.terminal(true, "read", "EMPTY")) {
      assertThat(reader.until("nobody writes\n"))
          .isEqualTo("waiting: 'EMPTY' is empty, nobody writes\n");
      pmp.run("write", "empty", "-m", "now", "-m", "there").isFine();
      // Who is looked at while the writer has come, but not written yet, is told that too.
      assertThat(reader.rest().replaceFirst("^waiting: .*\n", "")).isEqualTo("now\nthere\n");
      assertThat(reader.code()).isZero();
    }
    try (TerminalTalk reader = pmp.terminal(false, "read", "EMPTY")) {
      pmp.untilAwaited("empty");
      reader.interrupt();
      reader.rest();
      assertThat(reader.code()).isEqualTo(130);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void wordsThatAreNoUtf8AreRefused() throws Exception {
    pmp.bash("exec \"$PMP\" write $'bad\\xff' -m x").refused(2);
    pmp.bash("exec \"$PMP\" write GOOD -m $'\\xff'").refused(2);
  }
}
