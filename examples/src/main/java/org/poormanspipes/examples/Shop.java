package org.poormanspipes.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A program that logs, and knows nothing of pipes: each order that it reads from standard input.
/// With `recorder/logback.xml` as Logback's configuration, a flight recorder keeps its last orders,
/// however it ends.
public final class Shop {
  private static final Logger LOGGER = LoggerFactory.getLogger(Shop.class);

  private Shop() {}

  /// Takes orders.
  ///
  /// @param arguments none
  /// @throws IOException if there is no standard input
  public static void main(String[] arguments) throws IOException {
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    String order = orders.readLine();
    while (order != null) {
      LOGGER.info("order {}", order);
      System.out.println("taken: " + order);
      order = orders.readLine();
    }
  }
}
