package org.poormanspipes.cli.top;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/// The whole screen: the head, the page, and which keys there are.
final class Pages {

  private static final View LIST = new ListView();
  private static final View DETAIL = new DetailView();
  private static final View HELP = new HelpView();

  private Pages() {}

  /// As many lines as the screen has, none wider than it is.
  static List<AttributedString> lines(TopState state, Paint paint) {
    List<AttributedString> lines = new ArrayList<>(HeadView.lines(state, paint));
    int room = paint.rows() - HeadView.ROWS - 1;
    lines.addAll(view(state.page()).lines(state, paint, Math.max(1, room)));
    while (lines.size() < paint.rows() - 1) {
      lines.add(AttributedString.EMPTY);
    }
    lines.add(paint.line(keys(state), Paint.CHOSEN));
    return lines.size() <= paint.rows() ? lines : lines.subList(0, paint.rows());
  }

  private static View view(TopState.Page page) {
    return switch (page) {
      case LIST -> LIST;
      case DETAIL -> DETAIL;
      case HELP -> HELP;
    };
  }

  private static String keys(TopState state) {
    if (state.typing()) {
      return "type what names contain   Enter keep   Esc all";
    }
    return switch (state.page()) {
      case LIST -> "q quit  h help  s sort  r reverse  / filter  Enter details  p pause  + - time";
      case DETAIL -> "q quit  h help  Esc back  Up Down more  p pause  + - time";
      case HELP -> "q quit  any other key goes back";
    };
  }
}
