package org.poormanspipes.webpage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.poormanspipes.Delivery;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.testing.ChildJvm;
import org.poormanspipes.testing.PageServer;
import org.poormanspipes.testing.TemporaryRoot;

/// The page in a real Chromium, over pipes that a real process writes. What it looks like is in
/// `target/shots`.
class BrowserTest {
  private static final int MANY = 2000;
  private static final int DESKTOP = 1400;
  private static final int NARROW = 360;

  /// Markup and signs of direction; each would be seen by the page's own policy too.
  private static final String[] HOSTILE = {
    "<img src=x onerror=document.title='taken'>",
    "\"'><script>document.title='taken'<.script>",
    "in\u202eto\u0007\u2028${1}{{1}}",
  };

  /// Buttons A B C, of which B has the focus; A goes, D comes, and the order is turned round.
  private static final String KEYED =
      """
      return import('/dom.js').then(({element, keyed}) => {
        const parent = element('div');
        document.body.append(parent);
        const show = names => {
          keyed(parent, [...names], name => name, name => element('button', {}, name), () => {});
          return [...parent.children].map(child => child.textContent).join(' ');
        };
        show('ABC');
        parent.children[1].focus();
        const shorter = show('BC');
        const focused = parent.querySelector(':focus')?.textContent;
        return `${shorter}: ${focused}, ${show('BCD')}, ${show('DCB')}`;
      });
      """;

  private TemporaryRoot root;
  private Device device;
  private Process busy;

  @BeforeEach
  void openDevice() throws IOException {
    Browser.require();
    root = new TemporaryRoot();
    device = Device.open(DeviceOptions.builder().root(root.path()).build());
  }

  @AfterEach
  void closeDevice() throws Exception {
    if (root == null) {
      return;
    }
    if (busy != null) {
      busy.getOutputStream().write('\n');
      busy.getOutputStream().close();
      if (!busy.waitFor(60, TimeUnit.SECONDS)) {
        busy.destroyForcibly();
      }
    }
    device.close();
    root.close();
  }

  @Test
  void fivePipesAreAPictureThatLives() throws Exception {
    make("LOG", WhenFull.OVERWRITE, PipeType.BYTE, Delivery.QUEUE);
    make("TICKS", WhenFull.OVERWRITE, PipeType.MESSAGE, Delivery.BROADCAST);
    for (String name : HOSTILE) {
      make(name, WhenFull.BLOCK, PipeType.MESSAGE, Delivery.QUEUE);
    }
    startBusy();
    try (PageServer server = PageServer.start(root.path(), "");
        Browser browser = new Browser();
        PipeChannel reader = device.open("TICKS", Access.READ)) {
      browser.open(server.address());
      looks(browser, 3);
      assertThat(browser.all(".branch")).hasSize(5);
      assertThat(browser.all("#rows tr")).hasSize(5);
      String figures = browser.text("#rows");
      browser.until(
          "the figures change", "document.querySelector('#rows').innerText !== " + quoted(figures));
      assertThat(browser.script("return location.href")).isEqualTo(server.base() + "/");
      hostileNamesAreText(browser);
      // Of the reader that takes nothing, and of the one that is also a writer.
      assertThat(cursorsOf(browser, "TICKS")).isEqualTo(2L);
      pictures(browser, "5");
      detailsByKeyboard(browser, "5");
      browser.scheme("light", "reduce");
      browser.until("nothing moves", "document.getAnimations().length === 0");
      browser.keptToItself(server.base());
      assertThat(reader.isOpen()).isTrue();
    }
  }

  @Test
  void twoThousandPipesAreShownEachSecond() throws Exception {
    for (int i = 0; i < MANY; i++) {
      make(
          String.format("sensor.%04d", i),
          i % 3 == 0 ? WhenFull.OVERWRITE : WhenFull.BLOCK,
          i % 2 == 0 ? PipeType.BYTE : PipeType.MESSAGE,
          i % 5 == 0 ? Delivery.BROADCAST : Delivery.QUEUE);
    }
    startBusy();
    try (PageServer server = PageServer.start(root.path(), "");
        Browser browser = new Browser()) {
      browser.open(server.address());
      looks(browser, 6);
      assertThat(browser.text("#picture-note")).startsWith("The 8 busiest of 2\u2009000 pipes");
      assertThat(browser.all(".branch")).hasSize(8);
      assertThat(browser.text("#range")).isEqualTo("1 to 50 of 2\u2009000");
      String figures = browser.text("#tiles") + browser.text("#chart-bytes");
      browser.until(
          "the figures change",
          "document.querySelector('#tiles').innerText"
              + " + document.querySelector('#chart-bytes').innerText !== "
              + quoted(figures));
      pictures(browser, "2000");
      detailsByKeyboard(browser, "2000");
      filterAndSort(browser);
      browser.keptToItself(server.base());
      cost(browser);
    }
  }

  @Test
  void whatStaysInItsPlaceIsNotMovedAndKeepsTheFocus() throws Exception {
    try (PageServer server = PageServer.start(root.path(), "");
        Browser browser = new Browser()) {
      browser.open(server.address());
      assertThat(browser.script(KEYED)).isEqualTo("B C: B, B C D, D C B");
    }
  }

  @Test
  void aLostConnectionIsToldAndComesBack() throws Exception {
    make("LOG", WhenFull.OVERWRITE, PipeType.BYTE, Delivery.QUEUE);
    String token = root.path().resolve("token").toString();
    try (Browser browser = new Browser()) {
      String listen;
      try (PageServer server = PageServer.start(root.path(), "", "--token-file", token)) {
        listen = server.base().substring("http://".length());
        browser.open(server.address());
        looks(browser, 1);
      }
      browser.until(
          "the loss is told",
          "document.querySelector('#problem').innerText"
              + ".startsWith('The connection to pmp web is lost')");
      assertThat(browser.text("#state")).isEqualTo("not live");
      browser.isAccessible("lost");
      browser.shoot("lost");
      try (PageServer again =
          PageServer.start(root.path(), "", "--token-file", token, "--listen", listen)) {
        browser.until(
            "it is live again",
            "document.querySelector('#state').innerText === 'live'"
                + " && document.querySelector('#problem').hidden");
        browser.forgetComplaints();
        browser.keptToItself(again.base());
      }
      try (PageServer other = PageServer.start(root.path(), "", "--listen", listen)) {
        browser.until(
            "another token is told",
            "document.querySelector('#problem').innerText" + ".includes('with another token')");
        assertThat(other.process().isAlive()).isTrue();
      }
    }
  }

  private void make(String name, WhenFull whenFull, PipeType type, Delivery delivery)
      throws IOException {
    device.create(
        name,
        PipeOptions.builder()
            .whenFull(whenFull)
            .type(type)
            .delivery(delivery)
            .capacity(4096)
            .lifetime(Lifetime.PERMANENT)
            .build());
  }

  private void startBusy() throws IOException {
    busy =
        new ProcessBuilder(ChildJvm.command(BusyMain.class, root.path().toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(busy.inputReader().readLine()).isEqualTo("ready");
  }

  /// Until the page has drawn so often.
  private static void looks(Browser browser, int times) throws Exception {
    browser.until(
        times + " looks", "performance.getEntriesByName('look', 'measure').length >= " + times);
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
  }

  private static void hostileNamesAreText(Browser browser) {
    String rows = browser.text("#rows");
    assertThat(rows).contains(HOSTILE[0], HOSTILE[1], "in?to??${1}{{1}}");
    assertThat(browser.text("#picture")).contains(HOSTILE[0], HOSTILE[1], "in?to??${1}{{1}}");
    assertThat(browser.script("return document.title")).isEqualTo("Example: Poor Man's Pipes");
    assertThat(browser.all("main script, main img, dialog script, dialog img")).isEmpty();
  }

  private static Object cursorsOf(Browser browser, String name) {
    return browser.script(
        "return [...document.querySelectorAll('.branch')].find(each => each.querySelector"
            + "('.node-name').innerText === arguments[0]).querySelectorAll('.mark-cursor').length",
        name);
  }

  private static void pictures(Browser browser, String name) throws Exception {
    for (String scheme : new String[] {"light", "dark"}) {
      browser.width(DESKTOP);
      browser.scheme(scheme, "no-preference");
      browser.isAccessible(name + " " + scheme);
      browser.shoot(name + "-" + scheme);
      browser.width(NARROW);
      browser.isAccessible(name + " narrow " + scheme);
      browser.shoot(name + "-narrow-" + scheme);
      assertThat((Long) browser.script("return document.documentElement.scrollWidth"))
          .isLessThanOrEqualTo(NARROW);
    }
    browser.width(DESKTOP);
  }

  private static void detailsByKeyboard(Browser browser, String name) throws Exception {
    browser.script("document.activeElement.blur(); window.scrollTo(0, 0)");
    browser.tabTo(".row-button");
    browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
    String row = browser.text(".row-button:focus");
    browser.press(Keys.ENTER);
    browser.until("the details are open", "document.querySelector('dialog').open");
    assertThat(browser.text("#details-title")).isEqualTo(row);
    assertThat(browser.text("dialog"))
        .contains("when-full", "bytes-in", "Handles: ", "BusyMain", "Bytes per second");
    String shown = browser.text("dialog");
    browser.until(
        "the details live", "document.querySelector('dialog').innerText !== " + quoted(shown));
    for (String scheme : new String[] {"light", "dark"}) {
      browser.scheme(scheme, "no-preference");
      browser.isAccessible(name + " details " + scheme);
      browser.shoot(name + "-details-" + scheme);
    }
    browser.press(Keys.ESCAPE);
    browser.until("the details are closed", "!document.querySelector('dialog').open");
    assertThat(browser.text(".row-button:focus")).isEqualTo(row);
    // The same from the picture.
    browser.script("document.activeElement.blur(); window.scrollTo(0, 0)");
    browser.tabTo(".pipe-node");
    browser.press(Keys.SPACE);
    browser.until("the details are open", "document.querySelector('dialog').open");
    browser.tabTo(".close");
    browser.press(Keys.ENTER);
    browser.until("the details are closed", "!document.querySelector('dialog').open");
    assertThat(browser.focused(".pipe-node")).isTrue();
  }

  private static void filterAndSort(Browser browser) throws Exception {
    browser.tabTo("#filter");
    browser.press("sensor.19");
    browser.until(
        "it is filtered",
        "document.querySelector('#range').innerText"
            + " === '1 to 50 of 100, filtered from 2\u2009000'");
    browser.tabTo("#heads th:nth-child(4) .sort");
    browser.press(Keys.ENTER);
    assertThat(browser.all("#heads th:nth-child(4)[aria-sort=descending]")).hasSize(1);
    // By name again: what is sorted by a rate changes places.
    browser.script("document.activeElement.blur()");
    browser.tabTo("#heads th:nth-child(1) .sort");
    browser.press(Keys.ENTER);
    assertThat(browser.all("#heads th:nth-child(1)[aria-sort=ascending]")).hasSize(1);
    browser.tabTo(".row-button");
    browser.press(Keys.PAGE_DOWN);
    browser.until(
        "the next page is there",
        "document.querySelector('#range').innerText.startsWith('51 to 100')");
    assertThat(browser.focused("#rows tr:first-child .row-button")).isTrue();
  }

  /// How long the page's scripts take for one look, for the record.
  private static void cost(Browser browser) throws IOException {
    List<?> millis =
        (List<?>)
            browser.script(
                "return performance.getEntriesByName('look', 'measure').map(each =>"
                    + " each.duration).sort((a, b) => a - b)");
    double median = ((Number) millis.get(millis.size() / 2)).doubleValue();
    String line =
        "2000 pipes: "
            + millis.size()
            + " looks, scripts "
            + Map.of("median", median, "most", millis.getLast())
            + " ms\n";
    Files.writeString(Path.of("target", "shots", "cost.txt"), line);
  }
}
