package org.poormanspipes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.CreateRequest;
import org.poormanspipes.driver.DeleteRequest;
import org.poormanspipes.driver.DeviceObject;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.driver.QueryRequest;

/// A device: a set of named pipes. Whoever opens the same device and the same name meets.
///
/// ```java
/// try (Device device = Device.open("Example");
///     PipeChannel pipe = device.open("HELLO", Access.WRITE)) {
///   pipe.write(ByteBuffer.wrap("hello\n".getBytes(UTF_8)));
/// }
/// ```
///
/// Safe for any number of threads. Closing a device leaves the channels opened through it usable.
public final class Device implements AutoCloseable {

  private final DeviceObject object;

  private Device(DeviceObject object) {
    this.object = object;
  }

  /// Opens the device that the environment names, or `Example`; creates it if it is missing.
  ///
  /// @return the device
  /// @throws IOException if it can't be had
  public static Device open() throws IOException {
    return open(DeviceOptions.fromEnvironment());
  }

  /// Opens a device; creates it if it is missing.
  ///
  /// @param address its name, or an address with a scheme
  /// @return the device
  /// @throws IOException if it can't be had
  public static Device open(String address) throws IOException {
    return open(DeviceOptions.builder().device(address).build());
  }

  /// Opens a device.
  ///
  /// @param options which, and how
  /// @return the device
  /// @throws IOException if it can't be had
  public static Device open(DeviceOptions options) throws IOException {
    return new Device(
        Drivers.of(options.address())
            .attach(options.address(), options.disposition(), options.attributes()));
  }

  /// A device that was not attached by its address.
  static Device over(DeviceObject object) {
    return new Device(object);
  }

  /// The devices and links that exist.
  ///
  /// @param root the directory that holds them, or null for the user's own
  /// @return a description of each
  /// @throws IOException if they can't be read
  public static List<Attributes> all(@Nullable Path root) throws IOException {
    return Drivers.directory(DeviceOptions.builder().build().address()).devices(root);
  }

  /// Removes a device and all it holds, or a link; refused while it is in use.
  ///
  /// @param options which
  /// @throws IOException if the request is refused
  public static void remove(DeviceOptions options) throws IOException {
    Drivers.directory(options.address()).remove(options.address(), false);
  }

  /// Removes a device and all it holds, or a link, also while it is in use.
  ///
  /// @param options which
  /// @throws IOException if the request is refused
  public static void removeForced(DeviceOptions options) throws IOException {
    Drivers.directory(options.address()).remove(options.address(), true);
  }

  /// Gives a device another name.
  ///
  /// @param link the new name
  /// @param target the device that it stands for
  /// @throws IOException if the request is refused
  public static void link(DeviceOptions link, DeviceOptions target) throws IOException {
    Drivers.directory(target.address()).link(link.address(), target.address());
  }

  /// The device's name.
  ///
  /// @return the name as it was first spelled
  public String name() {
    return object.name();
  }

  /// Opens a pipe; creates it with the device's defaults if it is missing.
  ///
  /// @param name its name
  /// @param access what the handle may do
  /// @return a channel
  /// @throws IOException if the request is refused
  public PipeChannel open(String name, Access access) throws IOException {
    return open(name, access, PipeOptions.DEFAULT);
  }

  /// Opens a pipe; creates it if it is missing.
  ///
  /// @param name its name
  /// @param access what the handle may do
  /// @param options properties for a pipe that is created; one that exists is used as it is
  /// @return a channel
  /// @throws IOException if the request is refused
  public PipeChannel open(String name, Access access, PipeOptions options) throws IOException {
    return open(name, access, options, Disposition.OPEN_OR_CREATE);
  }

  /// Opens a pipe.
  ///
  /// @param name its name
  /// @param access what the handle may do
  /// @param options properties for a pipe that is created; one that exists is used as it is
  /// @param disposition what to do when it exists or is missing
  /// @return a channel
  /// @throws IOException if the request is refused
  public PipeChannel open(String name, Access access, PipeOptions options, Disposition disposition)
      throws IOException {
    return PipeChannel.over(
        object.open(new CreateRequest(name, access, disposition, options.attributes())));
  }

  /// Creates a pipe and leaves no handle open; it lives at least until it was used.
  ///
  /// @param name its name
  /// @param options its properties
  /// @return its description
  /// @throws IOException if it exists, or the request is refused
  public Attributes create(String name, PipeOptions options) throws IOException {
    try (PipeChannel made = open(name, Access.ATTRIBUTES, options, Disposition.CREATE)) {
      return made.stat();
    }
  }

  /// Changes properties of a pipe while it is in use.
  ///
  /// @param name its name
  /// @param changes the new values
  /// @return its description after the change
  /// @throws IOException if it is missing, or the request is refused
  public Attributes set(String name, PipeOptions changes) throws IOException {
    try (PipeChannel pipe = open(name, Access.ATTRIBUTES, PipeOptions.DEFAULT, Disposition.OPEN)) {
      return pipe.set(changes);
    }
  }

  /// Describes a pipe, without opening it.
  ///
  /// @param name its name
  /// @return its description; of a damaged one only `number`, and `damage`, which says what is
  ///     wrong
  /// @throws IOException if it is missing
  public Attributes stat(String name) throws IOException {
    return object.query(new QueryRequest("stat", name)).getFirst();
  }

  /// Describes the open handles of a pipe.
  ///
  /// @param name its name, or null for those of all pipes
  /// @return a description of each
  /// @throws IOException if the pipe is missing or damaged
  public List<Attributes> handles(@Nullable String name) throws IOException {
    return object.query(new QueryRequest("handles", name));
  }

  /// Describes the device's memory, by tag.
  ///
  /// @return a description of each tag
  /// @throws IOException if the device is damaged
  public List<Attributes> pool() throws IOException {
    return object.query(new QueryRequest("pool", null));
  }

  /// Describes the limits of the device and what is used of them.
  ///
  /// @return a row whose `scope` is `device`, then one with `user` for each who has pipes in it
  /// @throws IOException if the device is damaged, or its driver knows no limits
  public List<Attributes> quotas() throws IOException {
    return object.query(new QueryRequest("quotas", null));
  }

  /// Describes the device.
  ///
  /// @return its properties
  /// @throws IOException if the device is damaged
  public Attributes describe() throws IOException {
    return object.query(new QueryRequest("device", null)).getFirst();
  }

  /// Looks for what is wrong with the device.
  ///
  /// @return a finding each, with `problem` and `mend`
  /// @throws IOException if the device can't be read
  public List<Attributes> diagnose() throws IOException {
    return object.query(new QueryRequest("diagnosis", null));
  }

  /// Shows what lies in the memory of a pipe, or of the device, field by field.
  ///
  /// @param name the pipe's name, or `#` and its number; null for the device
  /// @return a row for each field, with `block`, `part`, `offset`, `field`, `type`, `value`,
  ///     `meaning`, and `doubt` if it can hardly be right
  /// @throws IOException if it is missing, or can't be read
  public List<Attributes> dump(@Nullable String name) throws IOException {
    return object.query(new QueryRequest("dump", name));
  }

  /// The same for a device that is not opened: permission to read its files is enough, and they may
  /// be damaged.
  ///
  /// @param options which device
  /// @param name the pipe's name, or `#` and its number; null for the device
  /// @return as [#dump]
  /// @throws IOException if it is missing, or can't be read
  public static List<Attributes> dump(DeviceOptions options, @Nullable String name)
      throws IOException {
    return Drivers.directory(options.address())
        .inspect(options.address(), new QueryRequest("dump", name));
  }

  /// Changes properties of the device.
  ///
  /// @param attributes the new values by name
  /// @return the properties after the change
  /// @throws IOException if the request is refused
  public Attributes configure(Map<String, String> attributes) throws IOException {
    return object.configure(attributes);
  }

  /// Lists the pipes, in no particular order; damaged ones have `damage`, which says what is wrong.
  ///
  /// @return a description of each
  /// @throws IOException if the device can't be read
  public List<Attributes> list() throws IOException {
    List<Attributes> pipes = new ArrayList<>();
    object.list(pipes::add);
    return pipes;
  }

  /// Deletes a pipe; refused while it is open.
  ///
  /// @param name its name
  /// @throws IOException if it is missing or open
  public void delete(String name) throws IOException {
    object.delete(new DeleteRequest(name, false));
  }

  /// Deletes a pipe, also while it is open: the name goes at once, readers drain what is left and
  /// then see the end, writers are told that it was deleted.
  ///
  /// @param name its name
  /// @throws IOException if it is missing
  public void deleteForced(String name) throws IOException {
    object.delete(new DeleteRequest(name, true));
  }

  /// The device of the driver framework behind this one.
  ///
  /// @return the device object
  public DeviceObject object() {
    return object;
  }

  @Override
  public void close() throws IOException {
    object.detach();
  }

  @Override
  public String toString() {
    return "Device[" + name() + "]";
  }
}
