package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the manual's pages for a package, from what the commands declare: `pmp.1` with an
/// overview, and a page for each command.
public final class ManPages {

  private ManPages() {}

  /// Writes the pages.
  ///
  /// @param arguments the directory to write into, which must exist
  /// @throws IOException if a page can't be written
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    Files.writeString(directory.resolve("pmp.1"), overview());
    for (String name : Commands.NAMES) {
      Command command = Commands.find(name);
      if (command != null) {
        Files.writeString(directory.resolve(file(name)), page(command.syntax()));
      }
    }
  }

  private static String file(String command) {
    return title(command) + ".1";
  }

  /// What `man` calls the page of a command: `pmp-device-create`.
  private static String title(String command) {
    return "pmp-" + command.replace(' ', '-');
  }

  private static String overview() {
    ManPage page = new ManPage("pmp", Model.SUMMARY);
    page.section("SYNOPSIS").bold("pmp").words(" [OPTION]... COMMAND [ARGUMENT]...").end();
    page.section("DESCRIPTION");
    page.paragraph(
        "Whoever opens the same name of the same device meets: there is no server and no set-up,"
            + " memory never grows, and what was written survives a crash of either side.");
    page.section("COMMANDS");
    for (String name : Commands.NAMES) {
      Command command = Commands.find(name);
      if (command != null) {
        page.tagged().bold(title(name)).words("(1)").end();
        page.paragraph(command.syntax().summary());
      }
    }
    page.section("OPTIONS");
    Devices.OPTIONS.forEach(option -> describe(page, option));
    common(page);
    return page.text();
  }

  private static String page(Syntax syntax) {
    ManPage page = new ManPage(title(syntax.name()), syntax.summary());
    page.section("SYNOPSIS").bold("pmp " + syntax.name());
    page.words(syntax.options().isEmpty() ? "" : " [OPTION]...");
    for (Parameter parameter : syntax.parameters()) {
      String several = parameter.most() > 1 ? "..." : "";
      String one = parameter.label() + several;
      page.words(parameter.least() > 0 ? " " + one : " [" + one + "]");
    }
    page.end();
    page.section("DESCRIPTION").paragraph(syntax.summary());
    for (Parameter parameter : syntax.parameters()) {
      page.tagged().words(parameter.label()).end();
      page.paragraph(parameter.text());
    }
    page.section("OPTIONS");
    syntax.options().forEach(option -> describe(page, option));
    page.tagged().bold("-h").words(", ").bold("--help").end();
    page.paragraph("Shows a short help.");
    if (!syntax.footer().isEmpty()) {
      page.section("NOTES").asWritten(syntax.footer());
    }
    common(page);
    return page.text();
  }

  private static void describe(ManPage page, Option option) {
    page.tagged();
    String before = "";
    for (String name : option.names()) {
      page.words(before).bold(name);
      before = ", ";
    }
    String separator = option.name().startsWith("--") ? "=" : " ";
    page.words(option.isFlag() ? "" : separator + option.label());
    page.words(option.repeats() ? " ..." : "").end();
    page.paragraph(option.text());
  }

  private static void common(ManPage page) {
    page.section("EXIT STATUS").paragraph(Overview.EXIT_CODES);
    page.section("ENVIRONMENT");
    page.tagged().bold("PMP_DEVICE").end();
    page.paragraph("The device, where --device does not name one.");
    page.tagged().bold("PMP_ROOT").end();
    page.paragraph("The directory that holds the devices, where --root does not name one.");
    page.section("SEE ALSO").bold("pmp").words("(1)").end();
  }
}
