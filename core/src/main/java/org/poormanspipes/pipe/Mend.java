package org.poormanspipes.pipe;

import org.poormanspipes.pool.NamedFile;

/// What can be done about a pipe whose memory is damaged, as the end of a sentence.
enum Mend {
  /// It is removed by its name.
  NAMED("'pmp rm' removes it", "'pmp rm --force' removes it"),

  /// It has no name to remove it by.
  UNNAMED("it goes when all who have it close it, and a new one can be handed over");

  private final String words;
  private final String forced;

  Mend(String words) {
    this(words, words);
  }

  Mend(String words, String forced) {
    this.words = words;
    this.forced = forced;
  }

  static Mend of(PipeContext pipe) {
    return pipe.block().file() instanceof NamedFile ? NAMED : UNNAMED;
  }

  String words() {
    return words;
  }

  /// The same while it is open.
  String forced() {
    return forced;
  }
}
