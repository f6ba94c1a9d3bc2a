package org.poormanspipes.cli.top;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.Attributes;

/// One pipe, and who has it open.
final class DetailView implements View {

  private static final int PROGRAM_AT_80 = 15;
  private static final int STANDARD = 80;

  /// Of the columns: set to the right, or if negative to the left. The program has what a wide
  /// screen can spare.
  private static final int[] WIDTHS = {7, -8, 0, -6, 5, -9, 6, 5, 5, 5};

  @Override
  public List<AttributedString> lines(TopState state, Paint paint, int room) {
    List<AttributedString> lines = new ArrayList<>();
    Row row = state.subject();
    if (row == null) {
      return lines;
    }
    pipe(row, state, paint, lines);
    Look.Detail detail = state.detail();
    if (detail == null) {
      return lines;
    }
    properties(detail.pipe(), paint, lines);
    int program = Math.max(PROGRAM_AT_80, PROGRAM_AT_80 + paint.columns() - STANDARD);
    lines.add(paint.line(heading(program), Paint.CHOSEN));
    List<Attributes> handles = detail.handles();
    int left = Math.max(1, room - lines.size());
    int first = state.detailFirst(handles.size(), left);
    for (int i = first; i < handles.size() && i < first + left; i++) {
      lines.add(paint.line(handle(handles.get(i), program, state.time())));
    }
    if (handles.isEmpty()) {
      lines.add(paint.line("Nobody has it open."));
    }
    return lines;
  }

  private static void pipe(Row row, TopState state, Paint paint, List<AttributedString> lines) {
    PipeFigures pipe = row.pipe();
    lines.add(paint.line(pipe.label(), Paint.STRONG));
    if (pipe.damage() != null) {
      lines.add(paint.line(pipe.damage(), paint.alarm()));
    } else if (state.subjectIsGone()) {
      lines.add(paint.line("The pipe is gone.", paint.alarm()));
    }
    boolean messages = pipe.traits().messages();
    lines.add(
        paint.line(
            Bar.of(pipe.fill())
                + " of "
                + Amounts.bytes(pipe.capacity())
                + "   in "
                + Amounts.rate(row.in(), messages, true)
                + "/s  out "
                + Amounts.rate(row.out(), messages, true)
                + "/s  lost "
                + Amounts.count(row.lost())));
  }

  private static void properties(Attributes pipe, Paint paint, List<AttributedString> lines) {
    lines.add(
        paint.line(
            String.join(
                ", ",
                text(pipe, "type"),
                text(pipe, "delivery"),
                text(pipe, "when-full"),
                text(pipe, "lifetime"),
                "mode " + text(pipe, "mode"),
                "of " + text(pipe, "owner"),
                "made " + text(pipe, "created"))));
    lines.add(
        paint.line(
            "since then: in "
                + Amounts.bytes(pipe.number("bytes-in"))
                + ", out "
                + Amounts.bytes(pipe.number("bytes-out"))
                + (pipe.text("peak") == null ? "" : ", peak " + Amounts.bytes(pipe.number("peak")))
                + ", refused "
                + Amounts.count(pipe.number("refused"))
                + ", waits "
                + Amounts.count(pipe.number("waits"))));
  }

  private static String heading(int program) {
    return line(
        program, "PID", "USER", "PROGRAM", "ACCESS", "SINCE", "WAITS", "BEHIND", "LOST", "IN",
        "OUT");
  }

  private static String handle(Attributes handle, int program, Instant now) {
    boolean messages = handle.text("behind-messages") != null;
    String behind = messages ? "behind-messages" : "behind";
    return line(
        program,
        text(handle, "pid"),
        text(handle, "user"),
        program(handle),
        access(text(handle, "access")),
        Amounts.age(handle.text("since"), now),
        waits(handle, now),
        handle.text(behind) == null ? "-" : Amounts.count(handle.number(behind)),
        Amounts.count(handle.number("lost")),
        Amounts.bytes(handle.number("bytes-in")),
        Amounts.bytes(handle.number("bytes-out")));
  }

  private static String line(int program, String... cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      int width = WIDTHS[i] == 0 ? -program : WIDTHS[i];
      line.append(i == 0 ? "" : " ")
          .append(width < 0 ? Paint.left(cells[i], -width) : Paint.right(cells[i], width));
    }
    return line.toString();
  }

  private static String access(String word) {
    return switch (word) {
      case "read-write" -> "both";
      case "attributes" -> "look";
      default -> word;
    };
  }

  private static String waits(Attributes handle, Instant now) {
    if ("dead".equals(handle.text("state"))) {
      return "dead";
    }
    String waiting = text(handle, "waiting");
    return waiting.equals("none")
        ? "-"
        : waiting + " " + Amounts.age(handle.text("waiting-since"), now);
  }

  /// A mount's server has pipes open on behalf of others, and a server's clients other hosts.
  private static String program(Attributes handle) {
    String program = text(handle, "program");
    String host = handle.text("host");
    long client = handle.number("client-pid");
    String of = client == 0 ? program : program + " for " + client;
    return host == null ? of : of + "@" + PipeName.printable(host);
  }

  private static String text(Attributes of, String name) {
    @Nullable String text = of.text(name);
    return text == null || text.isEmpty() ? "-" : PipeName.printable(text);
  }
}
