package org.poormanspipes.contract;

import static org.poormanspipes.contract.NatsLimits.Reason.COPY;
import static org.poormanspipes.contract.NatsLimits.Reason.DIRECTORY;
import static org.poormanspipes.contract.NatsLimits.Reason.EXCLUSIVE;
import static org.poormanspipes.contract.NatsLimits.Reason.ROW;
import static org.poormanspipes.contract.NatsLimits.Reason.SLOW;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/// What of the contract a NATS server can't carry, all of it: the tests that are not run there, and
/// why. They are listed at the end of the run; `-Dpmp.nats.limits=none` in the tests' JVM runs them
/// all the same.
///
/// A whole contract that [NatsContractTest] leaves out: [FairnessContract], for writers stand in no
/// line on a server.
final class NatsLimits implements InvocationInterceptor, AfterAllCallback {

  /// Why it can't.
  enum Reason {
    DIRECTORY("devices on a server are in no directory that could be listed, and have no links"),
    SLOW("each operation is a question to a server, and this asks for tens of thousands of them"),
    COPY("what a handler looks at is a copy, which nobody can overwrite"),
    ROW("how much of a stream is kept for a reader that loses twice in a row is another amount"),
    EXCLUSIVE("a device on a server can't be exclusive: that is refused in words");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }
  }

  /// @param which the kinds of pipe it is about
  private record Limit(String test, Reason reason, Predicate<Flavour> which, String argument) {
    Limit(String test, Reason reason, Predicate<Flavour> which) {
      this(test, reason, which, "");
    }

    Limit(String test, Reason reason) {
      this(test, reason, _ -> true, "");
    }

    boolean covers(String name, List<Object> arguments) {
      return name.equals(test)
          && arguments.stream()
              .allMatch(given -> !(given instanceof Flavour kind) || which.test(kind))
          && (argument.isEmpty() || arguments.contains(argument));
    }
  }

  private static final List<Limit> LIMITS =
      List.of(
          new Limit("Model.everyStepDoesWhatAPlainListWouldDo", ROW, NatsLimits::losesBytes),
          new Limit(
              "Model.everyStepAndEveryChangeDoesWhatAPlainListWouldDo",
              ROW,
              NatsLimits::losesBytes),
          new Limit("Async.aThousandPipesAreWaitedForAtOnce", SLOW),
          new Limit("Poll.aPipeDoesNotBeginToOverwriteWhatIsBeingLookedAt", COPY),
          new Limit("Overwrite.whatSeveralProcessesWroteLastIsWhatStays", SLOW),
          new Limit("Largest.theLargestWriteIsWholeWhereverItBegins", SLOW),
          new Limit("Devices.aLinkOpensTheSamePipesAlsoInAnotherProcess", DIRECTORY),
          new Limit("Devices.aLinkToAMissingDeviceIsRefusedAndNoneIsLeft", DIRECTORY),
          new Limit("Devices.aLinkToALinkStandsForTheDeviceItself", DIRECTORY),
          new Limit("Devices.aMissingDeviceIsToldApartFromOneThatExists", DIRECTORY),
          new Limit("Devices.aDeviceInUseIsRemovedOnlyByForce", DIRECTORY),
          new Limit("Devices.anEmptyDeviceIsRemovedWithoutForce", DIRECTORY),
          new Limit("Devices.anExclusiveDeviceAdmitsOneHandleAmongAllProcesses", EXCLUSIVE));

  private static boolean losesBytes(Flavour kind) {
    return kind.isBroadcast() && !kind.isMessage() && !kind.keepsOldest();
  }

  private static final boolean NONE = "none".equals(System.getProperty("pmp.nats.limits"));

  private final Map<String, String> left = new ConcurrentHashMap<>();

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> context,
      ExtensionContext extension)
      throws Throwable {
    check(context);
    invocation.proceed();
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> context,
      ExtensionContext extension)
      throws Throwable {
    check(context);
    invocation.proceed();
  }

  private void check(ReflectiveInvocationContext<Method> context) {
    String test =
        context.getTargetClass().getSimpleName() + "." + context.getExecutable().getName();
    for (Limit limit : LIMITS) {
      if (!NONE && limit.covers(test, context.getArguments())) {
        left.put(test, limit.reason().sentence);
        throw new TestAbortedException("NOT CARRIED: " + limit.reason().sentence);
      }
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (context.getRequiredTestClass().equals(NatsContractTest.class)) {
      new TreeMap<>(left)
          .forEach((test, why) ->
              System.out.println("NOT CARRIED by a NATS server: " + test + ": " + why));
    }
  }
}
