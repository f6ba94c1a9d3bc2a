package org.poormanspipes.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FileSystemStatusTest {

  @Test
  void kindsHaveNames() throws IOException {
    assertThat(FileSystemStatus.of(Path.of("/dev/shm")).type()).isEqualTo("tmpfs");
    assertThat(FileSystemStatus.of(Path.of("/proc")).type()).isEqualTo("proc");
    assertThat(FileSystemTypes.name(0xff534d42L)).isEqualTo("cifs");
    assertThat(FileSystemTypes.name(0xffffffffff534d42L)).isEqualTo("cifs");
    assertThat(FileSystemTypes.name(0xabcL)).isEqualTo("0xabc");
  }

  @Test
  void theRoomIsWhatJavaSays() throws IOException {
    Path path = Path.of("/dev/shm");
    FileSystemStatus status = FileSystemStatus.of(path);
    assertThat(status.bytesTotal()).isEqualTo(Files.getFileStore(path).getTotalSpace());
    assertThat(status.bytesAvailable()).isBetween(0L, status.bytesTotal());
    assertThat(status.filesFree()).isBetween(0L, status.files());
  }

  @Test
  void networksAreTold() throws IOException {
    assertThat(FileSystemStatus.of(Path.of("/dev/shm")).isNetwork()).isFalse();
    for (String type : new String[] {"nfs", "cifs", "smb2", "ceph", "9p", "afs"}) {
      assertThat(new FileSystemStatus(type, 1, 1, 1, 1, 1).isNetwork()).as(type).isTrue();
    }
    for (String type : new String[] {"ext4", "fuse", "overlayfs", "0xabc"}) {
      assertThat(new FileSystemStatus(type, 1, 1, 1, 1, 1).isNetwork()).as(type).isFalse();
    }
  }

  @Test
  void whatIsMissingIsReported() {
    assertThatThrownBy(() -> FileSystemStatus.of(Path.of("/no/such")))
        .isInstanceOf(SystemCallException.class)
        .hasMessage("statfs(\"/no/such\"): ENOENT (No such file or directory)");
  }
}
