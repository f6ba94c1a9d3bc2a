package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeName;
import org.poormanspipes.PipeProperties;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.MemoryFile;
import org.poormanspipes.linux.PhysicalMemory;
import org.poormanspipes.linux.Platform;
import org.poormanspipes.pool.Accounts;
import org.poormanspipes.pool.Block;
import org.poormanspipes.pool.PoolType;
import org.poormanspipes.pool.Tag;
import org.poormanspipes.pool.UnnamedFile;

/// Makes the blocks of an unnamed pipe, and of the device that it is alone on, in memory files.
/// Nobody else can see them before they are handed over; whatever fails, nothing is left.
///
/// The name that a pipe must have is made up, so that its number is its own.
final class UnnamedMaker {

  private static final String PREFIX = "unnamed-";

  /// What never changes its size. A pipe's block grows with its handles.
  private static final int FIXED = MemoryFile.SHRINK | MemoryFile.GROW | MemoryFile.SEAL;

  private static final int GROWING = MemoryFile.SHRINK | MemoryFile.SEAL;

  private final PipeProperties properties;
  private final Ownership ownership;
  private final NamePlace names;
  private final BlockId id;
  private final PoolType type;
  private final long ringSize;

  private UnnamedMaker(PipeProperties properties) throws DeviceException {
    PipeName name =
        PipeName.parse(
            PREFIX + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()), false);
    this.properties = properties;
    this.ownership = Ownership.parse(properties.owner());
    this.names = NamePlace.of(name);
    this.id = new BlockId(BlockId.hash(name.key()), 0);
    this.type = properties.pinned() ? PoolType.PINNED : PoolType.PAGED;
    this.ringSize = RingPlace.blockSize(properties.capacity());
  }

  /// Makes a pipe.
  ///
  /// @param attributes its properties by name
  static PipeDeviceContext make(Map<String, String> attributes) throws IOException {
    Platform.require();
    if (attributes.containsKey("lifetime")) {
      throw new DeviceException(
          Kind.INVALID,
          "an unnamed pipe has no lifetime to choose: it is there until the last descriptor of it"
              + " is closed");
    }
    try {
      return new UnnamedMaker(properties(attributes)).make();
    } catch (IOException failed) {
      throw Refusals.of("make an unnamed pipe", failed, Mend.UNNAMED);
    }
  }

  /// Permanent to whoever asks the rules of the last close: the kernel alone removes it.
  private static PipeProperties properties(Map<String, String> attributes) throws DeviceException {
    PipeProperties asked = PipeProperties.DEFAULT.with(attributes);
    if (!asked.access().policy().isMode()) {
      throw new DeviceException(
          Kind.INVALID,
          "access="
              + PipeProperties.word(asked.access().policy())
              + " is for pipes that have a name: an unnamed pipe is for those who are handed it");
    }
    long most = PhysicalMemory.total() / 2;
    if (asked.capacity() > most) {
      throw new DeviceException(
          Kind.NO_SPACE,
          "capacity="
              + asked.capacity()
              + " is more than an unnamed pipe may hold on this machine: half of its memory, which"
              + " is "
              + most);
    }
    return asked.with(Map.of("lifetime", PipeProperties.word(Lifetime.PERMANENT)));
  }

  private PipeDeviceContext make() throws IOException {
    List<Descriptor> made = new ArrayList<>();
    boolean done = false;
    try {
      for (Tag tag : List.of(Tags.DEVICE, Tags.PIPE, Tags.RING)) {
        made.add(MemoryFile.create("pmp:" + id + ":" + tag));
      }
      UnnamedFiles files = new UnnamedFiles(id, made);
      fillRing(files.ring());
      fillPipe(files.pipe());
      fillDevice(files.device());
      finish(files.ring(), FIXED);
      finish(files.pipe(), GROWING);
      finish(files.device(), FIXED);
      PipeDeviceContext context = PipeDeviceContext.attach(files);
      done = true;
      return context;
    } finally {
      if (!done) {
        made.forEach(Descriptor::close);
      }
    }
  }

  private void fillRing(UnnamedFile file) throws IOException {
    Block block = Block.create(file, Tags.RING, type, ringSize);
    RingPlace.initialise(block, properties.capacity());
    block.unmap();
  }

  private void fillPipe(UnnamedFile file) throws IOException {
    Block block = Block.create(file, Tags.PIPE, type, names.blockSize());
    new PipeControl(block.words()).initialise(id, names, properties, ownership);
    block.unmap();
  }

  private void fillDevice(UnnamedFile file) throws IOException {
    Block block = Block.create(file, Tags.DEVICE, PoolType.PAGED, DeviceLayout.SIZE);
    DeviceControl control = new DeviceControl(block.words());
    control.initialise(
        names.name().spelling(),
        new DeviceSettings(
            false,
            false,
            new Limits(Long.MAX_VALUE, 1, 0, 0, 0),
            properties.mode(),
            "",
            PipeProperties.DEFAULT));
    Accounts accounts = control.accounts();
    accounts.allocated(Tags.PIPE, type, names.blockSize());
    accounts.allocated(Tags.RING, type, ringSize);
    control.pipes(1);
    long charge = Accounts.charge(names.blockSize()) + Accounts.charge(ringSize);
    control.users().book(ownership.uid(), 1, charge);
    block.unmap();
  }

  private void finish(UnnamedFile file, int seals) throws IOException {
    Descriptor descriptor = file.descriptor();
    descriptor.chmod(properties.mode());
    if (ownership.given()) {
      descriptor.chown(ownership.uid(), ownership.gid());
    }
    MemoryFile.seal(descriptor, seals);
  }
}
