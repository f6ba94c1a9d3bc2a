package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.poormanspipes.testing.Received;

/// Accounts for everything that the writers of a load wrote.
final class LoadCheck {
  private static final int ROUND = 64;

  private final Flavour flavour;
  private final List<Long> written;
  private final List<Received> readers;

  /// @param written how many messages or bytes each writer wrote
  LoadCheck(Flavour flavour, List<Long> written, List<Received> readers) {
    this.flavour = flavour;
    this.written = written;
    this.readers = readers;
  }

  private long total() {
    return written.stream().mapToLong(Long::longValue).sum();
  }

  private long expected(int value) {
    int writer = value / ROUND;
    if (writer >= written.size()) {
      return 0;
    }
    return (written.get(writer) + ROUND - 1 - value % ROUND) / ROUND;
  }

  /// Of a queue, if nothing may be missing: each exactly once, over all readers.
  void assertSharedExactly() {
    assertSharedAtMostOnce();
    assertThat(readers.stream().mapToLong(Received::units).sum())
        .as("received by all readers together")
        .isEqualTo(total());
  }

  /// Of a queue that drops the oldest: none twice, over all readers.
  void assertSharedAtMostOnce() {
    for (int writer = 0; writer < written.size() && flavour.isMessage(); writer++) {
      BitSet seen = new BitSet();
      for (Received reader : readers) {
        assertThat(seen.intersects(reader.numbers(writer))).as("twice, of " + writer).isFalse();
        seen.or(reader.numbers(writer));
      }
      assertThat(seen.length()).isLessThanOrEqualTo((int) (long) written.get(writer));
    }
    for (int value = 0; value < 256 && !flavour.isMessage(); value++) {
      int of = value;
      assertThat(readers.stream().mapToLong(reader -> reader.count(of)).sum())
          .as("how often byte " + value + " came")
          .isLessThanOrEqualTo(expected(value));
    }
    for (Received reader : readers) {
      assertThat(reader.lost()).as("told to a reader of a queue").isZero();
    }
  }

  /// Of a broadcast, if nothing may be missing: each reader everything, all in the same order.
  void assertEachEverything() {
    assertEachEverythingOrTold();
    for (Received reader : readers) {
      assertThat(reader.lost()).isZero();
      assertThat(reader.digest()).as("the order").isEqualTo(readers.getFirst().digest());
    }
  }

  /// Of a broadcast that drops the oldest: what is missing is exactly what the reader was told.
  void assertEachEverythingOrTold() {
    for (Received reader : readers) {
      assertThat(reader.units() + reader.lost())
          .as("received and told to be lost, of " + written)
          .isEqualTo(total());
      for (int writer = 0; writer < written.size() && flavour.isMessage(); writer++) {
        assertThat(reader.numbers(writer).length())
            .isLessThanOrEqualTo((int) (long) written.get(writer));
      }
      for (int value = 0; value < 256 && !flavour.isMessage(); value++) {
        assertThat(reader.count(value)).isLessThanOrEqualTo(expected(value));
      }
    }
  }

  /// What this kind of pipe promises.
  void assertAccounted() {
    if (flavour.isBroadcast()) {
      if (flavour.keepsOldest()) {
        assertEachEverything();
      } else {
        assertEachEverythingOrTold();
      }
    } else if (flavour.keepsOldest()) {
      assertSharedExactly();
    } else {
      assertSharedAtMostOnce();
    }
  }
}
