package org.poormanspipes.nats;

import java.util.ArrayList;
import java.util.List;

/// What a read would take: goes along the frames that are here, from a cursor on, until it has
/// enough.
final class Walk implements Feed.Visitor {

  private final boolean messages;
  private final long floor;
  private final Want want;
  private final List<Piece> pieces = new ArrayList<>();
  private final Cursor from;
  private long position;
  private long sequence;
  private long number;
  private long bytes;
  private boolean begun;
  private boolean ended;
  private long lost;
  private Cursor start;

  /// How much is wanted.
  ///
  /// @param pieces how many pieces at most
  /// @param bytes how many bytes; of messages the last one may have more
  record Want(int pieces, long bytes) {}

  /// A message or a part of what a stream's write brought.
  ///
  /// @param frame where it lies
  /// @param from where in the frame's content it begins
  /// @param length how many bytes
  record Piece(Frame frame, int from, int length) {}

  /// @param floor what lies before this position is not there any more
  Walk(boolean messages, Cursor from, long floor, Want want) {
    this.messages = messages;
    this.from = from;
    this.floor = floor;
    this.want = want;
    this.position = from.position();
    this.sequence = from.sequence();
    this.number = from.number();
    this.start = from;
  }

  @Override
  public boolean visit(Frame frame) {
    if (frame.sequence() < sequence) {
      return true;
    }
    if (frame.isContent() && !isPassed(frame)) {
      return messages ? takeMessage(frame) : takeBytes(frame);
    }
    // All of it was read, or overwritten, or there is nothing in it.
    sequence = frame.sequence() + 1;
    return true;
  }

  private boolean isPassed(Frame frame) {
    long end = frame.end(messages);
    return messages
        ? frame.position() < Math.max(position, floor)
        : end <= Math.max(position, floor) && end > frame.position();
  }

  private void begin(long at, Frame frame) {
    if (!begun) {
      begun = true;
      lost = messages ? frame.number() - number : at - position;
      start = new Cursor(at, frame.sequence(), frame.number());
    }
  }

  private boolean takeMessage(Frame frame) {
    if (pieces.size() >= want.pieces() || bytes >= want.bytes()) {
      return false;
    }
    begin(frame.position(), frame);
    pieces.add(new Piece(frame, 0, frame.length()));
    bytes += frame.length();
    pass(frame);
    return true;
  }

  private boolean takeBytes(Frame frame) {
    long at = Math.max(frame.position(), Math.max(position, floor));
    if (begun && at > position) {
      // A gap: what follows it is another read's.
      ended = true;
      return false;
    }
    if (pieces.size() >= want.pieces() || bytes >= want.bytes()) {
      return false;
    }
    begin(at, frame);
    int skip = (int) (at - frame.position());
    int length = (int) Math.min(frame.length() - skip, want.bytes() - bytes);
    pieces.add(new Piece(frame, skip, length));
    bytes += length;
    if (skip + length == frame.length()) {
      pass(frame);
    } else {
      position = at + length;
      sequence = frame.sequence();
      number = frame.number();
      // Not all of it: what follows is behind the rest.
      return false;
    }
    return true;
  }

  private void pass(Frame frame) {
    position = frame.end(messages);
    sequence = frame.sequence() + 1;
    number = frame.numberAfter();
  }

  List<Piece> pieces() {
    return pieces;
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  /// Whether nothing more would be taken if there were more.
  boolean isFull() {
    return pieces.size() >= want.pieces() || bytes >= want.bytes() || ended;
  }

  /// How many bytes or messages were overwritten between the cursor and the first piece.
  long lost() {
    return lost;
  }

  long bytes() {
    return bytes;
  }

  /// Where the first piece begins.
  Cursor start() {
    return start;
  }

  /// Where reading goes on behind the pieces; without any, behind what there is nothing in.
  Cursor after() {
    return new Cursor(position, Math.max(sequence, from.sequence()), number);
  }
}
