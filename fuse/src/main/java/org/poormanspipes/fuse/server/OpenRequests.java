package org.poormanspipes.fuse.server;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.driver.FileObject;
import org.poormanspipes.fuse.wire.Opcode;
import org.poormanspipes.fuse.wire.Reply;
import org.poormanspipes.fuse.wire.Request;
import org.poormanspipes.linux.Errno;

/// Opening, creating and closing.
final class OpenRequests {
  /// `struct fuse_open_in` and `struct fuse_create_in` begin with the flags of open(2).
  private static final int FLAGS = 0;

  private static final int CREATE_MODE = 4;
  private static final int MKNOD_MODE = 0;

  /// `struct fuse_create_in` and `struct fuse_mknod_in` before the name.
  static final int CREATE_IN = 16;

  /// `asm-generic/fcntl.h`.
  private static final int ACCESS = 3;

  private static final int EXCLUSIVE = 0x80;

  private static final int PERMISSIONS = 0777;
  private static final int TYPE = 0xF000;
  private static final int REGULAR = 0x8000;

  /// Every read and write comes to us, as it was called, and there is no position. Without STREAM a
  /// read that waits would stop a write of the same descriptor.
  private static final int DIRECT_IO = 1;

  private static final int NON_SEEKABLE = 1 << 2;
  private static final int STREAM = 1 << 4;
  private static final int NO_FLUSH = 1 << 5;

  private final Server server;
  private final Resources resources;

  OpenRequests(Server server) {
    this.server = server;
    this.resources = server.resources();
  }

  void open(Request request) throws IOException {
    Node node = server.nodes().get(request.node());
    OpenFile file = open(request, node, Disposition.OPEN_OR_CREATE, Map.of());
    if (!answerOpen(request, file, server.channel().reply())) {
      giveBack(file);
    }
  }

  private OpenFile open(
      Request request, Node node, Disposition disposition, Map<String, String> attributes)
      throws IOException {
    Access access =
        switch (request.int32(FLAGS) & ACCESS) {
          case 0 -> Access.READ;
          case 1 -> Access.WRITE;
          case 2 -> Access.READ_WRITE;
          default -> throw new Refusal(Errno.EINVAL);
        };
    if (access.writes()) {
      server.nodes().unshare(node);
    }
    FileObject opened =
        resources.open(node.name(), access, disposition, attributes, request.caller());
    Executor teller = server.remote() ? server.sequencer()::run : Runnable::run;
    PollWait polls = new PollWait(server.channel(), teller);
    return server.files().add(number -> new OpenFile(number, node, opened, polls));
  }

  void create(Request request) throws IOException {
    String name = server.nodes().get(request.node()).child(request.text(CREATE_IN));
    boolean exclusive = (request.int32(FLAGS) & EXCLUSIVE) != 0;
    Disposition disposition = exclusive ? Disposition.CREATE : Disposition.OPEN_OR_CREATE;
    String key = resources.key(name);
    Node node = server.nodes().pipe(name, key);
    OpenFile file = null;
    boolean told = false;
    try {
      file = open(request, node, disposition, Map.of("mode", mode(request.int32(CREATE_MODE))));
      Reply reply = server.channel().reply();
      NameRequests.putEntry(reply, node, Stat.file(key, resources.describe(name)));
      told = answerOpen(request, file, reply);
    } finally {
      if (!told) {
        server.nodes().forget(node.id(), 1);
        giveBack(file);
      }
    }
  }

  /// The client does not know that it is open.
  private void giveBack(@Nullable OpenFile file) throws IOException {
    if (file != null && server.files().remove(file.number()) != null) {
      file.close();
    }
  }

  /// A node without a handle: it lives until it was used.
  void mknod(Request request) throws IOException {
    int mode = request.int32(MKNOD_MODE);
    if ((mode & TYPE) != REGULAR && (mode & TYPE) != 0) {
      throw new Refusal(Errno.EOPNOTSUPP);
    }
    String name = server.nodes().get(request.node()).child(request.text(CREATE_IN));
    resources
        .open(
            name,
            Access.ATTRIBUTES,
            Disposition.CREATE,
            Map.of("mode", mode(mode)),
            request.caller())
        .closeHandle();
    String key = resources.key(name);
    Attributes described = resources.describe(name);
    Reply reply = server.channel().reply();
    Node node = server.nodes().pipe(name, key);
    NameRequests.putEntry(reply, node, Stat.file(key, described));
    if (!server.channel().answer(request.unique(), reply)) {
      server.nodes().forget(node.id(), 1);
    }
  }

  /// What a request to open or create asks for, for people.
  static String detail(Request request) {
    return switch (request.opcode()) {
      case Opcode.MKNOD -> "mode=" + mode(request.int32(MKNOD_MODE));
      case Opcode.CREATE -> access(request) + " mode=" + mode(request.int32(CREATE_MODE));
      default -> access(request);
    };
  }

  private static String access(Request request) {
    return switch (request.int32(FLAGS) & ACCESS) {
      case 0 -> "access=read";
      case 1 -> "access=write";
      default -> "access=read-write";
    };
  }

  private static String mode(int mode) {
    return String.format(Locale.ROOT, "%04o", mode & PERMISSIONS);
  }

  /// A `struct fuse_open_out`.
  private boolean answerOpen(Request request, OpenFile file, Reply reply) {
    reply.int64(file.number()).int32(DIRECT_IO | NON_SEEKABLE | STREAM | NO_FLUSH).int32(0);
    return server.channel().answer(request.unique(), reply);
  }

  /// The last descriptor is closed. Nobody waits for the answer.
  void release(Request request) throws IOException {
    OpenFile file = server.files().remove(request.int64(0));
    try {
      if (file != null) {
        file.close();
      }
    } finally {
      server.channel().answer(request.unique(), 0);
    }
  }
}
