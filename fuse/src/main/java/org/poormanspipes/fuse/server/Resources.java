package org.poormanspipes.fuse.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.driver.ControlRequest;
import org.poormanspipes.driver.CreateRequest;
import org.poormanspipes.driver.DeleteRequest;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.DeviceObject;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.driver.FileObject;
import org.poormanspipes.driver.QueryRequest;
import org.poormanspipes.linux.Errno;

/// The names of a device as a tree: what exists, and which directories there are. A directory is a
/// beginning of some resource's name up to a separator, or was made, or what was in it was removed
/// here; those last two this process alone knows.
final class Resources {
  private static final long LEAST_AGE_NANOS = 50_000_000;
  private static final long MOST_AGE_NANOS = 1_000_000_000;

  /// A listing of the directories serves for so many times as long as it took, within limits.
  private static final int AGE_FACTOR = 20;

  private final DeviceObject device;
  private final boolean caseSensitive;

  private final Directories made = new Directories();

  /// The directories that resources make, by key, as of some time ago. Guarded by this.
  private Set<String> prefixes = new HashSet<>();

  private long listedAt;
  private long validNanos = -1;

  Resources(DeviceObject device) {
    this.device = device;
    this.caseSensitive = describeDevice().flag("case-sensitive");
  }

  /// The key of a name: what is compared.
  String key(String name) {
    return PipeName.key(name, caseSensitive);
  }

  DeviceObject device() {
    return device;
  }

  /// What the driver tells of the device; nothing if it tells nothing.
  Attributes describeDevice() {
    try {
      return device.query(new QueryRequest("device", null)).getFirst();
    } catch (IOException | RuntimeException untold) {
      return Attributes.builder().build();
    }
  }

  /// What the driver tells of a resource.
  ///
  /// @return null if there is none; nothing if the driver answers no such question, and then every
  ///     name is one
  @Nullable Attributes describe(String name) throws IOException {
    try {
      return device.query(new QueryRequest("stat", name)).getFirst();
    } catch (DeviceException refused) {
      return switch (refused.kind()) {
        case NOT_FOUND -> null;
        case UNSUPPORTED -> Attributes.builder().build();
        default -> throw refused;
      };
    }
  }

  /// The same of one that has to be there.
  Attributes require(String name) throws IOException {
    Attributes described = describe(name);
    if (described == null) {
      throw new Refusal(Errno.ENOENT);
    }
    return described;
  }

  FileObject open(
      String name,
      Access access,
      Disposition disposition,
      Map<String, String> attributes,
      Caller caller)
      throws IOException {
    FileObject file = device.open(new CreateRequest(name, access, disposition, attributes, caller));
    if (name.indexOf('/') >= 0) {
      addPrefixes(name);
    }
    return file;
  }

  /// Changes properties of a resource.
  void set(String name, Map<String, String> changes, Caller caller) throws IOException {
    control(name, new ControlRequest("set", changes), caller);
  }

  private void control(String name, ControlRequest request, Caller caller) throws IOException {
    FileObject file = open(name, Access.ATTRIBUTES, Disposition.OPEN, Map.of(), caller);
    try {
      file.control(request);
    } finally {
      file.closeHandle();
    }
  }

  /// Removes a resource. The directories that its name stood in stay until they are removed too, as
  /// `rm -r` does next.
  void delete(String name, Caller caller) throws IOException {
    device.delete(new DeleteRequest(name, true));
    for (int at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) {
      String directory = name.substring(0, at);
      made.keep(key(directory), directory, caller.uid());
    }
  }

  /// Whether a name is a directory.
  boolean isDirectory(String name) throws IOException {
    String key = key(name);
    return made.contains(key) || prefixes().contains(key);
  }

  /// Makes a directory.
  void makeDirectory(Node parent, String name, Caller caller) throws IOException {
    synchronized (made) {
      if (parent.id() != Nodes.ROOT && !isDirectory(parent.name())) {
        // Somebody has just removed it.
        throw new Refusal(Errno.ENOENT);
      }
      made.make(key(name), name, caller.uid());
    }
  }

  /// Removes a directory that was made, and is empty.
  void removeDirectory(String name) throws IOException {
    String key = key(name);
    synchronized (made) {
      Set<String> holders = new HashSet<>();
      visitNames(other -> addPrefixes(key(other), holders));
      made.keys().forEach(other -> addPrefixes(other, holders));
      if (holders.contains(key)) {
        throw new Refusal(Errno.ENOTEMPTY);
      }
      if (!forget(key)) {
        throw new Refusal(Errno.ENOENT);
      }
    }
  }

  /// What is in a directory: names of the next component, and whether each is a directory.
  Map<String, Boolean> list(Node directory) throws IOException {
    Map<String, Boolean> found = new TreeMap<>();
    Map<String, String> spelled = new HashMap<>();
    List<String> names = names();
    // What is shown can be looked up from then on.
    names.forEach(this::addPrefixes);
    for (String name : names) {
      String rest = rest(name, directory);
      int slash = rest.indexOf('/');
      add(found, spelled, slash < 0 ? rest : rest.substring(0, slash), slash >= 0);
    }
    for (String name : made.spellings()) {
      String rest = rest(name, directory);
      add(found, spelled, rest.indexOf('/') < 0 ? rest : "", true);
    }
    return found;
  }

  private void add(
      Map<String, Boolean> found, Map<String, String> spelled, String component, boolean holds) {
    if (!component.isEmpty()) {
      // Of one spelled differently the first one shows.
      String shown = spelled.computeIfAbsent(key(component), _ -> component);
      found.merge(shown, holds, Boolean::logicalOr);
    }
  }

  /// What follows the directory in a name, empty if it is not in it. Names are cut at separators:
  /// a name and its key need not be of the same length.
  private String rest(String name, Node directory) {
    if (directory.key().isEmpty()) {
      return name;
    }
    int end = -1;
    for (int depth = directory.key().split("/", -1).length; depth > 0; depth--) {
      end = name.indexOf('/', end + 1);
      if (end < 0) {
        return "";
      }
    }
    return key(name.substring(0, end)).equals(directory.key()) ? name.substring(end + 1) : "";
  }

  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    visitNames(names::add);
    return names;
  }

  /// Names that a file can have.
  ///
  /// @return whether all resources told theirs
  private boolean visitNames(Consumer<String> visitor) throws IOException {
    AtomicBoolean complete = new AtomicBoolean(true);
    try {
      device.list(described -> {
        String name = described.text("name");
        if (name == null) {
          complete.set(false);
        } else if (!name.isEmpty() && !name.equals("/")) {
          visitor.accept(name);
        }
      });
    } catch (DeviceException refused) {
      if (refused.kind() != Kind.UNSUPPORTED) {
        throw refused;
      }
    }
    return complete.get();
  }

  private synchronized Set<String> prefixes() throws IOException {
    long now = System.nanoTime();
    if (now - listedAt > validNanos) {
      Set<String> found = new HashSet<>();
      boolean complete = visitNames(name -> addPrefixes(key(name), found));
      if (!complete) {
        // One that does not tell its name now may be in a directory all the same.
        found.addAll(prefixes);
      }
      prefixes = found;
      listedAt = System.nanoTime();
      long took = listedAt - now;
      validNanos = Math.max(took, Math.clamp(AGE_FACTOR * took, LEAST_AGE_NANOS, MOST_AGE_NANOS));
    }
    return prefixes;
  }

  /// A directory is gone, whether it was made or stood in some name.
  private synchronized boolean forget(String key) {
    boolean known = prefixes.remove(key);
    return made.remove(key) || known;
  }

  private synchronized void addPrefixes(String name) {
    addPrefixes(key(name), prefixes);
  }

  private static void addPrefixes(String key, Set<String> prefixes) {
    for (int at = key.indexOf('/'); at >= 0; at = key.indexOf('/', at + 1)) {
      prefixes.add(key.substring(0, at));
    }
  }
}
