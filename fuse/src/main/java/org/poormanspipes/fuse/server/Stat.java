package org.poormanspipes.fuse.server;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.fuse.wire.Reply;
import org.poormanspipes.linux.Ids;

/// What a node looks like to stat(2): a `struct fuse_attr`. A resource is a regular file of size 0:
/// that is what programs read to the end without asking how much there is.
///
/// @param ino the number that people see; the same as long as the name is
/// @param mode type and permissions
/// @param links how many names it has
/// @param uid its user
/// @param gid its group
/// @param created seconds since 1970
record Stat(long ino, int mode, int links, int uid, int gid, long created) {
  private static final int REGULAR = 0x8000;
  private static final int DIRECTORY = 0x4000;
  private static final int OWNERS_ONLY = 0600;
  private static final int BLOCK = 4096;

  /// Only the owner of a resource, or of the directory, removes it.
  private static final int STICKY = 01000;

  /// Of a resource.
  ///
  /// @param described what the driver told of it, null or empty for what nobody knows yet
  static Stat file(String key, @Nullable Attributes described) {
    return new Stat(
        ino(key), REGULAR | mode(described), 1, uid(described), gid(described), since(described));
  }

  /// Of a resource that is made when it is opened: the caller's, as it will be.
  static Stat newFile(String key, Caller caller) {
    return new Stat(ino(key), REGULAR | OWNERS_ONLY, 1, caller.uid(), caller.gid(), 0);
  }

  /// Of a directory. Who may read the device may look into its directories. Whom a registered
  /// device lets in its driver decides, but whose pipes may be removed only the kernel can.
  static Stat directory(String key, Attributes device) {
    int mode = mode(device);
    int sticky = "registered".equals(device.text("default-access")) ? STICKY : 0;
    return new Stat(
        ino(key), DIRECTORY | sticky | mode | ((mode & 0444) >> 2), 2, uid(device), gid(device), 0);
  }

  private static int mode(@Nullable Attributes described) {
    String text = described == null ? null : described.text("mode");
    return text == null ? OWNERS_ONLY : Integer.parseInt(text, 8);
  }

  private static int uid(@Nullable Attributes described) {
    return described != null && described.asMap().get("uid") instanceof Long uid
        ? uid.intValue()
        : Ids.uid();
  }

  private static int gid(@Nullable Attributes described) {
    return described != null && described.asMap().get("gid") instanceof Long gid
        ? gid.intValue()
        : Ids.gid();
  }

  private static long since(@Nullable Attributes described) {
    String text = described == null ? null : described.text("created");
    try {
      return text == null ? 0 : Instant.parse(text).getEpochSecond();
    } catch (DateTimeParseException unreadable) {
      return 0;
    }
  }

  /// FNV-1a, 64 bits: names that differ get the same number once in a lifetime.
  private static long ino(String key) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
    }
    return key.isEmpty() ? Nodes.ROOT : hash;
  }

  /// Writes the structure, 88 bytes.
  void put(Reply reply) {
    reply.int64(ino).int64(0).int64(0);
    reply.int64(created).int64(created).int64(created).int32(0).int32(0).int32(0);
    reply.int32(mode).int32(links).int32(uid).int32(gid).int32(0).int32(BLOCK).int32(0);
  }
}
