/// `pmp top`: what moves through the pipes of a device, from moment to moment.
///
/// ```
///   Looker    a thread, looks at the device now and then      →  Look
///   Rates     two looks at a time make what there is to show  →  Row
///   TopState  what is shown of it, and what a key changes
///   …View     lines of text for a screen of some size
///   Screen    the terminal; KeyReader, what is typed there
///   LiveTop   takes one event after another, and draws
/// ```
///
/// Only `Screen`, `KeyReader` and the views know the terminal's library; the rest works without.
@NullMarked
package org.poormanspipes.cli.top;

import org.jspecify.annotations.NullMarked;
