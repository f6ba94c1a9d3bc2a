package org.poormanspipes.cli.top;

import java.util.List;
import org.jline.utils.AttributedString;

/// What fills the screen below the head.
interface View {

  /// Lines for it.
  ///
  /// @param state what to show
  /// @param paint the screen
  /// @param room how many lines it may take
  List<AttributedString> lines(TopState state, Paint paint, int room);
}
