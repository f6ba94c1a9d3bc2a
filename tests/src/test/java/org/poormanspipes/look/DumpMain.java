package org.poormanspipes.look;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.driver.Attributes;

/// Another user who looks at a pipe: prints what opening its device says, then how many rows the
/// dump has, how many doubts, and the pipe's name in it.
final class DumpMain {

  private DumpMain() {}

  public static void main(String[] arguments) throws IOException {
    DeviceOptions options =
        DeviceOptions.builder().device("Example").root(Path.of(arguments[0])).build();
    try (Device device = Device.open(options)) {
      System.out.println("opened " + device.name());
    } catch (IOException refused) {
      System.out.println("refused");
    }
    List<Attributes> rows = Device.dump(options, arguments[1]);
    System.out.println(rows.size() + " rows, " + new Dump(rows).doubts());
    // Without what checks: this process has the library and the tests, and nothing else.
    rows.stream()
        .filter(row -> "name".equals(row.text("field")))
        .forEach(row -> System.out.println(row.text("value")));
  }
}
