package org.poormanspipes.nats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Who moved a queue's cursor last, behind the cursor itself. One whose move was not answered, as
/// when the server that leads dies, finds here that it was made, also when others went on since.
///
/// ```
///   24          32                 88
///   [ newest   ][ …               ]
/// ```
@SuppressWarnings("ArrayRecordComponent") // nobody changes it, or compares two
record Takers(long[] moves) {

  static final Takers NONE = new Takers(new long[0]);

  private static final int MOST = 8;

  /// What stands behind a cursor that was kept.
  static Takers of(byte[] kept) {
    ByteBuffer buffer = ByteBuffer.wrap(kept).order(ByteOrder.LITTLE_ENDIAN);
    int count = Math.clamp((kept.length - Cursor.SIZE) / Long.BYTES, 0, MOST);
    long[] moves = new long[count];
    Arrays.setAll(moves, at -> buffer.getLong(Cursor.SIZE + at * Long.BYTES));
    return new Takers(moves);
  }

  Takers with(long move) {
    long[] more = new long[Math.min(moves.length + 1, MOST)];
    more[0] = move;
    System.arraycopy(moves, 0, more, 1, more.length - 1);
    return new Takers(more);
  }

  boolean has(long move) {
    return Arrays.stream(moves).anyMatch(other -> other == move);
  }

  /// A cursor and these.
  byte[] behind(Cursor cursor) {
    byte[] kept = Arrays.copyOf(cursor.bytes(), Cursor.SIZE + moves.length * Long.BYTES);
    ByteBuffer buffer = ByteBuffer.wrap(kept).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < moves.length; at++) {
      buffer.putLong(Cursor.SIZE + at * Long.BYTES, moves[at]);
    }
    return kept;
  }
}
