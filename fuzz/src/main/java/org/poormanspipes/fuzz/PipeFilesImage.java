package org.poormanspipes.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Access;
import org.poormanspipes.time.Timeout;

/// The files of a real pipe at one moment: its block first, then its ring.
///
/// @param names their names, which are those of every pipe of this name
/// @param contents what is in them
record PipeFilesImage(List<String> names, List<byte[]> contents) {
  static final String PIPE = "P";

  private static final int MESSAGE = 60;

  /// Pipes of all kinds: as it was left, and as those who died with it open left it.
  static List<PipeFilesImage> all(Place place) throws IOException {
    List<PipeFilesImage> images = new ArrayList<>();
    for (String type : List.of("message", "byte")) {
      for (String delivery : List.of("queue", "broadcast")) {
        for (String policy : List.of("block", "reject", "overwrite")) {
          images.addAll(two(place, type, delivery, policy));
        }
      }
    }
    return images;
  }

  private static List<PipeFilesImage> two(Place place, String type, String delivery, String policy)
      throws IOException {
    PipeOptions options =
        PipeOptions.builder()
            .attribute("type", type)
            .attribute("delivery", delivery)
            .attribute("when-full", policy)
            .attribute("lifetime", policy.equals("reject") ? "permanent" : "drain")
            .capacity(1000)
            .build();
    Device device = place.device();
    List<PipeFilesImage> taken = new ArrayList<>();
    try (PipeChannel writer = device.open(PIPE, Access.WRITE, options);
        PipeChannel reader = device.open(PIPE, Access.READ);
        PipeChannel _ = device.open(PIPE, Access.READ_WRITE)) {
      int most = policy.equals("overwrite") ? 40 : 9;
      for (int i = 0; i < most; i++) {
        writer.write(ByteBuffer.allocate(MESSAGE + i), Timeout.NOW);
        if (i % 3 == 0) {
          reader.read(ByteBuffer.allocate(MESSAGE), Timeout.NOW);
        }
      }
      taken.add(take(place));
    }
    taken.add(take(place));
    place.restore();
    return taken;
  }

  private static PipeFilesImage take(Place place) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String kind : List.of(".pipe", ".ring")) {
      Path file;
      try (Stream<Path> all = Files.list(place.directory())) {
        file = all.filter(path -> path.toString().contains(kind)).findFirst().orElseThrow();
      }
      files.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
    }
    return new PipeFilesImage(List.copyOf(files.keySet()), List.copyOf(files.values()));
  }
}
