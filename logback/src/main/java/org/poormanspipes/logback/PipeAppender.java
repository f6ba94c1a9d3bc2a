package org.poormanspipes.logback;

import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeProperties;
import org.poormanspipes.driver.DeviceException;

/// An appender that writes each event into a pipe, as one message. With its defaults the pipe is a
/// flight recorder: it keeps the newest events in shared memory, where they outlive the program
/// however it ends, and `pmp read NAME --from oldest` shows them.
///
/// ```xml
/// <appender name="RECORDER" class="org.poormanspipes.logback.PipeAppender">
///   <pipe>SHOP</pipe>
///   <capacity>4M</capacity>
///   <encoder><pattern>%d %level [%thread] %logger %msg%n</pattern></encoder>
/// </appender>
/// ```
///
/// It never waits, whatever the pipe's own policy is: an event for which there is no room, or no
/// pipe, is left out and counted. A pipe that can't be opened, or was removed, is told once in
/// Logback's status and opened again in the background. Any number of threads may log; they wait
/// for each other no longer than it takes to copy an event.
///
/// @param <E> the events that it takes
public final class PipeAppender<E> extends UnsynchronizedAppenderBase<E> {
  private final Map<String, String> properties = new LinkedHashMap<>();
  private @Nullable String device;
  private @Nullable String root;
  private @Nullable String pipe;
  private @Nullable Encoder<E> encoder;
  private volatile @Nullable Recorder recorder;

  /// An appender for a flight recorder: messages, overwrite, broadcast, permanent.
  public PipeAppender() {
    properties.put("type", "message");
    properties.put("when-full", "overwrite");
    properties.put("delivery", "broadcast");
    properties.put("lifetime", "permanent");
  }

  /// Which device.
  ///
  /// @param address its name; `PMP_DEVICE`, or else `Example`, if nobody says
  public void setDevice(String address) {
    device = address;
  }

  /// The directory that holds the devices.
  ///
  /// @param directory the directory; `PMP_ROOT`, or else the user's own, if nobody says
  public void setRoot(String directory) {
    root = directory;
  }

  /// Which pipe; one that exists is used as it is.
  ///
  /// @param name its name
  public void setPipe(String name) {
    pipe = name;
  }

  /// How many bytes the pipe holds: each event takes its length and 8 to 15 more.
  ///
  /// @param size as in 64K or 4M
  public void setCapacity(String size) {
    properties.put("capacity", size);
  }

  /// What happens when the pipe is full.
  ///
  /// @param policy `overwrite`, which drops the oldest; with `reject` and `block` the new one is
  ///     left out
  public void setWhenFull(String policy) {
    properties.put("when-full", policy);
  }

  /// Who gets the events.
  ///
  /// @param delivery `broadcast`: each reader; `queue`: one
  public void setDelivery(String delivery) {
    properties.put("delivery", delivery);
  }

  /// When the pipe goes away by itself.
  ///
  /// @param lifetime `permanent`, `drain` or `temporary`
  public void setLifetime(String lifetime) {
    properties.put("lifetime", lifetime);
  }

  /// What the pipe carries.
  ///
  /// @param type `message`: whole events; `byte`: a stream, whose oldest event may be cut
  public void setType(String type) {
    properties.put("type", type);
  }

  /// Who may use the pipe, by a word.
  ///
  /// @param word `user`, `group`, `anyone`, `root` or `registered`
  public void setAccess(String word) {
    properties.put("access", word);
  }

  /// Who may use the pipe, as of a file.
  ///
  /// @param mode for example 0640
  public void setMode(String mode) {
    properties.put("mode", mode);
  }

  /// How an event becomes bytes.
  ///
  /// @param newEncoder the encoder; a `pattern` in it is enough
  public void setEncoder(Encoder<E> newEncoder) {
    encoder = newEncoder;
  }

  /// How many events were left out since the start.
  ///
  /// @return the number, 0 before the start
  public long missing() {
    Recorder present = recorder;
    return present == null ? 0 : present.missing();
  }

  @Override
  public void start() {
    String name = pipe;
    if (name == null || name.isEmpty()) {
      addError("the appender '" + getName() + "' needs a <pipe>: the name that it writes to");
      return;
    }
    if (encoder == null) {
      addError("the appender '" + getName() + "' needs an <encoder>, as with a <pattern> in it");
      return;
    }
    try {
      PipeProperties.DEFAULT.with(properties);
      Recorder made = new Recorder(deviceOptions(), name, new PipeOptions(properties), this);
      recorder = made;
      made.open();
      super.start();
    } catch (DeviceException | IllegalArgumentException wrong) {
      addError("the appender '" + getName() + "' is not used: " + wrong.getMessage());
    }
  }

  private DeviceOptions deviceOptions() {
    DeviceOptions.Builder options = DeviceOptions.builder();
    if (device != null) {
      options.device(device);
    }
    if (root != null) {
      options.root(Path.of(root));
    }
    return options.build();
  }

  @Override
  public void stop() {
    super.stop();
    Recorder present = recorder;
    if (present != null) {
      present.close();
    }
  }

  @Override
  protected void append(E event) {
    Recorder present = recorder;
    Encoder<E> format = encoder;
    if (present == null || format == null) {
      return;
    }
    byte[] bytes = format.encode(event);
    if (bytes != null && bytes.length > 0) {
      present.write(bytes);
    }
  }
}
