package org.poormanspipes.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.driver.Access;

/// Both directions between two processes: a pipe has one, so a conversation has two names. Whoever
/// comes first waits for the other; when one is gone, the other hears the end.
///
/// @param hears what the other says
/// @param says what the other hears
public record Conversation(PipeChannel hears, PipeChannel says) implements AutoCloseable {

  private static final PipeOptions MESSAGES = PipeOptions.builder().type(PipeType.MESSAGE).build();

  private static final int MOST_BYTES = 10_000;

  /// The side that asks.
  ///
  /// @param device where
  /// @param name of the conversation
  /// @return this side
  /// @throws IOException if a pipe can't be had
  public static Conversation asking(Device device, String name) throws IOException {
    return open(device, name + "/answers", name + "/questions");
  }

  /// The side that answers.
  ///
  /// @param device where
  /// @param name of the conversation
  /// @return this side
  /// @throws IOException if a pipe can't be had
  public static Conversation answering(Device device, String name) throws IOException {
    return open(device, name + "/questions", name + "/answers");
  }

  private static Conversation open(Device device, String hears, String says) throws IOException {
    PipeChannel in = device.open(hears, Access.READ, MESSAGES);
    try {
      return new Conversation(in, device.open(says, Access.WRITE, MESSAGES));
    } catch (IOException refused) {
      in.close();
      throw refused;
    }
  }

  /// Says something.
  ///
  /// @param text what
  /// @throws IOException if it is too long, or the pipe was removed
  public void say(String text) throws IOException {
    says.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  /// Hears what comes next.
  ///
  /// @return what was said, or null if the other side is gone
  /// @throws IOException if the pipe is damaged
  public @Nullable String hear() throws IOException {
    ByteBuffer text = ByteBuffer.allocate(MOST_BYTES);
    return hears.read(text) < 0 ? null : UTF_8.decode(text.flip()).toString();
  }

  @Override
  public void close() throws IOException {
    try (hears) {
      says.close();
    }
  }
}
