/**
 * The commands, one class each. The entry point runs them; they call the SDK or start the sandbox,
 * and hand the result to {@link dev.ghbilling.cli.output}. Options that several commands share are
 * mixins. Commands throw exceptions on failure and don't know exit statuses.
 */
@NullMarked
package dev.ghbilling.cli.command;

import org.jspecify.annotations.NullMarked;
