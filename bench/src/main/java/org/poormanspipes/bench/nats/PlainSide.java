package org.poormanspipes.bench.nats;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PublishOptions;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.PublishAck;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// The same by the bare client, as its documentation has it: a bounded stream that refuses what
/// does not fit, a durable consumer that all readers share.
final class PlainSide implements Side {
  private static final Duration PATIENCE = Duration.ofSeconds(PATIENCE_SECONDS);

  private static final long PAUSE_MILLIS = 100;

  /// What it promises.
  enum Promise {
    /// What a pipe does: a repeated write is known for one, and what a read returned is never given
    /// to another reader. A work queue; each message is acknowledged before it is used.
    SAME,
    /// Less: writes carry no identity, and the server forgets what it sent without being told that
    /// it arrived.
    LESS
  }

  private final String stream;
  private final Promise promise;
  private final Connection writing;
  private final Connection reading;
  private final JetStreamManagement management;
  private final JetStream writer;
  private final long capacity;
  private final int copies;
  private JetStreamSubscription reader;

  PlainSide(String url, Promise promise, long capacity, int copies) throws IOException {
    this.stream = "PLAIN_" + promise;
    this.promise = promise;
    this.capacity = capacity;
    this.copies = copies;
    try {
      writing = Nats.connect(options(url));
      reading = Nats.connect(options(url));
      management = writing.jetStreamManagement();
      writer = writing.jetStream();
      reader = made();
    } catch (JetStreamApiException | InterruptedException refused) {
      throw new IOException(refused);
    }
  }

  /// Servers of a cluster find each other some time after their start: until then no stream gets
  /// all of its copies.
  static void awaitServers(String url, int copies) throws IOException, InterruptedException {
    String name = "TRY_" + UUID.randomUUID();
    StreamConfiguration wanted =
        StreamConfiguration.builder().name(name).subjects(name).replicas(copies).build();
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (Connection connection = Nats.connect(options(url))) {
      while (true) {
        try {
          connection.jetStreamManagement().addStream(wanted);
          connection.jetStreamManagement().deleteStream(name);
          return;
        } catch (JetStreamApiException | IOException notYet) {
          if (System.nanoTime() > end) {
            throw new IOException(notYet);
          }
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    }
  }

  private static Options options(String url) {
    return new Options.Builder().servers(url.split(",", -1)).reconnectBufferSize(0).build();
  }

  private JetStreamSubscription made() throws IOException, JetStreamApiException {
    management.addStream(stream());
    management.addOrUpdateConsumer(stream, consumer());
    return reading.jetStream().subscribe(stream, PullSubscribeOptions.bind(stream, "all"));
  }

  private StreamConfiguration stream() {
    return StreamConfiguration.builder()
        .name(stream)
        .subjects(stream)
        .retentionPolicy(
            promise == Promise.SAME ? RetentionPolicy.WorkQueue : RetentionPolicy.Limits)
        .discardPolicy(promise == Promise.SAME ? DiscardPolicy.New : DiscardPolicy.Old)
        .maxBytes(capacity)
        .replicas(copies)
        .build();
  }

  private ConsumerConfiguration consumer() {
    return ConsumerConfiguration.builder()
        .durable("all")
        .filterSubject(stream)
        .ackPolicy(promise == Promise.SAME ? AckPolicy.Explicit : AckPolicy.None)
        .build();
  }

  private PublishOptions identity() {
    return PublishOptions.builder().messageId(UUID.randomUUID().toString()).build();
  }

  @Override
  public void write(byte[] message) throws IOException {
    try {
      if (promise == Promise.SAME) {
        writer.publish(stream, message, identity());
      } else {
        writer.publish(stream, message);
      }
    } catch (JetStreamApiException refused) {
      throw new IOException(refused);
    }
  }

  @Override
  public void writeAll(byte[] message, int count) throws IOException {
    List<CompletableFuture<PublishAck>> answers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      answers.add(
          promise == Promise.SAME
              ? writer.publishAsync(stream, message, identity())
              : writer.publishAsync(stream, message));
    }
    try {
      for (CompletableFuture<PublishAck> answer : answers) {
        answer.get();
      }
    } catch (ExecutionException | InterruptedException refused) {
      throw new IOException(refused);
    }
  }

  @Override
  public void read() throws IOException {
    List<Message> messages = reader.fetch(1, PATIENCE);
    if (messages.isEmpty()) {
      throw new IOException("nothing came");
    }
    acknowledge(messages);
  }

  /// The server takes acknowledgements in the order in which they are sent: when the last one is
  /// answered, all are.
  private void acknowledge(List<Message> messages) throws IOException {
    if (promise == Promise.LESS) {
      return;
    }
    for (Message message : messages.subList(0, messages.size() - 1)) {
      message.ack();
    }
    try {
      messages.getLast().ackSync(PATIENCE);
    } catch (TimeoutException | InterruptedException unanswered) {
      throw new IOException(unanswered);
    }
  }

  @Override
  public int readSome(int limit) throws IOException {
    List<Message> messages = reader.fetch(limit, PATIENCE);
    if (!messages.isEmpty()) {
      acknowledge(messages);
    }
    return messages.size();
  }

  @Override
  public void renew() throws IOException {
    try {
      reader.unsubscribe();
      management.deleteStream(stream);
      reader = made();
    } catch (JetStreamApiException refused) {
      throw new IOException(refused);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      writing.close();
      reading.close();
    } catch (InterruptedException alerted) {
      throw new IOException(alerted);
    }
  }
}
