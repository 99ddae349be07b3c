/**
 * Tokens of a GitHub App's installation.
 *
 * <p>Optional: an application that has a GitHub App enters with {@link
 * dev.ghbilling.app.InstallationToken} and gives it to the builder of its client as a supplier of
 * tokens. The contract says what a token may do.
 */
@NullMarked
package dev.ghbilling.app;

import org.jspecify.annotations.NullMarked;
