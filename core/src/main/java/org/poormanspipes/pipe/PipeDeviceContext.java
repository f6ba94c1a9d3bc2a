package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.DeviceContext;
import org.poormanspipes.mutex.Owners;
import org.poormanspipes.mutex.RobustMutex;
import org.poormanspipes.pool.Block;

/// The device context: a device, as this process sees it. It holds the device's block, this
/// process's place in it, the mutex that guards the list of pipes and the accounts, and the
/// contexts of the pipes that are open in this process.
final class PipeDeviceContext implements DeviceContext {

  private final PipeFiles files;
  private final Block block;
  private final SlotLocks locks;
  private final DeviceControl control;
  private final RobustMutex mutex;
  private final ProcessSlot process;
  private final Map<BlockId, PipeContext> pipes = new HashMap<>();

  /// Started by the first handle that sleeps; most commands never do.
  private volatile @Nullable DeathWatch deathWatch;

  private boolean deathWatchTried;

  private final Doorbells doorbells;

  /// Started by the first wait that is not a sleep of a thread.
  private volatile @Nullable Waiter waiter;

  /// The memory is gone.
  private volatile boolean detached;

  private PipeDeviceContext(PipeFiles files, Block block, SlotLocks locks) throws IOException {
    this.files = files;
    this.block = block;
    this.locks = locks;
    this.control = new DeviceControl(block.words());
    this.mutex = new RobustMutex(block.words(), DeviceLayout.MUTEX, new Processes());
    this.process = ProcessSlot.attach(block.words(), locks, mutex::holder);
    this.doorbells = new Doorbells(block.words(), process.number());
  }

  /// Maps a device's block, checks it, and attaches this process. The files are the context's
  /// from then on, and closed with it.
  static PipeDeviceContext attach(PipeFiles files) throws IOException {
    Block block = Block.open(files.device(), Tags.DEVICE);
    SlotLocks locks = null;
    boolean attached = false;
    try {
      if (block.size() != DeviceLayout.SIZE) {
        throw Damage.of("it has " + block.size() + " bytes instead of " + DeviceLayout.SIZE);
      }
      locks = new SlotLocks(files.device());
      PipeDeviceContext context = new PipeDeviceContext(files, block, locks);
      attached = true;
      return context;
    } finally {
      if (!attached) {
        close(block, locks);
      }
    }
  }

  void detach() {
    detached = true;
    DeathWatch watch = deathWatch;
    if (watch != null) {
      watch.stop();
    }
    Waiter waits = waiter;
    if (waits != null) {
      waits.stop();
    }
    try {
      process.detach();
    } finally {
      close(block, locks);
      files.close();
    }
  }

  private static void close(Block block, @Nullable SlotLocks locks) {
    if (locks != null) {
      locks.close();
    }
    block.unmap();
  }

  @Override
  public String kind() {
    return "pipes";
  }

  @Override
  public boolean exclusive() {
    return !detached && control.exclusive();
  }

  PipeFiles files() {
    return files;
  }

  Block block() {
    return block;
  }

  DeviceControl control() {
    return control;
  }

  RobustMutex mutex() {
    return mutex;
  }

  ProcessSlot process() {
    return process;
  }

  SlotLocks locks() {
    return locks;
  }

  /// Who tells sleepers of deaths; null if the system has no more of what that needs.
  @Nullable DeathWatch deathWatch() {
    DeathWatch watch = deathWatch;
    return watch == null ? startDeathWatch() : watch;
  }

  private synchronized @Nullable DeathWatch startDeathWatch() {
    if (!deathWatchTried) {
      deathWatchTried = true;
      deathWatch = DeathWatch.start(this);
    }
    return deathWatch;
  }

  /// Who waits for many pipes at once.
  Waiter waiter() {
    Waiter started = waiter;
    return started == null ? startWaiter() : started;
  }

  private synchronized Waiter startWaiter() {
    Waiter started = waiter;
    if (started == null) {
      started = Waiter.start(doorbells);
      waiter = started;
    }
    return started;
  }

  /// The context of a pipe, mapped if this process has it not, and counted. The name's lock is
  /// held.
  PipeContext usePipe(BlockId id) throws IOException {
    synchronized (pipes) {
      PipeContext known = pipes.get(id);
      if (known == null || !isCurrent(known)) {
        // One whose file was deleted stays with its handles, and leaves the table to the new one.
        known = PipeContext.map(files, id, doorbells, control.name());
        pipes.put(id, known);
      }
      known.addUser();
      return known;
    }
  }

  private boolean isCurrent(PipeContext known) throws IOException {
    // The file first: the memory can be looked at only if it is still there.
    return known.isFileOf(files.pipe(known.id())) && !known.control().deletedAcquire();
  }

  /// Ends what [#usePipe] began; the last user takes the memory out of the process.
  void releasePipe(PipeContext pipe) {
    synchronized (pipes) {
      if (pipe.removeUser()) {
        pipes.remove(pipe.id(), pipe);
        DeathWatch watch = deathWatch;
        if (watch != null) {
          watch.forget(pipe);
        }
        pipe.unmap();
      }
    }
  }

  /// The processes as owners of the device's mutex.
  private final class Processes implements Owners {

    @Override
    public boolean ifDead(int owner, BooleanSupplier takeover) {
      if (owner < 0 || owner >= DeviceLayout.MAX_PROCESSES) {
        return takeover.getAsBoolean();
      }
      return locks.ifDead(owner, takeover);
    }
  }
}
