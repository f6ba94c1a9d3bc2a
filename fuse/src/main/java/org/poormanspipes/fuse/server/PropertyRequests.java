package org.poormanspipes.fuse.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.fuse.wire.Reply;
import org.poormanspipes.fuse.wire.Request;
import org.poormanspipes.linux.Errno;

/// Properties as extended attributes: `user.pmp.capacity` and the like, on a pipe's node; those of
/// the device are on the root of the mount.
final class PropertyRequests {
  private static final String PREFIX = "user.pmp.";

  /// `struct fuse_setxattr_in` and `struct fuse_getxattr_in`: size, flags or padding; then the
  /// name.
  private static final int SIZE = 0;

  private static final int NAME = 8;

  private final Server server;

  PropertyRequests(Server server) {
    this.server = server;
  }

  void get(Request request) throws IOException {
    String name = request.text(NAME);
    if (!name.startsWith(PREFIX)) {
      // Of the security module's questions before each write the kernel needs a quick no.
      throw new Refusal(Errno.ENODATA);
    }
    String value = describe(request).text(name.substring(PREFIX.length()));
    if (value == null) {
      throw new Refusal(Errno.ENODATA);
    }
    answer(request, value.getBytes(StandardCharsets.UTF_8));
  }

  void list(Request request) throws IOException {
    StringBuilder names = new StringBuilder();
    describe(request)
        .asMap()
        .keySet()
        .forEach(key -> names.append(PREFIX).append(key).append('\0'));
    answer(request, names.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void answer(Request request, byte[] value) throws IOException {
    int size = request.int32(SIZE);
    Reply reply = server.channel().reply();
    if (size == 0) {
      reply.int32(value.length).int32(0);
    } else if (size < value.length) {
      throw new Refusal(Errno.ERANGE);
    } else {
      reply.bytes(value);
    }
    server.channel().answer(request.unique(), reply);
  }

  void set(Request request) throws IOException {
    String name = request.text(NAME);
    if (!name.startsWith(PREFIX)) {
      throw new Refusal(Errno.EOPNOTSUPP);
    }
    byte[] bytes = request.bytes(request.behindText(NAME), request.int32(SIZE));
    String value =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().strip();
    Node node = server.nodes().get(request.node());
    String property = name.substring(PREFIX.length());
    Owners.requireOwner(describe(request), request.caller(), property);
    Map<String, String> change = Map.of(property, value);
    if (node.directory()) {
      Owners.requireRootFor(change, request.caller());
      server.resources().device().configure(change);
    } else {
      server.resources().set(node.name(), change, request.caller());
    }
    server.channel().answer(request.unique(), 0);
  }

  /// What a request sets, for people.
  static String change(Request request) throws IOException {
    byte[] value = request.bytes(request.behindText(NAME), request.int32(SIZE));
    return request.text(NAME) + "=" + Audit.printable(value);
  }

  private Attributes describe(Request request) throws IOException {
    Node node = server.nodes().get(request.node());
    if (node.directory()) {
      return node.id() == Nodes.ROOT
          ? server.resources().describeDevice()
          : Attributes.builder().build();
    }
    return server.resources().require(node.name());
  }
}
