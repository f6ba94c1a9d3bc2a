package org.poormanspipes.pipe;

import org.poormanspipes.mutex.MutexLayout;
import org.poormanspipes.ring.RingLayout;

/// Where a pipe's block keeps what, from the first byte of the block.
///
/// ```
///   0x000  block header
///   0x040  identity: number  created (ms)  uid  gid  type  delivery
///          name: at, length  key: at, length
///   0x080  settings: when-full  lifetime  capacity  mode  pinned  deleted  used  writer opens
///          slots: count, at    read up to    writer line
///   0x0c0  access: policy  epoch  allow: length
///   0x100  ring control (see RingLayout); the writers' mutex lies in its writers' line
///   0x380  wait word for data
///   0x3c0  wait word for room
///   0x400  waiting processes: a bit for each slot of the device's processes (reserved)
///   0x480  totals of handles that are closed: bytes in, out; messages in, out; refused
///   0x4a8  rare totals: waits  lost
///   0x4c0  allow: 320 bytes, UTF-8
///   0x600  name and key, UTF-8
///   ....   handle slots of 256 bytes, up to the guard; the block grows by more of them
/// ```
final class PipeLayout {

  static final int NUMBER = 0x40;
  static final int CREATED = 0x48;
  static final int UID = 0x50;
  static final int GID = 0x54;
  static final int TYPE = 0x58;
  static final int DELIVERY = 0x5c;
  static final int NAME_AT = 0x60;
  static final int NAME_LENGTH = 0x64;
  static final int KEY_AT = 0x68;
  static final int KEY_LENGTH = 0x6c;

  static final int WHEN_FULL = 0x80;
  static final int LIFETIME = 0x84;
  static final int CAPACITY = 0x88;
  static final int MODE = 0x90;
  static final int PINNED = 0x94;
  static final int DELETED = 0x98;
  static final int USED = 0x9c;
  static final int WRITER_OPENS = 0xa0;
  static final int SLOT_COUNT = 0xa8;
  static final int SLOTS_AT = 0xac;
  static final int READ_UP_TO = 0xb0;

  static final int WRITER_LINE = 0xb8;

  static final int POLICY = 0xc0;
  static final int ACCESS_EPOCH = 0xc4;
  static final int ALLOW_LENGTH = 0xc8;

  static final int RING = 0x100;
  static final int MUTEX = RING + RingLayout.MUTEX;

  static final int DATA_WORD = 0x380;
  static final int ROOM_WORD = 0x3c0;

  static final int WAITING_PROCESSES = 0x400;

  static final int TOTALS = 0x480;
  static final int RARE_TOTALS = 0x4a8;

  static final int ALLOW = 0x4c0;
  static final int MAX_ALLOW = 0x140;

  static final int NAMES = 0x600;

  /// The alignment of the handle slots.
  static final int SLOT_ALIGNMENT = 64;

  /// The most handles that a pipe can have open at a time.
  static final int MAX_SLOTS = 16_384;

  /// The fewest slots that a new pipe has; as many more as fill its last page.
  static final int MIN_SLOTS = 4;

  static {
    assert RingLayout.MUTEX + MutexLayout.SIZE <= RingLayout.FRAME_TAIL;
    assert RING + RingLayout.SIZE <= DATA_WORD;
    assert WAITING_PROCESSES + DeviceLayout.MAX_PROCESSES / Byte.SIZE <= TOTALS;
    assert TOTALS + CountersLayout.SIZE <= RARE_TOTALS;
    assert RARE_TOTALS + RareCountersLayout.SIZE <= ALLOW && ALLOW + MAX_ALLOW <= NAMES;
  }

  private PipeLayout() {}
}
