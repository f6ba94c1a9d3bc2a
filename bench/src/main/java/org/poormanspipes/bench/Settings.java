package org.poormanspipes.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.poormanspipes.bench.transport.Transports;

/// What the command was asked for.
///
/// @param quick fewer sizes, rounds and processes
/// @param workloads which
/// @param sizes bytes of a message, or none for each workload's own
/// @param transports which, or none for all
/// @param forks how often all processes are started anew
/// @param rounds how often each transport has its turn in one fork
/// @param millis how long a turn is
/// @param repeats how often a turn that was disturbed is repeated at most
/// @param capacity how many bytes may be on the way, 0 for what suits the size
/// @param rate round trips each second, for the figure at a fixed rate
/// @param cpus the processors that are used
/// @param whole whether readers look at the whole of each message
/// @param directory where the connections' files are, in memory
/// @param out where the report goes
public record Settings(
    boolean quick,
    Set<Workload> workloads,
    Set<Integer> sizes,
    Set<String> transports,
    int forks,
    int rounds,
    int millis,
    int repeats,
    int capacity,
    int rate,
    List<Integer> cpus,
    boolean whole,
    Path directory,
    Path out) {

  private static final Map<String, String> OPTIONS = new LinkedHashMap<>();

  static {
    OPTIONS.put("--quick", "fewer sizes, rounds and processes: about three minutes");
    OPTIONS.put("--workload", "only these, with commas: round-trip, blocking, one-way, ...");
    OPTIONS.put("--size", "only these sizes of a message in bytes, with commas");
    OPTIONS.put("--transport", "only these, with commas: aeron-exclusive, pmp-shared, ...");
    OPTIONS.put("--forks", "how often all processes are started anew");
    OPTIONS.put("--rounds", "how often each transport has its turn in one fork");
    OPTIONS.put("--millis", "how long a turn is");
    OPTIONS.put("--repeats", "how often a turn is repeated in which others had the processor");
    OPTIONS.put("--capacity", "bytes that may be on the way, a power of two");
    OPTIONS.put("--rate", "round trips each second, for the figure at a fixed rate");
    OPTIONS.put("--cpus", "the processors for the measuring threads, with commas; none: not bound");
    OPTIONS.put("--whole", "look at every byte of every message");
    OPTIONS.put("--directory", "where the connections' files are, in memory");
    OPTIONS.put("--out", "where the report goes");
  }

  /// Reads the command line.
  ///
  /// @throws IllegalArgumentException if it can't be read
  public static Settings parse(List<String> arguments) {
    Map<String, String> given = given(arguments);
    boolean quick = given.containsKey("--quick");
    return new Settings(
        quick,
        given.containsKey("--workload")
            ? workloads(words(given, "--workload"))
            : EnumSet.allOf(Workload.class),
        new TreeSet<>(numbers(given, "--size", "")),
        Set.copyOf(words(given, "--transport").stream().map(Settings::transport).toList()),
        number(given, "--forks", quick ? 1 : 2),
        number(given, "--rounds", quick ? 3 : 5),
        number(given, "--millis", quick ? 150 : 300),
        number(given, "--repeats", 3),
        number(given, "--capacity", 0),
        number(given, "--rate", 50_000),
        numbers(given, "--cpus", "0,1"),
        given.containsKey("--whole"),
        // One of our own below it, which goes with all that is in it.
        Path.of(given.getOrDefault("--directory", "/dev/shm"))
            .resolve("bench-" + ProcessHandle.current().pid()),
        Path.of(given.getOrDefault("--out", "bench/target/report")));
  }

  private static Map<String, String> given(List<String> arguments) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String option = arguments.get(i);
      if (!OPTIONS.containsKey(option)) {
        throw new IllegalArgumentException(
            "'" + option + "' is no option: bench/run --help lists them");
      }
      if (option.equals("--quick") || option.equals("--whole")) {
        given.put(option, "");
      } else if (++i < arguments.size()) {
        given.put(option, arguments.get(i));
      } else {
        throw new IllegalArgumentException(option + " needs a value");
      }
    }
    return given;
  }

  private static Set<Workload> workloads(List<String> words) {
    Set<Workload> workloads = EnumSet.noneOf(Workload.class);
    words.forEach(word -> workloads.add(Workload.of(word)));
    return workloads;
  }

  private static String transport(String name) {
    return name.equals(Session.COPY) ? name : Transports.of(name).name();
  }

  /// Help.
  public static String usage() {
    StringBuilder usage = new StringBuilder("usage: bench/run [OPTION]...\n");
    OPTIONS.forEach((option, what) ->
        usage
            .append("  ")
            .append(option)
            .append(" ".repeat(13 - option.length()))
            .append(what)
            .append('\n'));
    usage.append("transports: ").append(String.join(", ", Transports.names())).append('\n');
    usage.append("            copy (the limit of one-way)\n");
    return usage.toString();
  }

  private static List<String> words(Map<String, String> given, String option) {
    return Arrays.stream(given.getOrDefault(option, "").split(",", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static List<Integer> numbers(Map<String, String> given, String option, String otherwise) {
    String value = given.getOrDefault(option, otherwise);
    return Arrays.stream(value.split(",", -1))
        .filter(word -> !word.isEmpty() && !word.equals("none"))
        .map(word -> number(option, word))
        .toList();
  }

  private static int number(Map<String, String> given, String option, int otherwise) {
    String value = given.get(option);
    return value == null ? otherwise : number(option, value);
  }

  private static int number(String option, String word) {
    if (!word.matches("\\d{1,9}")) {
      throw new IllegalArgumentException(option + " takes a number, not '" + word + "'");
    }
    return Integer.parseInt(word);
  }

  /// How many bytes may be on the way for messages of a size. Aeron is slow with less: its driver
  /// tells a publisher of new room once each millisecond when it has nothing else to do.
  public int capacityFor(int size) {
    if (capacity > 0) {
      return capacity;
    }
    return size <= LARGE ? CAPACITY : 2 * CAPACITY;
  }

  private static final int LARGE = 64 << 10;
  private static final int CAPACITY = 8 << 20;
}
