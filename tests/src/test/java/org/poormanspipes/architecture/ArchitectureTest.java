package org.poormanspipes.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;

/// The layers of the design, and nothing global: the arrows that `DESIGN.md` draws.
///
/// ```
///   faces        cli  .fuse  .web         use the api; .fuse, which faces the kernel, .linux too
///   api          org.poormanspipes
///   driver       .driver                  knows nothing of pipes
///   backends     .pipe
///   mechanisms   .ring  .mutex  .pool     mutually ignorant
///   words        .layout                  what fields are called, for who looks from outside
///   system       .linux                   the only code that calls native functions
///   events       .events                  what drivers tell the flight recorder
/// ```
class ArchitectureTest {
  private static final String OURS = "org.poormanspipes";
  private static final String API = OURS;
  private static final String DRIVER = OURS + ".driver";
  private static final String TIME = OURS + ".time";
  private static final String PIPE = OURS + ".pipe";
  private static final String RING = OURS + ".ring";
  private static final String MUTEX = OURS + ".mutex";
  private static final String POOL = OURS + ".pool";
  private static final String LAYOUT = OURS + ".layout";
  private static final String LINUX = OURS + ".linux";
  private static final String NATS = OURS + ".nats";
  private static final String WEB = OURS + ".web";
  private static final String EVENTS = OURS + ".events";
  private static final String CLI = OURS + ".cli";
  private static final String TOP = CLI + ".top";
  private static final String FUSE = OURS + ".fuse";
  private static final String WIRE = FUSE + ".wire";
  private static final String SERVER = FUSE + ".server";
  private static final String AUDIT = FUSE + ".audit";
  private static final String MOUNT = FUSE + ".mount";

  private static JavaClasses product;

  /// From directories and jars alike; what the tests bring is not the product.
  @BeforeAll
  static void importClasses() {
    product =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(OURS);
  }

  @Test
  void everyLayerWasFound() {
    for (String layer : new String[] {API, DRIVER, TIME, PIPE, RING, MUTEX, POOL, LAYOUT, LINUX}) {
      assertThat(product.stream().filter(found -> found.getPackageName().equals(layer)))
          .as("classes of " + layer)
          .isNotEmpty();
    }
  }

  @Test
  void theSystemLayerKnowsNobody() {
    onlyUses(LINUX).check(product);
    onlyUses(TIME).check(product);
    onlyUses(EVENTS).check(product);
    onlyUses(LAYOUT, LINUX).check(product);
  }

  @Test
  void theMechanismsKnowTheSystemAndNotEachOther() {
    onlyUses(RING, LAYOUT, LINUX, TIME).check(product);
    onlyUses(MUTEX, LAYOUT, LINUX, TIME).check(product);
    onlyUses(POOL, LAYOUT, LINUX, TIME).check(product);
  }

  @Test
  void theDriverFrameworkKnowsNothingOfPipes() {
    onlyUses(DRIVER, EVENTS, TIME).check(product);
  }

  @Test
  void theBackendKnowsTheApisValuesAndNotItsEntryPoints() {
    onlyUses(PIPE, API, DRIVER, RING, MUTEX, POOL, LAYOUT, LINUX, EVENTS, TIME).check(product);
    noClasses()
        .that()
        .resideInAPackage(PIPE)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Device.class, PipeChannel.class)
        .check(product);
  }

  @Test
  void theBackendOnAServerKnowsTheApisValuesAndNotItsEntryPoints() {
    onlyUses(NATS, API, DRIVER, LINUX, EVENTS, TIME).check(product);
    noClasses()
        .that()
        .resideInAPackage(NATS)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Device.class, PipeChannel.class)
        .check(product);
  }

  @Test
  void theApiReachesBackendsOnlyThroughTheDriverFramework() {
    onlyUses(API, DRIVER, TIME).check(product);
  }

  @Test
  void facesUseOnlyTheApi() {
    onlyUses(WEB, API, DRIVER).check(product);
    onlyUses(CLI, TOP, API, DRIVER, TIME, FUSE, AUDIT, WEB).check(product);
    onlyUses(TOP, API, DRIVER).check(product);
  }

  @Test
  void theMountKnowsDriversAndOfPipesOnlyTheirNames() {
    onlyUses(WIRE, DRIVER, LINUX).check(product);
    onlyUses(AUDIT, DRIVER).check(product);
    onlyUses(SERVER, AUDIT, WIRE, API, DRIVER, TIME, LINUX).check(product);
    noClasses()
        .that()
        .resideInAPackage(SERVER)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Device.class, PipeChannel.class)
        .check(product);
    onlyUses(MOUNT, DRIVER, LINUX).check(product);
    onlyUses(FUSE, SERVER, AUDIT, WIRE, MOUNT, DRIVER, LINUX).check(product);
  }

  @Test
  void onlyTheSystemLayerCallsNativeFunctions() {
    noClasses()
        .that()
        .resideOutsideOfPackage(LINUX)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Linker.class, SymbolLookup.class)
        .check(product);
  }

  @Test
  void nothingUsesUnsafe() {
    noClasses().should().dependOnClassesThat().haveSimpleName("Unsafe").check(product);
  }

  @Test
  void nothingIsGlobalAndMutable() {
    fields().that().areStatic().should().beFinal().check(product);
  }

  /// Classes of the first package use ours only from the packages named.
  private static ArchRule onlyUses(String layer, String... others) {
    String[] allowed =
        Stream.concat(Stream.of(layer), Arrays.stream(others)).toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(layer)
        .should()
        .onlyDependOnClassesThat(isForeignOrIn(allowed));
  }

  private static DescribedPredicate<JavaClass> isForeignOrIn(String... packages) {
    return DescribedPredicate.describe(
        "are not ours, or reside in " + String.join(", ", packages),
        used -> {
          String name = used.getBaseComponentType().getPackageName();
          boolean ours = name.equals(OURS) || name.startsWith(OURS + ".");
          return !ours || Arrays.asList(packages).contains(name);
        });
  }
}
