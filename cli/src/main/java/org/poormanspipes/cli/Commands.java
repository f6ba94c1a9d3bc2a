package org.poormanspipes.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// All commands by name. A command's class is loaded when it is asked for, not before.
final class Commands {

  /// The names, in the order of the help; a group's commands follow its name.
  static final List<String> NAMES =
      List.of(
          "demo",
          "write",
          "read",
          "create",
          "set",
          "ls",
          "stat",
          "handles",
          "pool",
          "top",
          "rm",
          "unnamed",
          "device create",
          "device set",
          "device ls",
          "device rm",
          "link",
          "mount",
          "umount",
          "bridge",
          "web",
          "bench",
          "doctor",
          "usedriver2",
          "usedriver3",
          "completion",
          "help");

  /// The only group.
  static final String DEVICE = "device";

  private Commands() {}

  /// Finds a command.
  ///
  /// @param name its name, for one of a group with the group's before it
  /// @return a new command, or null if there is none of that name
  static @Nullable Command find(String name) {
    return switch (name) {
      case "demo" -> new DemoCommand();
      case "write" -> new WriteCommand();
      case "read" -> new ReadCommand();
      case "create" -> new CreateCommand();
      case "set" -> new SetCommand();
      case "ls" -> new ListCommand();
      case "stat" -> new StatCommand();
      case "handles" -> new HandlesCommand();
      case "pool" -> new PoolCommand();
      case "top" -> new TopCommand();
      case "rm" -> new RemoveCommand();
      case "unnamed" -> new UnnamedCommand();
      case "device create" -> new DeviceCreateCommand();
      case "device set" -> new DeviceSetCommand();
      case "device ls" -> new DeviceListCommand();
      case "device rm" -> new DeviceRemoveCommand();
      case "link" -> new LinkCommand();
      case "mount" -> new MountCommand();
      case "umount" -> new UnmountCommand();
      case "bridge" -> new BridgeCommand();
      case "web" -> new WebCommand();
      case "bench" -> new BenchCommand();
      case "doctor" -> new DoctorCommand();
      case "usedriver2" -> new UseDriver2Command();
      case "usedriver3" -> new UseDriver3Command();
      case "completion" -> new CompletionCommand();
      case "help" -> new HelpCommand();
      default -> null;
    };
  }
}
