/** The command line over the SDK. */
@NullMarked
package dev.ghbilling.cli;

import org.jspecify.annotations.NullMarked;
