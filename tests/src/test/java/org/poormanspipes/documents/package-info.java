/// What the documentation says of the code is compared with the code.
package org.poormanspipes.documents;
