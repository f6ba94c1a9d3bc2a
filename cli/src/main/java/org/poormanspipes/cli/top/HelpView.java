package org.poormanspipes.cli.top;

import java.util.List;
import org.jline.utils.AttributedString;

/// What keys there are, and what the columns mean.
final class HelpView implements View {

  private static final List<String> TEXT =
      List.of(
          "Up Down PgUp PgDn Home End   choose a pipe",
          "Enter                        its details: who has it open; Esc goes back",
          "s or >, <                    sort by the next column, by the one before",
          "r                            the other way round",
          "/                            filter: names that contain ...; Esc shows all",
          "+ -                          look less often, more often",
          "p or space                   stand still, go on",
          "Ctrl-L, Ctrl-Z               draw again; to the background, come back with fg",
          "q or Ctrl-C                  quit",
          "",
          "KIND   byte or msg; /q a queue, /b a broadcast",
          "CAP    how many bytes it holds: K, M, G are powers of 1024",
          "FILL   how much of that is in use",
          "IN/s   what is written each second: bytes, or messages (k is 1000)",
          "OUT/s  what is read each second",
          "R/W    handles that read / write",
          "WAIT   handles that wait, for data, for room or for the lock",
          "LOST   since pmp top began: overwritten before it was read; of a broadcast,",
          "       what its readers were told they lost. Bytes, or messages");

  @Override
  public List<AttributedString> lines(TopState state, Paint paint, int room) {
    return TEXT.stream().limit(room).map(paint::line).toList();
  }
}
