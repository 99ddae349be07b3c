/**
 * The commands {@code spec diff}, {@code spec drift} and {@code spec release}.
 *
 * <p>A command parses its arguments, calls one package below and prints what it returns. {@code
 * reader} turns an OpenAPI document into a tree of elements, {@code comparison} lists where two
 * trees differ. {@code diff} judges the changes between two contracts and {@code drift} holds the
 * contract against GitHub's own description; neither knows the other. {@code release} decides with
 * {@code diff} which contract may be released.
 */
@NullMarked
package dev.ghbilling.spec.compare;

import org.jspecify.annotations.NullMarked;
