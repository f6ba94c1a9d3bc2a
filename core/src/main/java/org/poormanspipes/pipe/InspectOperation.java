package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.List;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceAddress;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.QueryRequest;

/// Looks at a device from outside: this process does not attach to it, which would write into its
/// block and needs one that is whole.
final class InspectOperation {

  private InspectOperation() {}

  static List<Attributes> inspect(DeviceAddress address, QueryRequest request) throws IOException {
    if (!request.subject().equals("dump")) {
      throw new DeviceException(
          Kind.UNSUPPORTED, "only an open device can be asked for '" + request.subject() + "'");
    }
    DeviceName name = DeviceName.parse(address.location());
    String pipe = request.name();
    try (DeviceRoot root = DeviceRoot.find(address.root());
        NamedFiles files = root == null ? null : root.find(name)) {
      if (root == null || files == null) {
        throw new DeviceException(
            Kind.NOT_FOUND,
            "there is no device '" + name.spelling() + "' in " + DeviceRoot.place(address.root()));
      }
      SharedDevice.require(root, name, files);
      return DumpQuery.dump(files, pipe);
    } catch (IOException failed) {
      String what =
          pipe == null
              ? "device '" + name.spelling() + "'"
              : "pipe '" + PipeName.printable(pipe) + "'";
      throw Refusals.of("look into the " + what, failed, Mend.NAMED);
    }
  }
}
