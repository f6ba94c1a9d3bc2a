package org.poormanspipes.fuse.mount;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.PassedDescriptor;
import org.poormanspipes.linux.SystemCallException;

/// The way of everybody else: `fusermount3`, which belongs to root, mounts on directories of its
/// caller and hands the open `/dev/fuse` over.
final class HelperMounter implements Mounter {
  private static final String HELPER = "fusermount3";

  /// On which descriptor the helper answers: its standard input.
  private static final String ANSWERS_ON = "_FUSE_COMMFD";

  @Override
  public Descriptor mount(Path directory, String source, boolean allowOther) throws IOException {
    String options =
        "fsname="
            + source.replace("\\", "\\\\").replace(",", "\\,")
            + ",subtype=pmp,nosuid,nodev,noexec,default_permissions"
            + (allowOther ? ",allow_other" : "");
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment.put(ANSWERS_ON, "0");
    PassedDescriptor.Result result;
    try {
      result =
          PassedDescriptor.from(
              List.of(HELPER, "-o", options, "--", directory.toString()), environment);
    } catch (SystemCallException refused) {
      throw missing(refused);
    }
    Descriptor passed = result.descriptor();
    if (passed == null) {
      throw refused(directory, result.errors().strip());
    }
    return passed;
  }

  private static DeviceException missing(IOException refused) {
    return new DeviceException(
        Kind.FAILED,
        "only root can mount without "
            + HELPER
            + ", and it is not on the PATH: install the package fuse3",
        refused);
  }

  private static DeviceException refused(Path directory, String said) {
    String mend = "";
    if (said.contains("user_allow_other")) {
      mend = "; write the line 'user_allow_other' into /etc/fuse.conf, or leave --allow-other out";
    } else if (said.contains("/dev/fuse")) {
      mend = "; let root run 'chmod 666 /dev/fuse', or load the module with 'modprobe fuse'";
    }
    return new DeviceException(
        Kind.FAILED,
        "can't mount on '"
            + directory
            + "': "
            + (said.isEmpty() ? HELPER + " failed" : said)
            + mend);
  }

  @Override
  public void unmount(Path directory) throws IOException {
    run(List.of("-u", "--", directory.toString()));
  }

  @Override
  public void detach(Path directory) throws IOException {
    run(List.of("-u", "-z", "--", directory.toString()));
  }

  private static void run(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(HELPER);
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (process.waitFor() != 0) {
        throw new SystemCallException(
            HELPER, said, said.contains("busy") ? Errno.EBUSY : Errno.EINVAL);
      }
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + HELPER + " ran", told);
    }
  }
}
