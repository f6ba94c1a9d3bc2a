package org.poormanspipes.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.StartAt;
import org.poormanspipes.UnnamedPipe;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.time.Timeout;

/// What runs in a [Peer]: reads commands from standard input, words separated by tabs, and answers
/// each with a line: `ok`, a result, or `!KIND message`.
///
/// ```
///   device                                    opens the device; any other command does so too
///   device ADDRESS ROOT                       as if it had been started with these
///   unnamed SOCKET                            takes over a pipe; answers its label
///   reset                                     closes everything; answers `reset`
///   open HANDLE NAME ACCESS [PROPERTY=VALUE]…
///   many COUNT NAME ACCESS [PROPERTY=VALUE]…  opens that many handles, and keeps them
///   write HANDLE HEX TIMEOUT                  the count or the outcome
///   read HANDLE SIZE TIMEOUT                  the data as text between quotes, or the outcome
///   close HANDLE
///   produce NAME PRODUCER COUNT LONGEST       messages 0..COUNT-1, then closes
///   consume NAME                              to the end of the stream: PRODUCER:FIRST,… of each
///   blocks NAME WRITER COUNT                  records of up to 4096 bytes into a stream
///   flood NAME PRODUCER FIRST LONGEST         messages for ever; prints each number after it
///   churn PREFIX                              makes, changes and removes pipes for ever; likewise
///   load write | load read …, finish          a load in the background; see [PeerLoad]
///   set HANDLE PROPERTY=VALUE…
///   list | pool | stat NAME | delete NAME | tree DIRECTORY
/// ```
///
/// A timeout is `now`, `forever`, or milliseconds.
public final class PeerMain {
  /// The largest block that a write never interleaves.
  public static final int ATOMIC = 4096;

  private final Map<String, PipeChannel> handles = new HashMap<>();
  private final List<PipeChannel> kept = new ArrayList<>();
  private final PrintStream out;
  private final PeerLoad load = new PeerLoad(this::openFrom);
  private DeviceOptions options;
  private Device device;

  private PeerMain(DeviceOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /// Serves until the input ends.
  ///
  /// @param arguments the device's address, and its root or `null`
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PeerMain peer = new PeerMain(options(arguments[0], arguments[1]), out);
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      out.println(peer.answer(line.split("\t", -1)));
    }
  }

  private static DeviceOptions options(String device, String root) {
    DeviceOptions.Builder options = DeviceOptions.builder().device(device);
    if (!root.equals("null")) {
      options.root(Path.of(root));
    }
    return options.build();
  }

  private String answer(String[] words) {
    try {
      return run(words);
    } catch (DeviceException refused) {
      return "!" + refused.kind() + " " + refused.getMessage();
    } catch (IOException | RuntimeException failed) {
      return "!" + failed;
    }
  }

  private String run(String[] words) throws IOException {
    if (words[0].equals("tree")) {
      return TemporaryRoot.tree(Path.of(words[1])).toString();
    }
    if (words[0].equals("reset") || (words[0].equals("device") && words.length > 1)) {
      return reset(words);
    }
    if (words[0].equals("unnamed")) {
      UnnamedPipe pipe = UnnamedPipe.receive(Path.of(words[1]));
      reset(new String[] {"reset"});
      device = pipe.device();
      return pipe.label();
    }
    if (device == null) {
      device = Device.open(options);
    }
    return switch (words[0]) {
      case "device" -> "ok";
      case "open" -> {
        handles.put(words[1], open(words, 2));
        yield "ok";
      }
      case "many" -> {
        for (int i = Integer.parseInt(words[1]); i > 0; i--) {
          kept.add(open(words, 2));
        }
        yield "ok";
      }
      case "write" -> write(words);
      case "read" -> read(words);
      case "close" -> {
        handles.remove(words[1]).close();
        yield "ok";
      }
      case "produce" -> produce(words);
      case "consume" -> consume(words[1]);
      case "blocks" -> blocks(words);
      case "flood" -> flood(words);
      case "churn" -> churn(words[1]);
      case "load" -> load.start(words);
      case "finish" -> load.finish();
      case "set" -> {
        handles.get(words[1]).set(properties(words, 2));
        yield "ok";
      }
      case "list" -> names();
      case "pool" -> device.pool().toString();
      case "stat" -> device.stat(words[1]).toString();
      case "delete" -> {
        device.delete(words[1]);
        yield "ok";
      }
      default -> "!unknown command " + words[0];
    };
  }

  private String reset(String[] words) throws IOException {
    load.abandon();
    for (PipeChannel pipe : handles.values()) {
      pipe.close();
    }
    for (PipeChannel pipe : kept) {
      pipe.close();
    }
    handles.clear();
    kept.clear();
    if (device != null) {
      device.close();
      device = null;
    }
    if (words.length == 1) {
      return "reset";
    }
    options = options(words[1], words[2]);
    return "ok";
  }

  private PipeChannel openFrom(String name, Access access, StartAt startAt) throws IOException {
    PipeOptions options = PipeOptions.builder().startAt(startAt).build();
    return device.open(name, access, options, Disposition.OPEN);
  }

  private PipeChannel open(String[] words, int at) throws IOException {
    return device.open(words[at], Access.valueOf(words[at + 1]), properties(words, at + 2));
  }

  private static PipeOptions properties(String[] words, int at) {
    PipeOptions.Builder properties = PipeOptions.builder();
    for (String property : Arrays.asList(words).subList(at, words.length)) {
      int equals = property.indexOf('=');
      properties.attribute(property.substring(0, equals), property.substring(equals + 1));
    }
    return properties.build();
  }

  private String write(String[] words) throws IOException {
    byte[] data = HexFormat.of().parseHex(words[2]);
    return Integer.toString(handles.get(words[1]).write(ByteBuffer.wrap(data), timeout(words[3])));
  }

  private String read(String[] words) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(Integer.parseInt(words[2]));
    int read = handles.get(words[1]).read(data, timeout(words[3]));
    return read < 0
        ? Outcome.describe(read)
        : "'" + new String(data.array(), 0, read, StandardCharsets.UTF_8) + "'";
  }

  private static Timeout timeout(String text) {
    return switch (text) {
      case "now" -> Timeout.NOW;
      case "forever" -> Timeout.FOREVER;
      default -> Timeout.of(Duration.ofMillis(Long.parseLong(text)));
    };
  }

  private String produce(String[] words) throws IOException {
    int producer = Integer.parseInt(words[2]);
    int count = Integer.parseInt(words[3]);
    int longest = Integer.parseInt(words[4]);
    Random lengths = new Random(producer);
    try (PipeChannel pipe = openExisting(words[1], Access.WRITE)) {
      for (int number = 0; number < count; number++) {
        int length = lengths.nextInt(NumberedMessage.MIN_LENGTH, longest + 1);
        writeAll(pipe, new NumberedMessage(producer, number).bytes(length));
      }
    }
    return "ok";
  }

  /// Also on a pipe that rejects: again until it is taken, after FULL as after BUSY.
  private static void writeAll(PipeChannel pipe, byte[] message) throws IOException {
    ByteBuffer source = ByteBuffer.wrap(message);
    while (source.hasRemaining()) {
      if (pipe.write(source, Timeout.FOREVER) < 0) {
        Thread.onSpinWait();
      }
    }
  }

  private String consume(String name) throws IOException {
    Map<Integer, StringBuilder> numbers = new TreeMap<>();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
    try (PipeChannel pipe = openExisting(name, Access.READ)) {
      out.println("ok");
      for (int read = pipe.read(buffer); read >= 0; read = pipe.read(buffer.clear())) {
        NumberedMessage message = NumberedMessage.parse(buffer.array(), 0, read);
        numbers
            .computeIfAbsent(message.producer(), _ -> new StringBuilder())
            .append(',')
            .append(message.number());
      }
    } catch (IllegalStateException torn) {
      return "!" + torn.getMessage();
    }
    StringBuilder all = new StringBuilder();
    numbers.forEach((producer, list) -> all.append(producer).append(':').append(list).append(' '));
    return all.toString();
  }

  private PipeChannel openExisting(String name, Access access) throws IOException {
    return device.open(name, access, PipeOptions.DEFAULT, Disposition.OPEN);
  }

  private String blocks(String[] words) throws IOException {
    int writer = Integer.parseInt(words[2]);
    int count = Integer.parseInt(words[3]);
    Random lengths = new Random(writer);
    try (PipeChannel pipe = openExisting(words[1], Access.WRITE)) {
      for (int number = 0; number < count; number++) {
        int length = lengths.nextInt(NumberedMessage.MIN_LENGTH, ATOMIC - Integer.BYTES + 1);
        byte[] body = new NumberedMessage(writer, number).bytes(length);
        pipe.write(ByteBuffer.allocate(Integer.BYTES + length).putInt(length).put(body).flip());
      }
    }
    return "ok";
  }

  private String flood(String[] words) throws IOException {
    int producer = Integer.parseInt(words[2]);
    int longest = Integer.parseInt(words[4]);
    Random lengths = new Random(producer);
    try (PipeChannel pipe = openExisting(words[1], Access.WRITE)) {
      for (int number = Integer.parseInt(words[3]); ; number++) {
        int length = lengths.nextInt(NumberedMessage.MIN_LENGTH, longest + 1);
        writeAll(pipe, new NumberedMessage(producer, number).bytes(length));
        out.println(number);
      }
    }
  }

  /// Makes, changes and removes pipes until it is killed.
  private String churn(String prefix) throws IOException {
    for (int number = 0; ; number++) {
      String name = prefix + number % 3;
      device.create(name, PipeOptions.builder().attribute("capacity", "8K").build());
      device.set(name, PipeOptions.builder().attribute("capacity", "64K").build());
      device.delete(name);
      out.println(number);
    }
  }

  private String names() throws IOException {
    List<String> names = new ArrayList<>();
    for (Attributes pipe : device.list()) {
      names.add(pipe.text("damage") == null ? pipe.text("name") : "damaged");
    }
    names.sort(null);
    return names.toString();
  }
}
