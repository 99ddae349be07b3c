/** Tests of the sandbox, over real HTTP. */
@NullMarked
package dev.ghbilling.sandbox;

import org.jspecify.annotations.NullMarked;
