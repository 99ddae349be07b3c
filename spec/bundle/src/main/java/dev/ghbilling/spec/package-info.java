/**
 * The contract at run time: its operations, parameters, answers, schemas and documented examples,
 * read from the bundled {@code openapi.json}.
 */
@NullMarked
package dev.ghbilling.spec;

import org.jspecify.annotations.NullMarked;
