package org.poormanspipes.pipe;

/// A handle of a pipe, relative to the first byte of its slot.
///
/// ```
///   0x00  state  access  pid  uid  process  wait reason  since (ms)  waiting since (ms)
///         sole writer  in place
///   0x30  program, 16 bytes
///   0x40  cursor line: position and sequence number at which this handle reads a broadcast next,
///         position where it began
///   0x80  counters: bytes in, out; messages in, out; refused
///   0xa8  inside: writes without the word of the pipe's mutex
///   0xc0  client pid  client uid: on whose behalf the process has it open; 0 for its own
///   0xc8  rare counters: waits  lost
///   0xd8  spare
///   0x100 end
/// ```
final class SlotLayout {

  static final int STATE = 0x00;
  static final int ACCESS = 0x04;
  static final int PID = 0x08;
  static final int UID = 0x0c;
  static final int PROCESS = 0x10;
  static final int WAIT_REASON = 0x14;
  static final int SINCE = 0x18;
  static final int WAITING_SINCE = 0x20;
  static final int SOLE_WRITER = 0x28;
  static final int IN_PLACE = 0x2c;
  static final int PROGRAM = 0x30;
  static final int MAX_PROGRAM = 16;
  static final int CURSOR = 0x40;
  static final int COUNTERS = 0x80;
  static final int INSIDE = 0xa8;
  static final int CLIENT_PID = 0xc0;
  static final int CLIENT_UID = 0xc4;
  static final int RARE_COUNTERS = 0xc8;
  static final int SIZE = 0x100;

  static final int FREE = 0;
  static final int LIVE = 1;

  private SlotLayout() {}
}
