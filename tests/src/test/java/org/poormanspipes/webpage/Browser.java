package org.poormanspipes.webpage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Requires;
import org.poormanspipes.testing.TemporaryRoot;

/// A real Chromium without a window, on a profile of its own, that remembers what it asked for.
final class Browser implements AutoCloseable {
  private static final Path SHOTS = Path.of("target", "shots");
  private static final String BROUGHT = System.getProperty("pmp.programs", "target/programs/bin");
  private static final Pattern ASKED =
      Pattern.compile(
          "\"method\":\"Network\\.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]*)\"");

  /// Pages that the browser has in itself, as that of a new tab.
  private static final Pattern ITS_OWN = Pattern.compile("chrome://|data:");

  /// So many pixels at most: a table of fifty rows fits.
  private static final int HEIGHT = 900;

  private final TemporaryRoot profile =
      new TemporaryRoot(Path.of(System.getProperty("java.io.tmpdir")));
  private final List<String> asked = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final ChromeDriver driver;

  Browser() throws IOException {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("chromium").toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile.path(),
        "--window-size=1400," + HEIGHT);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver").toFile())
                .usingAnyFreePort()
                .build(),
            options);
  }

  /// For the start of a test or its set-up.
  static void require() {
    Requires.thing(
        Files.isExecutable(program("chromium")) && Files.isExecutable(program("chromedriver")),
        "needs chromium and chromedriver (scripts/bring-chromium)");
  }

  private static Path program(String name) {
    return Stream.of((BROUGHT + ":" + System.getenv("PATH")).split(":", -1))
        .map(place -> Path.of(place, name).toAbsolutePath())
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(Path.of(name));
  }

  void open(String address) {
    driver.get(address);
  }

  /// The text of the first element.
  String text(String selector) {
    return String.valueOf(
        script("return document.querySelector(arguments[0])?.innerText", selector));
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /// Presses Tab until an element that matches has the focus.
  void tabTo(String selector) {
    for (int presses = 0; presses < 60; presses++) {
      if (focused(selector)) {
        return;
      }
      press(Keys.TAB);
    }
    throw new AssertionError("Tab does not come to " + selector);
  }

  boolean focused(String selector) {
    return Boolean.TRUE.equals(
        script("return document.activeElement.matches(arguments[0])", selector));
  }

  /// @param scheme light or dark
  void scheme(String scheme, String motion) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", motion))));
  }

  void width(int pixels) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
  }

  /// A picture of the whole page, or of what is seen while a dialog is open.
  void shoot(String name) throws IOException {
    boolean whole = all("dialog[open]").isEmpty();
    Object picture =
        driver
            .executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", whole))
            .get("data");
    Files.createDirectories(SHOTS);
    Files.write(SHOTS.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(picture)));
  }

  /// What axe-core finds wrong with what is shown now.
  void isAccessible(String what) throws IOException {
    try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
      driver.executeScript(new String(Objects.requireNonNull(axe).readAllBytes(), UTF_8));
    }
    Object found =
        driver.executeAsyncScript(
            "const done = arguments[0]; axe.run({resultTypes: ['violations']}).then(result =>"
                + " done({passes: result.passes.length, violations: result.violations.map(each =>"
                + " each.id + ': ' + each.nodes.map(node => node.html + ' ' +"
                + " node.failureSummary).join('; '))}))");
    assertThat((List<?>) ((Map<?, ?>) found).get("violations")).as(what).isEmpty();
    assertThat((Long) ((Map<?, ?>) found).get("passes")).as(what).isGreaterThan(20);
  }

  /// Everything that was asked for was asked of this address, or is data; and nothing complained.
  void keptToItself(String base) {
    driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(LogEntry::getMessage)
        .flatMap(entry -> ASKED.matcher(entry).results().map((MatchResult url) -> url.group(1)))
        .filter(url -> !ITS_OWN.matcher(url).lookingAt())
        .forEach(asked::add);
    driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::toString)
        .forEach(complaints::add);
    assertThat(asked).hasSizeGreaterThan(12).allMatch(url -> url.startsWith(base + "/"));
    assertThat(complaints).isEmpty();
  }

  /// What it complained about so far is expected.
  void forgetComplaints() {
    driver.manage().logs().get(LogType.BROWSER);
  }

  void until(String what, String script) throws Exception {
    Eventually.holds(what, () -> Boolean.TRUE.equals(script("return " + script)));
  }

  @Override
  public void close() throws IOException {
    try {
      driver.quit();
    } finally {
      profile.close();
    }
  }
}
