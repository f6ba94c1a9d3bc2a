import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Copies a jar, giving classes compiled for Java 5 or 6 the form of Java 21: stack maps and the
/// version number. An AOT cache does not take classes of the old form, and the JVM checks them
/// slowly; picocli is such a jar, and start-up is what a command is made of. Nothing else changes.
///
/// `java ModernJar.java FROM TO`; fails, leaving no TO, when a class does not verify afterwards.
final class ModernJar {
  private static final int OLD = ClassFile.JAVA_6_VERSION;
  private static final int MODERN = ClassFile.JAVA_21_VERSION;
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

  private final Map<String, byte[]> entries;
  private final ClassFile classFile;

  private ModernJar(Map<String, byte[]> entries) {
    this.entries = entries;
    ClassHierarchyResolver hierarchy =
        ClassHierarchyResolver.ofResourceParsing(this::open)
            .orElse(ClassHierarchyResolver.defaultResolver())
            .cached();
    this.classFile =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ConstantPoolSharingOption.NEW_POOL,
            ClassFile.ClassHierarchyResolverOption.of(hierarchy));
  }

  public static void main(String[] args) throws IOException {
    Map<String, byte[]> entries = read(Path.of(args[0]));
    new ModernJar(entries).modernise();
    write(entries, Path.of(args[1]));
  }

  private void modernise() {
    entries.replaceAll(
        (name, bytes) ->
            name.endsWith(".class") && !name.endsWith("module-info.class")
                ? modern(name, bytes)
                : bytes);
  }

  private byte[] modern(String name, byte[] bytes) {
    ClassModel model = classFile.parse(bytes);
    if (model.majorVersion() > OLD) {
      return bytes;
    }
    ClassTransform version =
        (builder, element) ->
            builder.with(
                element instanceof ClassFileVersion ? ClassFileVersion.of(MODERN, 0) : element);
    // Code that is not transformed at all would be copied in its old form.
    ClassTransform code =
        ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element));
    byte[] result = classFile.transformClass(model, version.andThen(code));
    var errors = classFile.verify(result);
    if (!errors.isEmpty()) {
      throw new IllegalStateException("class=" + name, errors.getFirst());
    }
    return result;
  }

  private InputStream open(ClassDesc type) {
    String descriptor = type.descriptorString();
    byte[] bytes = entries.get(descriptor.substring(1, descriptor.length() - 1) + ".class");
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  private static Map<String, byte[]> read(Path jar) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (var in = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  private static void write(Map<String, byte[]> entries, Path jar) throws IOException {
    try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (var entry : entries.entrySet()) {
        var header = new ZipEntry(entry.getKey());
        header.setTimeLocal(ENTRY_TIME);
        out.putNextEntry(header);
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
  }
}
