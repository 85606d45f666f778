/// Sessions of browsers.
@NullMarked
package dev.interleave.access.session;

import org.jspecify.annotations.NullMarked;
