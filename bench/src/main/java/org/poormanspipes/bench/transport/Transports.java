package org.poormanspipes.bench.transport;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.poormanspipes.Delivery;
import org.poormanspipes.bench.transport.Pipes.Reading;
import org.poormanspipes.bench.transport.Pipes.Writing;

/// All transports by name, and what each of them can do.
public final class Transports {
  /// What a transport may be asked for.
  public enum Ability {
    /// A round trip whose sides look again and again.
    POLLED,
    /// A round trip whose sides sleep.
    BLOCKING,
    /// One writer, one reader.
    STREAM,
    /// Several writers.
    MANY_WRITERS,
    /// Several readers, each of which gets everything.
    BROADCAST,
    /// Several readers, one of which gets each message.
    COMPETING
  }

  /// A transport.
  ///
  /// @param name its name
  /// @param transport makes its ends
  /// @param abilities what it can do
  /// @param mostBytes how much it may carry in a round
  /// @param driver whether it needs Aeron's media driver
  public record Entry(
      String name,
      Transport transport,
      Set<Ability> abilities,
      long mostBytes,
      boolean driver,
      List<String> jvm) {

    public boolean can(Ability ability) {
      return abilities.contains(ability);
    }
  }

  /// What Agrona needs of the JVM, by its own message when it is missing.
  private static final List<String> AGRONA =
      List.of(
          "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
          "-Dagrona.disable.bounds.checks=true");

  /// What Chronicle asks of a JVM from 17 on.
  private static final List<String> CHRONICLE =
      List.of(
          "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
          "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-exports=jdk.unsupported/sun.misc=ALL-UNNAMED",
          "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
          "--add-opens=jdk.compiler/com.sun.tools.javac=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "-Dchronicle.analytics.disable=true",
          "-Dchronicle.disk.monitor.disable=true",
          "-Dagrona.disable.bounds.checks=true");

  private static final long CHRONICLE_ROUND = 192L << 20;

  private static final Map<String, Entry> ALL = all();

  private Transports() {}

  /// By its name.
  public static Entry of(String name) {
    Entry entry = ALL.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "no transport is called " + name + "; there are " + String.join(", ", ALL.keySet()));
    }
    return entry;
  }

  /// Those that can do something, limits first, then peers, then ours.
  public static List<Entry> with(Ability ability) {
    return ALL.values().stream().filter(entry -> entry.can(ability)).toList();
  }

  public static Set<String> names() {
    return ALL.keySet();
  }

  private static Map<String, Entry> all() {
    Map<String, Entry> all = new LinkedHashMap<>();
    plain(all, "cache-line", new CacheLine(), EnumSet.of(Ability.POLLED));
    EnumSet<Ability> one = EnumSet.of(Ability.POLLED, Ability.STREAM);
    aeron(all, "aeron-exclusive", true, plus(one, Ability.BROADCAST));
    aeron(all, "aeron-shared", false, plus(one, Ability.MANY_WRITERS));
    agrona(all, "agrona-one-to-one", new AgronaRing(OneToOneRingBuffer::new), one);
    agrona(
        all,
        "agrona-many-to-one",
        new AgronaRing(ManyToOneRingBuffer::new),
        plus(one, Ability.MANY_WRITERS));
    add(
        all,
        new Entry(
            "chronicle",
            new Chronicle(),
            plus(plus(one, Ability.MANY_WRITERS), Ability.BROADCAST),
            CHRONICLE_ROUND,
            false,
            CHRONICLE));
    plain(all, "unix-socket", new UnixSocket(false), one);
    plain(all, "unix-socket-blocking", new UnixSocket(true), EnumSet.of(Ability.BLOCKING));
    plain(all, "fifo", new Fifo(), EnumSet.of(Ability.BLOCKING, Ability.STREAM));
    ours(all, one);
    return all;
  }

  private static void ours(Map<String, Entry> all, EnumSet<Ability> one) {
    EnumSet<Ability> stream = EnumSet.of(Ability.STREAM);
    EnumSet<Ability> many = plus(plus(one, Ability.MANY_WRITERS), Ability.COMPETING);
    plain(all, "pmp-exclusive", queue(Writing.CALL, Reading.POLL, true), one);
    plain(all, "pmp-claim", queue(Writing.CLAIM, Reading.POLL, true), one);
    plain(all, "pmp-shared", queue(Writing.CALL, Reading.POLL, false), many);
    plain(all, "pmp-read", queue(Writing.CALL, Reading.CALL, false), many);
    plain(all, "pmp-batch", queue(Writing.BATCH, Reading.POLL, true), stream);
    plain(
        all,
        "pmp-batch-shared",
        queue(Writing.BATCH, Reading.POLL, false),
        plus(stream, Ability.MANY_WRITERS));
    plain(
        all,
        "pmp-broadcast",
        new Pipes(Writing.CALL, Reading.POLL, true, Delivery.BROADCAST),
        plus(one, Ability.BROADCAST));
    plain(all, "pmp-bytes", queue(Writing.CALL, Reading.BYTES, true), stream);
    plain(
        all,
        "pmp-blocking",
        queue(Writing.CALL, Reading.WAIT, false),
        EnumSet.of(Ability.BLOCKING));
  }

  private static Pipes queue(Writing writing, Reading reading, boolean exclusive) {
    return new Pipes(writing, reading, exclusive, Delivery.QUEUE);
  }

  private static EnumSet<Ability> plus(EnumSet<Ability> abilities, Ability more) {
    EnumSet<Ability> all = EnumSet.copyOf(abilities);
    all.add(more);
    return all;
  }

  private static void plain(
      Map<String, Entry> all, String name, Transport transport, Set<Ability> abilities) {
    add(all, new Entry(name, transport, abilities, Long.MAX_VALUE, false, AGRONA));
  }

  private static void agrona(
      Map<String, Entry> all, String name, Transport transport, Set<Ability> abilities) {
    add(all, new Entry(name, transport, abilities, Long.MAX_VALUE, false, AGRONA));
  }

  private static void aeron(
      Map<String, Entry> all, String name, boolean exclusive, Set<Ability> abilities) {
    add(all, new Entry(name, new AeronIpc(exclusive), abilities, Long.MAX_VALUE, true, AGRONA));
  }

  private static void add(Map<String, Entry> all, Entry entry) {
    all.put(entry.name(), entry);
  }
}
