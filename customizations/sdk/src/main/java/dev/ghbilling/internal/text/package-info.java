/**
 * Texts that a server sent, made safe to show: without a secret, and without invisible characters.
 * Also what the system says of a file that can't be used.
 *
 * <p>Every room may enter with a text, which leaves with placeholders. The command line and the
 * ledger enter as well, for tables and for messages about files. Which tokens are in use isn't the
 * business of this room.
 */
@NullMarked
package dev.ghbilling.internal.text;

import org.jspecify.annotations.NullMarked;
