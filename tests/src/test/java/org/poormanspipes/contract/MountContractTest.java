package org.poormanspipes.contract;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;
import org.poormanspipes.Lifetime;

/// The contract through a mount: other processes see the same pipes as files. What a file can't
/// carry stands in [MountLimits], with the reason.
@ExtendWith(MountLimits.class)
class MountContractTest {

  @BeforeAll
  static void requireAMount() {
    Mounted.require();
  }

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Names extends NamesContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Devices extends DeviceContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Transfer extends TransferContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Full extends FullContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Messages extends MessagesContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Largest extends LargestContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Streams extends StreamsContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Figures extends FiguresContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Waiting extends WaitingContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class WritersWait extends WritersWaitContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class EndOfStream extends EndOfStreamContract implements Mounted.Source {}

  @Nested
  class Lifetimes extends LifetimeContract implements Mounted.Source {}

  @Nested
  class Deletion extends DeletionContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Broadcast extends BroadcastContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class SlowReader extends SlowReaderContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Loss extends LossContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Overwrite extends OverwriteContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Capacity extends CapacityContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Changes extends ChangesContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class LiveChange extends LiveChangeContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class ManyHandles extends ManyHandlesContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Concurrency extends ConcurrencyContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class AtomicWrites extends AtomicWritesContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Model extends ModelContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Async extends AsyncContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Publisher extends PublisherContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class Fairness extends FairnessContract implements Mounted.Source {}

  @Nested
  @OfLifetimes(Lifetime.DRAIN)
  class VirtualThreads extends VirtualThreadsContract implements Mounted.Source {}
}
