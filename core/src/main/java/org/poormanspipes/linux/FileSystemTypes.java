package org.poormanspipes.linux;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Kinds of file systems by the number that statfs(2) reports.
///
/// Source: the kernel's `include/uapi/linux/magic.h`, and statfs(2) for those kept elsewhere.
final class FileSystemTypes {

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(0x01021994, "tmpfs"),
          Map.entry(0x858458f6, "ramfs"),
          Map.entry(0x958458f6, "hugetlbfs"),
          Map.entry(0x0000ef53, "ext4"),
          Map.entry(0x58465342, "xfs"),
          Map.entry(0x9123683e, "btrfs"),
          Map.entry(0xf2f52010, "f2fs"),
          Map.entry(0xca451a4e, "bcachefs"),
          Map.entry(0x3153464a, "jfs"),
          Map.entry(0x52654973, "reiserfs"),
          Map.entry(0x2fc12fc1, "zfs"),
          Map.entry(0x794c7630, "overlayfs"),
          Map.entry(0x73717368, "squashfs"),
          Map.entry(0x00009660, "iso9660"),
          Map.entry(0x00004d44, "vfat"),
          Map.entry(0x2011bab0, "exfat"),
          Map.entry(0x5346544e, "ntfs"),
          Map.entry(0x7366746e, "ntfs3"),
          Map.entry(0x00009fa0, "proc"),
          Map.entry(0x62656572, "sysfs"),
          Map.entry(0x63677270, "cgroup2"),
          Map.entry(0x65735546, "fuse"),
          Map.entry(0x00006969, "nfs"),
          Map.entry(0x0000517b, "smb"),
          Map.entry(0xfe534d42, "smb2"),
          Map.entry(0xff534d42, "cifs"),
          Map.entry(0x00c36400, "ceph"),
          Map.entry(0x01021997, "9p"),
          Map.entry(0x5346414f, "afs"),
          Map.entry(0x6b414653, "afs"),
          Map.entry(0x73757245, "coda"),
          Map.entry(0x0000564c, "ncp"),
          Map.entry(0x0bd00bd0, "lustre"),
          Map.entry(0x01161970, "gfs2"),
          Map.entry(0x7461636f, "ocfs2"),
          Map.entry(0x47504653, "gpfs"),
          Map.entry(0x20030528, "orangefs"),
          Map.entry(0x19830326, "beegfs"),
          Map.entry(0x786f4256, "vboxsf"));

  /// Those whose files other machines can change behind the kernel's back.
  private static final Set<String> NETWORK =
      Set.of(
          "nfs",
          "smb",
          "smb2",
          "cifs",
          "ceph",
          "9p",
          "afs",
          "coda",
          "ncp",
          "lustre",
          "gfs2",
          "ocfs2",
          "gpfs",
          "orangefs",
          "beegfs",
          "vboxsf");

  private FileSystemTypes() {}

  static String name(long magic) {
    // The kernel's field is a long, but all numbers have 32 bits; some kernels extend the sign.
    int number = (int) magic;
    String name = NAMES.get(number);
    return name != null ? name : String.format(Locale.ROOT, "0x%x", number);
  }

  static boolean isNetwork(String type) {
    return NETWORK.contains(type);
  }
}
