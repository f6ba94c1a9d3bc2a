package org.poormanspipes.fuse.server;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.fuse.wire.Reply;
import org.poormanspipes.fuse.wire.Request;
import org.poormanspipes.linux.Errno;

/// What stands behind a name: looking it up, its status, changing and removing it.
final class NameRequests {
  /// `struct fuse_setattr_in`.
  private static final int VALID = 0;

  private static final int MODE = 68;
  private static final int UID = 76;
  private static final int GID = 80;
  private static final int VALID_MODE = 1;
  private static final int VALID_UID = 2;
  private static final int VALID_GID = 4;
  private static final int PERMISSIONS = 0777;

  /// How long the kernel may answer for an open file's status, and compare a directory's
  /// permissions, without asking.
  private static final int VALID_SECONDS = 1;

  /// `struct fuse_mkdir_in` before the name.
  static final int MKDIR_IN = 8;

  private final Server server;
  private final Resources resources;
  private final OpenIntent intent = OpenIntent.ofThisMachine();

  NameRequests(Server server) {
    this.server = server;
    this.resources = server.resources();
  }

  void lookup(Request request) throws IOException {
    String name = child(request, 0);
    String key = resources.key(name);
    Attributes described = resources.describe(name);
    if (described != null) {
      Node node = node(intent.of(request.thread()), name, key);
      entry(request, node, Stat.file(key, described));
    } else if (resources.isDirectory(name)) {
      entry(request, directory(name), server.statOfDirectory(key));
    } else {
      missing(request, name, key);
    }
  }

  /// A name that is missing is there for who is about to open it, and so to make it.
  private void missing(Request request, String name, String key) throws IOException {
    OpenIntent.Call call = intent.of(request.thread());
    if (!call.opens()) {
      throw new Refusal(Errno.ENOENT);
    }
    Caller caller = request.caller();
    if (!Owners.mayCreate(server.statOfDirectory(""), caller)) {
      throw new Refusal(Errno.EACCES);
    }
    entry(request, node(call, name, key), Stat.newFile(key, caller));
  }

  private Node node(OpenIntent.Call call, String name, String key) throws Refusal {
    return call.writes() ? server.nodes().pipe(name, key) : server.nodes().shared(false, name, key);
  }

  private Node directory(String name) throws Refusal {
    return server.nodes().shared(true, name, resources.key(name));
  }

  /// The name of something below the node of a request.
  ///
  /// @param offset where the component is in the body
  private String child(Request request, long offset) throws IOException {
    return server.nodes().get(request.node()).child(request.text(offset));
  }

  private void entry(Request request, Node node, Stat stat) {
    Reply reply = server.channel().reply();
    putEntry(reply, node, stat);
    if (!server.channel().answer(request.unique(), reply)) {
      server.nodes().forget(node.id(), 1);
    }
  }

  /// A `struct fuse_entry_out`. The name is valid for no time, for others change names too; what is
  /// told of the node for a while: whoever comes by the name is told anew.
  static void putEntry(Reply reply, Node node, Stat stat) {
    reply.int64(node.id()).int64(0).int64(0).int64(VALID_SECONDS).int32(0).int32(0);
    stat.put(reply);
  }

  void getattr(Request request) throws IOException {
    answerStat(request, server.nodes().get(request.node()));
  }

  /// A `struct fuse_attr_out`. Of an open file whose name is gone, too.
  private void answerStat(Request request, Node node) throws IOException {
    Reply reply = server.channel().reply().int64(VALID_SECONDS).int32(0).int32(0);
    stat(node, request.caller()).put(reply);
    server.channel().answer(request.unique(), reply);
  }

  /// Between the answer to a lookup and the open the kernel may ask again, if something else was
  /// released meanwhile: a name that is still missing is then as it was told, the caller's to make.
  private Stat stat(Node node, Caller caller) throws IOException {
    if (node.directory()) {
      return server.statOfDirectory(node.key());
    }
    Attributes described = resources.describe(node.name());
    return described == null && Owners.mayCreate(server.statOfDirectory(""), caller)
        ? Stat.newFile(node.key(), caller)
        : Stat.file(node.key(), described);
  }

  /// Size and times are no properties of a pipe: touch(1) and truncation do nothing.
  void setattr(Request request) throws IOException {
    int valid = request.int32(VALID);
    Node node = server.nodes().get(request.node());
    Map<String, String> changes = new LinkedHashMap<>();
    if ((valid & VALID_MODE) != 0) {
      changes.put("mode", String.format(Locale.ROOT, "%04o", request.int32(MODE) & PERMISSIONS));
    }
    if ((valid & (VALID_UID | VALID_GID)) != 0) {
      Stat before = stat(node, request.caller());
      int uid = (valid & VALID_UID) != 0 ? request.int32(UID) : before.uid();
      int gid = (valid & VALID_GID) != 0 ? request.int32(GID) : before.gid();
      changes.put("owner", Integer.toUnsignedString(uid) + ":" + Integer.toUnsignedString(gid));
    }
    if (!changes.isEmpty()) {
      if (node.directory()) {
        throw new Refusal(Errno.EOPNOTSUPP);
      }
      resources.set(node.name(), changes, request.caller());
    }
    answerStat(request, node);
  }

  /// Which of a pipe's properties a request changes, for people; empty if none.
  static String changes(Request request) {
    int valid = request.int32(VALID);
    StringBuilder changes = new StringBuilder();
    if ((valid & VALID_MODE) != 0) {
      String mode = String.format(Locale.ROOT, "%04o", request.int32(MODE) & PERMISSIONS);
      changes.append("mode=").append(mode);
    }
    if ((valid & (VALID_UID | VALID_GID)) != 0) {
      String uid = (valid & VALID_UID) != 0 ? Integer.toUnsignedString(request.int32(UID)) : "";
      String gid = (valid & VALID_GID) != 0 ? Integer.toUnsignedString(request.int32(GID)) : "";
      changes.append(changes.isEmpty() ? "" : " ").append("owner=" + uid + ":" + gid);
    }
    return changes.toString();
  }

  void unlink(Request request) throws IOException {
    String name = child(request, 0);
    resources.delete(name, request.caller());
    server.nodes().removed(resources.key(name));
    server.channel().answer(request.unique(), 0);
  }

  void mkdir(Request request) throws IOException {
    String name = child(request, MKDIR_IN);
    if (resources.describe(name) != null || resources.isDirectory(name)) {
      throw new Refusal(Errno.EEXIST);
    }
    resources.makeDirectory(server.nodes().get(request.node()), name, request.caller());
    entry(request, directory(name), server.statOfDirectory(resources.key(name)));
  }

  void rmdir(Request request) throws IOException {
    String name = child(request, 0);
    resources.removeDirectory(name);
    server.nodes().removed(resources.key(name));
    server.channel().answer(request.unique(), 0);
  }
}
