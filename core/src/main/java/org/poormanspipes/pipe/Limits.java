package org.poormanspipes.pipe;

import org.poormanspipes.AttributeValues;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// How much a device may hold, and each user in it. A limit for users of 0 is none but the
/// device's.
///
/// @param bytes how much memory its pipes may take together
/// @param pipes how many pipes there may be
/// @param userBytes how much memory the pipes of one user may take, or 0
/// @param userPipes how many pipes one user may have, or 0
/// @param handles how many handles a pipe may have open, or 0
record Limits(long bytes, long pipes, long userBytes, long userPipes, long handles) {

  static final Limits DEFAULT = new Limits(1L << 30, 1 << 17, 0, 0, 0);

  /// What the names of limits begin with.
  static final String PREFIX = "quota-";

  /// These limits with one of them changed.
  Limits with(String name, String value) throws DeviceException {
    long limit = AttributeValues.size(name, value);
    return switch (name) {
      case "quota-bytes" -> new Limits(limit, pipes, userBytes, userPipes, handles);
      case "quota-pipes" -> new Limits(bytes, limit, userBytes, userPipes, handles);
      case "quota-user-bytes" -> new Limits(bytes, pipes, limit, userPipes, handles);
      case "quota-user-pipes" -> new Limits(bytes, pipes, userBytes, limit, handles);
      case "quota-handles" ->
          new Limits(bytes, pipes, userBytes, userPipes, Math.min(limit, PipeLayout.MAX_SLOTS));
      default ->
          throw new DeviceException(
              Kind.INVALID,
              "a device has no limit '"
                  + PipeName.printable(name)
                  + "': it has quota-bytes, quota-pipes, quota-user-bytes, quota-user-pipes and"
                  + " quota-handles");
    };
  }

  /// How much memory the pipes of one user may take.
  long bytesOfUser() {
    return userBytes == 0 ? bytes : userBytes;
  }

  /// How many pipes one user may have.
  long pipesOfUser() {
    return userPipes == 0 ? pipes : userPipes;
  }

  /// How many handles a pipe may have open.
  long handlesOfPipe() {
    return handles == 0 ? PipeLayout.MAX_SLOTS : handles;
  }

  void describe(Attributes.Builder all) {
    all.with("quota-bytes", bytes)
        .with("quota-pipes", pipes)
        .with("quota-user-bytes", bytesOfUser())
        .with("quota-user-pipes", pipesOfUser())
        .with("quota-handles", handlesOfPipe());
  }
}
