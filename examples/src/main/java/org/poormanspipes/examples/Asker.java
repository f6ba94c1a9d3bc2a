package org.poormanspipes.examples;

import java.io.IOException;
import org.poormanspipes.Device;

/// Asks, and prints the answers of [Answerer].
public final class Asker {

  private Asker() {}

  /// Asks.
  ///
  /// @param arguments the conversation's name, then the questions
  /// @throws IOException if the pipes can't be had
  public static void main(String[] arguments) throws IOException {
    try (Device device = Device.open();
        Conversation talk = Conversation.asking(device, arguments[0])) {
      for (int i = 1; i < arguments.length; i++) {
        talk.say(arguments[i]);
        String answer = talk.hear();
        System.out.println(answer == null ? "nobody answers any more" : answer);
      }
    }
  }
}
