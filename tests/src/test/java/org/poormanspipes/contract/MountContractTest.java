package org.poormanspipes.contract;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/// The contract through a mount: other processes see the same pipes as files. What a file can't carry
/// stands in [MountLimits], with the reason.
@ExtendWith(MountLimits.class)
class MountContractTest {

  @BeforeAll
  static void requireAMount() {
    Mounted.require();
  }

  @Nested
  class Names extends NamesContract implements Mounted.Source {}

  @Nested
  class Devices extends DeviceContract implements Mounted.Source {}

  @Nested
  class Transfer extends TransferContract implements Mounted.Source {}

  @Nested
  class Full extends FullContract implements Mounted.Source {}

  @Nested
  class Messages extends MessagesContract implements Mounted.Source {}

  @Nested
  class Largest extends LargestContract implements Mounted.Source {}

  @Nested
  class Streams extends StreamsContract implements Mounted.Source {}

  @Nested
  class Figures extends FiguresContract implements Mounted.Source {}

  @Nested
  class Waiting extends WaitingContract implements Mounted.Source {}

  @Nested
  class WritersWait extends WritersWaitContract implements Mounted.Source {}

  @Nested
  class EndOfStream extends EndOfStreamContract implements Mounted.Source {}

  @Nested
  class Lifetimes extends LifetimeContract implements Mounted.Source {}

  @Nested
  class Deletion extends DeletionContract implements Mounted.Source {}

  @Nested
  class Broadcast extends BroadcastContract implements Mounted.Source {}

  @Nested
  class SlowReader extends SlowReaderContract implements Mounted.Source {}

  @Nested
  class Loss extends LossContract implements Mounted.Source {}

  @Nested
  class Overwrite extends OverwriteContract implements Mounted.Source {}

  @Nested
  class Capacity extends CapacityContract implements Mounted.Source {}

  @Nested
  class Changes extends ChangesContract implements Mounted.Source {}

  @Nested
  class LiveChange extends LiveChangeContract implements Mounted.Source {}

  @Nested
  class ManyHandles extends ManyHandlesContract implements Mounted.Source {}

  @Nested
  class Concurrency extends ConcurrencyContract implements Mounted.Source {}

  @Nested
  class AtomicWrites extends AtomicWritesContract implements Mounted.Source {}

  @Nested
  class Model extends ModelContract implements Mounted.Source {}

  @Nested
  class Async extends AsyncContract implements Mounted.Source {}

  @Nested
  class Publisher extends PublisherContract implements Mounted.Source {}

  @Nested
  class Fairness extends FairnessContract implements Mounted.Source {}

  @Nested
  class VirtualThreads extends VirtualThreadsContract implements Mounted.Source {}
}
