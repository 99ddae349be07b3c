/** Committers who take a seat of GitHub Advanced Security. */
@NullMarked
package dev.ghbilling.advancedsecurity;

import org.jspecify.annotations.NullMarked;
