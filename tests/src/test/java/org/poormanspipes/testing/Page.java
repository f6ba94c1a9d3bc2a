package org.poormanspipes.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A page of the documentation, as tests read it: its fenced blocks, in order.
///
/// @param name its path in the repository
/// @param text all of it
public record Page(String name, String text) {
  /// The repository.
  public static final Path ROOT = Path.of(System.getProperty("pmp.root"));

  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^(?:\\[[^\\]\\n]*]\\(([^)\\n]*)\\):\\n\\n)?^```(\\w*)\\n(.*?)^```$");

  private static final Pattern PROMISE = Pattern.compile(".* # prints (.*)");

  /// A fenced block.
  ///
  /// @param link the file that a line of its own before it names, or empty
  /// @param language what stands behind the fence
  /// @param text what is in it
  public record Block(String link, String language, String text) {
    /// What its commands print, as their comments say: lines are separated by semicolons.
    public String promised() {
      StringBuilder promised = new StringBuilder();
      for (String line : text.lines().toList()) {
        Matcher promise = PROMISE.matcher(line);
        if (promise.matches()) {
          promised.append(promise.group(1).strip().replace("; ", "\n")).append('\n');
        }
      }
      return promised.toString();
    }
  }

  /// Reads a page.
  public static Page of(String name) throws IOException {
    return new Page(name, Files.readString(ROOT.resolve(name)));
  }

  /// All pages in `docs`.
  public static List<Page> all() throws IOException {
    List<Page> pages = new ArrayList<>();
    try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".md")).sorted().toList()) {
        pages.add(of("docs/" + file.getFileName()));
      }
    }
    return pages;
  }

  /// Its blocks.
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      String link = block.group(1) == null ? "" : block.group(1);
      blocks.add(new Block(link, block.group(2), block.group(3)));
    }
    return blocks;
  }

  /// Its blocks of commands.
  public List<Block> scripts() {
    return blocks().stream().filter(block -> block.language().equals("sh")).toList();
  }
}
