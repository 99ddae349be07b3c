/** Tokens for an application that is a GitHub App. Optional: nothing else needs it. */
@NullMarked
package dev.ghbilling.app;

import org.jspecify.annotations.NullMarked;
