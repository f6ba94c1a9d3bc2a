package org.poormanspipes.testing;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.poormanspipes.Device;
import org.poormanspipes.ring.RingRecovery;

/// The library with a part of it left out, for another JVM: to show that a test needs that part.
///
/// The library itself has no switch for that. A changed copy of one class is written to a directory
/// that stands first on the other JVM's class path.
public final class Patched {
  private static final String REPAIR = "repairMessages";

  private Patched() {}

  /// A class path with the library and the tests, where nobody repairs the ring of a dead writer:
  /// `RingRecovery.repairMessages` does nothing and says that all is well.
  ///
  /// @param directory where the changed class is written to; must exist
  /// @return what belongs behind `-cp`
  public static String classPathWithoutRepair(Path directory) {
    try {
      Path file = directory.resolve(fileOf(RingRecovery.class));
      Files.createDirectories(file.getParent());
      Files.write(file, withoutRepair(bytesOf(RingRecovery.class)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return String.join(
        File.pathSeparator,
        directory.toString(),
        ChildJvm.placeOf(Device.class).toString(),
        ChildJvm.placeOf(Patched.class).toString());
  }

  /// As [ChildJvm#command], with that class path.
  ///
  /// @param directory where the changed class is written to; must exist
  public static List<String> commandWithoutRepair(
      Path directory, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(ChildJvm.command(main, arguments));
    command.set(command.indexOf("-cp") + 1, classPathWithoutRepair(directory));
    return command;
  }

  private static byte[] withoutRepair(byte[] original) {
    int[] changed = {0};
    ClassFile format = ClassFile.of();
    ClassModel model = format.parse(original);
    ClassTransform transform =
        (type, element) -> {
          if (element instanceof MethodModel method && method.methodName().equalsString(REPAIR)) {
            changed[0]++;
            type.withMethodBody(
                method.methodName(),
                method.methodType(),
                method.flags().flagsMask(),
                code -> code.iconst_1().ireturn());
          } else {
            type.with(element);
          }
        };
    byte[] patched = format.transformClass(model, transform);
    if (changed[0] != 1) {
      throw new IllegalStateException(changed[0] + " methods are called " + REPAIR);
    }
    return patched;
  }

  private static String fileOf(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  private static byte[] bytesOf(Class<?> type) throws IOException {
    try (InputStream bytes = type.getClassLoader().getResourceAsStream(fileOf(type))) {
      return bytes.readAllBytes();
    }
  }
}
