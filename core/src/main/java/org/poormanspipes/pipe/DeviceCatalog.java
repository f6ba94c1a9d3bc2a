package org.poormanspipes.pipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceAddress;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.FileNames;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.pool.Block;

/// The devices of a root directory, and their other names.
final class DeviceCatalog {

  private DeviceCatalog() {}

  static List<Attributes> devices(@Nullable Path named) throws IOException {
    DeviceRoot root = DeviceRoot.of(named);
    List<Attributes> devices = new ArrayList<>();
    try {
      if (root.exists()) {
        for (String entry : FileNames.list(root.path())) {
          add(root, entry, devices);
        }
      }
    } catch (IOException failed) {
      throw Refusals.of("list the devices in " + root.path(), failed, Mend.NAMED);
    }
    return devices;
  }

  private static void add(DeviceRoot root, String entry, List<Attributes> devices)
      throws IOException {
    Path path = root.path().resolve(entry);
    FileStatus status = DeviceRoot.status(path);
    if (status != null && status.isLink()) {
      devices.add(
          Attributes.builder()
              .with("name", entry)
              .with("target", FileNames.readlink(path))
              .with("path", path.toString())
              .build());
    } else if (status != null
        && status.isDirectory()
        && new NamedFiles(path).device().statusIfPresent() != null) {
      devices.add(device(path, entry));
    }
  }

  private static Attributes device(Path path, String entry) {
    try {
      Block block = Block.open(new NamedFiles(path).device(), Tags.DEVICE);
      try {
        DeviceControl control = new DeviceControl(block.words());
        return Attributes.builder()
            .with("name", control.name())
            .with("pipes", control.pipes())
            .with("used-bytes", control.accounts().totalBytes())
            .with("path", path.toString())
            .build();
      } finally {
        block.unmap();
      }
    } catch (IOException damage) {
      return Attributes.builder()
          .with("name", entry)
          .with("path", path.toString())
          .with("damage", damage.getMessage())
          .build();
    }
  }

  static void link(DeviceAddress link, DeviceAddress target) throws IOException {
    DeviceName name = DeviceName.parse(link.location());
    DeviceName device = DeviceName.parse(target.location());
    DeviceRoot root = DeviceRoot.of(target.root());
    root.open();
    try (NameLock _ = root.lock(name)) {
      NamedFiles files = root.files(device);
      if (files.device().statusIfPresent() == null) {
        throw new DeviceException(
            Kind.NOT_FOUND,
            "there is no device '"
                + device.spelling()
                + "' in "
                + root.path()
                + " that a link could stand for");
      }
      if (DeviceRoot.status(root.path().resolve(name.directory())) != null) {
        throw new DeviceException(
            Kind.EXISTS, "the name '" + name.spelling() + "' is taken by a device or a link");
      }
      // To the device itself, also if the target was named through a link: links never form chains.
      FileNames.symlink(
          String.valueOf(files.directory().getFileName()), root.path().resolve(name.directory()));
    } catch (IOException failed) {
      throw Refusals.of("make the link '" + name.spelling() + "'", failed, Mend.NAMED);
    }
  }
}
