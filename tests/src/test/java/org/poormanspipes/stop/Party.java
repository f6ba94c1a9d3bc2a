package org.poormanspipes.stop;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// One process's use of the library, in words of the JDK only: the same for the woven library of a
/// [Victim] and for the ordinary one of the survivors. See [Library].
public interface Party {
  /// Says which device all else is about.
  void home(Path root, String device);

  /// Attaches to the device, which is made if it is missing.
  void attach() throws Exception;

  /// Lets go of the device.
  void detach() throws Exception;

  /// Removes the device.
  void remove(boolean force) throws Exception;

  /// Opens a pipe and keeps the handle under a name.
  ///
  /// @param disposition as the constants of `Disposition`
  void open(
      String handle, String pipe, String access, String disposition, Map<String, String> options)
      throws Exception;

  /// Writes and waits so long at most; returns the count or the outcome.
  int write(String handle, byte[] data, long millis) throws Exception;

  /// Asks for the lock of a pipe of messages so often, and alone, that from then on the handle
  /// writes without the lock's word.
  void keepToItself(String handle) throws Exception;

  /// Reads and waits so long at most.
  Got read(String handle, int size, long millis) throws Exception;

  /// Writes messages at once; returns how many.
  int writeBatch(String handle, byte[][] messages) throws Exception;

  /// Writes a piece in place, and commits it; the handle is the only writer.
  long claim(String handle, byte[] data) throws Exception;

  /// Polls; returns how many messages, or pieces of a stream, were handed out.
  long poll(String handle, int limit) throws Exception;

  /// Looks at what a read would return.
  Got peek(String handle, int size) throws Exception;

  /// What the handle's last loss was about.
  long lost(String handle) throws Exception;

  /// Changes a pipe's properties through a handle.
  void set(String handle, Map<String, String> changes) throws Exception;

  /// Closes a handle.
  void close(String handle) throws Exception;

  /// Deletes a pipe.
  void delete(String pipe, boolean force) throws Exception;

  /// Changes the device's properties.
  void configure(Map<String, String> changes) throws Exception;

  /// Asks the device: `list`, `pool`, `handles`, `diagnosis`.
  List<Map<String, Object>> ask(String subject) throws Exception;

  /// The kind of a refusal, as the library of this process names it.
  String kind(Exception refusal);

  /// What a read returned.
  final class Got {
    private final int outcome;
    private final byte[] data;

    /// A read's result.
    ///
    /// @param outcome how many bytes, or a constant of `Outcome`
    /// @param data the bytes
    public Got(int outcome, byte[] data) {
      this.outcome = outcome;
      this.data = data;
    }

    /// How many bytes, or a constant of `Outcome`.
    public int outcome() {
      return outcome;
    }

    /// The bytes.
    public byte[] data() {
      return data;
    }
  }
}
