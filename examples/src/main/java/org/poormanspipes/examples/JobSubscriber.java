package org.poormanspipes.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.driver.Access;

/// Does the jobs that come as messages through a pipe, one after the other, until those who write
/// them are gone. It asks for the next job when one is done: what it has not asked for stays in the
/// pipe, for another process that does the same. No thread waits meanwhile.
public final class JobSubscriber implements Flow.Subscriber<ByteBuffer> {

  private final CompletableFuture<Integer> done = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;
  private int count;

  private JobSubscriber() {}

  @Override
  public void onSubscribe(Flow.Subscription subscribed) {
    subscription = subscribed;
    subscribed.request(1);
  }

  @Override
  public void onNext(ByteBuffer job) {
    count++;
    System.out.println("did " + UTF_8.decode(job).toString().strip());
    if (subscription != null) {
      subscription.request(1);
    }
  }

  @Override
  public void onError(Throwable reason) {
    done.completeExceptionally(reason);
  }

  @Override
  public void onComplete() {
    done.complete(count);
  }

  /// Does jobs.
  ///
  /// @param arguments the pipe's name
  /// @throws IOException if the pipe can't be had
  public static void main(String[] arguments) throws IOException {
    PipeOptions messages = PipeOptions.builder().type(PipeType.MESSAGE).build();
    JobSubscriber worker = new JobSubscriber();
    try (Device device = Device.open();
        PipeChannel jobs = device.open(arguments[0], Access.READ, messages)) {
      jobs.async().publisher().subscribe(worker);
      System.out.println(worker.done.join() + " jobs");
    }
  }
}
