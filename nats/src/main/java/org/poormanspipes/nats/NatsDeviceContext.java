package org.poormanspipes.nats;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.JetStream;
import io.nats.client.Message;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.DeviceContext;
import org.poormanspipes.events.Source;

/// What a process keeps for a device: the connection, and what was opened through it.
final class NatsDeviceContext implements DeviceContext {

  private static final int HEADERS = 1024;

  /// In seconds. A repeated write is known for one as long as the server remembers its number,
  /// which is two minutes.
  private static final int MOST_PATIENCE = 100;

  private final NatsAddress address;
  private final Subjects subjects;
  private final Trouble trouble;
  private final Background background = new Background();
  private final Map<String, NatsHandle> handles = new ConcurrentHashMap<>();
  private final String connectionId = UUID.randomUUID().toString().replace("-", "");
  private final long patienceNanos;
  private final Connection connection;
  private final Dispatcher dispatcher;
  private final JetStream jetStream;
  private final Api api;
  private final Streams streams;
  private final Store state;
  private final Records records;
  private final Owners owners;
  private volatile NatsSettings settings;

  /// Connects; what is on the server is looked at, and made, by the attach operation.
  NatsDeviceContext(NatsAddress address) throws IOException {
    this.address = address;
    this.subjects = new Subjects(address.token());
    this.trouble = new Trouble(address.shown());
    this.settings = NatsSettings.first(address.device());
    this.patienceNanos = address.number("patience", 60, MOST_PATIENCE) * 1_000_000_000L;
    Pending pending = new Pending();
    this.connection =
        Connector.connect(
            address, trouble, pending::giveUp, () -> background.run(this::reconnected));
    boolean checked = false;
    try {
      this.api = new Api(connection, trouble, pending, patienceNanos);
      ServerCheck.require(api, address.shown());
      this.streams = Streams.of(api, address);
      this.state = new Store(api, subjects.stateStream(), streams.replicas() > 1);
      this.records = new Records(subjects, state);
      this.jetStream = connection.jetStream();
      this.dispatcher = connection.createDispatcher();
      // A feed has limits of its own.
      dispatcher.setPendingLimits(0, 0);
      this.owners = new Owners(this);
      Presence.answer(this);
      checked = true;
    } finally {
      if (!checked) {
        close();
      }
    }
  }

  @Override
  public String kind() {
    return "nats";
  }

  @Override
  public boolean remote() {
    return true;
  }

  NatsAddress address() {
    return address;
  }

  Subjects subjects() {
    return subjects;
  }

  Trouble trouble() {
    return trouble;
  }

  Background background() {
    return background;
  }

  String connectionId() {
    return connectionId;
  }

  long patienceNanos() {
    return patienceNanos;
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  JetStream jetStream() {
    return jetStream;
  }

  Api api() {
    return api;
  }

  Streams streams() {
    return streams;
  }

  Store state() {
    return state;
  }

  Records records() {
    return records;
  }

  Owners owners() {
    return owners;
  }

  NatsSettings settings() {
    return settings;
  }

  void settings(NatsSettings changed) {
    settings = changed;
  }

  /// What was written into a pipe.
  Store dataStore(String id) {
    return new Store(api, subjects.dataStream(id), streams.replicas() > 1);
  }

  /// Sends something under way, with nobody waiting yet.
  CompletableFuture<Message> start(Store.Append append) {
    try {
      return api.start(append.subject(), append.headers(), append.body());
    } catch (IllegalStateException notConnected) {
      return CompletableFuture.failedFuture(notConnected);
    }
  }

  /// Publishes a state that nobody waits for.
  void tellState(String subject, byte[] data) {
    try {
      Uninterrupted.call(() -> {
        connection.publish(subject, data);
        return subject;
      });
    } catch (IllegalStateException notNow) {
      // The next one says more.
    }
  }

  /// How many bytes one message of the server may carry besides what we add.
  long largestPiece() {
    return connection.getMaxPayload() - HEADERS - Frame.HEADER;
  }

  Collection<NatsHandle> handles() {
    return handles.values();
  }

  void add(NatsHandle handle) {
    handles.put(handle.handle().id(), handle);
  }

  void remove(NatsHandle handle) {
    handles.remove(handle.handle().id());
  }

  private void reconnected() {
    for (NatsHandle handle : handles.values()) {
      Returning.see(this, handle);
      handle.reconnected();
    }
  }

  /// Lets go of the connection.
  void close() {
    background.close();
    boolean interrupted = Thread.interrupted();
    try {
      connection.close();
    } catch (InterruptedException alerted) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// What events say where they happened.
  Source source(String pipe) {
    return new Source(settings.name(), PipeName.printable(pipe));
  }
}
