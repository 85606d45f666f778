/// Holds the documentation, the workflows and the templates of the project to its code.
@NullMarked
package dev.interleave.docs;

import org.jspecify.annotations.NullMarked;
