package org.poormanspipes.pipe;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.poormanspipes.PipeProperties;
import org.poormanspipes.linux.Words;
import org.poormanspipes.pool.Accounts;

/// The fields of a device's block.
final class DeviceControl {

  private final MemorySegment memory;

  DeviceControl(MemorySegment memory) {
    this.memory = memory;
  }

  /// Fills a new block, before anybody else can see it.
  void initialise(String name, DeviceSettings settings) {
    Words.longOpaque(memory, DeviceLayout.CREATED, System.currentTimeMillis());
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    Words.intOpaque(memory, DeviceLayout.NAME_LENGTH, text.length);
    Texts.put(memory, DeviceLayout.NAME, text);
    settings(settings);
  }

  String name() {
    int length = Words.intOpaque(memory, DeviceLayout.NAME_LENGTH);
    return Texts.get(memory, DeviceLayout.NAME, Math.clamp(length, 0, DeviceLayout.MAX_NAME));
  }

  long created() {
    return Words.longOpaque(memory, DeviceLayout.CREATED);
  }

  boolean caseSensitive() {
    return Words.intOpaque(memory, DeviceLayout.CASE_SENSITIVE) != 0;
  }

  boolean exclusive() {
    return Words.intOpaque(memory, DeviceLayout.EXCLUSIVE) != 0;
  }

  /// How many pipes there are. Changed under the device's mutex.
  long pipes() {
    return Words.longOpaque(memory, DeviceLayout.PIPES);
  }

  void pipes(long count) {
    Words.longOpaque(memory, DeviceLayout.PIPES, count);
  }

  DeviceSettings settings() {
    return new DeviceSettings(
        caseSensitive(),
        exclusive(),
        Words.longOpaque(memory, DeviceLayout.QUOTA_BYTES),
        Words.longOpaque(memory, DeviceLayout.QUOTA_PIPES),
        Words.intOpaque(memory, DeviceLayout.MODE),
        "",
        defaults());
  }

  void settings(DeviceSettings settings) {
    Words.intOpaque(memory, DeviceLayout.CASE_SENSITIVE, settings.caseSensitive() ? 1 : 0);
    Words.intOpaque(memory, DeviceLayout.EXCLUSIVE, settings.exclusive() ? 1 : 0);
    Words.longOpaque(memory, DeviceLayout.QUOTA_BYTES, settings.quotaBytes());
    Words.longOpaque(memory, DeviceLayout.QUOTA_PIPES, settings.quotaPipes());
    Words.intOpaque(memory, DeviceLayout.MODE, settings.mode());
    PipeProperties defaults = settings.defaults();
    Words.intOpaque(memory, DeviceLayout.DEFAULT_TYPE, Code.TYPE.number(defaults.type()));
    Words.intOpaque(
        memory, DeviceLayout.DEFAULT_WHEN_FULL, Code.WHEN_FULL.number(defaults.whenFull()));
    Words.intOpaque(
        memory, DeviceLayout.DEFAULT_DELIVERY, Code.DELIVERY.number(defaults.delivery()));
    Words.intOpaque(
        memory, DeviceLayout.DEFAULT_LIFETIME, Code.LIFETIME.number(defaults.lifetime()));
    Words.longOpaque(memory, DeviceLayout.DEFAULT_CAPACITY, defaults.capacity());
    Words.intOpaque(memory, DeviceLayout.DEFAULT_MODE, defaults.mode());
    Words.intOpaque(memory, DeviceLayout.DEFAULT_PINNED, defaults.pinned() ? 1 : 0);
  }

  private PipeProperties defaults() {
    return new PipeProperties(
        Code.TYPE.constant(Words.intOpaque(memory, DeviceLayout.DEFAULT_TYPE)),
        Code.WHEN_FULL.constant(Words.intOpaque(memory, DeviceLayout.DEFAULT_WHEN_FULL)),
        Code.DELIVERY.constant(Words.intOpaque(memory, DeviceLayout.DEFAULT_DELIVERY)),
        Code.LIFETIME.constant(Words.intOpaque(memory, DeviceLayout.DEFAULT_LIFETIME)),
        Words.longOpaque(memory, DeviceLayout.DEFAULT_CAPACITY),
        Words.intOpaque(memory, DeviceLayout.DEFAULT_MODE),
        "",
        Words.intOpaque(memory, DeviceLayout.DEFAULT_PINNED) != 0);
  }

  Accounts accounts() {
    return new Accounts(memory, DeviceLayout.ACCOUNTS);
  }
}
