package org.poormanspipes.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.poormanspipes.driver.DeviceException;

/// The blocks of a pipe and of its device hold something else than they should. An input is the
/// number of a real pipe, what is done with it, and changes of its files ([Patch]).
final class BlocksTarget implements Target {
  /// Where a device's block has its mutex: docs/layout.md.
  private static final int DEVICE_MUTEX = 0x80;

  /// Where a pipe's block has its mutex.
  private static final int PIPE_MUTEX = 0x180;

  /// More than [BlockUse] has open.
  private static final int MOST_HANDLES = 40;

  private static final int SLEEPERS = 1 << 31;

  private final Place place = Place.make();
  private final Complaints complaints = new Complaints();
  private final List<PipeFilesImage> images = PipeFilesImage.all(place);

  BlocksTarget() throws IOException {}

  @Override
  public void run(byte[] input) throws Exception {
    Bytes bytes = new Bytes(input);
    PipeFilesImage image = images.get(bytes.int8() % images.size());
    int script = bytes.int16();
    List<Patch> patches = Patch.read(bytes);
    place.restore();
    write(image, patches);
    List<Patch> late = patches.stream().filter(Patch::late).toList();
    try (BlockUse use = new BlockUse(place, script)) {
      use.look();
      use.open();
      for (Patch patch : late) {
        apply(patch, image);
      }
      use.transfer();
      use.change();
    } catch (DeviceException refused) {
      Sentences.check(refused);
    }
    complaints.raise();
  }

  private void write(PipeFilesImage image, List<Patch> patches) throws IOException {
    byte[] device = place.pristine().clone();
    List<byte[]> files = new ArrayList<>(image.contents());
    files.replaceAll(byte[]::clone);
    for (Patch patch : patches) {
      if (patch.late()) {
        continue;
      }
      if (patch.file() == Patch.DEVICE) {
        patch.apply(device);
      } else if (files.get(patch.file()) != null) {
        files.set(patch.file(), patch.removes() ? null : patch.applyWhole(files.get(patch.file())));
      }
    }
    for (int i = 0; i < files.size(); i++) {
      byte[] content = files.get(i);
      if (content != null) {
        Files.write(path(image, i), content);
      }
    }
    writeDevice(device);
  }

  /// This process lives, and has places in the blocks: that it has a mutex would mean that another
  /// of its threads has, and be waited for, for seconds.
  private void writeDevice(byte[] device) throws IOException {
    ByteBuffer words = ByteBuffer.wrap(device).order(ByteOrder.LITTLE_ENDIAN);
    disown(words, DEVICE_MUTEX, 2);
    place.writeBlock(device);
  }

  private void disownPipe(PipeFilesImage image) throws IOException {
    Path path = path(image, Patch.PIPE);
    if (!Files.exists(path)) {
      return;
    }
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      if (file.read(word, PIPE_MUTEX) == Integer.BYTES && disown(word, 0, MOST_HANDLES)) {
        file.write(word.rewind(), PIPE_MUTEX);
      }
    }
  }

  /// Whether a mutex was one of this process's own, which are the first so many; now it is the next
  /// one's, whom nobody knows.
  private static boolean disown(ByteBuffer words, int mutex, int ours) {
    int owner = words.getInt(mutex) & ~SLEEPERS;
    if (owner < 1 || owner > ours) {
      return false;
    }
    words.putInt(mutex, ours + 1);
    return true;
  }

  private Path path(PipeFilesImage image, int file) {
    return place.directory().resolve(image.names().get(file));
  }

  private void apply(Patch patch, PipeFilesImage image) throws IOException {
    if (patch.file() == Patch.DEVICE) {
      byte[] device = Files.readAllBytes(place.directory().resolve("device"));
      patch.apply(device);
      writeDevice(device);
    } else {
      patch.apply(path(image, patch.file()));
      disownPipe(image);
    }
  }

  @Override
  public void close() throws IOException {
    complaints.close();
    place.close();
  }
}
