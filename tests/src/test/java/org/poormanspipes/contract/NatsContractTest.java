package org.poormanspipes.contract;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;
import org.poormanspipes.Lifetime;
import org.poormanspipes.testing.NatsServer;

/// The contract on a NATS server. What can't be the same there stands in [NatsLimits], with the
/// reason.
@ExtendWith(NatsLimits.class)
class NatsContractTest {

  @BeforeAll
  static void requireAServer() {
    NatsServer.require();
  }

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Names extends NamesContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Devices extends DeviceContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Transfer extends TransferContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Full extends FullContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Messages extends MessagesContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Largest extends LargestContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Streams extends StreamsContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Figures extends FiguresContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Waiting extends WaitingContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class WritersWait extends WritersWaitContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class EndOfStream extends EndOfStreamContract implements OnNats.Source {}

  @Nested
  class Lifetimes extends LifetimeContract implements OnNats.Source {}

  @Nested
  class Deletion extends DeletionContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Broadcast extends BroadcastContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class SlowReader extends SlowReaderContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Loss extends LossContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Overwrite extends OverwriteContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Capacity extends CapacityContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Changes extends ChangesContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class LiveChange extends LiveChangeContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class ManyHandles extends ManyHandlesContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Concurrency extends ConcurrencyContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class AtomicWrites extends AtomicWritesContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Model extends ModelContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Async extends AsyncContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Publisher extends PublisherContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class VirtualThreads extends VirtualThreadsContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Batch extends BatchContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Claim extends ClaimContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Poll extends PollContract implements OnNats.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Previews extends PreviewContract implements OnNats.Source {}
}
