package org.poormanspipes.fuse.server;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.poormanspipes.fuse.mount.Mounter;
import org.poormanspipes.fuse.wire.Channel;
import org.poormanspipes.fuse.wire.Opcode;
import org.poormanspipes.fuse.wire.Reply;
import org.poormanspipes.fuse.wire.Request;
import org.poormanspipes.fuzz.Place;

/// Records what the kernel sends for real programs on a real mount: the seeds of [FuseTarget]. Each
/// script of the shell makes one. Needs root, and a mount namespace of its own (`fuzz/record`).
public final class Recorder {
  private static final int UNIQUE = 8;
  private static final int PID = 32;
  private static final int LONGEST = 6_000;

  private final Channel channel;
  private final Server server;
  private final Conversation conversation = new Conversation();
  private final long[] uniques = new long[10_000];
  private int count;

  private Recorder(Channel channel, Server server) {
    this.channel = channel;
    this.server = server;
  }

  /// Records.
  ///
  /// @param arguments where to mount, where to put what was recorded, and scripts as `name=script`
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    Path target = Path.of(arguments[1]);
    for (String script : List.of(arguments).subList(2, arguments.length)) {
      int equals = script.indexOf('=');
      byte[] recorded = record(directory, script.substring(equals + 1));
      Files.write(target.resolve(script.substring(0, equals)), recorded);
      System.out.println(script.substring(0, equals) + " " + recorded.length);
    }
    Runtime.getRuntime().halt(0);
  }

  private static byte[] record(Path directory, String script) throws Exception {
    try (Place place = Place.make()) {
      Mounter mounter = Mounter.ofThisUser();
      Channel channel = new Channel(mounter.mount(directory, "fuzz", true));
      Recorder recording =
          new Recorder(channel, new Server(channel, place.device().object(), null));
      Thread thread = Thread.ofPlatform().daemon().start(recording::serve);
      Process client =
          new ProcessBuilder("timeout", "-s", "KILL", "20", "bash", "-c", script)
              .directory(place.root().toFile())
              .inheritIO()
              .start();
      client.waitFor();
      mounter.detach(directory);
      thread.join();
      recording.server.close();
      return recording.conversation.bytes();
    }
  }

  /// One thread alone, so that numbers are given in the order of what is recorded.
  private void serve() {
    Dispatcher dispatcher = new Dispatcher(server);
    MemorySegment memory = Arena.ofAuto().allocate(Reply.MAX_BODY + 2 * 4096L, Long.BYTES);
    Request request = new Request(memory);
    OpenIntent intent = OpenIntent.ofThisMachine();
    for (long length = channel.receive(memory); length > 0; length = channel.receive(memory)) {
      if (request.received(length)) {
        boolean opens = intent.of(request.thread()).opens();
        memory.set(ValueLayout.JAVA_INT_UNALIGNED, PID, opens ? 0 : 1);
        keep(request, memory, length);
        // As in replaying it.
        Client.put(memory);
        dispatcher.arrived(request);
        dispatcher.dispatch(request);
      }
    }
  }

  private void keep(Request request, MemorySegment memory, long length) {
    uniques[count++] = request.unique();
    byte[] bytes = memory.asSlice(0, Math.min(length, LONGEST)).toArray(ValueLayout.JAVA_BYTE);
    MemorySegment copy = MemorySegment.ofArray(bytes);
    copy.set(ValueLayout.JAVA_LONG_UNALIGNED, UNIQUE, count);
    if (request.opcode() == Opcode.INTERRUPT) {
      copy.set(ValueLayout.JAVA_LONG_UNALIGNED, Request.HEADER, number(request.int64(0)));
    }
    conversation.add(bytes);
  }

  private long number(long unique) {
    for (int i = 0; i < count; i++) {
      if (uniques[i] == unique) {
        return i + 1L;
      }
    }
    return 0;
  }
}
