package org.poormanspipes;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// Who is registered: `uid:1001`, `gid:100`, `program:/usr/bin/foo`, separated by commas. Whoever
/// is any of them is let in. Immutable.
///
/// @param items the items, in the order in which they were written
public record AllowList(List<Item> items) {

  /// Nobody.
  public static final AllowList EMPTY = new AllowList(List.of());

  /// How many bytes of UTF-8 a list may have.
  public static final int MAX_BYTES = 320;

  private static final String UID = "uid:";
  private static final String GID = "gid:";
  private static final String PROGRAM = "program:";
  private static final long MAX_ID = 0xFFFF_FFFEL;

  /// One of those who are let in.
  public sealed interface Item permits UserItem, GroupItem, ProgramItem {}

  /// A user.
  ///
  /// @param uid its number; unsigned
  public record UserItem(int uid) implements Item {
    @Override
    public String toString() {
      return UID + Integer.toUnsignedString(uid);
    }
  }

  /// Whoever is in a group.
  ///
  /// @param gid its number; unsigned
  public record GroupItem(int gid) implements Item {
    @Override
    public String toString() {
      return GID + Integer.toUnsignedString(gid);
    }
  }

  /// Whoever runs a program.
  ///
  /// @param path its file, absolute
  public record ProgramItem(String path) implements Item {
    @Override
    public String toString() {
      return PROGRAM + path;
    }
  }

  /// Copies the items.
  public AllowList {
    items = List.copyOf(items);
  }

  /// Reads a list; an empty text is nobody.
  ///
  /// @param text the list
  /// @return the list
  /// @throws DeviceException of kind `INVALID` with one sentence, if it is none
  public static AllowList parse(String text) throws DeviceException {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw new DeviceException(
          Kind.INVALID,
          "a list of allow has "
              + bytes
              + " bytes, and the limit is "
              + MAX_BYTES
              + ": let a group in (gid:NUMBER) instead of its members");
    }
    if (text.isEmpty()) {
      return EMPTY;
    }
    List<Item> items = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      items.add(item(word));
    }
    return new AllowList(items);
  }

  private static Item item(String word) throws DeviceException {
    if (word.startsWith(UID)) {
      return new UserItem(id(word, word.substring(UID.length())));
    }
    if (word.startsWith(GID)) {
      return new GroupItem(id(word, word.substring(GID.length())));
    }
    if (word.startsWith(PROGRAM)) {
      return program(word, word.substring(PROGRAM.length()));
    }
    throw refused(word);
  }

  /// Digits alone: no sign, and not the largest number, which means nobody in particular.
  private static int id(String word, String digits) throws DeviceException {
    boolean possible = digits.matches("[0-9]{1,10}") && Long.parseLong(digits) <= MAX_ID;
    if (!possible) {
      throw refused(word);
    }
    return (int) Long.parseLong(digits);
  }

  private static ProgramItem program(String word, String path) throws DeviceException {
    boolean printable = path.equals(PipeName.printable(path));
    if (!printable || !path.startsWith("/") || path.length() == 1 || !isNormal(path)) {
      throw refused(word);
    }
    return new ProgramItem(path);
  }

  private static boolean isNormal(String path) {
    try {
      return Path.of(path).normalize().toString().equals(path);
    } catch (InvalidPathException impossible) {
      return false;
    }
  }

  private static DeviceException refused(String word) {
    return AttributeValues.invalid(
        "allow", word, "uid:NUMBER, gid:NUMBER or program:/PATH, several separated by commas");
  }

  /// Whether nobody is registered.
  ///
  /// @return true for nobody
  public boolean isEmpty() {
    return items.isEmpty();
  }

  /// The list as [#parse] reads it.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Item item : items) {
      text.append(text.isEmpty() ? "" : ",").append(item);
    }
    return text.toString();
  }
}
