package org.poormanspipes.contract;

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

/// What of the contract a backend can't carry: the tests that are not run there, each with the
/// reason. They are listed at the end of the run; a property of the tests' JVM runs them all the
/// same.
abstract class Limits implements InvocationInterceptor, AfterAllCallback {

  /// Why a test is not run.
  interface Reason {
    String sentence();
  }

  /// @param which the kinds of pipe it is about
  record Limit(String test, Reason reason, Predicate<Flavour> which, String argument) {
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

  private final String backend;
  private final Class<?> suite;
  private final List<Limit> limits;
  private final Map<String, String> left = new ConcurrentHashMap<>();

  /// @param backend for the listing, as in "a mount"
  /// @param suite the class whose end ends the run
  /// @param property `none` is its value that runs everything
  Limits(String backend, Class<?> suite, String property, List<Limit> limits) {
    this.backend = backend;
    this.suite = suite;
    this.limits = "none".equals(System.getProperty(property)) ? List.of() : limits;
  }

  @Override
  public final void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> context,
      ExtensionContext extension)
      throws Throwable {
    check(context);
    invocation.proceed();
  }

  @Override
  public final void interceptTestTemplateMethod(
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
    for (Limit limit : limits) {
      if (limit.covers(test, context.getArguments())) {
        left.put(test, limit.reason().sentence());
        throw new TestAbortedException("NOT CARRIED: " + limit.reason().sentence());
      }
    }
  }

  @Override
  public final void afterAll(ExtensionContext context) {
    if (context.getRequiredTestClass().equals(suite)) {
      new TreeMap<>(left)
          .forEach((test, why) ->
              System.out.println("NOT CARRIED by " + backend + ": " + test + ": " + why));
    }
  }
}
