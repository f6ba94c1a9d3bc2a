package org.poormanspipes.nats;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What the server calls the parts of a device: its streams and subjects.
///
/// ```
///   PMPS_<device>         stream: the state, the newest value of each of these
///     pmp.<device>.s.device             the device
///     pmp.<device>.s.n.<hash>           a name: which pipe it stands for
///     pmp.<device>.s.p.<id>.record      a pipe: properties, handles, totals
///     pmp.<device>.s.p.<id>.head        a queue: where reading goes on
///     pmp.<device>.s.p.<id>.c.<handle>  a broadcast: where a reader is
///     pmp.<device>.s.p.<id>.o.<source>  what a carrier from there writes, as of Row
///   PMPD_<device>_<id>    stream: what was written into one pipe
///     pmp.<device>.d.<id>
///   pmp.<device>.a.<connection>   asked whether a process lives, and what its handles did
/// ```
///
/// @param device the word for the device
record Subjects(String device) {

  private static final int HASH_BYTES = 16;

  String stateStream() {
    return "PMPS_" + device;
  }

  String stateAll() {
    return "pmp." + device + ".s.>";
  }

  String deviceKey() {
    return "pmp." + device + ".s.device";
  }

  String name(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return "pmp." + device + ".s.n." + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  String record(String id) {
    return pipe(id) + ".record";
  }

  String records() {
    return pipe("*") + ".record";
  }

  String head(String id) {
    return pipe(id) + ".head";
  }

  String cursor(String id, String handle) {
    return pipe(id) + ".c." + handle;
  }

  String cursors(String id) {
    return pipe(id) + ".c.*";
  }

  String row(String id, String source) {
    return pipe(id) + ".o." + source;
  }

  /// All the state of one pipe.
  String state(String id) {
    return pipe(id) + ".>";
  }

  private String pipe(String id) {
    return "pmp." + device + ".s.p." + id;
  }

  String dataStreamPrefix() {
    return "PMPD_" + device + "_";
  }

  String dataStream(String id) {
    return dataStreamPrefix() + id;
  }

  String data(String id) {
    return "pmp." + device + ".d." + id;
  }

  String presence(String connection) {
    return "pmp." + device + ".a." + connection;
  }
}
