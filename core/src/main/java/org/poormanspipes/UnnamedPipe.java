package org.poormanspipes;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.driver.DeviceObject;
import org.poormanspipes.driver.Handover;
import org.poormanspipes.driver.PeerListener;
import org.poormanspipes.driver.PeerSocket;
import org.poormanspipes.time.Timeout;

/// A pipe that has no name: it is handed to another process over a connected Unix socket, and only
/// those have it to whom it was handed. Its memory can't shrink, and is there until the last of
/// them closes it.
///
/// ```java
/// // Here                                            // There
/// try (UnnamedPipe pipe = UnnamedPipe.create(options);
///     PeerListener door = UnnamedPipe.listen(path);   try (UnnamedPipe pipe =
///     PeerSocket peer = door.accept()) {                    UnnamedPipe.receive(path);
///   pipe.send(peer);                                      PipeChannel reader =
///   try (PipeChannel writer = pipe.open(WRITE)) {           pipe.open(Access.READ)) {
/// ```
///
/// What is opened through it does what it does for a pipe with a name: kinds, waits, deaths. Only
/// its capacity, its access and its lifetime stay as they are.
///
/// Safe for any number of threads. Closing it leaves the channels opened through it usable.
public final class UnnamedPipe implements AutoCloseable {

  private static final Timeout PATIENCE = Timeout.of(Duration.ofSeconds(10));

  private final DeviceObject object;
  private final Device device;

  private UnnamedPipe(DeviceObject object) {
    this.object = object;
    this.device = Device.over(object);
  }

  /// Makes a pipe, which this process alone has.
  ///
  /// @param options its properties; a lifetime can't be chosen
  /// @return the pipe
  /// @throws IOException if it can't be made
  public static UnnamedPipe create(PipeOptions options) throws IOException {
    return new UnnamedPipe(handover().createUnnamed(options.attributes()));
  }

  /// Connects to who listens at a path, and takes over the pipe that is handed out there.
  ///
  /// @param socket the path
  /// @return the pipe
  /// @throws IOException if nobody listens there, what comes is no pipe, or nothing comes within
  ///     ten seconds
  public static UnnamedPipe receive(Path socket) throws IOException {
    try (PeerSocket peer = connect(socket)) {
      return receive(peer, PATIENCE);
    }
  }

  /// Takes over a pipe from a process of the same user, or of root; root takes it from anybody.
  ///
  /// @param peer from whom
  /// @param timeout how long to wait for it
  /// @return the pipe
  /// @throws IOException if he is not trusted, what comes is no pipe, or nothing comes in time
  public static UnnamedPipe receive(PeerSocket peer, Timeout timeout) throws IOException {
    return new UnnamedPipe(handover().receive(peer, timeout, null));
  }

  /// Takes over a pipe from whom the caller trusts.
  ///
  /// @param peer from whom
  /// @param timeout how long to wait for it
  /// @param trusted decides by what the kernel says of him
  /// @return the pipe
  /// @throws IOException if he is not trusted, what comes is no pipe, or nothing comes in time
  public static UnnamedPipe receive(PeerSocket peer, Timeout timeout, Predicate<Caller> trusted)
      throws IOException {
    return new UnnamedPipe(handover().receive(peer, timeout, trusted));
  }

  /// Connects to who listens at a path.
  ///
  /// @param socket the path
  /// @return the connection
  /// @throws IOException if nobody listens there
  public static PeerSocket connect(Path socket) throws IOException {
    return handover().connect(socket);
  }

  /// A connected Unix socket that this process has already, for example from who started it.
  ///
  /// @param descriptor its number, which stays the caller's to close
  /// @return the connection
  /// @throws IOException if it is none
  public static PeerSocket socket(int descriptor) throws IOException {
    return handover().socket(descriptor);
  }

  /// Listens at a path, for the user of this process and root: the socket's file has the mode 0600.
  /// What a dead process left there is replaced.
  ///
  /// @param socket the path
  /// @return the listener
  /// @throws IOException if something else is there, or somebody listens there already
  public static PeerListener listen(Path socket) throws IOException {
    return handover().listen(socket);
  }

  private static Handover handover() throws IOException {
    return Drivers.handover();
  }

  /// A made-up name, for sentences.
  ///
  /// @return the same for all who have the pipe
  public String label() {
    return device.name();
  }

  /// The device that the pipe is alone on, under its label: to list its handles, and whatever else
  /// works on devices.
  ///
  /// @return the device, which is closed with this
  public Device device() {
    return device;
  }

  /// Hands the pipe to a process of the same user, or of root. Never waits, and reads nothing from
  /// the socket.
  ///
  /// @param peer to whom
  /// @throws IOException if he may not have it, or does not take it
  public void send(PeerSocket peer) throws IOException {
    handover().send(object, peer, null);
  }

  /// Hands the pipe to whom the caller admits. Another user can open it as far as its mode lets
  /// him.
  ///
  /// @param peer to whom
  /// @param admitted decides by what the kernel says of him
  /// @throws IOException if he may not have it, or does not take it
  public void send(PeerSocket peer, Predicate<Caller> admitted) throws IOException {
    handover().send(object, peer, admitted);
  }

  /// Opens a handle.
  ///
  /// @param access what it may do
  /// @return a channel
  /// @throws IOException if the request is refused
  public PipeChannel open(Access access) throws IOException {
    return open(access, PipeOptions.DEFAULT);
  }

  /// Opens a handle.
  ///
  /// @param access what it may do
  /// @param options what is about the handle: where it begins to read a broadcast, whether it is
  ///     the only writer
  /// @return a channel
  /// @throws IOException if the request is refused
  public PipeChannel open(Access access, PipeOptions options) throws IOException {
    return device.open(label(), access, options);
  }

  /// Describes the pipe.
  ///
  /// @return its description; of a damaged one only `number`, and `damage`, which says what is
  ///     wrong
  /// @throws IOException if it can't be read
  public Attributes stat() throws IOException {
    return device.stat(label());
  }

  /// Describes the open handles.
  ///
  /// @return a description of each, of all processes
  /// @throws IOException if the pipe is damaged
  public List<Attributes> handles() throws IOException {
    return device.handles(label());
  }

  /// Closes the descriptors here, with the last channel that was opened through it.
  @Override
  public void close() throws IOException {
    device.close();
  }

  @Override
  public String toString() {
    return "UnnamedPipe[" + label() + "]";
  }
}
