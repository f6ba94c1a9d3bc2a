package org.poormanspipes.stop;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.poormanspipes.testing.NumberedMessage;

/// What is written to the pipe under test, and what must come out of it: messages with a number and
/// a checksum, or the same as records of a stream.
final class Content {
  /// The bytes of each message.
  static final int LENGTH = 24;

  /// Who writes: the victim and whoever prepares, a second victim, the survivors.
  static final int FIRST = 1;

  static final int SECOND = 2;
  static final int SURVIVOR = 3;

  private Content() {}

  static byte[] message(int producer, int number) {
    return new NumberedMessage(producer, number).bytes(LENGTH);
  }

  /// What may be in a pipe: messages of [#FIRST] from one number to before another.
  ///
  /// @param fromLeast the first may have this number
  /// @param fromMost or any up to this
  /// @param toLeast the last may have the number before this
  /// @param toMost or any up to the one before this
  /// @param keeps of a pipe that overwrites, how many of the newest must be there
  /// @param empty the number of a message that is empty, -1 for none
  /// @param step of the first and the last numbers that are possible, only each so-manieth is
  record Held(
      int fromLeast, int fromMost, int toLeast, int toMost, int keeps, int empty, int step) {
    Held(int fromLeast, int fromMost, int toLeast, int toMost, int keeps, int empty) {
      this(fromLeast, fromMost, toLeast, toMost, keeps, empty, 1);
    }

    static Held all(int count) {
      return new Held(0, 0, count, count, -1, -1);
    }

    /// The last may be there or not.
    Held lastIsOpen() {
      return new Held(fromLeast, fromMost, toLeast - 1, toMost, keeps, empty);
    }

    /// The last ones are all there, or none is.
    Held lastAreOpen(int count) {
      return new Held(fromLeast, fromMost, toLeast - count, toMost, keeps, empty, count);
    }

    /// The first ones are all there, or none is.
    Held firstAreOpen(int count) {
      return new Held(fromLeast, fromMost + count, toLeast, toMost, keeps, empty, count);
    }

    /// The first may be there or not.
    Held firstIsOpen() {
      return new Held(fromLeast, fromMost + 1, toLeast, toMost, keeps, empty);
    }

    Held from(int number) {
      return new Held(number, number, toLeast, toMost, keeps, empty);
    }

    Held keeping(int newest) {
      return new Held(fromLeast, fromMost, toLeast, toMost, newest, empty);
    }

    Held withEmpty(int number) {
      return new Held(fromLeast, fromMost, toLeast, toMost, keeps, number);
    }

    /// As a reader sees it that came late, to the oldest that is left.
    Held anySuffix() {
      return new Held(0, toMost, toLeast, toMost, keeps, empty);
    }

    byte[] message(int number) {
      return number == empty ? new byte[0] : Content.message(FIRST, number);
    }
  }

  /// Checks what was read, up to the end of what there was.
  ///
  /// @param held what may have been in the pipe
  /// @param seen what was read
  /// @param more what was written afterwards, in this order
  /// @param maybe what may or may not stand before that
  /// @throws AssertionError if it is nothing of what may be
  static void check(Pipe pipe, Held held, Seen seen, List<byte[]> more, List<byte[]> maybe) {
    for (int to = held.toLeast(); to <= held.toMost(); to += held.step()) {
      for (int extra = 0; extra <= maybe.size(); extra++) {
        List<byte[]> all = new ArrayList<>();
        for (int number = 0; number < to; number++) {
          all.add(held.message(number));
        }
        all.addAll(maybe.subList(0, extra));
        all.addAll(more);
        int fromMost =
            held.keeps() < 0
                ? held.fromMost()
                : Math.max(held.fromMost(), all.size() - held.keeps());
        if (fits(pipe, all, held.fromLeast(), Math.min(fromMost, all.size()), held.step(), seen)) {
          return;
        }
      }
    }
    throw new AssertionError(
        "read " + seen + ", which can't be with " + held + " and then " + more.size() + " more");
  }

  private static boolean fits(
      Pipe pipe, List<byte[]> all, int fromLeast, int fromMost, int step, Seen seen) {
    for (int from = fromLeast; from <= fromMost; from += step) {
      List<byte[]> expected = all.subList(from, all.size());
      boolean same =
          pipe.messages()
              ? sameMessages(expected, seen.pieces())
              : sameBytes(expected, seen.pieces(), pipe.overwrites());
      boolean lossRight =
          seen.lost() < 0
              || seen.lost()
                  == (pipe.messages() ? from : join(all).length - join(seen.pieces()).length);
      if (same && lossRight) {
        return true;
      }
    }
    return false;
  }

  private static boolean sameMessages(List<byte[]> expected, List<byte[]> seen) {
    boolean same = expected.size() == seen.size();
    for (int i = 0; same && i < expected.size(); i++) {
      same = Arrays.equals(expected.get(i), seen.get(i));
    }
    return same;
  }

  /// The oldest record of a stream that overwrites may lack its beginning.
  private static boolean sameBytes(List<byte[]> expected, List<byte[]> seen, boolean ragged) {
    byte[] whole = join(expected);
    byte[] read = join(seen);
    if (!ragged) {
      return Arrays.equals(whole, read);
    }
    int missing = whole.length - read.length;
    return missing >= 0
        && (missing < LENGTH || expected.isEmpty())
        && Arrays.equals(whole, missing, whole.length, read, 0, read.length);
  }

  private static byte[] join(List<byte[]> pieces) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    pieces.forEach(joined::writeBytes);
    return joined.toByteArray();
  }

  /// What somebody read.
  ///
  /// @param pieces what each read returned
  /// @param lost how much was reported as lost before them, -1 for no report to rely on
  record Seen(List<byte[]> pieces, long lost) {
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(lost > 0 ? "(lost " + lost + ") " : "");
      for (byte[] piece : pieces) {
        text.append(name(piece)).append(' ');
      }
      return text.isEmpty() ? "nothing" : text.toString().strip();
    }

    private static String name(byte[] piece) {
      try {
        NumberedMessage message = NumberedMessage.parse(piece, 0, piece.length);
        return message.producer() + "#" + message.number();
      } catch (IllegalStateException torn) {
        return piece.length + " bytes";
      }
    }
  }
}
