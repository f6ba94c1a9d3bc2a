package org.poormanspipes.pipe;

import java.nio.charset.StandardCharsets;
import org.poormanspipes.PipeProperties;
import org.poormanspipes.linux.Words;
import org.poormanspipes.pool.Accounts;
import org.poormanspipes.pool.UserAccounts;

/// The fields of a device's block.
final class DeviceControl {

  private final Words memory;

  DeviceControl(Words memory) {
    this.memory = memory;
  }

  /// Fills a new block, before anybody else can see it.
  void initialise(String name, DeviceSettings settings) {
    memory.longOpaque(DeviceLayout.CREATED, System.currentTimeMillis());
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    memory.intOpaque(DeviceLayout.NAME_LENGTH, text.length);
    Texts.put(memory, DeviceLayout.NAME, text);
    settings(settings);
  }

  String name() {
    int length = memory.intOpaque(DeviceLayout.NAME_LENGTH);
    return Texts.get(memory, DeviceLayout.NAME, Math.clamp(length, 0, DeviceLayout.MAX_NAME));
  }

  long created() {
    return memory.longOpaque(DeviceLayout.CREATED);
  }

  boolean caseSensitive() {
    return memory.intOpaque(DeviceLayout.CASE_SENSITIVE) != 0;
  }

  boolean exclusive() {
    return memory.intOpaque(DeviceLayout.EXCLUSIVE) != 0;
  }

  /// How many pipes there are. Changed under the device's mutex.
  long pipes() {
    return memory.longOpaque(DeviceLayout.PIPES);
  }

  void pipes(long count) {
    memory.longOpaque(DeviceLayout.PIPES, count);
  }

  DeviceSettings settings() {
    return new DeviceSettings(
        caseSensitive(),
        exclusive(),
        limits(),
        memory.intOpaque(DeviceLayout.MODE),
        "",
        defaults());
  }

  void settings(DeviceSettings settings) {
    memory.intOpaque(DeviceLayout.CASE_SENSITIVE, settings.caseSensitive() ? 1 : 0);
    memory.intOpaque(DeviceLayout.EXCLUSIVE, settings.exclusive() ? 1 : 0);
    limits(settings.limits());
    memory.intOpaque(DeviceLayout.MODE, settings.mode());
    PipeProperties defaults = settings.defaults();
    memory.intOpaque(DeviceLayout.DEFAULT_TYPE, Code.TYPE.number(defaults.type()));
    memory.intOpaque(DeviceLayout.DEFAULT_WHEN_FULL, Code.WHEN_FULL.number(defaults.whenFull()));
    memory.intOpaque(DeviceLayout.DEFAULT_DELIVERY, Code.DELIVERY.number(defaults.delivery()));
    memory.intOpaque(DeviceLayout.DEFAULT_LIFETIME, Code.LIFETIME.number(defaults.lifetime()));
    memory.longOpaque(DeviceLayout.DEFAULT_CAPACITY, defaults.capacity());
    memory.intOpaque(DeviceLayout.DEFAULT_MODE, defaults.mode());
    memory.intOpaque(DeviceLayout.DEFAULT_PINNED, defaults.pinned() ? 1 : 0);
    AccessField.ofDevice(memory).store(defaults.access());
  }

  Limits limits() {
    return new Limits(
        memory.longOpaque(DeviceLayout.QUOTA_BYTES),
        memory.longOpaque(DeviceLayout.QUOTA_PIPES),
        memory.longOpaque(DeviceLayout.QUOTA_USER_BYTES),
        memory.longOpaque(DeviceLayout.QUOTA_USER_PIPES),
        memory.intOpaque(DeviceLayout.QUOTA_HANDLES));
  }

  private void limits(Limits limits) {
    memory.longOpaque(DeviceLayout.QUOTA_BYTES, limits.bytes());
    memory.longOpaque(DeviceLayout.QUOTA_PIPES, limits.pipes());
    memory.longOpaque(DeviceLayout.QUOTA_USER_BYTES, limits.userBytes());
    memory.longOpaque(DeviceLayout.QUOTA_USER_PIPES, limits.userPipes());
    memory.intOpaque(DeviceLayout.QUOTA_HANDLES, (int) limits.handles());
  }

  private PipeProperties defaults() {
    return new PipeProperties(
        Code.TYPE.constant(memory.intOpaque(DeviceLayout.DEFAULT_TYPE)),
        Code.WHEN_FULL.constant(memory.intOpaque(DeviceLayout.DEFAULT_WHEN_FULL)),
        Code.DELIVERY.constant(memory.intOpaque(DeviceLayout.DEFAULT_DELIVERY)),
        Code.LIFETIME.constant(memory.intOpaque(DeviceLayout.DEFAULT_LIFETIME)),
        memory.longOpaque(DeviceLayout.DEFAULT_CAPACITY),
        AccessField.ofDevice(memory).load(memory.intOpaque(DeviceLayout.DEFAULT_MODE)),
        "",
        memory.intOpaque(DeviceLayout.DEFAULT_PINNED) != 0);
  }

  Accounts accounts() {
    return new Accounts(memory, DeviceLayout.ACCOUNTS);
  }

  UserAccounts users() {
    return new UserAccounts(memory, DeviceLayout.USERS);
  }
}
