/// The command `pmp`: one class for each command, a face over the library's api.
///
/// Start-up time decides how this package is built. A command declares its syntax as plain data
/// ([org.poormanspipes.cli.Syntax]). [org.poormanspipes.cli.QuickParser] reads what is written by
/// the book, in a millisecond; everything else (help, completion, abbreviations, mistakes) is left
/// to picocli, which is handed the same syntax and takes a tenth of a second to wake up. No
/// command's class is loaded before it is named.
@NullMarked
package org.poormanspipes.cli;

import org.jspecify.annotations.NullMarked;
