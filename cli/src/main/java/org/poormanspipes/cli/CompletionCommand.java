package org.poormanspipes.cli;

import picocli.AutoComplete;

/// `pmp completion`: the script that lets bash complete commands and options.
final class CompletionCommand implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax("completion", "Prints a script that lets bash and zsh complete this command.")
        .footer("source <(pmp completion)");
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws OutputException {
    io.print(AutoComplete.bash("pmp", Model.all()));
    return ExitCode.DONE;
  }
}
