/// A device as a directory of files.
module org.poormanspipes.fuse {
  requires static org.jspecify;
  requires transitive org.poormanspipes;

  exports org.poormanspipes.fuse;
  exports org.poormanspipes.fuse.audit;
}
