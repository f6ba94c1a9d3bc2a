/// What `pmp web` serves: by the byte, as metrics, and in a real browser.
package org.poormanspipes.webpage;
