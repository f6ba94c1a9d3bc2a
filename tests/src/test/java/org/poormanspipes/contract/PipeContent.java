package org.poormanspipes.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/// What a [PipeModel] holds, as a list in memory. A stream's elements are single bytes, a message
/// pipe's are messages; they are numbered from the first that was ever written.
///
/// The model drops the oldest in the strides that the guide and `docs/layout.md` tell of, and in no
/// others: when the storage is full, on to where no more than the capacity is left; of messages
/// only whole ones, and never one that lies in the newest `capacity` bytes.
final class PipeContent {
  private static final int HEADER = 8;

  private final Flavour flavour;
  private final LongUnaryOperator storage;
  private final List<byte[]> elements = new ArrayList<>();
  private long capacity;
  private long first;

  /// @param storage how much storage there is for a capacity
  PipeContent(Flavour flavour, long capacity, LongUnaryOperator storage) {
    this.flavour = flavour;
    this.capacity = capacity;
    this.storage = storage;
  }

  long capacity() {
    return capacity;
  }

  /// The number of the oldest element.
  long first() {
    return first;
  }

  /// The number that the next element gets.
  long end() {
    return first + elements.size();
  }

  byte[] get(long number) {
    return elements.get((int) (number - first));
  }

  /// What the elements from this number on take.
  long used(long from) {
    long used = 0;
    for (byte[] element : elements.subList((int) (from - first), elements.size())) {
      used += flavour.charge(element.length);
    }
    return used;
  }

  void dropBefore(long number) {
    elements.subList(0, (int) (number - first)).clear();
    first = number;
  }

  void addMessage(byte[] message) {
    long charge = flavour.charge(message.length);
    long after = used(first) + charge;
    dropMessages(after + HEADER - storage.applyAsLong(capacity), after - capacity);
    elements.add(message);
  }

  /// Drops at least so many bytes, and up to `may` if whole messages allow.
  private void dropMessages(long must, long may) {
    if (must <= 0) {
      return;
    }
    long dropped = 0;
    long number = first;
    while (number < end()) {
      long next = dropped + flavour.charge(get(number).length);
      if (dropped >= must && next > may) {
        break;
      }
      dropped = next;
      number++;
    }
    dropBefore(number);
  }

  void addBytes(byte[] data, int count) {
    for (int at = 0; at < count; ) {
      int piece = (int) Math.min(count - at, capacity);
      long after = used(first) + piece;
      if (after > storage.applyAsLong(capacity)) {
        dropBefore(first + after - capacity);
      }
      for (int i = 0; i < piece; i++) {
        elements.add(new byte[] {data[at++]});
      }
    }
  }

  /// Another capacity: what it can't hold, and nobody waits for, goes.
  void resize(long wanted) {
    long tooMuch = used(first) - wanted;
    if (flavour.isMessage()) {
      dropMessages(tooMuch, tooMuch);
    } else if (tooMuch > 0) {
      dropBefore(first + tooMuch);
    }
    capacity = wanted;
  }
}
