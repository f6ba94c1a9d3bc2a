package org.poormanspipes.crash;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is known after a round: what writers say they wrote, and what readers say they received.
///
/// @param kind what kind of pipe it was
/// @param writers by number
/// @param readers all of them
record Evidence(Combination kind, Map<Integer, Writer> writers, List<Reader> readers) {
  /// A writer's word.
  ///
  /// @param acked how many units its writes returned for
  /// @param inFlight how many more may have been written: it died in a write
  record Writer(long acked, long inFlight) {
    long most() {
      return acked + inFlight;
    }
  }

  /// A reader's word.
  static final class Reader {
    private final String name;
    private final long[] entries;
    private final long taken;
    private final Span span;

    /// What a reader left.
    ///
    /// @param name for messages
    /// @param entries of its journal
    /// @param taken how many units it may have taken and not noted: it died in a read
    /// @param span what part of the round it was there for
    Reader(String name, long[] entries, long taken, Span span) {
      this.name = name;
      this.entries = entries;
      this.taken = taken;
      this.span = span;
    }

    String name() {
      return name;
    }

    long[] entries() {
      return entries;
    }

    long taken() {
      return taken;
    }

    Span span() {
      return span;
    }
  }

  /// What part of a round a reader was there for.
  enum Span {
    /// From the beginning to the end of the stream.
    WHOLE,
    /// As `WHOLE`, but it read only when all else was over.
    LAST,
    /// From the beginning, until it was stopped.
    FIRST_PART,
    /// From some time on, until it was killed.
    SOME_PART
  }

  /// The units that were written and noted.
  ///
  /// @param units that are known to have been written
  /// @param gone not received by anybody, of a queue: dropped, or taken by the dead
  record Account(long units, long gone) {}

  long allTaken() {
    return readers.stream().mapToLong(Reader::taken).sum();
  }

  long allAcked() {
    return writers.values().stream().mapToLong(Writer::acked).sum();
  }

  long most() {
    return writers.values().stream().mapToLong(Writer::most).sum();
  }

  Writer writerOf(long entry, Reader reader) {
    Writer writer = writers.get(Journal.producer(entry));
    SoakFailure.require(
        writer != null && Journal.number(entry) < writer.most(),
        reader.name() + " received what nobody wrote: " + Journal.show(entry) + ", " + writer);
    return writer;
  }

  /// Each writer's numbers come in order at each reader.
  void requireOrder() {
    for (Reader reader : readers) {
      Map<Integer, Integer> last = new HashMap<>();
      for (long entry : reader.entries()) {
        if (!Journal.isLoss(entry)) {
          Integer before = last.put(Journal.producer(entry), Journal.number(entry));
          SoakFailure.require(
              before == null || before < Journal.number(entry),
              reader.name() + " received " + Journal.show(entry) + " after number " + before);
        }
      }
    }
  }

  /// What the last reader got after it was told of a loss for the last time: of each writer the
  /// newest without a gap, to the end.
  void requireNewest() {
    Reader last = readers.stream().filter(its -> its.span() == Span.LAST).findFirst().orElseThrow();
    int from = 0;
    for (int i = 0; i < last.entries().length; i++) {
      from = Journal.isLoss(last.entries()[i]) ? i + 1 : from;
    }
    Map<Integer, Long> ends = new HashMap<>();
    for (int i = from; i < last.entries().length; i++) {
      long entry = last.entries()[i];
      Long end = ends.put(Journal.producer(entry), Journal.number(entry) + 1L);
      SoakFailure.require(
          end == null || end == Journal.number(entry),
          "something newer was dropped than what was kept: "
              + Journal.show(entry)
              + " after "
              + end);
    }
    ends.forEach((producer, end) ->
        SoakFailure.require(
            end >= writers.get(producer).acked(),
            "the newest of writer "
                + producer
                + " was dropped: kept to "
                + end
                + " of "
                + writers.get(producer)));
  }
}
