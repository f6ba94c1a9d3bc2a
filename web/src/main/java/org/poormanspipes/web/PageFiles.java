package org.poormanspipes.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The page's own files, by the path of a request. There are no others: a path is looked up, never
/// followed.
final class PageFiles {

  private static final String[] NAMES = {
    "index.html",
    "page.css",
    "icon.svg",
    "app.js",
    "chart.js",
    "details.js",
    "dom.js",
    "format.js",
    "history.js",
    "overview.js",
    "picture.js",
    "ring.js",
    "table.js",
  };

  private final Map<String, Answer> files = new HashMap<>();

  PageFiles() {
    for (String name : NAMES) {
      files.put("/" + name, new Answer(200, type(name), content(name)));
    }
    Answer index = files.remove("/index.html");
    if (index != null) {
      files.put("/", index);
    }
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      default -> "image/svg+xml";
    };
  }

  private static byte[] content(String name) {
    try (InputStream file = PageFiles.class.getResourceAsStream("page/" + name)) {
      if (file == null) {
        throw new IllegalStateException("name=" + name);
      }
      return file.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// The file of a path, or null.
  @Nullable Answer find(String path) {
    return files.get(path);
  }
}
