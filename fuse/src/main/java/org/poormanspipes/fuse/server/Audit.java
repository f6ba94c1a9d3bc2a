package org.poormanspipes.fuse.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.fuse.audit.AuditEvent;
import org.poormanspipes.fuse.audit.AuditEvent.Action;
import org.poormanspipes.fuse.wire.Opcode;
import org.poormanspipes.fuse.wire.Request;
import org.poormanspipes.linux.Errno;

/// Watches requests, and tells what came of those that concern who may do what.
final class Audit {
  /// Of what a client gives, no more is told.
  private static final int MOST_TEXT = 256;

  private final Server server;
  private final AuditTrail trail;

  Audit(Server server, AuditTrail trail) {
    this.server = server;
    this.trail = trail;
  }

  /// What is known of a request before it is answered.
  private record Deed(Action action, String name, Caller caller, String detail) {}

  /// Answers a request, and tells of it.
  void answer(Request request, Dispatcher.Answer answer) throws IOException {
    if (request.opcode() == Opcode.LOOKUP) {
      lookup(request, answer);
      return;
    }
    Deed deed = deed(request);
    // The client waits for its answer now, and so is there to be looked at.
    String program = deed == null ? "" : program(deed.caller());
    try {
      answer.to(request);
      tell(deed, program, "");
    } catch (IOException | RuntimeException | Error failed) {
      tell(deed, program, refusal(failed));
      throw failed;
    }
  }

  /// To look a name up is no deed, but the first part of one: an open that may not make it ends
  /// here.
  private void lookup(Request request, Dispatcher.Answer answer) throws IOException {
    try {
      answer.to(request);
    } catch (IOException | RuntimeException | Error failed) {
      if (Refusal.errno(failed) != Errno.ENOENT) {
        Deed deed = new Deed(Action.OPEN, child(request, 0), request.caller(), "");
        tell(deed, program(deed.caller()), refusal(failed));
      }
      throw failed;
    }
  }

  private @Nullable Deed deed(Request request) throws IOException {
    return switch (request.opcode()) {
      case Opcode.OPEN -> deed(request, Action.OPEN, name(request), OpenRequests.detail(request));
      case Opcode.CREATE, Opcode.MKNOD ->
          deed(
              request,
              Action.OPEN,
              child(request, OpenRequests.CREATE_IN),
              OpenRequests.detail(request));
      case Opcode.RELEASE -> close(request);
      case Opcode.UNLINK -> deed(request, Action.DELETE, child(request, 0), "");
      case Opcode.MKDIR ->
          deed(request, Action.MAKE_DIRECTORY, child(request, NameRequests.MKDIR_IN), "");
      case Opcode.RMDIR -> deed(request, Action.REMOVE_DIRECTORY, child(request, 0), "");
      case Opcode.SETATTR -> change(request, NameRequests.changes(request));
      case Opcode.SETXATTR -> change(request, PropertyRequests.change(request));
      case Opcode.IOCTL -> change(request, IoctlRequests.change(request));
      default -> null;
    };
  }

  private static Deed deed(Request request, Action action, String name, String detail) {
    return new Deed(action, name, request.caller(), detail);
  }

  private @Nullable Deed change(Request request, String change) throws IOException {
    return change.isEmpty()
        ? null
        : new Deed(Action.CHANGE, name(request), request.caller(), change);
  }

  /// The kernel names nobody who closes: who opened is told.
  private @Nullable Deed close(Request request) throws IOException {
    OpenFile file = server.files().get(request.int64(0));
    Caller caller = file.file().caller();
    return caller == null ? null : new Deed(Action.CLOSE, file.node().name(), caller, "");
  }

  /// Who has a file open may not use it any more.
  void refusedUse(OpenFile file, Throwable failed) {
    Caller caller = file.file().caller();
    if (caller != null) {
      Deed deed = new Deed(Action.USE, file.node().name(), caller, "");
      tell(deed, program(caller), refusal(failed));
    }
  }

  private String name(Request request) throws IOException {
    return server.nodes().get(request.node()).name();
  }

  private String child(Request request, long offset) throws IOException {
    return server.nodes().get(request.node()).child(request.text(offset));
  }

  private void tell(@Nullable Deed deed, String program, String refusal) {
    if (deed != null) {
      trail.tell(
          new AuditEvent(
              Instant.now(),
              deed.action(),
              cut(deed.name()),
              deed.caller(),
              program,
              cut(deed.detail()),
              refusal));
    }
  }

  private static String refusal(Throwable failed) {
    String name = Errno.name(Refusal.errno(failed));
    return failed instanceof DeviceException said ? name + ": " + said.getMessage() : name;
  }

  private static String program(Caller caller) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + caller.pid() + "/exe")).toString();
    } catch (IOException | SecurityException unseen) {
      return "";
    }
  }

  /// Text of a client that may be no text.
  static String printable(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String cut(String text) {
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "…";
  }
}
