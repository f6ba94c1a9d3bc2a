package org.poormanspipes.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// A writer that drops the oldest messages, and a reader that only looks: it looks at the head
/// again after its copy.
@JCStressTest
@Outcome(id = "[1-5]", expect = ACCEPTABLE, desc = "a whole message")
@Outcome(
    id = "torn",
    expect = FORBIDDEN,
    desc = "a mixture of old and new was shown: the head was not looked at after the copy")
@Outcome(id = "nothing", expect = FORBIDDEN, desc = "a ring that is never empty was found empty")
@Outcome(expect = FORBIDDEN, desc = "not a message")
@State
public class MessagePeekStress {
  private static final int WORDS = 5;

  private final Meeting meeting = new Meeting();
  private final RingPlace ring = new RingPlace(144);
  private final MessageSide writer = ring.messages(WORDS);
  private final MessageSide reader = ring.messages(WORDS);

  public MessagePeekStress() {
    MessageSide filler = ring.messages(WORDS);
    for (int number = 1; number <= 3; number++) {
      filler.offer(number);
    }
  }

  @Actor
  public void writer() {
    meeting.one();
    writer.overwrite(4);
    writer.overwrite(5);
  }

  @Actor
  public void reader(L_Result result) {
    meeting.other();
    result.r1 = reader.peek();
  }

  @Arbiter
  public void end(L_Result result) {
    ring.giveBack();
  }
}
