package org.poormanspipes.cli;

/// `pmp help`: what the commands do.
final class HelpCommand implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax("help", "Shows the help of a command, or of all.")
        .with(new Parameter("COMMAND", 0, Parameter.ANY, "The command (else all)."));
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws OutputException {
    Usage.help(arguments.operands(), io);
    return ExitCode.DONE;
  }
}
