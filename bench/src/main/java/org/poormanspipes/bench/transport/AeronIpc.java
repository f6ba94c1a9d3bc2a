package org.poormanspipes.bench.transport;

import io.aeron.Aeron;
import io.aeron.FragmentAssembler;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.FragmentHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.UnsafeBuffer;

/// Aeron IPC; the media driver is a process of its own, see [#driver].
///
/// @param exclusive whether the publication is an exclusive one
record AeronIpc(boolean exclusive) implements Transport {
  private static final int HEADER = 32;
  private static final int DEFAULT_PAYLOAD = 1408 - HEADER;

  /// The largest that Aeron takes.
  private static final int LARGEST_MTU = 65_504;

  private static final int STREAM = 1001;
  private static final int LEAST_TERM = 64 << 10;

  /// A media driver that is run by calling its invoker.
  ///
  /// @param capacity how many bytes may be on the way: half a term
  static Driver driver(Path directory, int capacity) {
    MediaDriver.Context context =
        new MediaDriver.Context()
            .aeronDirectoryName(directory.resolve("aeron").toString())
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(true)
            .threadingMode(ThreadingMode.INVOKER)
            .termBufferSparseFile(false)
            .ipcTermBufferLength(Math.max(LEAST_TERM, 2 * capacity))
            .warnIfDirectoryExists(false);
    return new Driver(MediaDriver.launch(context));
  }

  /// The media driver of a directory.
  static final class Driver implements AutoCloseable {
    private final MediaDriver driver;
    private final AgentInvoker invoker;

    Driver(MediaDriver driver) {
      this.driver = driver;
      this.invoker = driver.sharedAgentInvoker();
    }

    /// One turn of its duties.
    ///
    /// @return 0 if there was nothing to do
    int turn() {
      return invoker.invoke();
    }

    @Override
    public void close() {
      driver.close();
    }
  }

  private static Aeron client(Link link) throws IOException {
    Path directory = link.directory().resolve("aeron");
    MappedFile.await(directory.resolve("cnc.dat"));
    return Aeron.connect(
        new Aeron.Context().aeronDirectoryName(directory.toString()).preTouchMappedMemory(true));
  }

  /// The default suits messages that go into one fragment of it.
  private static String channel(Link link) {
    String mtu = link.size() > DEFAULT_PAYLOAD ? "|mtu=" + LARGEST_MTU : "";
    return "aeron:ipc?alias=" + link.name() + mtu;
  }

  /// The two ways of a connection are two streams.
  private static int stream(Link link) {
    return STREAM + (link.name().hashCode() & 0xffff);
  }

  @Override
  public Outlet outlet(Link link, Message message) throws IOException {
    Aeron aeron = client(link);
    Publication publication =
        exclusive
            ? aeron.addExclusivePublication(channel(link), stream(link))
            : aeron.addPublication(channel(link), stream(link));
    UnsafeBuffer source = new UnsafeBuffer(message.bytes());
    int size = message.size();
    return new Outlet() {
      @Override
      public boolean send() throws IOException {
        long position = publication.offer(source, 0, size);
        if (position > 0) {
          return true;
        }
        if (position == Publication.CLOSED || position == Publication.MAX_POSITION_EXCEEDED) {
          throw new IOException("the publication is at its end: position=" + position);
        }
        return false;
      }

      @Override
      public void close() {
        aeron.close();
      }
    };
  }

  @Override
  public Inlet inlet(Link link) throws IOException {
    Aeron aeron = client(link);
    Subscription subscription = aeron.addSubscription(channel(link), stream(link));
    int publications = exclusive ? link.writers() : 1;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (subscription.imageCount() < publications) {
      if (System.nanoTime() > end) {
        throw new IOException("no publication came");
      }
      Thread.onSpinWait();
    }
    return new AeronInlet(aeron, subscription, link.size() > LARGEST_MTU - HEADER);
  }

  private static final class AeronInlet implements Inlet {
    private final Aeron aeron;
    private final Subscription subscription;
    private Checker known = new Checker(Message.SMALLEST, 1, false, false);
    private FragmentHandler handler = handler(known);

    /// Whether a message comes in several fragments.
    private final boolean assembles;

    AeronInlet(Aeron aeron, Subscription subscription, boolean assembles) {
      this.aeron = aeron;
      this.subscription = subscription;
      this.assembles = assembles;
    }

    @Override
    public int receive(Checker checker) {
      if (checker != known) {
        known = checker;
        handler = assembles ? new FragmentAssembler(handler(checker)) : handler(checker);
      }
      return subscription.poll(handler, LIMIT);
    }

    private static FragmentHandler handler(Checker checker) {
      return (buffer, offset, length, header) -> checker.onBuffer(buffer, offset, length);
    }

    @Override
    public void close() {
      aeron.close();
    }
  }
}
