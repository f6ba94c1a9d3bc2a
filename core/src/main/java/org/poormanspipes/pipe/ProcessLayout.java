package org.poormanspipes.pipe;

/// A process attached to a device, relative to the first byte of its slot.
///
/// ```
///   0       4      8              16     20         24                 32               48      64
///   +-------+------+--------------+------+----------+------------------+----------------+-------+
///   | state | pid  | since (ms)   | uid  | doorbell |       (0)        |    program     |  (0)  |
///   +-------+------+--------------+------+----------+------------------+----------------+-------+
/// ```
///
/// *Doorbell* is reserved: a futex word by which a process that waits for many pipes is woken.
final class ProcessLayout {

  static final int STATE = 0;
  static final int PID = 4;
  static final int SINCE = 8;
  static final int UID = 16;
  static final int DOORBELL = 20;
  static final int PROGRAM = 32;
  static final int MAX_PROGRAM = 16;
  static final int SIZE = 64;

  static final int FREE = 0;
  static final int LIVE = 1;

  private ProcessLayout() {}
}
