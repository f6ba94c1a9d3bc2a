package org.poormanspipes.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeName;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceAddress;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Disposition;

/// Names of pipes and devices, and addresses. The first byte of an input says what the rest is.
final class NamesTarget implements Target {
  private static final int WIDE = 0x80;
  private static final int SENSITIVE = 0x40;
  private static final int WAYS = 5;

  private final Place place = Place.make();

  NamesTarget() throws IOException {}

  @Override
  public void run(byte[] input) throws Exception {
    Bytes bytes = new Bytes(input);
    int how = bytes.int8();
    String text =
        new String(
            bytes.rest(), (how & WIDE) != 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
    try {
      switch ((how & ~(WIDE | SENSITIVE)) % WAYS) {
        case 0 -> name(text, (how & SENSITIVE) != 0);
        case 1 -> address(text);
        case 2 -> device(text);
        case 3 -> meet(text);
        default -> link(text);
      }
    } catch (DeviceException refused) {
      Sentences.check(refused);
    }
  }

  private static void name(String text, boolean sensitive) throws DeviceException {
    expect(Sentences.unprintable(PipeName.printable(text), 0) < 0, "printable");
    String key = PipeName.key(text, sensitive);
    PipeName name = PipeName.parse(text, sensitive);
    expect(key.equals(name.key()), "one name with two keys");
    PipeName again = PipeName.parse(name.spelling(), sensitive);
    expect(again.equals(name), "the spelling is another name");
    expect(PipeName.key(name.key(), sensitive).equals(name.key()), "the key of the key is another");
    String upper = mapped(name.spelling(), true);
    String lower = mapped(name.spelling(), false);
    if (!sensitive) {
      expect(PipeName.key(upper, false).equals(name.key()), "upper case is another name");
      expect(PipeName.key(lower, false).equals(name.key()), "lower case is another name");
    }
  }

  /// The other case, as [String#equalsIgnoreCase] takes it.
  private static String mapped(String text, boolean upper) {
    return text.codePoints()
        .map(c -> upper ? Character.toUpperCase(c) : Character.toLowerCase(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static void address(String text) {
    DeviceAddress address = DeviceAddress.parse(text, null);
    expect(
        DeviceAddress.parse(address.toString(), null).equals(address),
        "an address is printed as another's");
  }

  /// The driver of pipes is asked itself: to look for the others takes far longer.
  private void device(String text) throws IOException {
    DeviceAddress address = DeviceAddress.parse(text, place.root());
    if (address.scheme().equals(DeviceAddress.SHARED_MEMORY)) {
      place.attach(address).detach();
    } else {
      Device.open(DeviceOptions.builder().device(text).root(place.root()).build()).close();
    }
  }

  private void meet(String text) throws IOException {
    place.restore();
    try (var pipe = place.device().open(text, Access.READ_WRITE, PipeOptions.DEFAULT)) {
      expect(place.device().list().size() == 1, "not one pipe");
      Sentences.check(place.device().stat(text));
      try {
        place.device().open(text, Access.READ, PipeOptions.DEFAULT, Disposition.CREATE).close();
        throw new Finding("made twice");
      } catch (DeviceException exists) {
        expect(exists.kind() == Kind.EXISTS, exists.toString());
        Sentences.check(exists);
      }
      pipe.stat();
    }
    try {
      place.device().open(text, Access.READ, PipeOptions.DEFAULT, Disposition.OPEN).close();
      throw new Finding("still there");
    } catch (DeviceException gone) {
      expect(gone.kind() == Kind.NOT_FOUND, gone.toString());
      Sentences.check(gone);
    }
  }

  private void link(String text) throws IOException {
    DeviceOptions link = DeviceOptions.builder().device(text).root(place.root()).build();
    Device.link(link, place.options());
    boolean device = text.equalsIgnoreCase(place.device().name());
    expect(!device, "a device is a link to itself");
    Device.remove(link);
  }

  private static void expect(boolean holds, String what) {
    if (!holds) {
      throw new Finding(what);
    }
  }

  @Override
  public void close() throws IOException {
    place.close();
  }
}
