package org.poormanspipes.driver;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.poormanspipes.events.Events;
import org.poormanspipes.events.OpenEvent;

/// A device of a driver, as one process sees it: its name, its driver, and the context that the
/// driver made for it. Safe for any number of threads.
public final class DeviceObject {

  private final Driver driver;
  private final String name;
  private final DeviceContext context;
  private final Object lock = new Object();

  // All are guarded by the lock, so that exactly one caller sees "detached and nothing open".
  private int openFiles;
  private int inFlight;
  private boolean detached;

  /// A device; called by its driver.
  ///
  /// @param driver who serves it
  /// @param name its name
  /// @param context what the driver keeps for it
  public DeviceObject(Driver driver, String name, DeviceContext context) {
    this.driver = driver;
    this.name = name;
    this.context = context;
  }

  /// Who serves the device.
  ///
  /// @return the driver
  public Driver driver() {
    return driver;
  }

  /// The device's name.
  ///
  /// @return the name as it was first spelled
  public String name() {
    return name;
  }

  /// What the driver keeps for the device.
  ///
  /// @return the context
  public DeviceContext context() {
    return context;
  }

  /// How many file objects of this device are open in this process.
  ///
  /// @return the number
  public int openFiles() {
    synchronized (lock) {
      return openFiles;
    }
  }

  /// Opens a name.
  ///
  /// @param request name, access and properties
  /// @return the file object, with one handle
  /// @throws IOException if the request is refused
  public FileObject open(CreateRequest request) throws IOException {
    OpenEvent event = Events.opening();
    admit(request.name());
    FileObject file = new FileObject(this, request);
    boolean opened = false;
    try {
      driver.create(this, file, request);
      opened = true;
      return file;
    } finally {
      if (event != null) {
        Events.opened(event, file.source(), driver.scheme(), request.access().word(), opened);
      }
      if (!opened) {
        fileClosed();
      }
    }
  }

  /// Answers a question and changes nothing.
  ///
  /// @param request what is asked
  /// @return one or more descriptions
  /// @throws IOException if the request is refused
  public List<Attributes> query(QueryRequest request) throws IOException {
    begin();
    try {
      return driver.query(this, request);
    } finally {
      end();
    }
  }

  /// Lists the resources.
  ///
  /// @param visitor is handed each
  /// @throws IOException if the request is refused
  public void list(Consumer<Attributes> visitor) throws IOException {
    begin();
    try {
      driver.list(this, visitor);
    } finally {
      end();
    }
  }

  /// Deletes a resource.
  ///
  /// @param request which, and how
  /// @throws IOException if the request is refused
  public void delete(DeleteRequest request) throws IOException {
    begin();
    try {
      driver.delete(this, request);
    } finally {
      end();
    }
  }

  /// Changes the properties of the device.
  ///
  /// @param attributes the new values by name
  /// @return the properties after the change
  /// @throws IOException if the request is refused
  public Attributes configure(Map<String, String> attributes) throws IOException {
    if (!(driver instanceof DeviceDirectory directory)) {
      throw Unsupported.request(driver, "configure");
    }
    begin();
    try {
      return directory.configure(this, attributes);
    } finally {
      end();
    }
  }

  /// Lets go of the device. Files that are still open stay usable; the driver lets go when the last
  /// of them is closed. Further calls do nothing.
  ///
  /// @throws IOException if the driver fails
  public void detach() throws IOException {
    synchronized (lock) {
      if (detached) {
        return;
      }
      detached = true;
      if (openFiles + inFlight > 0) {
        return;
      }
    }
    driver.detach(this);
  }

  void fileClosed() throws IOException {
    synchronized (lock) {
      openFiles--;
      if (!detached || openFiles + inFlight > 0) {
        return;
      }
    }
    driver.detach(this);
  }

  /// A request in flight keeps the context alive, as an open file does.
  private void begin() {
    synchronized (lock) {
      requireAttached();
      inFlight++;
    }
  }

  private void end() throws IOException {
    synchronized (lock) {
      inFlight--;
      if (!detached || openFiles + inFlight > 0) {
        return;
      }
    }
    driver.detach(this);
  }

  private void admit(String requested) throws DeviceException {
    synchronized (lock) {
      requireAttached();
      if (context.exclusive() && openFiles > 0) {
        throw new DeviceException(
            DeviceException.Kind.IN_USE,
            "the device '"
                + name
                + "' is exclusive and already open: '"
                + requested
                + "' can be opened when the open handle is closed");
      }
      openFiles++;
    }
  }

  private void requireAttached() {
    if (detached) {
      throw new IllegalStateException("the device '" + name + "' is closed");
    }
  }

  @Override
  public String toString() {
    return "DeviceObject["
        + name
        + ", driver="
        + driver.scheme()
        + ", kind="
        + context.kind()
        + "]";
  }
}
