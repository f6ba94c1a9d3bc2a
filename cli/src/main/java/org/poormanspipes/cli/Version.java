package org.poormanspipes.cli;

/// Which version this is.
final class Version {

  private static final String UNPACKED = "(not packed)";

  private Version() {}

  /// The line that `--version` prints.
  static String text() {
    return "pmp " + number();
  }

  /// The build writes the version into the module's descriptor, and the archive's for a class path.
  private static String number() {
    var descriptor = Version.class.getModule().getDescriptor();
    if (descriptor != null) {
      return descriptor.rawVersion().orElse(UNPACKED);
    }
    String archive = Version.class.getPackage().getImplementationVersion();
    return archive == null ? UNPACKED : archive;
  }
}
