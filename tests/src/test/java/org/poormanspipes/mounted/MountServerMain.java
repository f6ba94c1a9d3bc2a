package org.poormanspipes.mounted;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.fuse.Mount;
import org.poormanspipes.fuse.MountOptions;

/// What runs in a [MountServer]: mounts as `pmp mount --foreground` does, for several devices.
///
/// ```
///   mount DIRECTORY DEVICE ROOT
///   umount DIRECTORY
/// ```
public final class MountServerMain {
  private final Map<String, Served> served = new LinkedHashMap<>();

  private record Served(Device device, Mount mount) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      mount.close();
      device.close();
    }
  }

  private MountServerMain() {}

  /// Serves until the input ends.
  public static void main(String[] arguments) throws IOException {
    MountServerMain server = new MountServerMain();
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      System.out.println(server.answer(line.split("\t", -1)));
      System.out.flush();
    }
    for (Served each : server.served.values()) {
      each.close();
    }
    System.exit(0);
  }

  private String answer(String[] words) {
    try {
      if (words[0].equals("mount")) {
        mount(words[1], words[2], words[3]);
      } else {
        served.remove(words[1]).close();
      }
      return "ok";
    } catch (IOException | RuntimeException failed) {
      return "!" + failed;
    }
  }

  private void mount(String directory, String name, String root) throws IOException {
    Device device =
        Device.open(
            DeviceOptions.builder()
                .device(name)
                .root(Path.of(root))
                .disposition(Disposition.OPEN)
                .build());
    Mount mount = Mount.at(Path.of(directory), device.object(), MountOptions.DEFAULT);
    served.put(directory, new Served(device, mount));
  }
}
