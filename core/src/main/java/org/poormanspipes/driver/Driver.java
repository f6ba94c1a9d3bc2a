package org.poormanspipes.driver;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.poormanspipes.time.Timeout;

/// The entry points of a driver. Every one is handed the device it concerns, so one driver serves
/// any number of devices, of one kind or of several.
///
/// An entry point that a driver leaves out refuses the request: the caller always gets an answer.
/// All are called from any thread; [#read] and [#write] may wait, the others should not for long. A
/// driver is found by [java.util.ServiceLoader], or handed to whoever mounts it.
public interface Driver {

  /// Which addresses this driver answers: the part before `://`.
  ///
  /// @return a short word in lower case
  String scheme();

  /// Finds or creates a device, and its context.
  ///
  /// @param address where it is
  /// @param disposition what to do when it exists or is missing
  /// @param attributes properties for a device that is created
  /// @return the device
  /// @throws IOException if it can't be had
  default DeviceObject attach(
      DeviceAddress address, Disposition disposition, Map<String, String> attributes)
      throws IOException {
    throw Unsupported.request(this, "attach");
  }

  /// Lets go of a device whose last file object is closed.
  ///
  /// @param device the device
  /// @throws IOException if that fails
  default void detach(DeviceObject device) throws IOException {}

  /// Opens a name: finds or creates the resource, and sets the file's contexts.
  ///
  /// @param device the device
  /// @param file the new file object
  /// @param request name, access and properties
  /// @throws IOException if the request is refused; the file object is then gone
  default void create(DeviceObject device, FileObject file, CreateRequest request)
      throws IOException {
    throw Unsupported.request(this, "create");
  }

  /// The last handle was closed, in the process that owned it: ends the file's waits. Operations
  /// may still be in flight.
  ///
  /// @param device the device
  /// @param file the file object
  /// @throws IOException if that fails
  default void cleanup(DeviceObject device, FileObject file) throws IOException {}

  /// The last reference is gone, perhaps on another thread than cleanup's: frees the file's
  /// contexts.
  ///
  /// @param device the device
  /// @param file the file object
  /// @throws IOException if that fails
  default void close(DeviceObject device, FileObject file) throws IOException {}

  /// Reads into the remaining space of `target`. A driver whose files have a [FastPath] may leave
  /// this out: that is taken.
  ///
  /// @param device the device
  /// @param file the file object
  /// @param target where to
  /// @param timeout how long to wait for data
  /// @return the number of bytes, or a negative [Outcome]
  /// @throws IOException if the request is refused
  default int read(DeviceObject device, FileObject file, ByteBuffer target, Timeout timeout)
      throws IOException {
    FastPath path = file.fastPath();
    if (path == null) {
      throw Unsupported.request(this, "read");
    }
    MemorySegment memory = MemorySegment.ofBuffer(target);
    int read = (int) path.read(memory, 0, target.remaining(), timeout);
    target.position(target.position() + Math.max(0, read));
    return read;
  }

  /// Writes the remaining bytes of `source`. A driver whose files have a [FastPath] may leave it
  /// out: that is taken.
  ///
  /// @param device the device
  /// @param file the file object
  /// @param source where from
  /// @param timeout how long to wait for room
  /// @return the number of bytes taken, or a negative [Outcome]
  /// @throws IOException if the request is refused
  default int write(DeviceObject device, FileObject file, ByteBuffer source, Timeout timeout)
      throws IOException {
    FastPath path = file.fastPath();
    if (path == null) {
      throw Unsupported.request(this, "write");
    }
    MemorySegment memory = MemorySegment.ofBuffer(source);
    int taken = (int) path.write(memory, 0, source.remaining(), timeout);
    source.position(source.position() + Math.max(0, taken));
    return taken;
  }

  /// Anything that is neither reading nor writing.
  ///
  /// @param device the device
  /// @param file the file object
  /// @param request what to do
  /// @return what came of it
  /// @throws IOException if the request is refused
  default Attributes control(DeviceObject device, FileObject file, ControlRequest request)
      throws IOException {
    throw Unsupported.request(this, "control " + request.operation());
  }

  /// Answers a question about the device or a resource, and changes nothing.
  ///
  /// @param device the device
  /// @param request what is asked
  /// @return one or more descriptions
  /// @throws IOException if the request is refused
  default List<Attributes> query(DeviceObject device, QueryRequest request) throws IOException {
    throw Unsupported.request(this, "query " + request.subject());
  }

  /// Lists the resources of a device, in no particular order.
  ///
  /// @param device the device
  /// @param visitor is handed each
  /// @throws IOException if the request is refused
  default void list(DeviceObject device, Consumer<Attributes> visitor) throws IOException {
    throw Unsupported.request(this, "list");
  }

  /// Deletes a resource.
  ///
  /// @param device the device
  /// @param request which, and how
  /// @throws IOException if the request is refused
  default void delete(DeviceObject device, DeleteRequest request) throws IOException {
    throw Unsupported.request(this, "delete");
  }
}
