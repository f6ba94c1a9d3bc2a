/// What lies in shared memory, for people: each field with its name, its type and what it says.
///
/// The layout classes know offsets, and are for who works with the memory. Beside each stands a
/// table of [Field]s, made of the same constants, for who looks at it from outside, as one does
/// with a debugger; a test sees to it that no table leaves a field out.
@NullMarked
package org.poormanspipes.layout;

import org.jspecify.annotations.NullMarked;
