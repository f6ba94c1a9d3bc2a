/// Poor Man's Pipes: the command `pmp`.
module org.poormanspipes.cli {
  requires static org.jspecify;
  requires org.poormanspipes;
  requires org.poormanspipes.fuse;
  // There for `pmp web` alone.
  requires static org.poormanspipes.web;
  requires info.picocli;
  // Brought by the launcher for the one command that draws.
  requires static org.jline.terminal;
}
