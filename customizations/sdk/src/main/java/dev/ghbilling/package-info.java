/** The entry point: {@link dev.ghbilling.GitHubBilling}. */
@NullMarked
package dev.ghbilling;

import org.jspecify.annotations.NullMarked;
