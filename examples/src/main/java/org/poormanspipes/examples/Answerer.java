package org.poormanspipes.examples;

import java.io.IOException;
import java.util.Locale;
import org.poormanspipes.Device;

/// Answers each question of [Asker] by saying it louder, until nobody asks any more.
public final class Answerer {

  private Answerer() {}

  /// Answers.
  ///
  /// @param arguments the conversation's name
  /// @throws IOException if the pipes can't be had
  public static void main(String[] arguments) throws IOException {
    try (Device device = Device.open();
        Conversation talk = Conversation.answering(device, arguments[0])) {
      String question = talk.hear();
      while (question != null) {
        talk.say(question.toUpperCase(Locale.ROOT));
        question = talk.hear();
      }
    }
  }
}
