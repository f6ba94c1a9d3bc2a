package org.poormanspipes.cli;

import java.io.IOException;

/// `pmp bench`: measures pipes beside other transports. The launcher does it, where the benchmark
/// is: it starts `bench/run` in place of this program. Here are its help, and what to say where
/// there is no benchmark.
final class BenchCommand implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax("bench", "Measures pipes beside Aeron, Agrona, sockets, FIFOs and others.")
        .with(
            Option.flag("--quick", "Fewer sizes, rounds and processes: about three minutes."),
            Option.value("--workload", "NAMES", "Only these: round-trip,blocking,one-way,..."),
            Option.value("--size", "BYTES", "Only messages of these sizes, with commas."),
            Option.value("--transport", "NAMES", "Only these: aeron-exclusive,pmp-shared,..."),
            Option.value("--forks", "N", "How often all processes are started anew."),
            Option.value("--rounds", "N", "How often each transport has its turn in one fork."),
            Option.value("--millis", "N", "How long a turn is."),
            Option.value("--repeats", "N", "How often a disturbed turn is repeated."),
            Option.value("--capacity", "BYTES", "What may be on the way, a power of two."),
            Option.value("--rate", "N", "Round trips each second, for the figure at a rate."),
            Option.value("--cpus", "LIST", "The measuring threads' processors; none: not bound."),
            Option.flag("--whole", "Looks at every byte of every message."),
            Option.value("--directory", "DIR", "Where the connections' files are, in memory."),
            Option.value("--out", "DIR", "Where the report goes."))
        .footer("pmp bench --quick", "pmp bench --workload one-way --size 32");
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    throw new IOException(
        "the benchmark is not part of the command: it is bench/run in the project's source tree,"
            + " where './pmp bench' runs it");
  }
}
