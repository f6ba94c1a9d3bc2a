package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.poormanspipes.driver.Origin;
import org.poormanspipes.driver.Outcome;

/// Prints messages. Those that are there already go out together; before it waits for more, all
/// that it has is printed.
final class MessageReader implements Reader {

  private static final int SIZE = 1 << 17;
  private static final int LEAST_ROOM = 1 << 14;

  /// More than a line with a number takes.
  private static final int LINE = 128;

  private static final byte NEWLINE = '\n';

  private final Source source;
  private final ReadRequest request;
  private final Stdio io;
  private final ByteBuffer page = ByteBuffer.allocateDirect(SIZE);
  private long got;

  MessageReader(Source source, ReadRequest request, Stdio io) {
    this.source = source;
    this.request = request;
    this.io = io;
  }

  @Override
  public int run() throws IOException {
    int outcome = 0;
    while (outcome >= 0 && got < request.count()) {
      outcome = take();
      if (outcome >= 0) {
        got++;
        if (request.extent() == ReadRequest.Extent.ONCE) {
          break;
        }
      }
    }
    print();
    return Math.min(outcome, 0);
  }

  @Override
  public long got() {
    return got;
  }

  /// Puts the next message on the page.
  private int take() throws IOException {
    if (page.remaining() < LEAST_ROOM) {
      print();
    }
    page.limit(page.capacity() - (request.numbers() ? LINE : 0));
    int count = page.position() == 0 ? Outcome.EMPTY : source.poll(page);
    if (count < 0) {
      print();
      page.limit(page.capacity() - (request.numbers() ? LINE : 0));
      count = source.read(page);
    }
    page.limit(page.capacity());
    if (count < 0) {
      return count;
    }
    if (request.numbers()) {
      number(count);
    }
    boolean ended = endsWithNewline(count);
    while (source.remainder() > 0) {
      print();
      int more = source.poll(page);
      if (more < 0) {
        return more;
      }
      ended = endsWithNewline(more);
    }
    if (!ended && !request.raw()) {
      addNewline();
    }
    return count;
  }

  /// Puts a line before what was read last, where there is room for it.
  private void number(int count) {
    Origin origin = source.origin();
    String text = origin == null ? "- -\n" : origin.source() + " " + origin.number() + "\n";
    byte[] line = text.getBytes(StandardCharsets.US_ASCII);
    int at = page.position() - count;
    page.put(at + line.length, page, at, count);
    page.put(at, line);
    page.position(at + line.length + count);
  }

  private boolean endsWithNewline(int count) {
    return count > 0 && page.get(page.position() - 1) == NEWLINE;
  }

  private void addNewline() throws OutputException {
    if (!page.hasRemaining()) {
      print();
    }
    page.put(NEWLINE);
  }

  private void print() throws OutputException {
    io.write(page.flip());
    page.clear();
  }
}
