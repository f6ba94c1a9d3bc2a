package org.poormanspipes.driver;

/// Who asks: the process on whose behalf a request is made, as the kernel named it.
///
/// @param uid its user
/// @param gid its group
/// @param pid its process number
public record Caller(int uid, int gid, int pid) {}
