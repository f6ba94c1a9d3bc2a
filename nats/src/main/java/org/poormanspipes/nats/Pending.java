package org.poormanspipes.nats;

import io.nats.client.Message;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// The requests that wait for an answer. What was asked through a connection that is lost is never
/// answered: whoever waits for it asks again at once, and not when the time for it is over.
final class Pending {

  private final Set<CompletableFuture<Message>> requests = ConcurrentHashMap.newKeySet();

  @SuppressWarnings("CollectionUndefinedEquality") // the very same is meant
  CompletableFuture<Message> add(CompletableFuture<Message> request) {
    requests.add(request);
    var _ = request.whenComplete((_, _) -> requests.remove(request));
    return request;
  }

  /// The connection is lost.
  void giveUp() {
    requests.forEach(request -> request.cancel(true));
  }
}
