package org.poormanspipes.driver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.events.CloseEvent;
import org.poormanspipes.events.Events;
import org.poormanspipes.events.Source;
import org.poormanspipes.time.Timeout;

/// An open name: what one or more handles refer to, with the two contexts that the driver keeps in
/// it.
///
/// *Cleanup* runs when the last handle is closed, in the thread that closes it. *Close* runs when
/// the last reference is gone: every handle is one, and so is every operation that called
/// [#reference()] and still waits; so it may run later, and on another thread. Safe for any number
/// of threads.
public final class FileObject {

  private final DeviceObject device;
  private final String name;
  private final Access access;
  private final @Nullable Caller caller;
  private final Object lock = new Object();

  // Guarded by the lock. Each handle holds one reference.
  private int handles = 1;
  private int references = 1;

  private volatile @Nullable Object resourceContext;
  private volatile @Nullable Object instanceContext;
  private volatile @Nullable FastPath fastPath;
  private volatile boolean deletePending;

  FileObject(DeviceObject device, CreateRequest request) {
    this.device = device;
    this.name = request.name();
    this.access = request.access();
    this.caller = request.caller();
  }

  /// The device it was opened on.
  ///
  /// @return the device
  public DeviceObject device() {
    return device;
  }

  /// The name that was opened.
  ///
  /// @return the name as the caller spelled it
  public String name() {
    return name;
  }

  /// What events say where they happened.
  Source source() {
    return new Source(device.name(), OneLine.of(name));
  }

  /// What its handles may do.
  ///
  /// @return the access
  public Access access() {
    return access;
  }

  /// On whose behalf it was opened.
  ///
  /// @return the process that the kernel named, or null for this one itself
  public @Nullable Caller caller() {
    return caller;
  }

  /// What the driver keeps for the name, shared by all who opened it.
  ///
  /// @param <T> the driver's class
  /// @param type the driver's class
  /// @return the context
  /// @throws ClassCastException if the driver set none, or one of another class
  public <T> T resourceContext(Class<T> type) {
    return required(type, resourceContext);
  }

  /// What the driver keeps for this open.
  ///
  /// @param <T> the driver's class
  /// @param type the driver's class
  /// @return the context
  /// @throws ClassCastException if the driver set none, or one of another class
  public <T> T instanceContext(Class<T> type) {
    return required(type, instanceContext);
  }

  /// Sets the contexts; called by the driver in its create entry point.
  ///
  /// @param resource what the name stands for, or null
  /// @param instance what belongs to this open alone, or null
  public void setContexts(@Nullable Object resource, @Nullable Object instance) {
    resourceContext = resource;
    instanceContext = instance;
  }

  /// The way around the entry points: the one that the driver set, or the instance context, where
  /// it is one.
  ///
  /// @return the fast path, or null
  public @Nullable FastPath fastPath() {
    FastPath set = fastPath;
    return set != null ? set : instanceContext instanceof FastPath fast ? fast : null;
  }

  /// Sets another way around the entry points than the instance context, as for somebody whose
  /// rights are looked at before each operation; called by the driver in its create entry point.
  ///
  /// @param path the fast path
  public void setFastPath(FastPath path) {
    fastPath = path;
  }

  /// Whether the name was deleted while this file is open.
  ///
  /// @return true once it was deleted through this process
  public boolean deletePending() {
    return deletePending;
  }

  /// Notes that the name was deleted; called by the driver.
  public void markDeletePending() {
    deletePending = true;
  }

  /// Adds a handle to this open.
  ///
  /// @throws ClosedChannelException if the last one is closed already
  public void addHandle() throws ClosedChannelException {
    synchronized (lock) {
      if (handles == 0) {
        throw new ClosedChannelException();
      }
      handles++;
      references++;
    }
  }

  /// Closes one handle; the last one runs the driver's cleanup here and now.
  ///
  /// @throws IOException if the driver fails
  public void closeHandle() throws IOException {
    boolean last;
    synchronized (lock) {
      if (handles == 0) {
        throw new IllegalStateException("no handle of '" + name + "' is open");
      }
      handles--;
      last = handles == 0;
    }
    try {
      if (last) {
        device.driver().cleanup(device, this);
      }
    } finally {
      dereference();
    }
  }

  /// Keeps the contexts alive while an operation is in flight.
  ///
  /// @return false if the last reference is gone already
  public boolean reference() {
    synchronized (lock) {
      if (references == 0) {
        return false;
      }
      references++;
      return true;
    }
  }

  /// Ends what [#reference()] began; the last reference runs the driver's close here and now.
  ///
  /// @throws IOException if the driver fails
  public void dereference() throws IOException {
    synchronized (lock) {
      references--;
      if (references > 0) {
        return;
      }
    }
    CloseEvent event = Events.closing();
    try {
      device.driver().close(device, this);
    } finally {
      if (event != null) {
        Events.closed(event, source(), device.driver().scheme(), access.word());
      }
      device.fileClosed();
    }
  }

  /// Reads through the driver's entry point.
  ///
  /// @param target where to
  /// @param timeout how long to wait for data
  /// @return the number of bytes, or a negative [Outcome]
  /// @throws IOException if the request is refused
  public int read(ByteBuffer target, Timeout timeout) throws IOException {
    requireAccess(access.reads(), "read");
    begin();
    try {
      return device.driver().read(device, this, target, timeout);
    } finally {
      dereference();
    }
  }

  /// Writes through the driver's entry point.
  ///
  /// @param source where from
  /// @param timeout how long to wait for room
  /// @return the number of bytes taken, or a negative [Outcome]
  /// @throws IOException if the request is refused
  public int write(ByteBuffer source, Timeout timeout) throws IOException {
    requireAccess(access.writes(), "write");
    begin();
    try {
      return device.driver().write(device, this, source, timeout);
    } finally {
      dereference();
    }
  }

  /// Anything that is neither reading nor writing.
  ///
  /// @param request what to do
  /// @return what came of it
  /// @throws IOException if the request is refused
  public Attributes control(ControlRequest request) throws IOException {
    begin();
    try {
      return device.driver().control(device, this, request);
    } finally {
      dereference();
    }
  }

  /// An operation in flight is a reference of its own: close waits for it, cleanup does not.
  private void begin() throws ClosedChannelException {
    synchronized (lock) {
      if (handles == 0) {
        throw new ClosedChannelException();
      }
      references++;
    }
  }

  private void requireAccess(boolean granted, String operation) throws DeviceException {
    if (!granted) {
      throw new DeviceException(
          DeviceException.Kind.DENIED,
          "the handle of '"
              + name
              + "' was opened with access="
              + access
              + " and can't "
              + operation);
    }
  }

  private static <T> T required(Class<T> type, @Nullable Object context) {
    if (context == null) {
      throw new ClassCastException("no " + type.getSimpleName() + " was set by the driver");
    }
    return type.cast(context);
  }

  @Override
  public String toString() {
    synchronized (lock) {
      return "FileObject[fileName="
          + name
          + ", readAccess="
          + access.reads()
          + ", writeAccess="
          + access.writes()
          + ", deletePending="
          + deletePending
          + ", handles="
          + handles
          + ", references="
          + references
          + ", resourceContext="
          + resourceContext
          + ", instanceContext="
          + instanceContext
          + "]";
    }
  }
}
