package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/// A writer that drops the oldest messages, and a reader that copies them: the head is moved before
/// the first store over them, and the reader's claim fails.
@JCStressTest
@Outcome(
    id = "[1-3], rest in order",
    expect = ACCEPTABLE,
    desc = "a whole message, and what is newer is left")
@Outcome(
    id = "torn.*",
    expect = FORBIDDEN,
    desc =
        "a mixture of old and new was claimed: the stores over the old content came "
            + "before the head was moved")
@Outcome(id = "nothing.*", expect = FORBIDDEN, desc = "a ring that is never empty was found empty")
@Outcome(id = ".*rest [^i].*", expect = FORBIDDEN, desc = "what is left is not what was not read")
@Outcome(expect = FORBIDDEN, desc = "not a message")
@State
public class MessageOverwriteStress {
  private static final int WORDS = 5;
  private static final int LAST = 5;

  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(144);
  private final MessageSide writer = ring.messages(WORDS);
  private final MessageSide reader = ring.messages(WORDS);

  public MessageOverwriteStress() {
    MessageSide filler = ring.messages(WORDS);
    for (int number = 1; number <= 3; number++) {
      filler.offer(number);
    }
  }

  @Actor
  public void writer() {
    meeting.one();
    writer.overwrite(4);
    writer.overwrite(LAST);
  }

  @Actor
  public void reader(LL_Result result) {
    meeting.other();
    result.r1 = reader.take();
  }

  @Arbiter
  public void end(LL_Result result) {
    result.r2 = reader.rest(reader.last(), LAST);
    ring.giveBack();
  }
}
