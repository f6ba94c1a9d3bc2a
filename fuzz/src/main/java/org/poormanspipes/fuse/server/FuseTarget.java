package org.poormanspipes.fuse.server;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashSet;
import java.util.Set;
import org.poormanspipes.fuse.audit.AuditEvent;
import org.poormanspipes.fuse.wire.Opcode;
import org.poormanspipes.fuse.wire.Reply;
import org.poormanspipes.fuse.wire.Request;
import org.poormanspipes.fuzz.Complaints;
import org.poormanspipes.fuzz.Place;
import org.poormanspipes.fuzz.Sentences;
import org.poormanspipes.fuzz.Target;
import org.poormanspipes.linux.Errno;

/// The requests of a mount, without a kernel: a recorded conversation, changed. Each request is
/// answered exactly once, those that wait when all is over.
public final class FuseTarget implements Target {
  private static final int UNIQUE = 8;
  private static final int MOST_TEXT = 300;
  private static final long PATIENCE_MILLIS = 5_000;

  private final Place place = Place.make();
  private final Replies replies = new Replies(place.root().resolve("replies"));
  private final Complaints complaints = new Complaints();
  private final MemorySegment memory =
      Arena.ofAuto().allocate(Reply.MAX_BODY + 2 * 4096L, Long.BYTES);
  private final Request request = new Request(memory);

  /// Makes a device, which one server after another serves.
  public FuseTarget() throws IOException {}

  @Override
  public void run(byte[] input) throws Exception {
    // Not started: it has no threads, and numbers what it opens as the first one did.
    Server server = new Server(replies.channel(), place.device().object(), this::look);
    Dispatcher dispatcher = new Dispatcher(server);
    Set<Long> asked = new HashSet<>();
    Set<Long> interrupts = new HashSet<>();
    long unique = 0;
    try {
      for (Conversation.Sent sent : Conversation.read(input)) {
        unique++;
        if (receive(sent, unique)) {
          if (request.opcode() == Opcode.INTERRUPT) {
            // Answered only where the kernel should tell it again.
            interrupts.add(unique);
          } else if (!isSilent(request.opcode())) {
            asked.add(unique);
          }
          dispatcher.arrived(request);
          dispatcher.dispatch(request);
          complaints.raise();
        }
      }
    } finally {
      end(server);
    }
    complaints.raise();
    replies.check(asked, interrupts);
    place.restore();
  }

  /// What comes is numbered as the kernel would: no two have one number.
  private boolean receive(Conversation.Sent sent, long unique) {
    byte[] bytes = sent.bytes();
    MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
    if (bytes.length >= Request.HEADER) {
      memory.set(ValueLayout.JAVA_LONG_UNALIGNED, UNIQUE, unique);
      Client.put(memory);
      if (!sent.asItIs()) {
        memory.set(ValueLayout.JAVA_INT_UNALIGNED, 0, bytes.length);
      }
    }
    return request.received(bytes.length);
  }

  private static boolean isSilent(int opcode) {
    return opcode == Opcode.FORGET || opcode == Opcode.BATCH_FORGET;
  }

  /// What the audit trail tells holds what a client gave, up to a limit.
  private void look(AuditEvent event) {
    if (event.name().length() > MOST_TEXT || event.detail().length() > MOST_TEXT) {
      throw new IllegalStateException("an endless event: " + event);
    }
    if (!event.refusal().isEmpty()) {
      Sentences.check(event.refusal(), null);
    }
  }

  /// As the server's own end, but for the channel, which the next one uses.
  private static void end(Server server) throws IOException {
    server.pending().endAll(Errno.EIO);
    server.sequencer().stop(PATIENCE_MILLIS);
    server.pending().endAll(Errno.EIO);
    for (OpenFile file : server.files().all()) {
      file.close();
    }
  }

  @Override
  public void close() throws IOException {
    complaints.close();
    replies.close();
    place.close();
  }
}
