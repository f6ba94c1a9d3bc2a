package org.poormanspipes.pipe;

import org.poormanspipes.mutex.MutexLayout;
import org.poormanspipes.pool.AccountsLayout;
import org.poormanspipes.pool.BlockLayout;
import org.poormanspipes.pool.UserAccountsLayout;

/// Where a device's block keeps what, from the first byte of the block.
///
/// ```
///   0x00000  block header
///   0x00040  case-sensitive  exclusive  created (ms)  quota bytes  quota pipes  pipes  mode
///   0x00080  mutex: guards everything below, and the making and removing of blocks
///   0x000c0  defaults of pipes: type  when-full  delivery  lifetime  capacity  mode  pinned
///   0x000e0  quotas: of a user's bytes  of a user's pipes  of a pipe's handles
///   0x000f4  access of the device and its pipes: policy  allow: length
///   0x00100  name: length, 64 bytes
///   0x00144  allow: 188 bytes, UTF-8
///   0x00200  accounts of the pool
///   0x00600  processes: 1024 slots of 64 bytes
///   0x10600  accounts of users: 512 entries of 32 bytes
///   0x14600  guard
/// ```
final class DeviceLayout {

  static final int CASE_SENSITIVE = 0x40;
  static final int EXCLUSIVE = 0x44;
  static final int CREATED = 0x48;
  static final int QUOTA_BYTES = 0x50;
  static final int QUOTA_PIPES = 0x58;
  static final int PIPES = 0x60;
  static final int MODE = 0x68;

  static final int MUTEX = 0x80;

  static final int DEFAULT_TYPE = 0xc0;
  static final int DEFAULT_WHEN_FULL = 0xc4;
  static final int DEFAULT_DELIVERY = 0xc8;
  static final int DEFAULT_LIFETIME = 0xcc;
  static final int DEFAULT_CAPACITY = 0xd0;
  static final int DEFAULT_MODE = 0xd8;
  static final int DEFAULT_PINNED = 0xdc;

  static final int QUOTA_USER_BYTES = 0xe0;
  static final int QUOTA_USER_PIPES = 0xe8;
  static final int QUOTA_HANDLES = 0xf0;
  static final int POLICY = 0xf4;
  static final int ALLOW_LENGTH = 0xf8;

  static final int NAME_LENGTH = 0x100;
  static final int NAME = 0x104;
  static final int MAX_NAME = 64;

  static final int ALLOW = 0x144;
  static final int MAX_ALLOW = 188;

  static final int ACCOUNTS = 0x200;
  static final int PROCESSES = ACCOUNTS + AccountsLayout.SIZE;

  /// How many processes can be attached to a device at a time.
  static final int MAX_PROCESSES = 1024;

  static final int USERS = PROCESSES + MAX_PROCESSES * ProcessLayout.SIZE;

  static final int SIZE = USERS + UserAccountsLayout.SIZE + BlockLayout.TRAILER;

  static {
    assert MUTEX + MutexLayout.SIZE <= DEFAULT_TYPE;
    assert NAME + MAX_NAME <= ALLOW && ALLOW + MAX_ALLOW <= ACCOUNTS;
  }

  private DeviceLayout() {}
}
