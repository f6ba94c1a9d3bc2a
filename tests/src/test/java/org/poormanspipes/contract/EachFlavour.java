package org.poormanspipes.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;
import org.poormanspipes.Delivery;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;

/// A test of every kind of pipe, 36 of them; of fewer where it says which. It has one parameter, a
/// [Flavour].
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(EachFlavour.Selection.class)
@interface EachFlavour {

  PipeType[] type() default {PipeType.BYTE, PipeType.MESSAGE};

  WhenFull[] whenFull() default {WhenFull.BLOCK, WhenFull.REJECT, WhenFull.OVERWRITE};

  Delivery[] delivery() default {Delivery.QUEUE, Delivery.BROADCAST};

  Lifetime[] lifetime() default {Lifetime.DRAIN, Lifetime.TEMPORARY, Lifetime.PERMANENT};

  /// Those of all that the annotation names.
  final class Selection implements ArgumentsProvider, AnnotationConsumer<EachFlavour> {
    private Stream<Flavour> chosen = Stream.empty();

    @Override
    public void accept(EachFlavour wanted) {
      chosen =
          Flavour.all()
              .filter(flavour ->
                  Arrays.asList(wanted.type()).contains(flavour.type())
                      && Arrays.asList(wanted.whenFull()).contains(flavour.whenFull())
                      && Arrays.asList(wanted.delivery()).contains(flavour.delivery())
                      && Arrays.asList(wanted.lifetime()).contains(flavour.lifetime()));
    }

    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      List<Flavour> all = chosen.toList();
      OfLifetimes enough = context.getRequiredTestClass().getAnnotation(OfLifetimes.class);
      List<Flavour> some =
          enough == null
              ? all
              : all.stream()
                  .filter(flavour -> Arrays.asList(enough.value()).contains(flavour.lifetime()))
                  .toList();
      return (some.isEmpty() ? all : some).stream().map(Arguments::of);
    }
  }
}
