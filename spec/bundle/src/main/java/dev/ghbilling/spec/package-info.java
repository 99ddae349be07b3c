/**
 * The contract at run time: operations, parameters, responses, schemas and examples.
 *
 * <ul>
 *   <li>In comes the bundled {@code openapi.json}, or any other OpenAPI document in one file.
 *   <li>Out go its operations, the validation of values against schemas, and {@linkplain
 *       dev.ghbilling.spec.SampleValues sample values}.
 *   <li>Not its business: how the bundle is made, and what anybody does with it.
 * </ul>
 */
@NullMarked
package dev.ghbilling.spec;

import org.jspecify.annotations.NullMarked;
