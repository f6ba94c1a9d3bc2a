package org.poormanspipes.contract;

import org.junit.jupiter.api.Nested;

/// The whole contract, over pipes in shared memory.
class SharedMemoryContractTest {

  @Nested
  class Names extends NamesContract implements SharedMemory.Source {}

  @Nested
  class Devices extends DeviceContract implements SharedMemory.Source {}

  @Nested
  class Transfer extends TransferContract implements SharedMemory.Source {}

  @Nested
  class Full extends FullContract implements SharedMemory.Source {}

  @Nested
  class Messages extends MessagesContract implements SharedMemory.Source {}

  @Nested
  class Largest extends LargestContract implements SharedMemory.Source {}

  @Nested
  class Streams extends StreamsContract implements SharedMemory.Source {}

  @Nested
  class Figures extends FiguresContract implements SharedMemory.Source {}

  @Nested
  class Waiting extends WaitingContract implements SharedMemory.Source {}

  @Nested
  class WritersWait extends WritersWaitContract implements SharedMemory.Source {}

  @Nested
  class EndOfStream extends EndOfStreamContract implements SharedMemory.Source {}

  @Nested
  class Lifetimes extends LifetimeContract implements SharedMemory.Source {}

  @Nested
  class Deletion extends DeletionContract implements SharedMemory.Source {}

  @Nested
  class Broadcast extends BroadcastContract implements SharedMemory.Source {}

  @Nested
  class SlowReader extends SlowReaderContract implements SharedMemory.Source {}

  @Nested
  class Loss extends LossContract implements SharedMemory.Source {}

  @Nested
  class Overwrite extends OverwriteContract implements SharedMemory.Source {}

  @Nested
  class Capacity extends CapacityContract implements SharedMemory.Source {}

  @Nested
  class Changes extends ChangesContract implements SharedMemory.Source {}

  @Nested
  class LiveChange extends LiveChangeContract implements SharedMemory.Source {}

  @Nested
  class ManyHandles extends ManyHandlesContract implements SharedMemory.Source {}

  @Nested
  class Concurrency extends ConcurrencyContract implements SharedMemory.Source {}

  @Nested
  class AtomicWrites extends AtomicWritesContract implements SharedMemory.Source {}

  @Nested
  class Model extends ModelContract implements SharedMemory.Source {}

  @Nested
  class Async extends AsyncContract implements SharedMemory.Source {}

  @Nested
  class Publisher extends PublisherContract implements SharedMemory.Source {}

  @Nested
  class Batch extends BatchContract implements SharedMemory.Source {}

  @Nested
  class Claim extends ClaimContract implements SharedMemory.Source {}

  @Nested
  class Poll extends PollContract implements SharedMemory.Source {}

  @Nested
  class Previews extends PreviewContract implements SharedMemory.Source {}

  @Nested
  class Fairness extends FairnessContract implements SharedMemory.Source {}

  @Nested
  class VirtualThreads extends VirtualThreadsContract implements SharedMemory.Source {}
}
