package org.poormanspipes.fuse.server;

import java.io.IOException;
import org.poormanspipes.PipeName;
import org.poormanspipes.fuse.wire.Opcode;
import org.poormanspipes.fuse.wire.Request;
import org.poormanspipes.linux.Errno;

/// Sends each request to who answers it.
final class Dispatcher {
  /// `struct fuse_create_in`, `fuse_mknod_in` and `fuse_mkdir_in` before the name.
  private static final int CREATE_IN = 16;

  private static final int MKDIR_IN = 8;

  /// `struct fuse_batch_forget_in`, and what follows it.
  private static final int BATCH_IN = 8;

  private static final int FORGET_ONE = 16;

  private final Server server;
  private final DataRequests data;
  private final NameRequests names;
  private final OpenRequests opens;
  private final DirectoryRequests directories;
  private final PropertyRequests properties;
  private final IoctlRequests ioctls;
  private final MountRequests mount;

  Dispatcher(Server server) {
    this.server = server;
    this.data = new DataRequests(server);
    this.names = new NameRequests(server);
    this.opens = new OpenRequests(server);
    this.directories = new DirectoryRequests(server);
    this.properties = new PropertyRequests(server);
    this.ioctls = new IoctlRequests(server);
    this.mount = new MountRequests(server);
  }

  /// One way to answer.
  @FunctionalInterface
  interface Answer {
    void to(Request request) throws IOException;
  }

  /// A request was received, and the caller still has the seat.
  void arrived(Request request) {
    if (canBeInterrupted(request)) {
      server.pending().arrived(request.unique());
    }
  }

  /// Answers a request, or sees to it that it will be.
  void dispatch(Request request) {
    try {
      begin(request);
    } catch (IOException | RuntimeException | Error failed) {
      refuse(request, failed);
    } finally {
      if (canBeInterrupted(request)) {
        server.pending().settled(request.unique());
      }
    }
  }

  private boolean canBeInterrupted(Request request) {
    return DataRequests.isTransfer(request) || server.remote();
  }

  private void refuse(Request request, Throwable failed) {
    int errno = server.errno(failed);
    boolean silent = request.opcode() == Opcode.FORGET || request.opcode() == Opcode.BATCH_FORGET;
    if (!silent) {
      server.channel().answer(request.unique(), errno);
    }
  }

  private void begin(Request request) throws IOException {
    switch (request.opcode()) {
      case Opcode.READ, Opcode.WRITE -> data.transfer(request);
      case Opcode.POLL -> poll(request);
      case Opcode.INTERRUPT -> interrupt(request);
      case Opcode.FORGET -> server.nodes().forget(request.node(), request.int64(0));
      case Opcode.BATCH_FORGET -> forgetAll(request);
      case Opcode.INIT -> mount.init(request);
      case Opcode.FLUSH,
          Opcode.FSYNC,
          Opcode.FSYNCDIR,
          Opcode.SYNCFS,
          Opcode.ACCESS,
          Opcode.DESTROY ->
          server.channel().answer(request.unique(), 0);
      // Sticky, and meant to be: the kernel asks with GETATTR then.
      case Opcode.STATX -> server.channel().answer(request.unique(), Errno.ENOSYS);
      default -> inOrder(request);
    }
  }

  private void poll(Request request) throws IOException {
    if (server.remote()) {
      server.sequencer().run(errand(data::poll, request));
    } else {
      data.poll(request);
    }
  }

  /// Of one that another worker has only just received the kernel is asked to tell again.
  private void interrupt(Request request) {
    if (!server.pending().end(request.int64(0), Errno.EINTR)) {
      server.channel().answer(request.unique(), Errno.EAGAIN);
    }
  }

  private void forgetAll(Request request) {
    int count = request.int32(0);
    for (int i = 0; i < count; i++) {
      long at = BATCH_IN + (long) i * FORGET_ONE;
      server.nodes().forget(request.int64(at), request.int64(at + Long.BYTES));
    }
  }

  /// What has to follow what came before it for the same name: at once if that is done, else by
  /// another thread, with a copy of the request.
  private void inOrder(Request request) throws IOException {
    Answer answer =
        switch (request.opcode()) {
          case Opcode.LOOKUP -> names::lookup;
          case Opcode.GETATTR -> names::getattr;
          case Opcode.SETATTR -> names::setattr;
          case Opcode.UNLINK -> names::unlink;
          case Opcode.MKDIR -> names::mkdir;
          case Opcode.RMDIR -> names::rmdir;
          case Opcode.OPEN -> opens::open;
          case Opcode.CREATE -> opens::create;
          case Opcode.MKNOD -> opens::mknod;
          case Opcode.RELEASE -> opens::release;
          case Opcode.OPENDIR -> directories::open;
          case Opcode.READDIR -> directories::read;
          case Opcode.RELEASEDIR -> directories::release;
          case Opcode.GETXATTR -> properties::get;
          case Opcode.LISTXATTR -> properties::list;
          case Opcode.SETXATTR -> properties::set;
          case Opcode.IOCTL -> ioctls::ioctl;
          case Opcode.STATFS -> mount::statfs;
          // Among others to rename: that would take a pipe from who knows its name.
          default ->
              _ -> {
                throw new Refusal(Errno.EOPNOTSUPP);
              };
        };
    Sequencer.Line line = server.sequencer().line(key(request));
    if (!server.remote() && line.tryBegin()) {
      try {
        answer(answer, request);
      } finally {
        line.end();
      }
      return;
    }
    line.add(errand(answer, request));
  }

  /// To answer a request some time, whose memory serves the next one by then.
  private Runnable errand(Answer answer, Request request) {
    Request copy = request.detached();
    Runnable work =
        () -> {
          try {
            answer(answer, copy);
          } catch (IOException | RuntimeException | Error failed) {
            refuse(copy, failed);
          }
        };
    // Nobody waits for a release, and it has to be done.
    boolean lasts =
        request.opcode() == Opcode.RELEASE
            || request.opcode() == Opcode.RELEASEDIR
            || !server.remote();
    return lasts ? work : new Errand(server, request.unique(), work).added();
  }

  private void answer(Answer answer, Request request) throws IOException {
    Audit audit = server.audit();
    if (audit == null) {
      answer.to(request);
    } else {
      audit.answer(request, answer);
    }
  }

  /// What has to be done in the order in which it came has the same key.
  private String key(Request request) throws IOException {
    return switch (request.opcode()) {
      case Opcode.LOOKUP, Opcode.UNLINK, Opcode.RMDIR -> child(request, 0);
      case Opcode.MKDIR -> child(request, MKDIR_IN);
      case Opcode.CREATE, Opcode.MKNOD -> child(request, CREATE_IN);
      case Opcode.OPENDIR, Opcode.READDIR, Opcode.RELEASEDIR -> "/" + request.node();
      case Opcode.RELEASE -> server.files().get(request.int64(0)).node().key();
      default -> server.nodes().get(request.node()).key();
    };
  }

  private String child(Request request, long offset) throws IOException {
    Node parent = server.nodes().get(request.node());
    String component = request.text(offset);
    if (component.codePointCount(0, component.length()) > PipeName.MAX_COMPONENT) {
      throw new Refusal(Errno.ENAMETOOLONG);
    }
    return server.resources().key(parent.child(component));
  }
}
