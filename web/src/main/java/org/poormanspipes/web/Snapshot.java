package org.poormanspipes.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.Device;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Json;

/// A device as it was at one moment, about: others go on while one looks. Safe for any number of
/// threads.
final class Snapshot {

  private final long at;
  private final long took;
  private final Attributes device;
  private final List<Attributes> pipes;
  private final List<Attributes> handles;
  private final List<Attributes> pool;
  private final List<Attributes> quotas;
  private byte @Nullable [] json;

  private Snapshot(
      long at,
      long took,
      Attributes device,
      List<Attributes> pipes,
      List<Attributes> handles,
      List<Attributes> pool,
      List<Attributes> quotas) {
    this.at = at;
    this.took = took;
    this.device = device;
    this.pipes = pipes;
    this.handles = handles;
    this.pool = pool;
    this.quotas = quotas;
  }

  /// Looks; nothing is opened, mapped or locked for it, so nobody is disturbed.
  static Snapshot of(Device device) throws IOException {
    long began = System.nanoTime();
    Attributes described = device.describe();
    List<Attributes> handles = device.handles(null);
    List<Attributes> pool = device.pool();
    List<Attributes> quotas = quotas(device);
    // The counters, from which rates are made, last: the time belongs to them.
    List<Attributes> pipes = device.list();
    return new Snapshot(
        System.currentTimeMillis(),
        System.nanoTime() - began,
        described,
        pipes,
        handles,
        pool,
        quotas);
  }

  private static List<Attributes> quotas(Device device) throws IOException {
    try {
      return device.quotas();
    } catch (DeviceException refused) {
      if (refused.kind() == Kind.UNSUPPORTED) {
        return List.of();
      }
      throw refused;
    }
  }

  /// How long looking took.
  long tookNanos() {
    return took;
  }

  Attributes device() {
    return device;
  }

  List<Attributes> pipes() {
    return pipes;
  }

  List<Attributes> handles() {
    return handles;
  }

  List<Attributes> pool() {
    return pool;
  }

  /// All of it for the page, made once for all who ask.
  synchronized byte[] json() {
    byte[] made = json;
    if (made == null) {
      Attributes taken =
          Attributes.builder()
              .with("at", at)
              .with("took-micros", TimeUnit.NANOSECONDS.toMicros(took))
              .build();
      String text =
          "{\"taken\": "
              + Json.object(taken)
              + ",\n\"device\": "
              + Json.object(device)
              + ",\n\"pipes\": "
              + Json.array(pipes)
              + ",\n\"handles\": "
              + Json.array(handles)
              + ",\n\"pool\": "
              + Json.array(pool)
              + ",\n\"quotas\": "
              + Json.array(quotas)
              + "}\n";
      made = text.getBytes(UTF_8);
      json = made;
    }
    return made;
  }
}
