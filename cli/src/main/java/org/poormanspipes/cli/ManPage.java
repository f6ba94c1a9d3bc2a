package org.poormanspipes.cli;

import java.util.List;
import java.util.Locale;

/// A page of the manual while it is written, in the macros of man(7), which groff and mandoc know.
/// Text is escaped here, and nowhere else.
final class ManPage {

  private final StringBuilder text = new StringBuilder(1024);

  /// Starts a page of section 1.
  ///
  /// @param title its name, for example `pmp-read`
  /// @param summary what the program does, in a sentence
  ManPage(String title, String summary) {
    // No date: two builds of one source give the same page.
    macro(
        ".TH \""
            + escaped(title.toUpperCase(Locale.ROOT))
            + "\" 1 \"\" \""
            + escaped(Version.text())
            + "\" \"Poor Man's Pipes\"");
    section("NAME").words(title).words(" - ").words(withoutStop(summary)).end();
  }

  ManPage section(String name) {
    return macro(".SH \"" + name + "\"");
  }

  /// Begins a thing with a description: its name is what comes up to [#end], the description is
  /// the paragraph after it.
  ManPage tagged() {
    return macro(".TP");
  }

  ManPage bold(String words) {
    text.append("\\fB").append(escaped(words)).append("\\fR");
    return this;
  }

  ManPage words(String words) {
    text.append(escaped(words));
    return this;
  }

  /// Ends the line.
  ManPage end() {
    text.append('\n');
    return this;
  }

  ManPage paragraph(String words) {
    text.append(escapedLine(words)).append('\n');
    return this;
  }

  /// Adds lines that are not to be filled.
  ManPage asWritten(List<String> lines) {
    macro(".nf");
    lines.forEach(this::paragraph);
    return macro(".fi");
  }

  String text() {
    return text.toString();
  }

  private ManPage macro(String line) {
    text.append(line).append('\n');
    return this;
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  /// A control character at the start of a line would make it a macro.
  private static String escapedLine(String words) {
    boolean control = words.startsWith(".") || words.startsWith("'");
    return (control ? "\\&" : "") + escaped(words);
  }

  private static String escaped(String words) {
    return words.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq");
  }
}
