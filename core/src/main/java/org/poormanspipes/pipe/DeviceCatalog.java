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
import org.poormanspipes.linux.Entry;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.pool.Block;

/// The devices of a root directory, and their other names.
final class DeviceCatalog {

  private DeviceCatalog() {}

  static List<Attributes> devices(@Nullable Path named) throws IOException {
    List<Attributes> devices = new ArrayList<>();
    try (DeviceRoot root = DeviceRoot.find(named)) {
      if (root != null) {
        for (String entry : root.entry(".").list()) {
          add(root.entry(entry), entry, devices);
        }
      }
    } catch (IOException failed) {
      throw Refusals.of("list the devices in " + DeviceRoot.place(named), failed, Mend.NAMED);
    }
    return devices;
  }

  private static void add(Entry entry, String name, List<Attributes> devices) throws IOException {
    FileStatus status = entry.statusIfPresent();
    if (status != null && status.isLink()) {
      devices.add(
          Attributes.builder()
              .with("name", name)
              .with("target", entry.readlink())
              .with("path", entry.toString())
              .build());
    } else if (status != null && status.isDirectory()) {
      try (NamedFiles files = NamedFiles.open(entry)) {
        if (files.device().statusIfPresent() != null) {
          devices.add(device(files, name));
        }
      } catch (SystemCallException refused) {
        devices.add(unknown(entry, name, refused));
      }
    }
  }

  private static Attributes device(NamedFiles files, String entry) {
    try {
      Block block = Block.open(files.device(), Tags.DEVICE);
      try {
        DeviceControl control = new DeviceControl(block.words());
        return Attributes.builder()
            .with("name", control.name())
            .with("pipes", control.pipes())
            .with("used-bytes", control.accounts().totalBytes())
            .with("path", files.place().toString())
            .build();
      } finally {
        block.unmap();
      }
    } catch (IOException damage) {
      return unknown(files.place(), entry, damage);
    }
  }

  private static Attributes unknown(Entry place, String entry, IOException damage) {
    return Attributes.builder()
        .with("name", entry)
        .with("path", place.toString())
        .with("damage", damage.getMessage())
        .build();
  }

  static void link(DeviceAddress link, DeviceAddress target) throws IOException {
    DeviceName name = DeviceName.parse(link.location());
    DeviceName device = DeviceName.parse(target.location());
    try (DeviceRoot root = DeviceRoot.make(target.root());
        NameLock _ = root.lock(name);
        NamedFiles files = root.find(device)) {
      if (files == null) {
        throw new DeviceException(
            Kind.NOT_FOUND,
            "there is no device '"
                + device.spelling()
                + "' in "
                + root.path()
                + " that a link could stand for");
      }
      Entry entry = root.entry(name.directory());
      if (entry.statusIfPresent() != null) {
        throw new DeviceException(
            Kind.EXISTS, "the name '" + name.spelling() + "' is taken by a device or a link");
      }
      // To the device itself, also if the target was named through a link: links never form chains.
      entry.symlink(String.valueOf(files.place().path().getFileName()));
    } catch (IOException failed) {
      throw Refusals.of("make the link '" + name.spelling() + "'", failed, Mend.NAMED);
    }
  }
}
