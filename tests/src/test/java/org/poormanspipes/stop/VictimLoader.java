package org.poormanspipes.stop;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;
import org.poormanspipes.Device;
import org.poormanspipes.testing.ChildJvm;

/// A second copy of the library in this JVM, woven: what a [Victim] runs. Everything else, the
/// tests and [Hook] among them, comes from the ordinary loader.
///
/// The library has no static state that changes, as a test of its architecture says, so one copy
/// serves for any number of victims, one after the other or side by side.
final class VictimLoader extends URLClassLoader {
  private static final String OURS = "org.poormanspipes.";

  private final Weaver weaver = new Weaver(VictimLoader.class.getClassLoader());

  VictimLoader() throws MalformedURLException {
    super(
        "victims",
        new URL[] {ChildJvm.placeOf(Device.class).toUri().toURL()},
        VictimLoader.class.getClassLoader());
  }

  /// Somebody who uses the woven copy.
  Party party() throws ReflectiveOperationException {
    return (Party) loadClass(Library.class.getName()).getConstructor().newInstance();
  }

  Weaver weaver() {
    return weaver;
  }

  /// The library's own drivers alone: those of the tests are for its ordinary copy.
  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.startsWith("META-INF/services/") ? findResources(name) : super.getResources(name);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null && name.startsWith(OURS)) {
        loaded = defineOwn(name);
      }
      return loaded == null ? super.loadClass(name, resolve) : loaded;
    }
  }

  /// Null for what is not ours to define.
  private Class<?> defineOwn(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    URL place = name.equals(Library.class.getName()) ? getResource(file) : findResource(file);
    if (place == null) {
      return null;
    }
    try (InputStream bytes = place.openStream()) {
      byte[] woven = weaver.weave(bytes.readAllBytes());
      return defineClass(name, woven, 0, woven.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
