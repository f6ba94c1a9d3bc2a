/// The drivers of the tutorial, and a program that mounts them.
@NullMarked
package org.poormanspipes.examples.driver;

import org.jspecify.annotations.NullMarked;
