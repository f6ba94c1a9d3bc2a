import java.util.logging.Level;
import java.util.logging.Logger;

/// A program that logs by the JDK's logging, and then waits to be killed. It runs as source code.
class KilledWhileLogging {
  public static void main(String[] arguments) throws Exception {
    Logger logger = Logger.getLogger("orders");
    logger.info(arguments[0]);
    logger.log(Level.WARNING, "and no more", new IllegalStateException("out of stock"));
    System.out.println("logged");
    System.in.read();
  }
}
