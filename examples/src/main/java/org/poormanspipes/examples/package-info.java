/// Small programs that run: two that meet through a pipe, and a driver that knows no pipes.
@NullMarked
package org.poormanspipes.examples;

import org.jspecify.annotations.NullMarked;
