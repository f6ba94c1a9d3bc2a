package org.poormanspipes.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.poormanspipes.AllowList;
import org.poormanspipes.mutex.MutexLayout;
import org.poormanspipes.pool.AccountsLayout;
import org.poormanspipes.pool.BlockLayout;
import org.poormanspipes.pool.UserAccountsLayout;
import org.poormanspipes.ring.Cursor;
import org.poormanspipes.ring.FrameLayout;
import org.poormanspipes.ring.RingLayout;

/// The pictures in the comments of the layout classes say what the constants say.
class LayoutPictureTest {

  private static final Pattern HEX = Pattern.compile("0x([0-9a-f]+)\\s+(.*)");

  /// A field: how its picture calls it, the constant that is its offset, and its size in bytes.
  private record Part(String word, String constant, long size) {}

  private static Part part(String word, String constant, long size) {
    return new Part(word, constant, size);
  }

  /// A line of a picture that begins with an offset.
  private record Line(long offset, String text) {}

  private static List<String> picture(Class<?> layout) throws IOException {
    Path source =
        Path.of(
            System.getProperty("basedir", "."),
            "src/main/java",
            layout.getName().replace('.', '/') + ".java");
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(source)) {
      if (line.startsWith("/// ```")) {
        if (inside) {
          return lines;
        }
        inside = true;
      } else if (inside) {
        lines.add(line.substring(3));
      }
    }
    throw new AssertionError("no picture in " + source);
  }

  private static List<Line> lines(Class<?> layout) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (String line : picture(layout)) {
      Matcher hex = HEX.matcher(line.strip());
      if (hex.matches()) {
        lines.add(new Line(Long.parseLong(hex.group(1), 16), hex.group(2)));
      } else if (!lines.isEmpty() && !line.strip().startsWith("....")) {
        Line last = lines.removeLast();
        lines.add(new Line(last.offset, last.text + "  " + line.strip()));
      }
    }
    return lines;
  }

  private static long constant(Class<?> layout, String name) {
    try {
      Field field = layout.getDeclaredField(name);
      field.setAccessible(true);
      return ((Number) field.get(null)).longValue();
    } catch (ReflectiveOperationException missing) {
      throw new LinkageError(layout.getSimpleName() + " has no " + name, missing);
    }
  }

  /// Nobody adds a field without adding it here, and so to the picture.
  private static void checkComplete(Class<?> layout, List<Part> parts, String... others) {
    Set<String> known = new HashSet<>(Arrays.asList(others));
    parts.forEach(part -> known.add(part.constant));
    for (Field field : layout.getDeclaredFields()) {
      boolean number = field.getType() == int.class || field.getType() == long.class;
      assertThat(!number || field.isSynthetic() || known.contains(field.getName()))
          .as("%s.%s is in no picture", layout.getSimpleName(), field.getName())
          .isTrue();
    }
  }

  private static void checkApart(Class<?> layout, List<Part> parts, long end) {
    List<Part> sorted = new ArrayList<>(parts);
    sorted.sort((a, b) -> Long.compare(at(layout, a), at(layout, b)));
    long free = 0;
    for (Part part : sorted) {
      long at = at(layout, part);
      assertThat(at).as("%s.%s overlaps", layout, part.constant).isGreaterThanOrEqualTo(free);
      boolean word = part.size == 4 || part.size == 8;
      assertThat(word ? at % part.size : 0).as("%s is aligned", part.constant).isZero();
      free = at + part.size;
    }
    assertThat(free).as("the end of %s", layout).isLessThanOrEqualTo(end);
  }

  private static long at(Class<?> layout, Part part) {
    return constant(layout, part.constant);
  }

  /// A line names its fields in their order, and the first lies where the line begins.
  private static void checkLine(Class<?> layout, Line line, long end, Part... parts) {
    int from = 0;
    long last = -1;
    for (Part part : parts) {
      int found = line.text.indexOf(part.word, from);
      assertThat(found).as("'%s' in '%s'", part.word, line.text).isNotNegative();
      from = found + part.word.length();
      long at = constant(layout, part.constant);
      if (last < 0) {
        assertThat(at).as("%s.%s", layout, part.constant).isEqualTo(line.offset);
      }
      assertThat(at).as("%s.%s", layout, part.constant).isGreaterThan(last);
      assertThat(at + part.size).as("%s.%s", layout, part.constant).isLessThanOrEqualTo(end);
      last = at;
    }
  }

  private static void checkLines(
      Class<?> layout, List<Part[]> parts, long end, long... withoutFields) throws IOException {
    List<Line> lines = new ArrayList<>(lines(layout));
    lines.removeIf(line -> Arrays.stream(withoutFields).anyMatch(at -> at == line.offset));
    assertThat(lines).hasSameSizeAs(parts);
    for (int at = 0; at < lines.size(); at++) {
      long next = at + 1 < lines.size() ? lines.get(at + 1).offset : end;
      checkLine(layout, lines.get(at), next, parts.get(at));
    }
  }

  /// A picture of boxes: a line of offsets, a line of names between bars.
  private static void checkBoxes(Class<?> layout, String end, List<Part> parts) throws IOException {
    List<String> picture = picture(layout);
    String[] offsets = picture.get(0).strip().split("\\s+");
    String[] names =
        Arrays.stream(picture.get(2).strip().split("\\|"))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toArray(String[]::new);
    int columns = end.isEmpty() ? names.length : names.length + 1;
    assertThat(offsets).hasSize(columns);
    int next = 0;
    for (int at = 0; at < names.length; at++) {
      if (!names[at].equals("(0)") && !offsets[at].startsWith("size")) {
        Part part = parts.get(next++);
        assertThat(names[at]).isEqualTo(part.word);
        assertThat(constant(layout, part.constant))
            .as("%s.%s", layout, part.constant)
            .isEqualTo(Long.decode(offsets[at]));
        if (at + 1 < columns && !offsets[at + 1].startsWith("size")) {
          assertThat(Long.decode(offsets[at]) + part.size)
              .as("%s fits", part.word)
              .isLessThanOrEqualTo(Long.decode(offsets[at + 1]));
        }
      }
    }
    assertThat(next).isEqualTo(parts.size());
    if (!end.isEmpty()) {
      assertThat(constant(layout, end)).isEqualTo(Long.decode(offsets[names.length]));
    }
  }

  @Test
  void aBlockLiesAsItsPictureSays() throws IOException {
    List<Part> parts =
        List.of(
            part("\"PMPBLOCK\"", "MAGIC", 8),
            part("version", "VERSION", 4),
            part("tag", "TAG", 4),
            part("size", "SIZE", 8),
            part("type", "TYPE", 4),
            part("guard", "GUARD", 8),
            part("content", "CONTENT", 0));
    checkBoxes(BlockLayout.class, "", parts);
    checkComplete(
        BlockLayout.class,
        parts,
        "CURRENT_VERSION",
        "MAGIC_VALUE",
        "TRAILER",
        "OVERHEAD",
        "GUARD_VALUE");
    assertThat(picture(BlockLayout.class).getFirst().strip()).endsWith("size-8");
    assertThat(BlockLayout.trailer(4096)).isEqualTo(4096 - 8);
    long magic = constant(BlockLayout.class, "MAGIC_VALUE");
    for (int at = 0; at < 8; at++) {
      assertThat((char) (magic >>> (8 * at) & 0xff)).isEqualTo("PMPBLOCK".charAt(at));
    }
    long guard = constant(BlockLayout.class, "GUARD_VALUE");
    for (int at = 0; at < 4; at++) {
      assertThat((char) (guard >>> (8 * at) & 0xff)).isEqualTo("GURD".charAt(at));
    }
  }

  @Test
  void aMutexLiesAsItsPictureSays() throws IOException {
    List<Part> parts =
        List.of(
            part("word", "WORD", 4),
            part("turns", "TURNS", 4),
            part("contended", "CONTENDED", 8),
            part("abandoned", "ABANDONED", 8),
            part("repaired", "REPAIRED", 8),
            part("bias", "BIAS", 4));
    checkBoxes(MutexLayout.class, "SIZE", parts);
    checkComplete(MutexLayout.class, parts, "SIZE", "WAITERS", "OWNER", "REVOKED");
    assertThat((int) constant(MutexLayout.class, "REVOKED")).as("bit 31").isEqualTo(1 << 31);
    int waiters = (int) constant(MutexLayout.class, "WAITERS");
    assertThat(waiters).as("bit 31").isEqualTo(1 << 31);
    assertThat((int) constant(MutexLayout.class, "OWNER")).as("the others").isEqualTo(~waiters);
  }

  @Test
  void anAccountLiesAsItsPictureSays() throws IOException {
    List<Part> parts =
        List.of(
            part("tag", "TAG", 4),
            part("type", "TYPE", 4),
            part("allocs", "ALLOCS", 8),
            part("frees", "FREES", 8),
            part("bytes", "BYTES", 8),
            part("peak", "PEAK", 8));
    checkBoxes(AccountsLayout.class, "ENTRY", parts);
    checkComplete(AccountsLayout.class, parts, "ENTRY", "ENTRIES", "SIZE");
    assertThat(AccountsLayout.SIZE).isEqualTo(16 * 64);
  }

  @Test
  void theAccountsOfUsersLieAsTheirPictureSays() throws IOException {
    List<Part> parts =
        List.of(
            part("state", "STATE", 4),
            part("uid", "UID", 4),
            part("pipes", "PIPES", 8),
            part("bytes", "BYTES", 8),
            part("peak", "PEAK", 8));
    checkBoxes(UserAccountsLayout.class, "ENTRY", parts);
    checkComplete(UserAccountsLayout.class, parts, "ENTRY", "ENTRIES", "SIZE", "FREE", "USED");
    assertThat(UserAccountsLayout.SIZE).isEqualTo(512 * 32);
  }

  @Test
  void aProcessLiesAsItsPictureSays() throws IOException {
    List<Part> parts =
        List.of(
            part("state", "STATE", 4),
            part("pid", "PID", 4),
            part("since (ms)", "SINCE", 8),
            part("uid", "UID", 4),
            part("doorbell", "DOORBELL", 4),
            part("program", "PROGRAM", ProcessLayout.MAX_PROGRAM));
    checkBoxes(ProcessLayout.class, "SIZE", parts);
    checkComplete(ProcessLayout.class, parts, "MAX_PROGRAM", "SIZE", "FREE", "LIVE");
  }

  @Test
  void aHeaderOfAFrameLiesAsItsPictureSays() throws IOException {
    List<String> picture = picture(FrameLayout.class);
    assertThat(picture.get(0).strip().split("\\s+")).containsExactly("63", "32", "31", "30", "0");
    assertThat(picture.get(1)).containsSubsequence("sequence", "committed", "length");
    assertThat(constant(FrameLayout.class, "SEQUENCE_SHIFT")).isEqualTo(32);
    assertThat(constant(FrameLayout.class, "COMMITTED")).isEqualTo(1L << 31);
    assertThat(FrameLayout.MAX_LENGTH).isEqualTo((1 << 30) - 1 + (1 << 30));
    assertThat(FrameLayout.HEADER).isEqualTo(8);
    assertThat(FrameLayout.frame(9)).isEqualTo(24);
  }

  /// Its fields are given relative to their line: `+8 generation`.
  @Test
  void aRingsControlPartLiesAsItsPictureSays() throws IOException {
    List<Part> parts =
        List.of(
            part("head", "HEAD", 8),
            part("generation", "GENERATION", 8),
            part("left to the writers' mutex", "MUTEX", MutexLayout.SIZE),
            part("frame tail", "FRAME_TAIL", 8),
            part("sequence", "SEQUENCE", 8),
            part("joins", "JOINS", 8),
            part("generation, for writers", "WRITERS_GENERATION", 8),
            part("peak", "PEAK", 8),
            part("byte tail", "BYTE_TAIL", 8),
            part("floor", "FLOOR", 8));
    Pattern field = Pattern.compile("\\+(\\d+)(?:\\.\\.(\\d+))? ([^+]+)");
    int next = 0;
    for (Line line : lines(RingLayout.class)) {
      Matcher matcher = field.matcher(line.text);
      while (matcher.find()) {
        Part part = parts.get(next++);
        assertThat(matcher.group(3).strip()).isEqualTo(part.word);
        long at = line.offset + Long.parseLong(matcher.group(1));
        assertThat(constant(RingLayout.class, part.constant)).as(part.constant).isEqualTo(at);
        if (matcher.group(2) != null) {
          assertThat(line.offset + Long.parseLong(matcher.group(2)) + 1).isEqualTo(at + part.size);
        }
      }
    }
    assertThat(next).isEqualTo(parts.size());
    Line last = lines(RingLayout.class).getLast();
    assertThat(last).isEqualTo(new Line(RingLayout.SIZE, "end"));
    checkComplete(RingLayout.class, parts, "SIZE");
    checkApart(RingLayout.class, parts, RingLayout.SIZE);
    assertThat(RingLayout.GENERATION / 64).as("shares a line").isEqualTo(RingLayout.HEAD / 64);
    for (int line : List.of(RingLayout.MUTEX, RingLayout.BYTE_TAIL, RingLayout.FLOOR)) {
      assertThat(line % 128).as("a pair of lines of its own").isZero();
    }
  }

  @Test
  void aPipesBlockLiesAsItsPictureSays() throws IOException {
    Part[] identity = {
      part("number", "NUMBER", 8),
      part("created", "CREATED", 8),
      part("uid", "UID", 4),
      part("gid", "GID", 4),
      part("type", "TYPE", 4),
      part("delivery", "DELIVERY", 4),
      part("name: at", "NAME_AT", 4),
      part("length", "NAME_LENGTH", 4),
      part("key: at", "KEY_AT", 4),
      part("length", "KEY_LENGTH", 4)
    };
    Part[] settings = {
      part("when-full", "WHEN_FULL", 4),
      part("lifetime", "LIFETIME", 4),
      part("capacity", "CAPACITY", 8),
      part("mode", "MODE", 4),
      part("pinned", "PINNED", 4),
      part("deleted", "DELETED", 4),
      part("used", "USED", 4),
      part("writer opens", "WRITER_OPENS", 8),
      part("slots: count", "SLOT_COUNT", 4),
      part("at", "SLOTS_AT", 4),
      part("read up to", "READ_UP_TO", 8),
      part("writer line", "WRITER_LINE", 8)
    };
    Part[] access = {
      part("policy", "POLICY", 4),
      part("epoch", "ACCESS_EPOCH", 4),
      part("allow: length", "ALLOW_LENGTH", 4)
    };
    Part[] allow = {part("320 bytes", "ALLOW", PipeLayout.MAX_ALLOW)};
    Part[] ring = {part("ring control", "RING", RingLayout.SIZE)};
    Part[] data = {part("wait word for data", "DATA_WORD", 4)};
    Part[] room = {part("wait word for room", "ROOM_WORD", 4)};
    Part[] waiting = {
      part("waiting processes", "WAITING_PROCESSES", DeviceLayout.MAX_PROCESSES / 8)
    };
    Part[] totals = {part("totals", "TOTALS", CountersLayout.SIZE)};
    Part[] rare = {part("rare totals", "RARE_TOTALS", RareCountersLayout.SIZE)};
    Part[] names = {part("name and key", "NAMES", 0)};
    List<Part[]> lines =
        List.of(identity, settings, access, ring, data, room, waiting, totals, rare, allow, names);
    checkLines(PipeLayout.class, lines, Long.MAX_VALUE, 0);
    List<Part> all = lines.stream().flatMap(Arrays::stream).toList();
    checkApart(PipeLayout.class, all, Long.MAX_VALUE);
    checkComplete(
        PipeLayout.class, all, "MUTEX", "MAX_ALLOW", "SLOT_ALIGNMENT", "MAX_SLOTS", "MIN_SLOTS");
    assertThat(PipeLayout.MAX_ALLOW).isEqualTo(AllowList.MAX_BYTES);
    assertThat(PipeLayout.NUMBER).isEqualTo(BlockLayout.CONTENT);
    assertThat(PipeLayout.MUTEX).isEqualTo(PipeLayout.RING + RingLayout.MUTEX);
    assertThat(String.join("\n", picture(PipeLayout.class)))
        .contains("handle slots of " + SlotLayout.SIZE + " bytes");
  }

  @Test
  void aDevicesBlockLiesAsItsPictureSays() throws IOException {
    Part[] settings = {
      part("case-sensitive", "CASE_SENSITIVE", 4),
      part("exclusive", "EXCLUSIVE", 4),
      part("created", "CREATED", 8),
      part("quota bytes", "QUOTA_BYTES", 8),
      part("quota pipes", "QUOTA_PIPES", 8),
      part("pipes", "PIPES", 8),
      part("mode", "MODE", 4)
    };
    Part[] mutex = {part("mutex", "MUTEX", MutexLayout.SIZE)};
    Part[] defaults = {
      part("type", "DEFAULT_TYPE", 4),
      part("when-full", "DEFAULT_WHEN_FULL", 4),
      part("delivery", "DEFAULT_DELIVERY", 4),
      part("lifetime", "DEFAULT_LIFETIME", 4),
      part("capacity", "DEFAULT_CAPACITY", 8),
      part("mode", "DEFAULT_MODE", 4),
      part("pinned", "DEFAULT_PINNED", 4)
    };
    Part[] quotas = {
      part("of a user's bytes", "QUOTA_USER_BYTES", 8),
      part("of a user's pipes", "QUOTA_USER_PIPES", 8),
      part("of a pipe's handles", "QUOTA_HANDLES", 4)
    };
    Part[] users = {part("512 entries of 32 bytes", "USERS", UserAccountsLayout.SIZE)};
    Part[] access = {part("policy", "POLICY", 4), part("allow: length", "ALLOW_LENGTH", 4)};
    Part[] allow = {part("188 bytes", "ALLOW", DeviceLayout.MAX_ALLOW)};
    Part[] name = {
      part("length", "NAME_LENGTH", 4), part("64 bytes", "NAME", DeviceLayout.MAX_NAME)
    };
    Part[] accounts = {part("accounts", "ACCOUNTS", AccountsLayout.SIZE)};
    Part[] processes = {
      part(
          "1024 slots of 64 bytes",
          "PROCESSES",
          (long) DeviceLayout.MAX_PROCESSES * ProcessLayout.SIZE)
    };
    List<Part[]> lines =
        List.of(settings, mutex, defaults, quotas, access, name, allow, accounts, processes, users);
    long guard = BlockLayout.trailer(DeviceLayout.SIZE);
    checkLines(DeviceLayout.class, lines, guard, 0, guard);
    assertThat(lines(DeviceLayout.class).getLast()).isEqualTo(new Line(guard, "guard"));
    assertThat(DeviceLayout.MAX_PROCESSES).isEqualTo(1024);
    assertThat(ProcessLayout.SIZE).isEqualTo(64);
    assertThat(DeviceLayout.MAX_NAME).isEqualTo(64);
    List<Part> all = lines.stream().flatMap(Arrays::stream).toList();
    checkApart(DeviceLayout.class, all, guard);
    checkComplete(DeviceLayout.class, all, "MAX_NAME", "MAX_ALLOW", "MAX_PROCESSES", "SIZE");
  }

  @Test
  void aHandleSlotLiesAsItsPictureSays() throws IOException {
    Part[] owner = {
      part("state", "STATE", 4),
      part("access", "ACCESS", 4),
      part("pid", "PID", 4),
      part("uid", "UID", 4),
      part("process", "PROCESS", 4),
      part("wait reason", "WAIT_REASON", 4),
      part("since", "SINCE", 8),
      part("waiting since", "WAITING_SINCE", 8),
      part("sole writer", "SOLE_WRITER", 4),
      part("in place", "IN_PLACE", 4)
    };
    Part[] program = {part("program, 16 bytes", "PROGRAM", SlotLayout.MAX_PROGRAM)};
    Part[] cursor = {part("cursor line", "CURSOR", Cursor.SIZE)};
    Part[] counters = {part("counters", "COUNTERS", CountersLayout.SIZE)};
    Part[] inside = {part("inside", "INSIDE", 4)};
    Part[] client = {part("client pid", "CLIENT_PID", 4), part("client uid", "CLIENT_UID", 4)};
    Part[] rare = {part("rare counters", "RARE_COUNTERS", RareCountersLayout.SIZE)};
    List<Part[]> lines = List.of(owner, program, cursor, counters, inside, client, rare);
    long spare = 0xd8;
    checkLines(SlotLayout.class, lines, spare, spare, SlotLayout.SIZE);
    assertThat(lines(SlotLayout.class).getLast()).isEqualTo(new Line(SlotLayout.SIZE, "end"));
    assertThat(SlotLayout.MAX_PROGRAM).isEqualTo(16);
    List<Part> all = lines.stream().flatMap(Arrays::stream).toList();
    checkApart(SlotLayout.class, all, SlotLayout.SIZE);
    checkComplete(SlotLayout.class, all, "MAX_PROGRAM", "SIZE", "FREE", "LIVE");
    assertThat(SlotLayout.CURSOR % 64).as("a line of its own").isZero();
  }

  @Test
  void aHandoverLiesAsItsPictureSays() throws IOException {
    Part[] magic = {part("\"PMPPASS", "MAGIC", 8)};
    Part[] versions = {part("version", "VERSION", 4), part("answer", "ANSWER", 4)};
    Part[] number = {part("number of the pipe", "NUMBER", 8)};
    Part[] rest = {
      part("layout version", "BLOCK_VERSION", 4), part("count of descriptors", "DESCRIPTORS", 4)
    };
    List<Part[]> lines = List.of(magic, versions, number, rest);
    checkLines(HandoverLayout.class, lines, HandoverLayout.SIZE, HandoverLayout.SIZE);
    assertThat(lines(HandoverLayout.class).getLast())
        .isEqualTo(new Line(HandoverLayout.SIZE, "end"));
    List<Part> all = lines.stream().flatMap(Arrays::stream).toList();
    checkApart(HandoverLayout.class, all, HandoverLayout.SIZE);
    checkComplete(
        HandoverLayout.class, all, "SIZE", "MAGIC_VALUE", "CURRENT_VERSION", "HANDED", "REFUSED");
    long value = constant(HandoverLayout.class, "MAGIC_VALUE");
    for (int at = 0; at < 8; at++) {
      assertThat((char) (value >>> (8 * at) & 0xff)).isEqualTo("PMPPASS\n".charAt(at));
    }
  }

  @Test
  void countersFollowEachOther() {
    List<Part> parts =
        List.of(
            part("", "BYTES_IN", 8),
            part("", "BYTES_OUT", 8),
            part("", "MESSAGES_IN", 8),
            part("", "MESSAGES_OUT", 8),
            part("", "REFUSED", 8));
    checkApart(CountersLayout.class, parts, CountersLayout.SIZE);
    checkComplete(CountersLayout.class, parts, "SIZE");
    List<Part> rare = List.of(part("", "WAITS", 8), part("", "LOST", 8));
    checkApart(RareCountersLayout.class, rare, RareCountersLayout.SIZE);
    checkComplete(RareCountersLayout.class, rare, "SIZE");
  }
}
